"""Where the key of an encrypted journal comes from: a file, the keyring, or a passphrase."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from typing import Any

from reflectcli.cli.context import World
from reflectcli.errors import LockedError, ReflectError
from reflectcli.settings import Settings
from reflectcli.storage import files
from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_paths, unlocked

KEY_FILE = "REFLECT_KEY_FILE"
"""Names a file with the key itself, as `age-keygen` writes one: on a stick, for a script."""
PASSPHRASE_FILE = "REFLECT_PASSPHRASE_FILE"
PASSPHRASE_COMMAND = "REFLECT_PASSPHRASE_COMMAND"
TRIES = 3
SERVICE = "reflectcli"


def find_key(world: World, settings: Settings, recipient: str | None, *, ask: bool) -> str | None:
    """The key of a recipient; None where only a passphrase opens it, and `ask` is not set.

    Raises:
        LockedError: it cannot be had, or what was given does not fit.
        ReflectError: the extra is missing.
    """
    named = world.env.get(KEY_FILE)
    key = _from_file(named) if named else _from_keyring(settings, recipient)
    if key is None and ask:
        key = _by_passphrase(world, settings, recipient)
    if key is not None and recipient not in (None, age.recipient_of(key)):
        raise LockedError(
            ReflectError(
                "the key is not this journal's: it belongs to another recipient than journal.toml "
                "names",
                hint="journal.toml or .keys was changed; bring it back from a backup",
            )
        )
    return key


def _from_file(path: str) -> str:
    try:
        lines = files.read(path).decode("ascii", "replace").splitlines()
    except (ReflectError, OSError) as error:
        raise LockedError(
            ReflectError(f"{KEY_FILE} cannot be read: {path}", hint=str(error))
        ) from None
    for line in lines:
        if line.startswith(age.SECRET):
            return line.strip()
    raise LockedError(ReflectError(f"{KEY_FILE} holds no key: {path}", hint=_looks()))


def _looks() -> str:
    return f"a line that begins with {age.SECRET}"


# the keyring of the system


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


def _from_keyring(settings: Settings, recipient: str | None) -> str | None:
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


# the passphrase


def _by_passphrase(world: World, settings: Settings, recipient: str | None) -> str:
    paths = key_paths(settings.folder, recipient)
    if not paths:
        raise LockedError(
            ReflectError(
                "the journal is encrypted, and its key is missing: .keys has no file of it",
                hint="bring .keys back from a backup, or: reflect encrypt passphrase --recover",
            )
        )
    given = given_passphrase(world.env)
    if given is None and not world.asks:
        raise LockedError(
            ReflectError(
                "the journal is encrypted, and there is no terminal to ask for its passphrase",
                hint=f"set {PASSPHRASE_FILE}, {PASSPHRASE_COMMAND} or {KEY_FILE}; or keep the key"
                " in the system's keyring: reflect encrypt unlock",
            )
        )
    for _ in range(TRIES if given is None else 1):
        passphrase = asked(world, "Passphrase: ") if given is None else given
        for path in paths if passphrase else ():
            if (key := unlocked(settings.folder, path, passphrase)) is not None:
                return key
        if not passphrase:
            break
        if given is None:
            print("that is not the passphrase", file=world.stderr)
    raise LockedError(
        ReflectError(
            "wrong passphrase; nothing was read",
            hint="with the recovery key you can set another: reflect encrypt passphrase --recover",
        )
    )


def given_passphrase(env: Mapping[str, str]) -> str | None:
    """The passphrase that a file or a command gives, if one is named: its first line.

    Raises:
        LockedError: it cannot be read, or is empty.
    """
    name = PASSPHRASE_FILE if env.get(PASSPHRASE_FILE) else PASSPHRASE_COMMAND
    said = env.get(name)
    if not said:
        return None
    try:
        raw = files.read(said) if name == PASSPHRASE_FILE else _output(said)
        text = raw.decode().split("\n")[0].removesuffix("\r")
    except (ReflectError, OSError, ValueError, subprocess.SubprocessError) as error:
        raise LockedError(ReflectError(f"{name} cannot be used: {said}", hint=str(error))) from None
    if not text:
        raise LockedError(ReflectError(f"{name} gives an empty passphrase: {said}"))
    return text


def _output(command: str) -> bytes:
    done = subprocess.run(shlex.split(command), check=True, stdout=subprocess.PIPE)
    return done.stdout


def asked(world: World, question: str) -> str:
    """What the user types, without showing it; empty at the end of the input."""
    import sys

    if world.stdin is sys.stdin:
        from getpass import getpass

        try:
            return getpass(question, stream=world.stderr)
        except EOFError:
            return ""
    print(question, end="", file=world.stderr)
    return world.stdin.readline().rstrip("\n")


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
