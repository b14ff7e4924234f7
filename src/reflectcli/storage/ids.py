"""Names that nothing else has: records' IDs, and what operations go by."""

from __future__ import annotations

import os

from reflectcli.domain.plain import ID_LETTERS


def new_id(length: int = 6) -> str:
    """A fresh random ID of a record."""
    return "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in os.urandom(length))


def token(size: int) -> str:
    """So many random bytes as hexadecimal digits, two for each."""
    return os.urandom(size).hex()
