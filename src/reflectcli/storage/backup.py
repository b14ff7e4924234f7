"""A backup made, and a journal restored from one: all of it proved, or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage import files
from reflectcli.storage.archive import (
    MANIFEST,
    MOST_BYTES,
    MOST_FILES,
    TOP,
    Archive,
    Progress,
    Proof,
    is_fit,
    manifest_text,
    pieces,
)
from reflectcli.storage.beside import beside
from reflectcli.storage.disk import Disk
from reflectcli.storage.founding import install_schemas
from reflectcli.storage.layout import parse_path
from reflectcli.storage.listing import PENDING
from reflectcli.storage.toml import MAX_BYTES

MOST_FILE = 100 * 2**20
"""No file of a journal is nearly as large: records, settings, packs, replies and drafts."""
LEFT_OUT = frozenset((".git", ".schema", PENDING, ".stfolder", ".stversions"))
"""Folders that are not packed: what other programs keep there, and what is made anew."""
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass
class Packed:
    """What a backup holds: each file's proof by its path, and what had to stay out."""

    files: dict[str, Proof] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many of the files are records in their places."""
        return sum(
            path[0] != "." and "/" in path and parse_path(path) is not None for path in self.files
        )


def pack(root: Path, target: Path, now: datetime, progress: Progress, *, force: bool) -> Packed:
    """Write the journal at `root` into a new archive, and read it back before it gets its name.

    Raises:
        ReflectError: there is such a file (5), no folder for it (4), or it would lie in the
            journal (2).
    """
    _require_apart(root, target)
    if os.path.lexists(target) and not force:
        raise _taken(target)
    with beside(target) as temporary:
        packed = _written(root, temporary, now, progress)
        with Archive(temporary) as archive:
            if archive.files != packed.files:
                raise archive.cut_off()
            archive.verify(progress)
        try:
            (os.replace if force else files.place)(temporary, target)
        except FileExistsError:
            raise _taken(target) from None
    files.sync_folder(target.parent)
    return packed


def _require_apart(root: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise ReflectError(f"there is no folder {target.parent}", code=ExitCode.NOT_FOUND)
    home, there = os.path.realpath(root), os.path.realpath(target)
    if there == home or there.startswith(os.path.join(home, "")):
        raise ReflectError(
            f"{target} lies in the journal itself, where it would be lost with it",
            hint="put it elsewhere: -o FILE, best on another disk",
        )
    if target.is_dir():
        raise ReflectError(f"{target} is a folder", hint="name a file in it")


def _taken(target: Path) -> ReflectError:
    return ReflectError(
        f"{target} exists; it is left as it is",
        hint="another name, or --force to replace it",
        code=ExitCode.CHANGED,
    )


def _written(root: Path, target: Path, now: datetime, progress: Progress) -> Packed:
    packed, found = Packed(), list(_files(root))
    if not found:
        raise ReflectError(f"there is nothing in {root} to back up", code=ExitCode.NOT_FOUND)
    packed.large = [path for path in found if _size(root, path) > MOST_FILE]
    found = [path for path in found if path not in packed.large]
    _require_fit(root, found)
    date = now.timetuple()[:6]
    descriptor = os.open(target, os.O_RDWR | _BINARY)
    with os.fdopen(descriptor, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
            for done, path in enumerate(found, 1):
                proof = _add(made, root, path, date) if is_fit(path) else None
                if proof is None:
                    packed.left_out.append(path)
                else:
                    packed.files[path] = proof
                progress(done, len(found))
            text = manifest_text(packed.files, now.isoformat())
            made.writestr(_entry(MANIFEST, date), text)
        stream.flush()
        os.fsync(stream.fileno())
    return packed


def _files(root: Path) -> Iterator[str]:
    """The paths of all that is to be packed."""
    for folder, folders, names in os.walk(root, onerror=_refuse):
        top = Path(folder) == root
        folders[:] = sorted(name for name in folders if not (top and name in LEFT_OUT))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted((*names, *links)):
            if not name.startswith(files.TEMPORARY):
                yield Path(folder, name).relative_to(root).as_posix()


def _refuse(error: OSError) -> None:
    """A folder that cannot be looked into holds what a backup would lack without a word."""
    raise error


def _size(root: Path, path: str) -> int:
    try:
        found = os.lstat(root / path)
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _require_fit(root: Path, found: list[str]) -> None:
    """Refuse before hours of work what `restore` would refuse after it.

    Raises:
        ReflectError: there are too many files, or too much is in them (6).
    """
    total = sum(_size(root, path) for path in found)
    if total <= MOST_BYTES and len(found) < MOST_FILES:
        return
    raise ReflectError(
        f"{len(found)} files of {total >> 20} MB lie in {root}, and a backup holds at most "
        f"{MOST_FILES} of {MOST_BYTES >> 20} MB",
        hint="move out what is not the journal's; reflect check names it",
        code=ExitCode.REFUSED,
    )


def _add(made: zipfile.ZipFile, root: Path, path: str, date: tuple[int, ...]) -> Proof | None:
    """Pack a file; None where it is no plain one, or gone by now."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
    try:
        descriptor = os.open(root / path, flags | getattr(os, "O_NOFOLLOW", 0))
    except PermissionError:
        raise
    except OSError:
        return None
    digest, size = hashlib.sha256(), 0
    with os.fdopen(descriptor, "rb") as stream:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return None
        entry = _entry(TOP + path, date)
        if found.st_size > MAX_BYTES:
            # Nothing of the journal's own: not worth the wait.
            entry.compress_type = zipfile.ZIP_STORED
        with made.open(entry, "w", force_zip64=True) as target:
            # A file that grows meanwhile is packed as it was found.
            for piece in pieces(stream, found.st_size):
                size += len(piece)
                digest.update(piece)
                target.write(piece)
    return Proof(size, digest.hexdigest())


def _entry(name: str, date: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def restore(source: Path, target: Path, progress: Progress) -> Packed:
    """Unpack an archive into a new folder, which appears once all of it has proved right.

    Raises:
        ReflectError: the folder is there and not empty (5), there is no folder above it (4), or
            the archive is not whole or harmless (3).
    """
    if os.path.lexists(target) and not (target.is_dir() and not os.listdir(target)):
        raise ReflectError(
            f"{target} exists and is not empty; it is left as it is",
            hint="name a new folder, then use it with --journal",
            code=ExitCode.CHANGED,
        )
    if not target.parent.is_dir():
        raise ReflectError(f"there is no folder {target.parent}", code=ExitCode.NOT_FOUND)
    with Archive(source) as archive:
        _require_room(archive, target.parent)
        with beside(target, folder=True) as temporary:
            _unpack(archive, temporary, progress)
            if target.is_dir():
                target.rmdir()
            os.rename(temporary, target)
        files.sync_folder(target.parent)
        return Packed(archive.files)


def _require_room(archive: Archive, folder: Path) -> None:
    needed, free = sum(each.size for each in archive.files.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise ReflectError(
            f"the backup needs {needed >> 20} MB, and {free >> 20} MB are free in {folder}",
            hint="free some space, or restore to another disk",
            code=ExitCode.REFUSED,
        )


def _unpack(archive: Archive, folder: Path, progress: Progress) -> None:
    written, folders = [], {str(folder)}
    with Disk(folder) as disk:
        for done, path in enumerate(archive.files, 1):
            whole = folder / path
            folders.update(files.make_folder(whole.parent, sync=False))
            folders.add(str(whole.parent))
            descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            with os.fdopen(descriptor, "wb") as new:
                for piece in archive.content(path):
                    new.write(piece)
            written.append(str(whole))
            progress(done, len(archive.files))
        install_schemas(folder)
        disk.sync(written, folders)
