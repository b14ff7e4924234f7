"""The constraints of the domain's dataclasses, checked without any library.

It accepts exactly what pydantic accepts at the boundary (a property test compares the two), so
that a command which only writes need not import pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def faults(value: Any) -> list[Fault]:
    """Every constraint that the dataclass instance breaks, in the order of its fields."""
    return list(_fields_check(value.__class__)(value))


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
    """Every constraint of an annotated type that the value breaks; `path` leads to the value."""
    return _below(path, _check(kind)(tuple(value) if isinstance(value, list) else value))


Check = Callable[[Any], Sequence[Fault]]
"""A type's check, built once: the faults of a value, each with its path from there."""


def _below(path: Path, found: Sequence[Fault]) -> list[Fault]:
    return [((*path, *inner), reason, value) for inner, reason, value in found]


def _check(kind: Any) -> Check:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _guarded(_check(arguments[0]), _guards(arguments[1:]))
    if origin in (Union, UnionType):
        return _one_of([_check(member) for member in arguments], optional=NoneType in arguments)
    if origin is Literal:
        return _simple(lambda value: value in arguments, f"must be one of {', '.join(arguments)}")
    if origin is tuple:
        return _list(_check(arguments[0]))
    if origin is Mapping:
        return _table(*map(_check, arguments))
    if is_dataclass(kind):
        return _object(kind)
    reason = f"must be {_WORDS.get(kind, 'something else')}"
    return _simple(_PLAIN.get(kind) or (lambda value: isinstance(value, kind)), reason)


def _simple(right: Callable[[Any], bool], reason: str) -> Check:
    return lambda value: () if right(value) else [((), reason, value)]


def _guarded(check: Check, guards: Sequence[tuple[Callable[[Any], bool], str]]) -> Check:
    if not guards:
        return check

    def guarded(value: Any) -> Sequence[Fault]:
        if found := check(value):
            return found
        for right, reason in guards:
            if not right(value):
                return [((), reason, value)]
        return ()

    return guarded


def _one_of(checks: list[Check], *, optional: bool) -> Check:
    first, *others = checks

    def one_of(value: Any) -> Sequence[Fault]:
        if optional and value is None:
            return ()
        found = first(value)
        return () if not found or any(not each(value) for each in others) else found

    return one_of


def _list(member: Check) -> Check:
    def listed(value: Any) -> Sequence[Fault]:
        if not isinstance(value, tuple):
            return [((), "must be a list", value)]
        return [
            fault
            for index, item in enumerate(value)
            if (found := member(item))
            for fault in _below((index,), found)
        ]

    return listed


def _table(key_check: Check, value_check: Check) -> Check:
    def table(value: Any) -> Sequence[Fault]:
        if not isinstance(value, Mapping):
            return [((), "must be a table", value)]
        return [
            fault
            for key, item in value.items()
            for found in (key_check(key), value_check(item))
            if found
            for fault in _below((key,), found)
        ]

    return table


def _object(cls: Any) -> Check:
    def instance(value: Any) -> Sequence[Fault]:
        if not isinstance(value, cls):
            return [((), "must be a table", value)]
        return _fields_check(value.__class__)(value)

    return instance


@cache
def _fields_check(cls: Any) -> Check:
    types = hints(cls)
    checks = [(each.name, _check(types[each.name])) for each in fields(cls) if each.name != "extra"]

    def fields_check(value: Any) -> Sequence[Fault]:
        return [
            fault
            for name, check in checks
            if (found := check(getattr(value, name)))
            for fault in _below((name,), found)
        ]

    return fields_check


_PLAIN: dict[Any, Callable[[Any], bool]] = {
    float: lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    None: lambda value: value is None,
    NoneType: lambda value: value is None,
}
_WORDS: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2026-11-22",
    time: "a time of day such as 04:00:00",
    datetime: "a date and time with its offset, as in 2026-11-22T16:40:00+01:00",
}


def _guards(metadata: Sequence[Any]) -> list[tuple[Callable[[Any], bool], str]]:
    guards = [(each.right, each.reason) for each in metadata if isinstance(each, Named)]
    limits: dict[str, Any] = {each.name: each.limit for each in metadata if isinstance(each, Bound)}
    shortest, above = limits.get("min_length"), limits.get("gt")
    low, high = limits.get("ge"), limits.get("le")
    if shortest is not None:
        guards.append((lambda value: len(value) >= shortest, "must not be empty"))
    if above is not None:
        guards.append((lambda value: value > above, f"must be more than {above}"))
    if low is not None or high is not None:
        reason = f"must be {low} to {high}" if high is not None else f"must be {low} or more"
        guards.append((_within(low, high), reason))
    return guards


def _within(low: Any, high: Any) -> Callable[[Any], bool]:
    return lambda value: (low is None or value >= low) and (high is None or value <= high)
