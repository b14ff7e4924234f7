"""A pack out of the file that was sent: the mentor's page, or the pack as JSON."""

from __future__ import annotations

import re
from pathlib import Path

from reflectcli.domain.canonical import canonical
from reflectcli.domain.packs import pack_hash
from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.storage.packs import pack_data
from reflectcli.storage.toml import MAX_BYTES

_DATA = re.compile(rb'<script\b[^>]*\bid="pack"[^>]*>(.*?)</script', re.DOTALL)
_HASH = re.compile(rb'<meta\b[^>]*\bcontent="([0-9a-f]{64})"')


def read_bounded(path: Path, most: int) -> bytes:
    """A file's bytes, one more than `most` where it is larger.

    Raises:
        ReflectError: there is no such file (4), or it is a folder (2).
    """
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError:
        raise ReflectError(
            f"there is no file {path}", hint="check its name and folder", code=ExitCode.NOT_FOUND
        ) from None
    except IsADirectoryError:
        raise ReflectError(f"{path} is a folder", hint="name the file in it") from None


def pack_bytes(path: Path) -> bytes:
    """The canonical bytes of the pack that a file holds.

    Raises:
        ReflectError: it holds none, or one that was altered since it was written (3).
    """
    raw, file = read_bounded(path, MAX_BYTES), str(path)
    if len(raw) > MAX_BYTES:
        raise _bad("too large for a pack", file)
    page = _DATA.search(raw)
    data = pack_data(page[1] if page else raw, file)
    try:
        found = canonical(data)
    except (RecursionError, UnicodeEncodeError):
        raise _bad("not the data of a pack", file) from None
    said = _HASH.search(raw) if page else None
    if said and said[1].decode() != pack_hash(found):
        raise _bad("the pack in it was altered after it was written", file)
    return found


def _bad(reason: str, file: str) -> ReflectError:
    return ReflectError(
        reason,
        location=SourceLocation(file),
        hint="take the file that `reflect mentor export` wrote",
        code=ExitCode.BAD_DATA,
    )
