"""The archive that `backup` makes: a zip with the journal below `journal/`, and a manifest.

The manifest has the size and the SHA-256 of every file, so that an archive proves whole before
anyone relies on it. An archive may come from anywhere: what it holds is refused unless its names
are plain paths of plain files and its sizes stay in bounds, which are looked at before anything is
unpacked.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from errno import EINVAL
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage.inside import is_plain

MANIFEST = "reflect-backup.json"
TOP = "journal/"
FORM = 1
MOST_BYTES = 8 * 2**30
MOST_FILES = 500_000
MOST_DIRECTORY = 64 * 2**20
"""So long may the list of an archive's files be."""
MOST_MANIFEST = 128 * 2**20
TIMES = 100
"""An archive of more than `ALWAYS_BYTES` unpacked is not more than so many times its own size."""
ALWAYS_BYTES = 256 * 2**20
_PIECE = 1 << 20
_SAME = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HASH = re.compile(r"[0-9a-f]{64}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError)
"""What the reading of an archive raises that is damaged or was cut off."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the manifest says of a file."""

    size: int
    sha256: str


def is_fit(path: str) -> bool:
    """Tell whether a file's path can stand in an archive, for any system to unpack."""
    odd = any(letter in path for letter in '\\:*?"<>|')
    # Windows drops points and spaces at the end of a name.
    plain = all(part and part == part.rstrip(". ") for part in path.split("/"))
    return is_plain(path) and path.isprintable() and plain and not odd


def pieces(stream: BinaryIO, most: int = MOST_BYTES) -> Iterator[bytes]:
    """The content of a stream, a piece at a time, and so many bytes at most."""
    while piece := stream.read(min(_PIECE, most)):
        most -= len(piece)
        yield piece


def manifest_text(files: Mapping[str, Proof], made: str) -> bytes:
    """The manifest of an archive."""
    listed = {path: {"size": each.size, "sha256": each.sha256} for path, each in files.items()}
    return json.dumps({"reflect_backup": FORM, "made": made, "files": listed}).encode()


class Archive:
    """An archive opened for reading, its names and sizes found to be harmless.

    Raises:
        ReflectError: it is none, was cut off, or holds what no backup holds (3).
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise self._wrong("not a plain file")
            _require_short_list(self, stream)
        with self._whole():
            self.zip = zipfile.ZipFile(path)
        try:
            self._require_harmless()
            self.files = self._manifest()
        except BaseException:
            self.zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def cut_off(self) -> ReflectError:
        """The error that this is no archive, or not a whole one."""
        return self._wrong("not a whole backup: it was cut off, changed, or is something else")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Say of whatever shows that the archive is damaged that it is."""
        try:
            yield
        except (*BROKEN, RecursionError, KeyError):
            raise self.cut_off() from None
        except OSError as error:
            # A list of files that is damaged names places before the archive's beginning.
            if error.errno != EINVAL:
                raise
            raise self.cut_off() from None

    def _wrong(self, message: str, hint: str = "take another backup") -> ReflectError:
        where = SourceLocation(str(self.path))
        return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)

    def _require_harmless(self) -> None:
        listed = self.zip.infolist()
        if len(listed) > MOST_FILES:
            raise self._wrong(f"{len(listed)} files, where {MOST_FILES} are allowed")
        total = sum(each.file_size for each in listed)
        size = self.path.stat().st_size
        if total > MOST_BYTES or total > max(ALWAYS_BYTES, TIMES * size):
            raise self._wrong(f"{total >> 20} MB unpacked from {size >> 10} KB, which no backup is")
        seen: set[str] = set()
        for each in listed:
            name = each.filename
            mode = each.external_attr >> 16
            if name in seen:
                raise self._wrong(f"{name!r} is in it twice")
            seen.add(name)
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or each.is_dir():
                raise self._wrong(f"{name!r} is no plain file, such as a link or a device")
            if name != each.orig_filename or (name != MANIFEST and not _is_ours(name)):
                raise self._wrong(f"{name!r} would not be unpacked into the journal's own folder")
            if each.flag_bits & 1 or each.compress_type not in _SAME:
                raise self._wrong(f"{name!r} is packed in a way that no backup is")
        # In order, what lies in a folder follows it at once.
        for one, other in pairwise(sorted(f"{name}/" for name in seen)):
            if other.startswith(one):
                raise self._wrong(f"{one[:-1]!r} is in it as a file and as a folder")

    def _manifest(self) -> dict[str, Proof]:
        with self._whole(), self.zip.open(MANIFEST) as stream:
            raw = stream.read(MOST_MANIFEST + 1)
        try:
            said = json.loads(raw) if len(raw) <= MOST_MANIFEST else None
            if not isinstance(said, dict) or said["reflect_backup"] != FORM:
                raise self._wrong("a backup of another version", "update reflectcli")
            found = {
                str(path): Proof(int(each["size"]), str(each["sha256"]))
                for path, each in said["files"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self.cut_off() from None
        sizes = {each.filename.removeprefix(TOP): each.file_size for each in self.zip.infolist()}
        del sizes[MANIFEST]
        said_sizes = {(path, each.size) for path, each in found.items()}
        if odd := sorted({path for path, _ in said_sizes ^ set(sizes.items())})[:3]:
            raise self._wrong(f"its list and its files differ: {', '.join(map(repr, odd))}")
        return found

    def content(self, path: str) -> Iterator[bytes]:
        """A file's content, a piece at a time; after the last it has proved to be what was packed.

        Raises:
            ReflectError: it is something else (3).
        """
        proof, digest, size = self.files[path], hashlib.sha256(), 0
        with self._whole(), self.zip.open(TOP + path) as stream:
            for piece in pieces(stream):  # type: ignore[arg-type]
                size += len(piece)
                digest.update(piece)
                if size > proof.size:
                    break
                yield piece
        if size != proof.size or digest.hexdigest() != proof.sha256:
            raise self._wrong(f"{path!r} is not what was packed")

    def verify(self, progress: Progress) -> None:
        """Read every file and hold it against the manifest.

        Raises:
            ReflectError: one is something else (3).
        """
        for done, path in enumerate(self.files, 1):
            for _ in self.content(path):
                pass
            progress(done, len(self.files))


def _is_ours(name: str) -> bool:
    return name.startswith(TOP) and is_fit(name.removeprefix(TOP))


def _require_short_list(archive: Archive, stream: BinaryIO) -> None:
    """Refuse an archive whose list of files would take all memory, before the list is read."""
    end = stream.seek(0, os.SEEK_END)
    start = max(0, end - 22)
    stream.seek(start)
    tail = stream.read(22)
    if len(tail) < 22 or tail[:4] != b"PK\x05\x06":
        raise archive.cut_off()
    size = struct.unpack("<L", tail[12:16])[0]
    if size == 0xFFFFFFFF and start >= 76:
        stream.seek(start - 76)
        size = struct.unpack("<Q", stream.read(56)[40:48])[0]
    if size > MOST_DIRECTORY:
        raise archive.cut_off()
