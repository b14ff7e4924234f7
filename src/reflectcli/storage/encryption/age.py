"""The age format by way of pyrage, which is imported only where a journal is encrypted.

Files are encrypted to one X25519 recipient, the key of a journal by a passphrase, as `age` does.
"""

from __future__ import annotations

from reflectcli.errors import ExitCode, LockedError, ReflectError, SourceLocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SECRET = "AGE-SECRET-KEY-1"
"""How a key begins."""
WRONG = "decryption failed"
"""What pyrage says of a passphrase that does not fit; all else it says of what is damaged."""
START = b"age-encryption.org/v1\n"
"""How an age file begins."""


def missing() -> LockedError:
    """The error that the extra is not installed."""
    return LockedError(
        ReflectError(
            "an encrypted journal needs the pyrage package, which is not installed",
            hint="pip install 'reflectcli[encrypt]'",
        )
    )


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise missing() from None
    return pyrage


def new_key() -> tuple[str, str]:
    """A new key, and the recipient that belongs to it."""
    key = _pyrage().x25519.Identity.generate()
    return str(key), str(key.to_public())


def recipient_of(key: str) -> str:
    """The recipient that belongs to a key.

    Raises:
        ReflectError: it is no key.
    """
    try:
        return str(_pyrage().x25519.Identity.from_str(key.strip()).to_public())
    except _pyrage().IdentityError:
        raise ReflectError(
            "that is no key of age", hint=f"a key begins with {SECRET} and has 74 characters"
        ) from None


def encrypted(raw: bytes, recipient: str) -> bytes:
    """The bytes as an age file for a recipient.

    Raises:
        ReflectError: it is none (3), or the extra is missing.
    """
    pyrage = _pyrage()
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise ReflectError(
            f"the recipient of [encryption] is none of age: {recipient!r}",
            location=SourceLocation("journal.toml"),
            hint="bring the line back from a backup; each file of .keys is named by its end",
            code=ExitCode.BAD_DATA,
        ) from None
    made: bytes = pyrage.encrypt(raw, [to])
    return made


def decrypted(raw: bytes, key: str, path: str) -> bytes:
    """What an age file holds.

    Raises:
        ForeignError: it is for another key.
        ReflectError: it is damaged (3).
    """
    pyrage = _pyrage()
    try:
        found: bytes = pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(key)])
    except pyrage.DecryptError as error:
        if raw.startswith(START) and "matching keys" in str(error).lower():
            raise ForeignError(path) from None
        raise ReflectError(
            "damaged, or no age file: it cannot be decrypted",
            location=SourceLocation(path),
            hint="bring the file back from a backup, or delete it",
            code=ExitCode.BAD_DATA,
        ) from None
    return found


class ForeignError(ReflectError):
    """A file is encrypted to another key (exit code 3)."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "encrypted to another key than this journal's, so it is not read",
            location=SourceLocation(path),
            hint="add its recovery key to the file that REFLECT_KEY_FILE names, a line each;"
            " or age -d -i KEY FILE",
            code=ExitCode.BAD_DATA,
        )


def with_passphrase(key: str, passphrase: str) -> bytes:
    """A key as an age file of its own, which only the passphrase opens."""
    made: bytes = _pyrage().passphrase.encrypt(f"{key}\n".encode(), passphrase)
    return made


def by_passphrase(raw: bytes, passphrase: str) -> str | None:
    """The key that such a file holds; None where the passphrase is wrong.

    Raises:
        ReflectError: the file is damaged, or holds no key (3).
    """
    pyrage = _pyrage()
    text = ""
    try:
        text = pyrage.passphrase.decrypt(raw, passphrase).decode("ascii", "replace")
    except pyrage.DecryptError as error:
        if str(error).lower() == WRONG:
            return None
    keys = [line.strip() for line in text.splitlines() if line.startswith(SECRET)]
    if not keys:
        raise ReflectError("it is damaged, or holds none", code=ExitCode.BAD_DATA)
    return keys[0]
