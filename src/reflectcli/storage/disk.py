"""Making the content and the names of many files durable, in as few waits as the disk allows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from reflectcli.storage import files

_FEW = 16
"""So many files are synced one by one, without waiting for what other programs write."""
_AT_ONCE = 16
"""Syncs that wait together: a disk does several in one go."""
_WHOLE = ("ext3", "ext4", "xfs", "f2fs")
"""File systems of which `syncfs` is known to make durable whatever was written to them."""
_MOUNTS = "/proc/self/mountinfo"
_TELLS_SINCE = (5, 8)
"""The Linux whose `syncfs` first tells of what could not be written."""


class Disk:
    """The disk that a folder lies on; opened before writing, it hears of every error since."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._descriptor: int | None = None

    def __enter__(self) -> Disk:
        if sys.platform == "linux" and _syncs_whole(self.root):
            self._descriptor = os.open(self.root, os.O_RDONLY)
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            # Nothing was written through it, so that nothing can be lost with it.
            with suppress(OSError):
                os.close(self._descriptor)

    def sync(self, contents: Sequence[str], folders: Collection[str]) -> None:
        """Make the content of files and the names in folders durable.

        Raises:
            OSError: some content could not be written.
        """
        if len(contents) + len(folders) > _FEW and self._sync_whole(contents, folders):
            return
        _each(files.sync_file, contents)
        _each(files.sync_folder, list(folders))

    def _sync_whole(self, contents: Sequence[str], folders: Collection[str]) -> bool:
        """Sync all of the disk; False if that failed or does not reach, so that each must be."""
        if self._descriptor is None:
            return False
        device = os.fstat(self._descriptor).st_dev
        touched = {path.rpartition("/")[0] for path in contents} | set(folders)
        if any(os.stat(folder).st_dev != device for folder in touched):
            return False
        try:
            import ctypes

            return not ctypes.CDLL(None).syncfs(self._descriptor)
        except (ImportError, OSError, AttributeError):
            return False


def _each(sync: Callable[[str], None], paths: Sequence[str]) -> None:
    if len(paths) <= _FEW:
        for path in paths:
            sync(path)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(sync, paths):
            pass


def _syncs_whole(root: Path) -> bool:
    try:
        release = tuple(int(part) for part in os.uname().release.split(".")[:2])
        return release >= _TELLS_SINCE and _file_system(root) in _WHOLE
    except (OSError, ValueError, IndexError):
        return False


def _file_system(root: Path) -> str:
    """The name of the file system that a folder lies on."""
    device = root.stat().st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    with open(_MOUNTS, encoding="utf-8", errors="replace") as mounts:
        for line in mounts:
            words = line.split()
            if words[2] == wanted:
                return words[words.index("-") + 1]
    return ""
