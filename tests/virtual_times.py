"""A file system's clock for tests: files' times as a clock of our own and its ticks would give."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from reflectcli.storage import listing, names

HOUR = 3600 * 10**9
START = 1_790_000_000 * 10**9


@dataclass
class _Seen:
    real: tuple[int, ...]
    content: bytes
    modified: int
    changed: int


@dataclass
class Times:
    """The times of a folder's files by a clock that the test moves.

    `tick` is how finely the file system tells time, in nanoseconds; without `tells_change` it keeps
    no time of change, as FAT does. After anything may have been written, `observe` gives the files
    that are new or different their times.
    """

    root: Path
    tick: int
    tells_change: bool = True
    now: int = START
    earliest: int = START
    latest: int = START
    seen: dict[str, _Seen] = field(default_factory=dict)
    by_inode: dict[int, _Seen] = field(default_factory=dict)
    folders: dict[int, tuple[list[str], int, int]] = field(default_factory=dict)

    def clock(self) -> int:
        """The time, more finely than the file system tells it."""
        return self.now

    def pass_by(self, nanoseconds: int) -> None:
        """Let time go by."""
        self.now += nanoseconds
        self.latest = max(self.latest, self.now)

    def set_back(self) -> None:
        """Put the clock back to a time at which nothing was written."""
        self.earliest -= 1000 * HOUR
        self.now = self.earliest

    def set_right(self) -> None:
        """Put the clock forward to the latest time again."""
        self.now = self.latest = self.latest + 10**10

    def observe(self, modified: dict[Path, int] | None = None) -> None:
        """Give times to what is new or different; `modified` are those that a program has set."""
        stamp = self.now // self.tick * self.tick
        paths = {str(path): path for path in self.root.rglob("*.toml") if path.is_file()}
        self.seen = {name: seen for name, seen in self.seen.items() if name in paths}
        moved = {seen.real[0]: seen for seen in self.seen.values()}
        for name, path in paths.items():
            at = path.stat()
            real = (at.st_ino, at.st_mtime_ns, at.st_ctime_ns)
            content = path.read_bytes()
            old = self.seen.get(name)
            set_to = (modified or {}).get(path)
            if old is not None and (old.real, old.content) == (real, content) and set_to is None:
                continue
            same = old or moved.get(real[0])
            kept = same is not None and same.content == content
            when = stamp if set_to is None else set_to
            if kept and same is not None and set_to is None:
                when = same.modified
            self.seen[name] = _Seen(real, content, when, stamp)
        self._observe_folders(stamp)
        self.by_inode = {seen.real[0]: seen for seen in self.seen.values()}

    def _observe_folders(self, stamp: int) -> None:
        """Give the folders that are new, or have other names in them, their times."""
        paths = {path.stat().st_ino: path for path in self.root.rglob("*") if path.is_dir()}
        before, self.folders = self.folders, {}
        for inode, path in paths.items():
            names, old = sorted(os.listdir(path)), before.get(inode)
            real = path.stat().st_mtime_ns
            same = old is not None and old[:2] == (names, real)
            self.folders[inode] = (names, real, old[2] if same and old else stamp)

    def folder_state(self, path: str) -> tuple[Any, ...]:
        """What stands for a folder's state."""
        real = _folder_state(path)
        seen = self.folders.get(real[4])
        if seen is None:
            return real
        # FAT keeps no time of change.
        changed = seen[2] if self.tells_change else START
        return path, seen[2], changed, *real[3:]

    def state(self, name: str, entry: Any) -> tuple[Any, ...]:
        """What stands for the file's state in a listing."""
        real = _state(name, entry)
        seen = None if len(real) == 1 else self.by_inode.get(real[4])
        if seen is None:
            return real
        changed = seen.changed if self.tells_change else START
        return name, seen.modified, changed, real[3], real[4]


_state, _folder_state = listing._state, listing.folder_state


@contextmanager
def virtual(times: Times) -> Iterator[None]:
    """Have listings show these times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "_state", times.state)
        patch.setattr(names, "folder_state", times.folder_state)
        yield
