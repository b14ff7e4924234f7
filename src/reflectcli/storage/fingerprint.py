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


def fingerprint(raw: bytes) -> str:
    """The SHA-256 of the bytes, as hexadecimal digits."""
    digest: str = sha256(raw).hexdigest()
    return digest
