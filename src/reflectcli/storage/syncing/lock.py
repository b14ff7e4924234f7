"""One sync at a time, and what a sync that was killed has left of git's own locks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files
from reflectcli.storage.git import Git
from reflectcli.storage.syncing.place import INDEX

MARK = "reflect-sync"
"""The file that is locked; it holds something while a sync runs, and after one was killed."""
STALE_NS = 600_000_000_000
"""No git holds a lock of its own for so long."""


@contextmanager
def held(git: Git, folder: str, now: int) -> Iterator[Git]:
    """Git under a lock that lasts as long as any git that was started with it.

    What a sync that was killed has left of git's own locks is taken away.

    Raises:
        ReflectError: another sync is running (5).
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(os.path.join(folder, MARK), flags, 0o600)
    try:
        _lock(descriptor)
        cut_short = os.read(descriptor, 1) != b""
        _drop_locks(folder, None if cut_short else now - STALE_NS)
        os.write(descriptor, b"." if not cut_short else b"")
        under = git.holding(descriptor, os.path.join(folder, INDEX))
        try:
            yield under
        except ReflectError as error:
            if error.code != ExitCode.REFUSED:
                os.ftruncate(descriptor, 0)
            raise
        finally:
            under.objects.close()
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ReflectError(
            "another sync of this journal is running",
            hint="wait until it is done; a note needs not wait",
            code=ExitCode.CHANGED,
        ) from None
    except OSError:
        # A file system without locks.
        return


def _drop_locks(folder: str, before: int | None) -> None:
    """Take git's locks away, with a moment only those from before it."""
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "objects"]
        for name in names:
            path = os.path.join(where, name)
            if name.endswith(".lock") and (before is None or os.lstat(path).st_mtime_ns < before):
                files.tidy(path)
