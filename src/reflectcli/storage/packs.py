"""The packs that were sent to a mentor, each kept as the bytes that were sent: `mentor/`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from reflectcli.domain.canonical import NAME_LETTERS
from reflectcli.domain.packs import Pack, pack_hash
from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation
from reflectcli.storage import files
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.layout import MENTOR

PACK = re.compile(rf"(\d{{4}}-\d\d-\d\d)-pack-([0-9a-f]{{{NAME_LETTERS}}})\.json(?:\.age)?")
REPLY = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)-reply-([0-9a-f]{{{NAME_LETTERS}}})-([0-9a-f]{{6}})\.toml(?:\.age)?"
)


def pack_path(raw: bytes, as_of: date) -> str:
    """Where a pack's canonical bytes are kept, relative to the journal."""
    return f"{MENTOR}/{as_of.isoformat()}-pack-{pack_hash(raw)[:NAME_LETTERS]}.json"


def keep_pack(root: files.AnyPath, raw: bytes, as_of: date, seal: Seal = PLAIN) -> str:
    """Keep a pack's canonical bytes; returns their path in the journal. Again, it does nothing.

    Raises:
        ReflectError: another file has its name (5).
    """
    path = seal.named(pack_path(raw, as_of))
    whole = os.path.join(root, path)
    try:
        files.create(whole, seal.closed(raw, path))
    except FileExistsError:
        if seal.opened(files.read(whole), path) != raw:
            raise ReflectError(
                f"{path} is not the pack that its name says",
                hint="move that file out of the journal; `reflect check` tells of others",
                code=ExitCode.CHANGED,
            ) from None
    return path


def load_packs(root: files.AnyPath, problems: list[Problem], seal: Seal = PLAIN) -> list[Pack]:
    """The packs that were sent, oldest first; what is wrong with one is added to `problems`."""
    found = []
    for name in kept(root, PACK):
        try:
            found.append((_written(root, name), _pack(root, name, seal)))
        except ReflectError as error:
            problems.append(error.problem)
        except OSError as error:
            problems.append(unreadable(name, error))
    found.sort(key=lambda each: (each[1].day, each[0], each[1].hash))
    return [pack for _, pack in found]


def last_pack(root: files.AnyPath, seal: Seal = PLAIN) -> Pack | None:
    """The pack that was sent last; those with something wrong are passed over."""
    return next(reversed(load_packs(root, [], seal)), None)


def kept(root: files.AnyPath, pattern: re.Pattern[str]) -> list[str]:
    """The paths of the files in `mentor/` that are called so, in the order of their days."""
    names = files.names(os.path.join(root, MENTOR))
    return [f"{MENTOR}/{name}" for name in sorted(names) if pattern.fullmatch(name)]


def day_of(path: str) -> date | None:
    """The day in the name of a kept file."""
    try:
        return date.fromisoformat(path.rpartition("/")[2][:10])
    except ValueError:
        return None


def unreadable(path: str, error: OSError) -> Problem:
    """The problem that the system does not let a kept file be read."""
    reason = f"the file cannot be read: {error.strerror}"
    return Problem(reason, SourceLocation(path), "give yourself permission to read it")


def pack_data(raw: bytes, file: str) -> Mapping[str, Any]:
    """The data of a pack's bytes.

    Raises:
        ReflectError: they are none (3).
    """
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict) and isinstance(data.get("findings"), dict):
        return data
    raise ReflectError(
        "not the data of a pack",
        location=SourceLocation(file),
        hint="take the file that `reflect mentor export` wrote",
        code=ExitCode.BAD_DATA,
    )


def as_pack(raw: bytes, file: str) -> Pack:
    """The pack of canonical bytes that are not kept yet, of the day that it says.

    Raises:
        ReflectError: they are no pack's (3).
    """
    data = pack_data(raw, file)
    try:
        day = date.fromisoformat(str(data.get("as_of")))
    except ValueError:
        raise ReflectError(
            "the pack does not say which day it is of",
            location=SourceLocation(file),
            hint="take the file that `reflect mentor export` wrote",
            code=ExitCode.BAD_DATA,
        ) from None
    return Pack(day, pack_hash(raw), data)


def _pack(root: files.AnyPath, path: str, seal: Seal) -> Pack:
    raw = seal.opened(files.read(os.path.join(root, path), os.fspath(root)), path)
    day, whole = day_of(path), pack_hash(raw)
    if day is None or whole[:NAME_LETTERS] not in path:
        raise ReflectError(
            "not the pack that its name says; it was changed after it was sent",
            location=SourceLocation(path),
            hint="bring the file back from a backup, or delete it",
            code=ExitCode.BAD_DATA,
        )
    return Pack(day, whole, pack_data(raw, path))


def _written(root: files.AnyPath, path: str) -> int:
    # Of two packs of one day only the file says which came first.
    return os.stat(os.path.join(root, path)).st_mtime_ns
