"""The keys of a journal: files that only a passphrase opens, in the journal itself.

So a backup and a sync carry them, and `age -d -i .keys/identity-….age FILE` reads every record.
Each is named by the end of its recipient: two devices that both turn encryption on lose neither.
"""

from __future__ import annotations

import os
import re

from reflectcli.errors import LockedError, ReflectError, SourceLocation
from reflectcli.storage import files
from reflectcli.storage.encryption import age
from reflectcli.storage.layout import KEYS

KEY_FILE = re.compile(r"identity-[0-9a-z]{8}\.age")


def key_path(recipient: str) -> str:
    """Where the key of a recipient lies, relative to the journal."""
    return f"{KEYS}/identity-{recipient[-8:]}.age"


def key_paths(root: files.AnyPath, recipient: str | None) -> list[str]:
    """The files of the keys that may be the recipient's; all where nobody knows whose."""
    if recipient is not None:
        path = key_path(recipient)
        return [path] if os.path.lexists(os.path.join(root, path)) else []
    names = files.names(os.path.join(root, KEYS))
    return [f"{KEYS}/{name}" for name in sorted(names) if KEY_FILE.fullmatch(name)]


def unlocked(root: files.AnyPath, path: str, passphrase: str) -> str | None:
    """The key in a file; None where the passphrase is wrong.

    Raises:
        LockedError: the file is damaged, or cannot be read.
    """
    try:
        raw = files.read(os.path.join(root, path), os.fspath(root))
        return age.by_passphrase(raw, passphrase)
    except ReflectError as error:
        said = str(error)
    except OSError as error:
        said = error.strerror or str(error)
    raise LockedError(
        ReflectError(
            f"the key cannot be read from its file: {said}",
            location=SourceLocation(path),
            hint="bring it back from a backup; or, with the recovery key: reflect encrypt "
            "passphrase --recover",
        )
    )


def keep_key(root: files.AnyPath, key: str, passphrase: str) -> str:
    """Put a key behind a passphrase, in the place of what it was behind before; returns its path.

    It is read back before this returns.
    """
    path = key_path(age.recipient_of(key))
    raw, whole = age.with_passphrase(key, passphrase), os.path.join(root, path)
    if age.by_passphrase(raw, passphrase) != key:
        raise AssertionError("the key cannot be read back")
    if os.path.lexists(whole):
        files.replace(whole, raw, files.read(whole))
    else:
        files.create(whole, raw)
    return path
