"""This device's version of a record that another one changed too: a record of its own."""

from __future__ import annotations

import re
from collections.abc import Container
from hashlib import sha256

from reflectcli.domain.plain import ID_LETTERS
from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.edits import Change, Put, edit
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.layout import AGE, parse_path
from reflectcli.storage.syncing.marks import TAG, settings_name


def settings_copy(raw: bytes) -> str:
    """The name for settings that others have replaced."""
    return settings_name(sha256(raw).hexdigest()[:8])


def own_version(
    path: str, raw: bytes, taken: Container[str], seal: Seal = PLAIN
) -> tuple[str, bytes]:
    """Path and content of a copy that links to the record; the same for the same content.

    That a sync that was killed and runs again makes no second copy.

    Raises:
        LockedError: it is encrypted, and the key cannot be had; without it the copy would be one
            that no command reads.
    """
    entry = parse_path(path)
    assert entry is not None
    new = _new_id(path.encode() + b"\0" + raw, taken)
    named = f"{entry.month}/{entry.shift}-{entry.kind}-{new}.toml"
    if not entry.sealed:
        return named, _with_id(path, raw, new)
    named += AGE
    try:
        return named, seal.closed(_with_id(path, seal.opened(raw, path), new), named)
    except ReflectError:
        # A damaged file stays as it is: `check` tells of it.
        return named, raw


def _new_id(seed: bytes, taken: Container[str]) -> str:
    for salt in range(1000):
        digest = sha256(seed + bytes([salt % 256, salt // 256])).digest()
        new = "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:8])
        if new not in taken:
            return new
    raise AssertionError("all IDs are taken")


def _with_id(path: str, raw: bytes, new: str) -> bytes:
    entry = parse_path(path)
    assert entry is not None
    own: Change = Put(("id",), new)
    try:
        data = toml.parse(toml.decode(raw, path), path)
        more: list[Change] = [
            Put((name,), [*data.get(name, []), value])
            for name, value in (("tags", TAG), ("links", entry.id))
            if isinstance(data.get(name, []), list) and value not in data.get(name, [])
        ]
        return edit(raw, path, own, *more)
    except ReflectError:
        # A file that is no right record, or laid out oddly: `check` says what is wrong with it.
        line = rb"(?m)^([ \t]*id[ \t]*=[ \t]*)([\"'])" + entry.id.encode() + rb"\2"
        return re.sub(line, rb"\g<1>\g<2>" + new.encode() + rb"\g<2>", raw, count=1)
