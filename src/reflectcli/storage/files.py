"""Writing that survives a crash: the old file or the new one, whole, and never another's."""

import os
import stat
from collections.abc import Callable, Iterable, Sequence

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.storage.ids import token
from reflectcli.storage.toml import MAX_BYTES

AnyPath = str | os.PathLike[str]
TEMPORARY = ".new-"
"""How the names of temporary files begin; a crash may leave one, which no reader looks at."""


def make_folder(folder: AnyPath) -> None:
    """Create the folder and its missing parents, for the owner alone."""
    if os.path.isdir(folder):
        return
    make_folder(_folder_of(folder))
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:
        return
    _sync_folder(_folder_of(folder))


def create(path: AnyPath, data: bytes) -> None:
    """Write a new file; fails if there is one of that name.

    Raises:
        FileExistsError: there is one, and it is untouched.
    """
    create_all([(path, data)])


def create_all(
    files: Iterable[tuple[AnyPath, bytes]], synced: Callable[[], None] = lambda: None
) -> None:
    """Write new files, durable when this returns; none is to be seen before all are written.

    `synced` is called as each file's content has reached the disk.
    """
    written: list[tuple[str, AnyPath]] = []
    placed: list[AnyPath] = []
    try:
        for path, data in files:
            folder = _folder_of(path)
            make_folder(folder)
            written.append((_temporary(folder, data, sync=False), path))
        # Not one by one: the first sync then takes most of the others' content along.
        for temporary, _ in written:
            _sync_file(temporary)
            synced()
        for temporary, path in written:
            _place(temporary, path)
            placed.append(path)
    except BaseException:
        for path in placed:
            _unlink(path)
        raise
    finally:
        for temporary, _ in written:
            _tidy(temporary)
    _sync_folders(placed)


def replace(path: AnyPath, data: bytes, expected: bytes) -> None:
    """Put new content in the place of the content that was read.

    Raises:
        ReflectError: the file holds something else by now (exit code 5).
    """
    folder = _folder_of(path)
    temporary = _temporary(folder, data)
    try:
        require(path, expected)
        os.replace(temporary, path)
    finally:
        _tidy(temporary)
    _sync_folder(folder)


def exchange(old: AnyPath, expected: bytes, new: AnyPath, data: bytes) -> None:
    """Put new content in the place of the content that was read, under another name if need be.

    Raises:
        ReflectError: the file holds something else by now, or the other name is taken (5).
    """
    if os.fspath(new) == os.fspath(old):
        replace(old, data, expected)
        return
    require(old, expected)
    try:
        create(new, data)
    except FileExistsError:
        raise ReflectError(
            f"there is a file at {os.path.basename(new)} already", code=ExitCode.CHANGED
        ) from None
    try:
        os.unlink(old)
    except BaseException:
        _unlink(new)
        raise
    _sync_folder(_folder_of(old))


def require(path: AnyPath, expected: bytes) -> None:
    """Refuse when a file does not hold the content that was read.

    Raises:
        ReflectError: it holds something else by now, or is gone (exit code 5).
    """
    if _current(path) != expected:
        raise changed_elsewhere(os.path.basename(path))


def move(source: AnyPath, target: AnyPath) -> None:
    """Move a file to a name that is free.

    Raises:
        FileExistsError: the name is taken.
        FileNotFoundError: there is nothing to move.
    """
    move_all([(source, target)])


def move_all(pairs: Sequence[tuple[AnyPath, AnyPath]]) -> None:
    """Move files to names that are free: all of them, or none.

    Raises:
        FileExistsError: a name is taken.
        FileNotFoundError: there is nothing to move.
    """
    placed: list[tuple[AnyPath, AnyPath]] = []
    try:
        for source, target in pairs:
            make_folder(_folder_of(target))
            _place(source, target)
            placed.append((source, target))
        _sync_folders(target for _, target in pairs)
        for source, _ in pairs:
            _unlink(source)
    except BaseException:
        for source, target in placed:
            # The source may be gone already, as always without hard links.
            if os.path.exists(source):
                os.unlink(target)
            else:
                os.rename(target, source)
        raise
    _sync_folders(source for source, _ in pairs)


def read(path: AnyPath) -> bytes:
    """The content of a plain file.

    Raises:
        ReflectError: it is not a plain file, or too large to be a record.
    """
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        reason = _unreadable(os.fstat(descriptor))
        if reason is None:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                return file.read()
    finally:
        os.close(descriptor)
    raise ReflectError(
        reason,
        location=SourceLocation(os.path.basename(path)),
        hint="move it out of the journal",
        code=ExitCode.BAD_DATA,
    )


def _unreadable(status: os.stat_result) -> str | None:
    if stat.S_ISDIR(status.st_mode):
        return "a folder, where a file is expected"
    if not stat.S_ISREG(status.st_mode):
        return "not a plain file, so it is not read"
    if status.st_size > MAX_BYTES:
        size, most = status.st_size / 2**20, MAX_BYTES / 2**20
        return f"too large for the journal: {size:.0f} MB, where {most:.0f} are allowed"
    return None


def changed_elsewhere(name: str) -> ReflectError:
    """The error that a file is no longer the one that was read."""
    return ReflectError(
        f"{name} was changed by someone else meanwhile; it is left as it is",
        hint="look at it with `reflect show` and try again",
        code=ExitCode.CHANGED,
    )


def _current(path: AnyPath) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _folder_of(path: AnyPath) -> str:
    return os.path.dirname(path) or os.curdir


def _unlink(path: AnyPath) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def _temporary(folder: str, data: bytes, *, sync: bool = True) -> str:
    path = os.path.join(folder, f"{TEMPORARY}{token(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        _tidy(path)
        raise
    return path


def _tidy(temporary: AnyPath) -> None:
    """Take a temporary file away; that it stays is no reason to call the deed a failure."""
    try:
        os.unlink(temporary)
    except OSError:
        return


def _place(source: AnyPath, target: AnyPath) -> None:
    """Give a file its name without ever overwriting one."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # A file system without hard links (FAT, some network drives).
        if os.path.exists(target):
            raise FileExistsError(17, "File exists", str(target)) from None
        os.rename(source, target)


def _sync_file(path: AnyPath) -> None:
    # Windows syncs only what is open for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folders(paths: Iterable[AnyPath]) -> None:
    """Make the names of files durable, each of their folders once."""
    for folder in {_folder_of(path) for path in paths}:
        _sync_folder(folder)


def _sync_folder(folder: AnyPath) -> None:
    if os.name != "posix":
        return
    # Some network file systems cannot; the file's own content is synced all the same.
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return
