"""The system's keyring, in which this device may keep the key of a journal."""

import os
from typing import Any

from reflectcli.errors import ReflectError
from reflectcli.settings import Settings
from reflectcli.storage import files

SERVICE = "reflectcli"


def keyring_file(settings: Settings) -> str:
    """Where this device remembers whose keys it put into the keyring."""
    return os.path.join(settings.state_folder, "keyring")


def in_keyring(settings: Settings, recipient: str | None) -> bool:
    """Tell whether the key of the recipient was put into the keyring by this device."""
    try:
        with open(keyring_file(settings), encoding="ascii") as file:
            return recipient in file.read().split()
    except (OSError, UnicodeDecodeError):
        return False


def from_keyring(settings: Settings, recipient: str | None) -> str | None:
    """The key of a recipient, where the keyring gives it."""
    if recipient is None or not in_keyring(settings, recipient):
        return None
    try:
        found: str | None = keyring().get_password(SERVICE, recipient)
    except Exception:
        # Locked, gone, or none in this session: the passphrase is left.
        return None
    return found


def keyring() -> Any:
    """The keyring package.

    Raises:
        ReflectError: it is not installed.
    """
    try:
        import keyring as found
    except ImportError:
        raise ReflectError(
            "the system's keyring needs the keyring package, which is not installed",
            hint="pip install 'reflectcli[keyring]'",
        ) from None
    return found


def remember(settings: Settings, recipient: str, *, there: bool) -> None:
    """Note that the key of a recipient is in the keyring, or no longer."""
    path = keyring_file(settings)
    try:
        with open(path, encoding="ascii") as file:
            known = set(file.read().split())
    except OSError:
        known = set()
    known = known | {recipient} if there else known - {recipient}
    files.make_folder(settings.state_folder)
    files.tidy(path)
    if known:
        files.create(path, "".join(f"{each}\n" for each in sorted(known)).encode())
