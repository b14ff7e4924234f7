"""The hash by which content is known again, without loading a library of ciphers."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256


def digest(raw: bytes) -> bytes:
    """The SHA-256 of the bytes."""
    return sha256(raw).digest()


def hex_digest(raw: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal digits."""
    return digest(raw).hex()
