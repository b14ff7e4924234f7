"""The hash by which a content is known again."""

try:
    # Python's own, by its names of before and after 3.12: hashlib loads OpenSSL as well, which
    # takes longer than all else that a note does.
    from _sha2 import sha256  # type: ignore[import-not-found]
except ImportError:
    try:
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
