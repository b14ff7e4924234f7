"""Records as plain data: what stands in a file, and what JSON shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

from reflectcli.domain.filing import FORMAT
from reflectcli.domain.records import Record
from reflectcli.frozen import fields, is_dataclass


def to_data(value: Any) -> Any:
    """Plain data of a dataclass: fields that are None, empty or false are left out."""
    if type(value) in _PLAIN:
        return value
    if is_dataclass(value):
        known = {
            name: to_data(item)
            for name, usually_false in _names(value.__class__)
            if (item := getattr(value, name)) is not None
            and item not in _EMPTY
            # False is said where nothing at all would mean something else.
            and not (item is False and usually_false)
        }
        return known | dict(getattr(value, "extra", {}))
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_data(item) for item in value]
    return value


_PLAIN = frozenset((str, int, float, bool, date, datetime, time))
_EMPTY: tuple[Any, ...] = ((), {})


@cache
def _names(cls: Any) -> list[tuple[str, bool]]:
    """The fields of a dataclass, and whether each is False where it is not given."""
    return [(each.name, each.default is False) for each in fields(cls) if each.name != "extra"]


def record_data(record: Record) -> dict[str, Any]:
    """The data of a record as it stands in its file."""
    data = to_data(record)
    return {"format": FORMAT, "id": data.pop("id"), "kind": record.kind, **data}


def to_plain(value: Any) -> Any:
    """Plain data of findings: every field of a dataclass, whatever its value."""
    if is_dataclass(value):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return value
