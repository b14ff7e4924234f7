"""Where a record's file lies and what it is called."""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reflectcli.domain.records import Record

JOURNAL_FILE = "journal.toml"
TRASH = ".trash"
DRAFTS = ".drafts"
KEYS = ".keys"
"""The folder of the keys of an encrypted journal, each behind a passphrase."""
AGE = ".age"
"""How the name of an encrypted file ends."""
SCHEMAS = ".schema/v1"
MENTOR = "mentor"
"""The folder of the packs that were sent and the replies that came."""


@dataclass(frozen=True, slots=True, order=True)
class RecordFile:
    """A record's file by its name alone: `path` is relative to the journal, with `/`."""

    shift: date
    path: str
    kind: str
    id: str

    @property
    def month(self) -> str:
        """The folder that it belongs in."""
        return self.path.rpartition("/")[0]

    @property
    def sealed(self) -> bool:
        """Tell whether the file is encrypted."""
        return self.path.endswith(AGE)


def folder_of(kind: str, shift: date) -> str:
    """The folder of a kind of record, relative to the journal."""
    return LONG_LIVED.get(kind) or f"{shift.year:04}/{shift.month:02}"


def file_name(kind: str, shift: date, record_id: str) -> str:
    """The name of a record's file."""
    return f"{shift.isoformat()}-{kind}-{record_id}.toml"


def path_of(record: Record) -> str:
    """Where the record's file belongs, relative to the journal."""
    name = file_name(record.kind, record.shift, record.id)
    return f"{folder_of(record.kind, record.shift)}/{name}"


def filed(record: Record) -> RecordFile:
    """The file that the record belongs in."""
    return RecordFile(record.shift, path_of(record), record.kind, record.id)


def found_at(root: str | os.PathLike[str], record: Record) -> RecordFile:
    """The file that holds the record: the plain one where it belongs, or the encrypted one."""
    entry = filed(record)
    whole = os.path.join(root, entry.path)
    if os.path.lexists(whole) or not os.path.lexists(whole + AGE):
        return entry
    return RecordFile(entry.shift, entry.path + AGE, entry.kind, entry.id)


def parse_path(path: str) -> RecordFile | None:
    """What a file's path says of its record; None when it is not the name of one."""
    found = parse_name(path.rpartition("/")[2])
    return found and RecordFile(found[0], path, found[1], found[2])


def parse_name(name: str) -> tuple[date, str, str] | None:
    """Shift, kind and ID by a file's name; None when it is not the name of a record's file."""
    found = _name().fullmatch(name)
    shift = found and _day(found[1])
    return (shift, found[2], found[3]) if found and shift else None


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"(\d{4}-\d{2}-\d{2})-([a-z]+)-([0-9a-hjkmnp-tv-z]{4,24})\.toml(?:\.age)?")


@cache
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def entry_of(folder: str, name: str) -> RecordFile:
    """What the name of a record's file says, which is known to be one."""
    entry = parse_path(f"{folder}/{name}")
    assert entry is not None
    return entry


def months(
    names: Callable[[str], list[str]], since: date | None = None, until: date | None = None
) -> list[str]:
    """The month folders that a range touches, oldest first, by the names in a folder."""
    low = folder_of("", since) if since else ""
    high = folder_of("", until) if until else "9999/99"
    found = []
    for year in names(""):
        if _numbered(year, 4) and low[:4] <= year <= high[:4]:
            found += [f"{year}/{name}" for name in names(year)]
    return sorted(month for month in found if _numbered(month[5:], 2) and low <= month <= high)


def _numbered(name: str, digits: int) -> bool:
    return len(name) == digits and name.isascii() and name.isdecimal()


def schema_line(path: str, kind: str) -> str:
    """The first line of a record's file, which leads editors to the schema beside it."""
    up = "../" * path.count("/")
    return f"#:schema {up}{SCHEMAS}/{kind}.json\n"


def relative(path: Path, root: Path) -> str:
    """A path inside of the journal as messages name it."""
    return path.relative_to(root).as_posix()
