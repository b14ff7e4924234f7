"""Writing that survives a crash: the old file or the new one, whole, and never another's."""

from __future__ import annotations

import os
import stat
from errno import ENXIO

from reflectcli.errors import ExitCode, ReflectError, SourceLocation, UnsavedError
from reflectcli.storage.ids import token
from reflectcli.storage.toml import MAX_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager

AnyPath = str | os.PathLike[str]
TEMPORARY = ".new-"
"""How the names of temporary files begin; a crash may leave one, which no reader looks at."""

NOT_PLAIN = "not a plain file, so it is not read"
A_FOLDER = "a folder, where a file is expected"


def make_folder(folder: AnyPath, *, sync: bool = True) -> list[str]:
    """Create the folder and its missing parents, for the owner alone; returns where one was."""
    if os.path.isdir(folder):
        return []
    above = folder_of(folder)
    made = make_folder(above, sync=sync)
    try:
        os.mkdir(folder, mode=0o700)
    except FileExistsError:
        return made
    if sync:
        sync_folder(above)
    return [*made, above]


def create(path: AnyPath, data: bytes) -> None:
    """Write a new file; fails if there is one of that name.

    Raises:
        FileExistsError: there is one, and it is untouched.
    """
    make_folder(folder_of(path))
    temporary = new_temporary(folder_of(path))
    write(temporary, data)
    try:
        place(temporary, path)
    finally:
        tidy(temporary)
    sync_folder(folder_of(path))


def replace(path: AnyPath, data: bytes, expected: bytes) -> None:
    """Put new content in the place of the content that was read.

    Raises:
        ReflectError: the file holds something else by now (exit code 5).
    """
    temporary = new_temporary(folder_of(path))
    write(temporary, data)
    try:
        with _locked(path):
            require(path, expected)
            os.replace(temporary, path)
    finally:
        tidy(temporary)
    sync_folder(folder_of(path))


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
    make_folder(folder_of(target))
    with _locked(source):
        try:
            place(source, target)
        except FileExistsError:
            # A crash came before the old one of a file's two names was taken away.
            if not same(source, target):
                raise
        try:
            sync_folder(folder_of(target))
            _unlink(source)
        except BaseException:
            put_back(source, target)
            raise
    sync_folder(folder_of(source))


def _locked(path: AnyPath) -> AbstractContextManager[None]:
    """Hold the folder that a file lies in against others who change what is there."""
    from reflectcli.storage.locks import locked

    return locked([folder_of(path)])


def put_back(source: AnyPath, target: AnyPath) -> None:
    """Undo what `place` did."""
    # The source may be gone already, as always without hard links.
    if os.path.lexists(source):
        os.unlink(target)
    else:
        os.rename(target, source)


def same(one: AnyPath, other: AnyPath) -> bool:
    """Tell whether two names are those of one file."""
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except FileNotFoundError:
        return False


def names(folder: AnyPath) -> list[str]:
    """The names in a folder; none where there is no such folder, or it cannot be read."""
    try:
        return os.listdir(folder)
    except OSError:
        return []


def read(path: AnyPath, within: str = "") -> bytes:
    """The content of a plain file; with `within`, of one in that folder, links followed.

    Raises:
        ReflectError: it is not a plain file, or too large to be a record, or elsewhere.
    """
    if within and os.path.islink(path):
        from reflectcli.storage.inside import is_inside, leading_out

        if not is_inside(within, os.fspath(path)):
            raise leading_out(os.path.relpath(path, within).replace(os.sep, "/"))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    reason = NOT_PLAIN
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            reason = _unreadable(os.fstat(file.fileno()))
            if not reason:
                return file.read()
    except IsADirectoryError:
        reason = A_FOLDER
    except OSError as error:
        # A socket cannot even be opened.
        if error.errno != ENXIO:
            raise
    raise ReflectError(
        reason,
        location=SourceLocation(os.path.basename(path)),
        hint="move it out of the journal",
        code=ExitCode.BAD_DATA,
    )


def _unreadable(status: os.stat_result) -> str:
    """Why a file is not read; empty where there is no reason."""
    if stat.S_ISDIR(status.st_mode):
        return A_FOLDER
    if not stat.S_ISREG(status.st_mode):
        return NOT_PLAIN
    if status.st_size > MAX_BYTES:
        size, most = status.st_size / 2**20, MAX_BYTES / 2**20
        return f"too large for the journal: {size:.0f} MB, where {most:.0f} are allowed"
    return ""


def changed_elsewhere(name: str) -> ReflectError:
    """The error that a file is no longer the one that was read."""
    return UnsavedError(
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


def folder_of(path: AnyPath) -> str:
    """The folder that a file lies in."""
    return os.path.dirname(path) or os.curdir


def _unlink(path: AnyPath) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def new_temporary(folder: AnyPath) -> str:
    """The name of a temporary file in the folder."""
    return os.path.join(folder, f"{TEMPORARY}{token(8)}")


def write(path: AnyPath, data: bytes, *, sync: bool = True) -> None:
    """Write a new file of the owner's, under a name that no reader looks at yet.

    Raises:
        OSError: and there is no such file, if this call made one.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        tidy(path)
        raise


def tidy(temporary: AnyPath) -> None:
    """Take a temporary file away; that it stays is no reason to call the deed a failure."""
    try:
        os.unlink(temporary)
    except OSError:
        return


def drop_empty(folder: AnyPath) -> None:
    """Take a folder away with the folders in it, as far as they are empty."""
    for where, _, _ in os.walk(folder, topdown=False):
        try:
            os.rmdir(where)
        except OSError:
            continue


def place(source: AnyPath, target: AnyPath) -> None:
    """Give a file its name without ever overwriting one; the old name may stay.

    Raises:
        FileExistsError: the name is taken.
        FileNotFoundError: there is no such file.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # A file system without hard links (FAT, some network drives).
        if os.path.lexists(target):
            raise FileExistsError(17, "File exists", str(target)) from None
        os.rename(source, target)


def sync_file(path: AnyPath) -> None:
    """Make a file's content durable."""
    # Windows syncs only what is open for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: AnyPath) -> None:
    """Make the names in a folder durable."""
    if os.name != "posix":
        return
    # Some network file systems cannot; the file's own content is synced all the same.
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        return
