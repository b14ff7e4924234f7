"""The database of the index: for the owner alone, and disposable.

What cannot be read from it, or is not what was put in, is told from what the system refuses: the
first makes the index useless, the second only keeps it from being used now.
"""

import marshal
import os
import sqlite3
import stat
from binascii import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCHEMA = 6
PATIENCE = 0.25
"""Seconds to wait for another process that writes; then it is done without the index."""
_ENDS = ("", "-wal", "-shm")
"""What SQLite adds to the name for the files that it keeps beside it."""
# The folders are no table "without rowid": there SQLite reads a row in full to compare its name.
_TABLES = """
CREATE TABLE folders (
    name TEXT PRIMARY KEY, head BLOB, signature BLOB, links BLOB, reads BLOB, found BLOB
);
CREATE TABLE names (folder TEXT PRIMARY KEY, kept BLOB);
CREATE TABLE answers (question BLOB PRIMARY KEY, kept BLOB);
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
_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL = 3, 5, 6, 7, 8, 10, 13
_CANTOPEN, _PROTOCOL, _AUTH, _SHORT_READ, _MOVED = 14, 15, 23, 522, 1032
_REFUSALS = frozenset(
    (_PERM, _BUSY, _LOCKED, _NOMEM, _READONLY, _IOERR, _FULL, _CANTOPEN, _PROTOCOL, _AUTH)
)


class DamagedError(Exception):
    """The index holds something else than was put into it."""


FAILURES = (sqlite3.Error, OSError, DamagedError, UnicodeError, MemoryError)
"""What the use of an index may raise; the latter two are SQLite's words and wants when damaged."""


def is_damage(error: Exception) -> bool:
    """Tell whether the error means that the index is of no more use."""
    if isinstance(error, OSError):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own, such as a text that is no UTF-8.
        return not isinstance(error, sqlite3.OperationalError) or "decode" in str(error)
    return code == _SHORT_READ or code & 255 not in _REFUSALS


def is_passing(error: Exception) -> bool:
    """Tell whether the error only means that another process is at work on the index."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
    return code == _MOVED or code & 255 in (_BUSY, _LOCKED, _PROTOCOL)


def opened(path: str) -> sqlite3.Connection:
    """The database, with its tables.

    Raises:
        OSError, sqlite3.Error: there is none, and none can be made.
    """
    _require_own(path)
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            _create(db)
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def forget(path: str) -> None:
    """Take an index away, with the files that SQLite keeps beside it."""
    for end in _ENDS:
        try:
            os.unlink(path + end)
        except OSError:
            continue


def sealed(data: "Any") -> bytes:
    """The data as bytes that show any damage."""
    # A version that every Python reads, since several may share an index.
    raw = marshal.dumps(data, 4)
    return crc32(raw).to_bytes(4, "big") + raw


def unsealed(raw: "Any") -> "Any":
    """The data, once it proves to be what was sealed.

    Raises:
        DamagedError: it is not.
    """
    if not isinstance(raw, bytes) or crc32(raw[4:]) != int.from_bytes(raw[:4], "big"):
        raise DamagedError
    try:
        return marshal.loads(raw[4:])
    except (ValueError, EOFError, TypeError) as error:
        raise DamagedError from error


def _require_own(path: str) -> None:
    """Make the file unless there is one; refuse what would lead to writing elsewhere."""
    modes = [_mode(path + end) for end in _ENDS]
    if any(mode is not None and not stat.S_ISREG(mode) for mode in modes):
        raise OSError(0, "not a plain file", path)
    if modes[0] is None:
        _make_folder(os.path.dirname(path))
        # Not opened where there is one: to close it would take the locks of this process away.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        try:
            # SQLite gives the files beside it the mode of this one.
            os.close(os.open(path, flags, 0o600))
        except FileExistsError:
            return
    elif os.name == "posix" and modes[0] & 0o077:
        os.chmod(path, 0o600)


def _mode(path: str) -> int | None:
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def _make_folder(folder: str) -> None:
    if os.path.isdir(folder):
        return
    _make_folder(os.path.dirname(folder))
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        # Another process made it; or there is a file in its place, which the next step will tell.
        return


def _create(db: sqlite3.Connection) -> None:
    """Make the tables, in the place of those of another version."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
            for table in ("words", "lines", "names", "answers", "folders"):
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
    except sqlite3.OperationalError as error:
        # An old SQLite without trigrams: a search then looks at each line.
        if not is_damage(error):
            raise
