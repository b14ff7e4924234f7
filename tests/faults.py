"""A seam under every call that changes the disk: one of them fails, or the process stops there.

The program's calls go by `os`, so that is where the seam lies; what SQLite and git write on their
own is not seen here, but by strace, in `test_faults_strace`.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reflectcli.storage import disk

CALLS = (
    "open", "fdopen", "fsync", "link", "replace", "rename", "unlink", "remove", "mkdir", "rmdir",
    "chmod", "write", "ftruncate",
)  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
REASONS = (
    errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC),
    errno.ENAMETOOLONG,
)  # fmt: skip
"""Full, broken, not permitted, read-only, over quota, name too long."""


class Stopped(BaseException):
    """The process is gone: no part of the program catches this."""


class Seam:
    """Counts the calls; at the call of the number `at` something happens.

    `once` fails it, `on` that and every later one. `stop` stops the process there: nothing that
    the program tries on its way out has any effect.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, at: int = -1, how: str = "once", reason: int = 0
    ) -> None:
        self.at, self.how = at, how
        self.reason = reason or REASONS[at % len(REASONS)]
        self.calls: list[str] = []
        for name in CALLS:
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))
        monkeypatch.setattr(disk, "_syncs_whole", lambda root: False)

    @property
    def reached(self) -> bool:
        """Whether there was such a call."""
        return len(self.calls) > self.at

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **named: Any) -> Any:
            if name == "open" and not args[1] & WRITES:
                return call(*args, **named)
            if name == "fdopen":
                file = call(*args, **named)
                return file if args[1:2] == ("rb",) else Watched(file, self)
            self.strike(f"{name} {args[0]}")
            return call(*args, **named)

        return watching

    def strike(self, call: str) -> None:
        """Count a call, and let it fail if it is its turn."""
        self.calls.append(call)
        number = len(self.calls) - 1
        if number == self.at or (number > self.at >= 0 and self.how != "once"):
            if self.how == "stop":
                raise Stopped
            raise OSError(self.reason, os.strerror(self.reason), call.partition(" ")[2])


class Watched:
    """A file that is written; half of what is written is there when the disk is full."""

    def __init__(self, file: Any, seam: Seam) -> None:
        self.file, self.seam = file, seam

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        """Write what is given, if this call may."""
        try:
            self.seam.strike("fwrite file")
        except BaseException:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            raise
        return int(self.file.write(data))


def tree(root: Path) -> dict[str, bytes]:
    """What a reader would find: all but what is temporary, hidden or a draft."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(part[0] == "." for part in path.relative_to(root).parts)
    }
