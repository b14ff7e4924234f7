"""The commit file of several moves: what is to be done, said before any of it is done."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from reflectcli.errors import ReflectError
from reflectcli.storage import files
from reflectcli.storage.disk import Disk
from reflectcli.storage.inside import is_plain

Move = tuple[str, str]
"""From where to where, both relative to the journal, with `/`."""

Swap = tuple[str, str, str]
"""The new content's temporary file, the file that it replaces, the hash of what stood there."""


def commit_text(moves: Sequence[Move], line: str, swaps: Sequence[Swap] = ()) -> bytes:
    """The content of a commit file: moves, swaps, and the line for the history when all is done."""
    said = {"moves": moves, "history": line}
    return json.dumps(said | {"swaps": swaps} if swaps else said).encode()


def draft_of(commit: Path) -> Path:
    """The temporary file that a commit file is written as."""
    return commit.parent / f"{files.TEMPORARY}{commit.stem}"


def read_commit(commit: Path) -> tuple[list[Move], list[Swap], str]:
    """The moves, the swaps and the line that a commit file holds.

    Raises:
        ValueError: it is none.
    """
    try:
        said = json.loads(files.read(commit, str(commit.parent)))
        moves = [(str(source), str(target)) for source, target in said["moves"]]
        swaps = [(str(new), str(old), str(was)) for new, old, was in said.get("swaps", ())]
        line = str(said["history"])
        told = json.loads(line)
        named = [*told.get("files", ()), str(told.get("trash", ""))]
    except (KeyError, TypeError, AttributeError, RecursionError, ReflectError) as error:
        raise ValueError("not the moves of a commit file") from error
    named += [path for each in (*moves, *swaps) for path in each[:2]]
    if "\n" in line or not all(is_plain(path) for path in named):
        raise ValueError("a path that leads out of the journal")
    return moves, swaps, line


@contextmanager
def held(commit: Path) -> Iterator[bool]:
    """Hold the file against others while this process lives; False if another one holds it.

    Where there are no locks it counts as held: to finish a thing twice does no harm.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    descriptor = os.open(commit, os.O_RDONLY | os.O_NONBLOCK)
    try:
        free = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            free = False
        except OSError:
            pass
        yield free
    finally:
        with suppress(OSError):
            os.close(descriptor)


def make_folders(root: Path, moves: Sequence[Move]) -> set[str]:
    """Make every folder that something is moved to; returns those that hold a new name now."""
    made = set[str]()
    for folder in {folder_of(target) for _, target in moves}:
        made.update(str(above) for above in files.make_folder(root / folder, sync=False))
    return made


def drop_sources(disk: Disk, moves: Sequence[Move]) -> None:
    """Take the old names away; the new ones are durable by now."""
    for source, _ in moves:
        unlink(at(disk.root, source))
    disk.sync((), folders(disk.root, (source for source, _ in moves)))


def folders(root: Path, paths: Iterable[str]) -> set[str]:
    """The folders of files, each once."""
    return {at(root, folder) for folder in {folder_of(path) for path in paths}}


def folder_of(path: str) -> str:
    """The folder of a file."""
    return path.rpartition("/")[0] or "."


def at(root: Path, path: str) -> str:
    """Where a path of the journal is; quicker than `Path`, for there are thousands."""
    return f"{root}/{path}"


def unlink(path: files.AnyPath) -> None:
    """Take a name away, if it is still there."""
    with suppress(FileNotFoundError):
        os.unlink(path)
