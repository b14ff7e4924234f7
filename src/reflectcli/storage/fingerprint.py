"""The hash by which a content is known again."""

import sys

# Python's own, where there is one: hashlib loads OpenSSL as well, which takes longer than all else
# that a note does.
try:
    if sys.version_info >= (3, 12):
        from _sha2 import sha256  # type: ignore[import-not-found]
    else:
        from _sha256 import sha256  # type: ignore[import-not-found]
except ImportError:
    from hashlib import sha256


def digest(raw: bytes) -> bytes:
    """The SHA-256 of the bytes."""
    found: bytes = sha256(raw).digest()
    return found


def fingerprint(raw: bytes) -> str:
    """The same, as hexadecimal digits."""
    return digest(raw).hex()
