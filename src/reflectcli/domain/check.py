"""The constraints of the domain's dataclasses, checked without any library.

It accepts exactly what pydantic accepts at the boundary (a property test compares the two), so
that a command which only writes need not import pydantic.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from reflectcli.domain.fields import Bound, Named
from reflectcli.frozen import fields, is_dataclass

Path = tuple[str | int, ...]
Fault = tuple[Path, str, Any]
"""Where in the record, what must hold there, and the value that stands there."""


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The annotated types of a dataclass's fields by name."""
    return get_type_hints(cls, include_extras=True)


def faults(value: Any, path: Path = ()) -> list[Fault]:
    """Every constraint that the dataclass instance breaks, in the order of its fields."""
    types = hints(value.__class__)
    return [
        fault
        for each in fields(value)
        if each.name != "extra"
        for fault in _faults(getattr(value, each.name), types[each.name], (*path, each.name))
    ]


def type_at(cls: type, path: Path) -> Any:
    """The annotated type that a dataclass declares at a path; None where it declares nothing."""
    kind: Any = cls
    for part in path:
        for bare in bare_types(kind):
            if is_dataclass(bare) and isinstance(bare, type):
                kind = hints(bare).get(str(part))
                break
            if get_origin(bare) in (tuple, Mapping):
                kind = get_args(bare)[0 if get_origin(bare) is tuple else 1]
                break
        else:
            return None
    return kind


def bare_types(kind: Any) -> list[Any]:
    """The types behind annotations and unions."""
    origin = get_origin(kind)
    if origin is Annotated:
        return bare_types(get_args(kind)[0])
    if origin in (Union, UnionType):
        return [bare for member in get_args(kind) for bare in bare_types(member)]
    return [kind]


def value_faults(value: Any, kind: Any, path: Path) -> list[Fault]:
    """Every constraint of an annotated type that the value breaks."""
    return _faults(tuple(value) if isinstance(value, list) else value, kind, path)


def _faults(value: Any, kind: Any, path: Path) -> list[Fault]:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *metadata = get_args(kind)
        return _faults(value, inner, path) or _metadata_faults(value, metadata, path)
    if origin in (Union, UnionType):
        found = [_faults(value, member, path) for member in get_args(kind)]
        return [] if any(not each for each in found) else found[0]
    if origin is Literal:
        allowed = get_args(kind)
        return [] if value in allowed else [(path, f"must be one of {', '.join(allowed)}", value)]
    if origin is tuple:
        return _each(value, tuple, enumerate(value) if isinstance(value, tuple) else (), kind, path)
    if origin is Mapping:
        return _mapping_faults(value, kind, path)
    return _plain_faults(value, kind, path)


def _each(value: Any, cls: type, items: Any, kind: Any, path: Path) -> list[Fault]:
    if not isinstance(value, cls):
        return [(path, "must be a list", value)]
    member = get_args(kind)[0]
    return [fault for index, item in items for fault in _faults(item, member, (*path, index))]


def _mapping_faults(value: Any, kind: Any, path: Path) -> list[Fault]:
    if not isinstance(value, Mapping):
        return [(path, "must be a table", value)]
    key_type, value_type = get_args(kind)
    found: list[Fault] = []
    for key, item in value.items():
        found += _faults(key, key_type, (*path, key))
        found += _faults(item, value_type, (*path, key))
    return found


def _plain_faults(value: Any, kind: Any, path: Path) -> list[Fault]:
    if is_dataclass(kind):
        if isinstance(kind, type) and isinstance(value, kind):
            return faults(value, path)
        return [(path, "must be a table", value)]
    if kind is float:
        right = isinstance(value, (int, float)) and not isinstance(value, bool)
    elif kind in (None, NoneType):
        right = value is None
    else:
        right = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    return [] if right else [(path, f"must be {_WORDS.get(kind, 'something else')}", value)]


_WORDS: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2026-11-22",
    time: "a time of day such as 04:00:00",
    datetime: "a date and time with its offset, as in 2026-11-22T16:40:00+01:00",
}


def _metadata_faults(value: Any, metadata: list[Any], path: Path) -> list[Fault]:
    limits: dict[str, int] = {}
    for each in metadata:
        if isinstance(each, Named) and not each.right(value):
            return [(path, each.reason, value)]
        if isinstance(each, Bound):
            limits[each.name] = each.limit
    if "min_length" in limits and len(value) < limits["min_length"]:
        return [(path, "must not be empty", value)]
    if "gt" in limits and not value > limits["gt"]:
        return [(path, f"must be more than {limits['gt']}", value)]
    return _range_faults(value, limits.get("ge"), limits.get("le"), path)


def _range_faults(value: Any, low: Any, high: Any, path: Path) -> list[Fault]:
    if (low is None or value >= low) and (high is None or value <= high):
        return []
    return [
        (path, f"must be {low} to {high}" if high is not None else f"must be {low} or more", value)
    ]
