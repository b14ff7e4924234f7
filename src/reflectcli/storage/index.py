"""The index: what was read of each folder, kept in SQLite so that it need not be read again.

It can be deleted at any time. A folder's files are known again by their modification and change
times, sizes and inodes; a file that was read within seconds of a change may have changed once more
without showing it, so its content is compared too. Nothing here knows what a record is, so that a
command which finds everything unchanged imports little.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
from binascii import crc32
from datetime import datetime

from reflectcli import __version__
from reflectcli.storage.fingerprint import digest
from reflectcli.storage.listing import Listing, content_digest, is_racy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

SCHEMA = 1
_TABLES = """
CREATE TABLE folders (
    name TEXT PRIMARY KEY, signature BLOB, stamp BLOB, racy INTEGER, flaws INTEGER, turn INTEGER,
    content BLOB
) WITHOUT ROWID;
CREATE TABLE lines (
    number INTEGER PRIMARY KEY, folder TEXT, file TEXT, shift TEXT, at INTEGER, id TEXT,
    entry BLOB, folded TEXT
);
CREATE INDEX lines_in_order ON lines (folder, shift, at, id);
"""
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5 (
    folded, content='lines', content_rowid='number', detail=none,
    tokenize='trigram case_sensitive 1'
);
"""


class DamagedError(Exception):
    """The index holds something else than was put into it."""


class Line:
    """What a list or a search shows of a record: head, gist, and its texts by their fields."""

    __slots__ = ("at", "gist", "id", "kind", "private", "shift", "texts")

    def __init__(self, id: str, kind: str, at: datetime, shift: str, entry: Any) -> None:
        self.id = id
        self.kind = kind
        self.at = at
        self.shift = shift
        self.private, self.gist, self.texts = entry


class Index:
    """The index in one file, for the journal at `root`.

    `stamp` stands for all else that the reading of a file depends on: the journal's settings and
    the program's version. `clock` tells the time in nanoseconds, as the file system does.
    """

    def __init__(self, path: str, root: str, stamp: bytes, clock: Callable[[], int]) -> None:
        self.root = root
        self.stamp = stamp
        self.clock = clock
        self.db = _opened(path)
        tables = self.db.execute("SELECT name FROM sqlite_master WHERE name = 'words'")
        self.has_words = tables.fetchone() is not None

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # what was read of a folder

    def is_fresh(self, folder: str, listing: Listing) -> bool:
        """Tell whether what is kept of a folder is what reading it would give."""
        row = self.db.execute(
            "SELECT signature, stamp, racy FROM folders WHERE name = ?", (folder,)
        ).fetchone()
        if row is None or row[0] != listing.signature or row[1] != self.stamp:
            return False
        return not row[2] or self._is_unchanged(folder, listing)

    def _is_unchanged(self, folder: str, listing: Listing) -> bool:
        """Compare the content of the files that may have changed unseen."""
        kept = self.content(folder)
        if kept is None:
            return False
        turn, (files, strays) = kept
        settled = True
        for file in files:
            state, read_at, known = file[0], file[1], file[2]
            if is_racy(state, read_at):
                file[1] = self.clock()
                if content_digest(os.path.join(self.root, folder, state[0])) != known:
                    return False
                settled &= not is_racy(state, file[1])
        if settled:
            self.keep(folder, listing, turn, (files, strays), [], [])
        return True

    def content(self, folder: str) -> tuple[int, Any] | None:
        """What is kept of a folder, and how often it was kept; None where nothing right is."""
        row = self.db.execute(
            "SELECT turn, content FROM folders WHERE name = ? AND stamp = ?", (folder, self.stamp)
        ).fetchone()
        return None if row is None else (row[0], _loaded(row[1]))

    def keep(
        self,
        folder: str,
        listing: Listing,
        turn: int,
        content: tuple[list[Any], list[str]],
        gone: Sequence[str],
        lines: Sequence[tuple[Any, ...]],
    ) -> None:
        """Keep what was read of a folder: all of it, and the lines that go and that come.

        Nothing is kept where another process has kept the folder since `turn`.
        """
        files, strays = content
        racy = any(is_racy(file[0], file[1]) for file in files)
        flaws = len(strays) + sum(file[3][0] is None for file in files)
        head = (folder, listing.signature, self.stamp, racy, flaws, turn + 1)
        self.db.execute("BEGIN IMMEDIATE")
        try:
            row = self.db.execute("SELECT turn FROM folders WHERE name = ?", (folder,)).fetchone()
            if (row[0] if row else 0) == turn:
                self.db.execute(
                    "INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*head, _dumped(content)),
                )
                self._remove(folder, gone)
                self._insert(folder, lines)
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def files(self, folder: str) -> list[str]:
        """The files of a folder that have lines."""
        rows = self.db.execute("SELECT file FROM lines WHERE folder = ?", (folder,))
        return [row[0] for row in rows]

    def turn(self, folder: str) -> int:
        """How often a folder was kept."""
        row = self.db.execute("SELECT turn FROM folders WHERE name = ?", (folder,)).fetchone()
        return row[0] if row else 0

    def _remove(self, folder: str, files: Sequence[str]) -> None:
        for file in files:
            found = self.db.execute(
                "SELECT number, folded FROM lines WHERE folder = ? AND file = ?", (folder, file)
            ).fetchall()
            if self.has_words:
                self.db.executemany(
                    "INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", found
                )
            self.db.executemany("DELETE FROM lines WHERE number = ?", [row[:1] for row in found])

    def _insert(self, folder: str, lines: Sequence[tuple[Any, ...]]) -> None:
        """Add lines of (file, shift, at, id, entry, folded)."""
        for *head, entry, folded in lines:
            done = self.db.execute(
                "INSERT INTO lines (folder, file, shift, at, id, entry, folded)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (folder, *head, _dumped(entry), folded),
            )
            if self.has_words:
                self.db.execute(
                    "INSERT INTO words (rowid, folded) VALUES (?, ?)", (done.lastrowid, folded)
                )

    # lines, newest first

    def is_sound(self, folder: str) -> bool:
        """Tell whether the folder holds nothing but right records, as far as it is known."""
        row = self.db.execute("SELECT flaws FROM folders WHERE name = ?", (folder,)).fetchone()
        return row is not None and not row[0]

    def ids(self, folder: str) -> list[str]:
        """The IDs of a folder's lines."""
        rows = self.db.execute("SELECT id FROM lines WHERE folder = ?", (folder,))
        return [row[0] for row in rows]

    def lines(self, folder: str, words: Sequence[str] = ()) -> Iterator[Line]:
        """The lines of a folder whose texts hold all the (folded) words, newest first."""
        having = " AND instr(folded, ?)" * len(words)
        rows = self.db.execute(
            "SELECT id, shift, entry FROM lines WHERE folder = ?" + having
            + " ORDER BY shift DESC, at DESC, id DESC",
            (folder, *words),
        )  # fmt: skip
        for record_id, shift, entry in rows:
            kind, at, *rest = _loaded(entry)
            yield Line(record_id, kind, datetime.fromisoformat(at), shift, rest)

    def folders_with(self, words: Sequence[str]) -> set[str] | None:
        """The folders that may hold all the (folded) words; None where each must be looked at."""
        parts = {word[at : at + 3] for word in words for at in range(len(word) - 2)}
        if not self.has_words or not parts:
            return None
        wanted = " ".join('"' + part.replace('"', '""') + '"' for part in sorted(parts))
        rows = self.db.execute(
            "SELECT DISTINCT folder FROM lines WHERE number IN"
            " (SELECT rowid FROM words WHERE words MATCH ?)",
            (wanted,),
        )
        return {row[0] for row in rows}


def index_file(cache: str, root: str) -> str:
    """Where the index of the journal at `root` lies in the user's cache folder."""
    key = digest(os.fsencode(root)).hex()[:16]
    return os.path.join(cache, f"index-{key}.sqlite3")


def stamp_of(config: bytes | None) -> bytes:
    """What stands for the settings and the program that files are read by."""
    return digest(f"{__version__}\n".encode() + (b"-" if config is None else b"+" + config))


def _opened(path: str) -> sqlite3.Connection:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder, mode=0o700)
    # SQLite gives the files beside it the mode of this one.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA:
            _create(db)
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _create(db: sqlite3.Connection) -> None:
    """Make the tables, in the place of those of another version."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            for table in ("words", "lines", "folders"):
                db.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.split(";\n"):
                db.execute(statement)
            _create_words(db)
            db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _create_words(db: sqlite3.Connection) -> None:
    try:
        db.execute(_WORDS)
    except sqlite3.OperationalError:
        # An old SQLite without trigrams: a search then looks at each line.
        return


def _dumped(data: Any) -> bytes:
    raw = marshal.dumps(data)
    return crc32(raw).to_bytes(4, "big") + raw


def _loaded(raw: bytes) -> Any:
    """The data, once it proves to be what was written.

    Raises:
        DamagedError: it is not.
    """
    if crc32(raw[4:]) != int.from_bytes(raw[:4], "big"):
        raise DamagedError
    return marshal.loads(raw[4:])
