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
        ReflectError: it is damaged, or for another key (3).
    """
    pyrage = _pyrage()
    try:
        found: bytes = pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(key)])
    except pyrage.DecryptError as error:
        raise ReflectError.of(_problem(raw, path, str(error)).problem) from None
    return found


def _problem(raw: bytes, path: str, said: str) -> ReflectError:
    where = SourceLocation(path)
    if raw.startswith(START) and "matching keys" in said.lower():
        return ReflectError(
            "encrypted to another key than this journal's, so it is not read",
            location=where,
            hint="the recovery key of then opens it: REFLECT_KEY_FILE=… reflect encrypt "
            "off; or age -d -i KEY FILE",
        )
    return ReflectError(
        "damaged, or no age file: it cannot be decrypted",
        location=where,
        hint="bring the file back from a backup, or delete it",
    )


def with_passphrase(key: str, passphrase: str) -> bytes:
    """A key as an age file of its own, which only the passphrase opens."""
    made: bytes = _pyrage().passphrase.encrypt(f"{key}\n".encode(), passphrase)
    return made


def by_passphrase(raw: bytes, passphrase: str) -> str | None:
    """The key that such a file holds; None where the passphrase is wrong."""
    pyrage = _pyrage()
    try:
        text = pyrage.passphrase.decrypt(raw, passphrase).decode("ascii", "replace")
    except pyrage.DecryptError:
        return None
    keys = [line.strip() for line in text.splitlines() if line.startswith(SECRET)]
    return keys[0] if keys else None
