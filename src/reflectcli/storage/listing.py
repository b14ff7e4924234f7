"""A folder as it lies on disk, and how its files are known again.

It imports little, since every command that reads comes this way.
"""

import marshal
import os

from reflectcli.storage.fingerprint import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PENDING = ".pending"
"""The folder of what a crash may have cut short."""
ENDS = (".toml", ".toml.age")
"""How the names of what may be records end: plain ones and encrypted ones."""
RACY_NS = 3_000_000_000
"""A change within this time of a reading may not show: file systems round times, to 2 s at most."""
SKEW_NS = 86_400_000_000_000
"""So far may the clock of a file system, on another machine, be ahead of ours."""


_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NONBLOCK", 0)
"""What is no folder, such as a pipe that nobody writes to, is not waited for."""


class Listing:
    """A folder as it lies on disk.

    `files` are (name, modified, changed, size, inode) of what may be records, in order of the
    names; where a file's state cannot be had its name stands alone.
    """

    __slots__ = ("files", "signature")

    def __init__(self, path: str) -> None:
        found: list[tuple[Any, ...]] = []
        # By way of an open folder, files are looked at without looking for it each time.
        opened = os.open(path, _FOLDER) if os.scandir in os.supports_fd else None
        try:
            with os.scandir(path if opened is None else opened) as entries:
                for entry in entries:
                    name = entry.name
                    if name.endswith(ENDS) and name[0] != ".":
                        found.append(_state(name, entry))
        finally:
            if opened is not None:
                os.close(opened)
        found.sort()
        self.files = found
        # Version 0 writes equal data as equal bytes; later ones mark what is shared.
        self.signature = marshal.dumps(found, 0)


def _state(name: str, entry: "os.DirEntry[str]") -> "tuple[Any, ...]":
    try:
        at = entry.stat()
    except OSError:
        return (name,)
    return name, at.st_mtime_ns, at.st_ctime_ns, at.st_size, at.st_ino


def folder_state(path: str) -> "tuple[Any, ...]":
    """What changes when a name comes into a folder or goes from it; (path,) where nothing tells.

    Raises:
        OSError: there is no such folder, or it cannot be looked at.
    """
    if os.name != "posix":
        return (path,)
    at = os.stat(path)
    return path, at.st_mtime_ns, at.st_ctime_ns, at.st_size, at.st_ino, at.st_dev


def is_racy(state: "tuple[Any, ...]", read_at: int) -> bool:
    """Tell whether a file read at that moment could have changed since, and look as before.

    Either time may be the one that a change would show in: the time of modification can be set to
    any other, and some file systems keep no time of change.
    """
    return (
        len(state) == 1
        or -SKEW_NS <= read_at - state[1] <= RACY_NS
        or -SKEW_NS <= read_at - state[2] <= RACY_NS
    )


def content_digest(path: str) -> bytes | None:
    """The digest of a file's content; None where it is no plain file that can be read."""
    from reflectcli.errors import ReflectError
    from reflectcli.storage import files

    try:
        return digest(files.read(path))
    except (OSError, ReflectError):
        return None
