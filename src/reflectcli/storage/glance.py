"""What a TAB press sees of a journal: its settings, and the records of the newest months.

Its cost does not grow with the journal: of the newest twelve months' folders it looks at three that
hold what is asked for, and reads a few dozen files. It never says why something could not be read.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MONTHS = 3
"""How many months' folders are looked at, the newest that hold something."""
READ = 40
"""How many records are read to say what they are."""
TAGGED = 120
"""How many of the newest records are read for their tags."""
LASTING = 200
"""How many goals or experiments are known, which all lie in one folder."""
LARGEST = 1 << 16
"""A file of more bytes is no record that somebody typed."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Glimpse:
    """A record by its file's name."""

    def __init__(self, path: str, shift: str, kind: str, record_id: str) -> None:
        self.path, self.shift, self.kind, self.id = path, shift, kind, record_id


class Glance:
    """A look at the journal in the folder `root`, which need not be there."""

    def __init__(self, root: str) -> None:
        self.root = root

    def settings(self) -> "dict[str, Any] | None":
        """The content of journal.toml; empty where there is none, None where it is broken."""
        raw = self._read("journal.toml", 1 << 24)
        return {} if raw is None else _parsed(raw)

    def months(self) -> list[str]:
        """The newest months that have a folder, such as 2026/11."""
        found: list[str] = []
        for year in reversed(self._numbered("", 4)):
            found += (f"{year}/{month}" for month in reversed(self._numbered(year, 2)))
            if len(found) >= 12:
                break
        return found[:12]

    def newest(self, kinds: tuple[str, ...] = ()) -> list[Glimpse]:
        """The dated records of the newest months, a later shift first."""
        found: list[Glimpse] = []
        looked_at = 0
        for month in self.months():
            seen = [each for each in self._glimpses(month) if not kinds or each.kind in kinds]
            found += seen
            looked_at += bool(seen)
            if looked_at == MONTHS:
                break
        return found

    def kinds(self, day: str) -> list[str]:
        """The kind of each record of a shift, by the names of the files alone."""
        found = self._glimpses(f"{day[:4]}/{day[5:7]}")
        return [each.kind for each in found if each.shift == day]

    def lasting(self, folder: str) -> list[Glimpse]:
        """The newest goals or experiments, the newest first."""
        newest = zip(self._glimpses(folder), range(LASTING), strict=False)
        return [glimpse for glimpse, _ in newest]

    def record(self, glimpse: Glimpse) -> "dict[str, Any]":
        """What a record's file holds; nothing where it cannot be read."""
        raw = self._read(glimpse.path, LARGEST)
        return (_parsed(raw) if raw else None) or {}

    def tags(self) -> list[str]:
        """The tags of the newest records, those used most often first."""
        counts: dict[str, int] = {}
        for glimpse in self.newest()[:TAGGED]:
            raw = self._read(glimpse.path, LARGEST)
            tags = (_parsed(raw) or {}).get("tags") if raw and b"tags" in raw else None
            for tag in tags if isinstance(tags, list) else ():
                if isinstance(tag, str):
                    counts[tag] = counts.get(tag, 0) + 1
        return sorted(counts, key=lambda tag: (-counts[tag], tag))

    def _numbered(self, folder: str, digits: int) -> list[str]:
        names = self._names(folder)
        numbers = (name for name in names if name.isascii() and name.isdecimal())
        return sorted(name for name in numbers if len(name) == digits)

    def _glimpses(self, folder: str) -> "Iterator[Glimpse]":
        for name in sorted(self._names(folder), reverse=True):
            stem = name.removesuffix(".age")
            shift, (kind, dash, record_id) = name[:10], stem[11:-5].partition("-")
            if stem.endswith(".toml") and not name.startswith(".") and dash and name[10] == "-":
                yield Glimpse(f"{folder}/{name}", shift, kind, record_id)

    def _names(self, folder: str) -> list[str]:
        path = os.path.join(self.root, folder)
        try:
            return [] if folder and os.path.islink(path) else os.listdir(path)
        except OSError:
            return []

    def _read(self, path: str, most: int) -> bytes | None:
        try:
            # Without waiting: a pipe that lies there must not hang a TAB.
            file = os.open(os.path.join(self.root, path), os.O_RDONLY | _AT_ONCE)
        except OSError:
            return None
        try:
            return os.read(file, most)
        except OSError:
            return None
        finally:
            os.close(file)


def _parsed(raw: bytes) -> "dict[str, Any] | None":
    import tomli

    try:
        return tomli.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None
