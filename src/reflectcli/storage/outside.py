"""Files outside of the journal, written piece by piece: all of it there, or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files
from reflectcli.storage.beside import beside


def write_stream(path: Path, pieces: Iterable[str | bytes], *, force: bool) -> None:
    """Write a file for the user alone; one that is there is replaced only by force.

    Raises:
        ReflectError: there is one (5), or no folder for it (4).
    """
    _require_folder(path.parent)
    if path.is_dir():
        raise ReflectError(f"{path} is a folder", hint="name a file in it")
    if not force and os.path.lexists(path):
        raise _exists(path)
    with beside(path) as temporary:
        with _opened(temporary) as stream:
            for piece in pieces:
                stream.write(piece if isinstance(piece, bytes) else _encoded(piece))
            _durable(stream)
        try:
            (os.replace if force else files.place)(temporary, path)
        except FileExistsError:
            raise _exists(path) from None
    files.sync_folder(path.parent)


def write_folder(path: Path, pieces: Iterable[tuple[str, str]], *, force: bool) -> int:
    """Write a folder's files, given by name and piece; returns how many there are.

    Into a folder that is there and not empty only by force: its files of these names are replaced,
    others stay.

    Raises:
        ReflectError: there is one (5), or no folder for it (4).
    """
    _require_folder(path.parent)
    if os.path.lexists(path) and not path.is_dir():
        raise ReflectError(f"{path} is a file", hint="name a folder", code=ExitCode.CHANGED)
    if not force and path.is_dir() and any(path.iterdir()):
        raise _exists(path)
    with beside(path, folder=True) as temporary:
        names = _write_all(temporary, pieces)
        if path.is_dir() and any(path.iterdir()):
            for name in names:
                files.make_folder((path / name).parent, sync=False)
                os.replace(temporary / name, path / name)
        else:
            if path.is_dir():
                path.rmdir()
            os.rename(temporary, path)
    return len(names)


def _write_all(folder: Path, pieces: Iterable[tuple[str, str]]) -> list[str]:
    names: dict[str, None] = {}
    current: str | None = None
    stream: BinaryIO | None = None
    try:
        for name, piece in pieces:
            if name != current or stream is None:
                if stream is not None:
                    stream.close()
                if name not in names:
                    files.make_folder((folder / name).parent, sync=False)
                stream, current = _opened(folder / name), name
                names[name] = None
            stream.write(_encoded(piece))
    finally:
        if stream is not None:
            stream.close()
    return list(names)


def _opened(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "ab")


def _durable(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise ReflectError(f"there is no folder {folder}", code=ExitCode.NOT_FOUND)


def _exists(path: Path) -> ReflectError:
    return ReflectError(
        f"{path} exists; it is left as it is",
        hint="another name, or --force to replace it",
        code=ExitCode.CHANGED,
    )


def _encoded(piece: str) -> bytes:
    """The bytes of a text; a file's name that is none has its bytes named, as JSON does."""
    return piece.encode("utf-8", "backslashreplace")
