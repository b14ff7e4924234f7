"""Records and problems as plain data that `marshal` writes quickly: what the index keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

from reflectcli.domain import records as kinds
from reflectcli.domain.records import KINDS, Record
from reflectcli.errors import Problem, SourceLocation
from reflectcli.frozen import MISSING, fields, is_dataclass

Packed = tuple[str, dict[str, Any], bool]
"""Kind, the fields that are not as by default, and whether any of them holds dates or tables of
its own, beside `at` and `shift`."""


def pack(record: Record) -> Packed:
    """A record as data of `marshal`."""
    cls: Any = record.__class__
    said = {
        name: value
        for name, default in _defaults(cls)
        if (value := getattr(record, name)) != default
    }
    del said["at"], said["shift"]
    flat = {name: _flat(value) for name, value in said.items()}
    deep = any(isinstance(value, (bytes, tuple, dict)) for value in flat.values()) and _deep(flat)
    head = {"at": record.at.isoformat(), "shift": record.shift.toordinal()}
    return record.kind, head | flat, deep


def unpack(packed: Packed) -> Record:
    """The record that was packed."""
    kind, data, deep = packed
    values = _raised(data) if deep else data.copy()
    values["at"] = datetime.fromisoformat(values["at"])
    values["shift"] = _day(values["shift"])
    return KINDS[kind](**values)


_day = cache(date.fromordinal)
"""The day of a number: one object for all records of a shift, which are compared the quicker."""


@cache
def _defaults(cls: Any) -> list[tuple[str, Any]]:
    return [
        (each.name, {} if each.default_factory is not MISSING else each.default)
        for each in fields(cls)
    ]


def _deep(flat: Any) -> bool:
    if isinstance(flat, dict):
        return any(isinstance(key, bytes) or _deep(value) for key, value in flat.items())
    if isinstance(flat, (tuple, list)):
        return any(_deep(value) for value in flat)
    return isinstance(flat, bytes)


# Bytes are no data of TOML: they mark what `marshal` does not know.


def _flat(value: Any) -> Any:
    if isinstance(value, datetime):
        return b"T" + value.isoformat().encode()
    if isinstance(value, date):
        return b"D" + value.isoformat().encode()
    if isinstance(value, time):
        return b"C" + value.isoformat().encode()
    if isinstance(value, Mapping):
        return {key: _flat(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(_flat(item) for item in value)
    if is_dataclass(value):
        said = {each.name: _flat(getattr(value, each.name)) for each in fields(value)}
        return {value.__class__.__name__.encode(): said}
    return value


_FROM = {"T": datetime.fromisoformat, "D": date.fromisoformat, "C": time.fromisoformat}


def _raised(flat: Any) -> Any:
    if isinstance(flat, bytes):
        text = flat.decode()
        return _FROM[text[0]](text[1:])
    if isinstance(flat, dict):
        name = next(iter(flat), None)
        if isinstance(name, bytes):
            return getattr(kinds, name.decode())(**_raised(flat[name]))
        return {key: _raised(item) for key, item in flat.items()}
    if isinstance(flat, (tuple, list)):
        return type(flat)(_raised(item) for item in flat)
    return flat


def pack_problem(problem: Problem) -> tuple[Any, ...]:
    """A problem as data of `marshal`."""
    at = problem.location
    place = None if at is None else (at.file, at.line, at.column, at.text, at.width)
    return problem.message, place, problem.hint, problem.left_out


def unpack_problem(packed: tuple[Any, ...]) -> Problem:
    """The problem that was packed."""
    message, place, hint, left_out = packed
    return Problem(message, None if place is None else SourceLocation(*place), hint, left_out)
