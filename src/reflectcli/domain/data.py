"""Records as plain data: what stands in a file, and what JSON shows."""

from collections.abc import Mapping
from typing import Any

from reflectcli.domain.records import FORMAT, Record
from reflectcli.frozen import Field, fields, is_dataclass


def to_data(value: Any) -> Any:
    """Plain data of a dataclass: fields that are None, empty or false are left out."""
    if is_dataclass(value):
        known = {
            each.name: to_data(item)
            for each in fields(value)
            if each.name != "extra" and not _unsaid(item := getattr(value, each.name), each)
        }
        return known | dict(getattr(value, "extra", {}))
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_data(item) for item in value]
    return value


def _unsaid(item: Any, each: Field[Any]) -> bool:
    # False is said where nothing at all would mean something else.
    return item is None or item in ((), {}) or (item is False and each.default is False)


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
