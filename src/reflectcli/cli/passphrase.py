"""The passphrase of a journal's key, as a file or a command gives it."""

import shlex
import subprocess
from collections.abc import Mapping

from reflectcli.errors import LockedError, ReflectError
from reflectcli.storage import files

PASSPHRASE_FILE = "REFLECT_PASSPHRASE_FILE"
PASSPHRASE_COMMAND = "REFLECT_PASSPHRASE_COMMAND"


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
        hint = reason(error)
        if name == PASSPHRASE_COMMAND:
            hint += "; no shell runs it, unless it is sh -c '…'"
        raise LockedError(ReflectError(f"{name} cannot be used: {said}", hint=hint)) from None
    if not text:
        raise LockedError(ReflectError(f"{name} gives an empty passphrase: {said}"))
    return text


def _output(command: str) -> bytes:
    done = subprocess.run(shlex.split(command), check=True, stdout=subprocess.PIPE)
    return done.stdout


def reason(error: Exception) -> str:
    """Why a file or a command gives nothing, in words."""
    if isinstance(error, subprocess.CalledProcessError):
        return f"it ended with {error.returncode}"
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}"
    if isinstance(error, UnicodeDecodeError):
        return "what it gives is not UTF-8 text"
    if isinstance(error, ReflectError):
        return str(error)
    return "a quotation mark in it has no partner"
