"""JSON: one shape for every reading command, `{"schema": 1, NOUN: …, "problems": […]}`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from reflectcli.domain.data import record_data
from reflectcli.domain.records import Record
from reflectcli.errors import Problem

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
SCHEMA = 1
"""The version of the JSON that the program prints."""


def render_json(content: Mapping[str, Any], problems: Sequence[Problem] = ()) -> str:
    """The content in the common envelope, as text."""
    whole = {"schema": SCHEMA, **content, "problems": [problem_json(each) for each in problems]}
    return harmless(json.dumps(plain(whole), indent=2, ensure_ascii=False))


def harmless(text: str) -> str:
    """The same JSON, with escapes for what steers a terminal or turns its text."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def record_json(record: Record) -> dict[str, Any]:
    """A record as its file has it, for JSON."""
    data: dict[str, Any] = plain(record_data(record))
    return data


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem: file, line, message, hint, and whether its record is left out."""
    where = problem.location
    return {
        "file": where.file if where else None,
        "line": where.line if where else None,
        "message": problem.message,
        "hint": problem.hint,
        "left_out": problem.left_out,
    }


def plain(value: Any) -> Any:
    """The value with dates as ISO texts, tuples as lists and whole numbers without a point."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
