"""One at a time changes or takes away files of a folder; who adds one waits for nobody.

Between the look whether a file still is what was read and the change of it nobody else's change
may come. The locks are the system's own: they end with the process that holds them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from reflectcli.errors import ExitCode, UnsavedError

_PATIENCE = 500
_PAUSE = 0.02
"""Ten seconds: nobody is at it for so long, but a process that was suspended."""


@contextmanager
def locked(folders: Iterable[str]) -> Iterator[None]:
    """Hold folders against other processes that change what is in them.

    Raises:
        UnsavedError: somebody has held one for too long (exit code 5).
    """
    with ExitStack() as held:
        # In one order for all, so that no two wait for each other.
        for folder in sorted({os.path.realpath(each) for each in folders}):
            if sys.platform != "win32" and os.path.isdir(folder):
                _lock(held.enter_context(_opened(folder)), folder)
        yield


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        yield descriptor
    finally:
        # Nothing was written by it, so that nothing can be lost with it.
        with suppress(OSError):
            os.close(descriptor)


def _lock(descriptor: int, folder: str) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    for _ in range(_PATIENCE):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            # A file system without locks.
            return
        else:
            return
    raise UnsavedError(
        f"another command has been changing {folder} for ten seconds; nothing was changed",
        hint="end or wake the one that hangs, and try again",
        code=ExitCode.CHANGED,
    )
