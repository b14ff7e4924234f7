"""Plain data as the bytes that stand for it, and their hash: the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

DECIMALS = 6
NAME_LETTERS = 10


def settled(value: Any) -> Any:
    """The data with dates as ISO texts, tuples as lists and figures to six decimals.

    Below that two machines may differ. A whole number is written without a point.
    """
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, float):
        figure = round(value, DECIMALS)
        return int(figure) if figure.is_integer() else figure
    if isinstance(value, Mapping):
        return {str(key): settled(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [settled(item) for item in value]
    return value


def canonical(data: Any) -> bytes:
    """The data as JSON with its keys in order and nothing between, in UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def content_hash(data: Any) -> str:
    """The SHA-256 of the canonical bytes, in hex."""
    return sha256(canonical(data)).hexdigest()


def short_name(content: str) -> str:
    """The name that a hash gives to what it is of."""
    return content[:NAME_LETTERS]
