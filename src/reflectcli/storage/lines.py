"""The index's lines: what lists and searches show of a record, and where its words are found."""

import sqlite3
from datetime import datetime

from reflectcli.storage.database import sealed, unsealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Line:
    """What a list or a search shows of a record: head, gist, and its texts by their fields."""

    __slots__ = ("at", "gist", "id", "kind", "private", "shift", "texts")

    def __init__(self, id: str, shift: str, kind: str, at: str, *entry: "Any") -> None:
        self.id = id
        self.kind = kind
        self.at = datetime.fromisoformat(at)
        self.shift = shift
        self.private, self.gist, self.texts = entry


class Lines:
    """The lines of all folders, in the database of the index."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        try:
            tables = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'")
            self.has_words = tables.fetchone() is not None
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __del__(self) -> None:
        if hasattr(self, "db"):
            self.db.close()

    def version(self) -> int:
        """A number that is another one once another connection has written anything."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def files(self, folder: str) -> "list[str]":
        """The files of a folder that have lines."""
        rows = self.db.execute("SELECT file FROM lines WHERE folder = ?", (folder,))
        return [row[0] for row in rows]

    def ids(self, folder: str) -> "list[str]":
        """The IDs of a folder's lines."""
        rows = self.db.execute("SELECT id FROM lines WHERE folder = ?", (folder,))
        return [row[0] for row in rows]

    def entries(self, folder: str) -> "dict[str, Any]":
        """The entries of a folder's lines, by their files."""
        rows = self.db.execute("SELECT file, entry FROM lines WHERE folder = ?", (folder,))
        return {file: unsealed(entry) for file, entry in rows}

    def remove(self, folder: str, files: "Sequence[str]") -> None:
        """Take the lines of files away."""
        for file in files:
            # The day is in the name and in the table's order.
            found = self.db.execute(
                "SELECT number, folded FROM lines WHERE folder = ? AND shift = ? AND file = ?",
                (folder, file[:10], file),
            ).fetchall()
            if self.has_words:
                self.db.executemany(
                    "INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", found
                )
            self.db.executemany("DELETE FROM lines WHERE number = ?", [row[:1] for row in found])

    def insert(self, folder: str, lines: "Sequence[tuple[Any, ...]]") -> None:
        """Add lines of (file, at, entry, folded)."""
        if not lines:
            return
        (last,) = self.db.execute("SELECT coalesce(max(number), 0) FROM lines").fetchone()
        self.db.executemany(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (number, folder, file, entry[1], at, entry[0], sealed(entry), folded)
                for number, (file, at, entry, folded) in enumerate(lines, last + 1)
            ),
        )
        if self.has_words:
            self.db.execute(
                "INSERT INTO words (rowid, folded) SELECT number, folded FROM lines"
                " WHERE number > ?",
                (last,),
            )

    def lines(self, folder: str, words: "Sequence[str]" = ()) -> "Iterator[Line]":
        """The lines of a folder whose texts hold all the (folded) words, newest first."""
        having = " AND instr(folded, ?)" * len(words)
        rows = self.db.execute(
            "SELECT entry FROM lines WHERE folder = ?" + having
            + " ORDER BY shift DESC, at DESC, id DESC",
            (folder, *words),
        )  # fmt: skip
        for (entry,) in rows:
            yield Line(*unsealed(entry))

    def folders_with(self, words: "Sequence[str]") -> "set[str] | None":
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
