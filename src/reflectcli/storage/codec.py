"""Records to TOML text and back: what is written must parse to what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.domain.check import faults
from reflectcli.domain.data import record_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.domain.rules import rule_faults
from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.layout import path_of, schema_line
from reflectcli.storage.masking import masked


def dump_record(record: Record, config: JournalConfig) -> str:
    """The text of the record's file, checked: it parses back to the same data.

    Of a card number that stands in it only the last four digits are in the text.

    Raises:
        ReflectError: the record breaks a constraint or rule.
    """
    found = faults(record) or rule_faults(record, config)
    if found:
        path, reason, value = found[0]
        raise ReflectError(describe(record.kind, path, reason, value))
    data = record_data(record)
    return masked(record, toml.verified(schema_line(path_of(record), record.kind), data))


def describe(kind: str, path: tuple[str | int, ...], reason: str, value: Any) -> str:
    """The sentence about a value that is not right: "rating of empathy must be 1 to 5, not 9"."""
    if not reason.startswith(("must ", "is ")):
        return reason
    where = _subject(kind, path)
    shown = (
        ""
        if value is None or value == "" or isinstance(value, (Mapping, tuple, list))
        else (f", not {_shown(value)}")
    )
    return f"{where} {reason}{shown}"


def _subject(kind: str, path: tuple[str | int, ...]) -> str:
    rated = path[:1] in (("skills",), ("ratings",)) and kind in ("rating", "feedback", "reply")
    if rated and len(path) == 2 and isinstance(path[1], str):
        return f"rating of {path[1]}"
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name or kind


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(_short(value))
    return str(value).lower() if isinstance(value, bool) else _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "…"
