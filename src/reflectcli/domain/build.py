"""Data of a file made into the domain's dataclasses, when all of it is right.

It accepts exactly what pydantic accepts at the boundary and makes the same of it (a property test
compares the two), at a cost that lets a command read records without importing pydantic. What is
wrong with data that is not accepted is pydantic's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from reflectcli.domain.check import hints
from reflectcli.domain.fields import Bound, Named
from reflectcli.frozen import fields, is_dataclass

Maker = Callable[[Any], Any]


class WrongError(Exception):
    """The data is not right."""


@cache
def maker(cls: Any) -> Maker:
    """What makes an object of the dataclass of a table, or raises `WrongError`."""
    types = hints(cls)
    makers = {
        each.name: _any if each.name == "extra" else _maker(types[each.name])
        for each in fields(cls)
    }

    def make(data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise WrongError
        try:
            return cls(**{key: makers[key](value) for key, value in data.items() if key in makers})
        except TypeError:
            # A field is missing.
            raise WrongError from None

    return make


def _any(value: Any) -> Any:
    return value


def _maker(kind: Any) -> Maker:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *metadata = get_args(kind)
        return _guarded(_maker(inner), [_guard(each) for each in metadata if _guard(each)])
    if origin in (Union, UnionType):
        return _one_of([_maker(member) for member in get_args(kind)])
    if origin is Literal:
        return _literal(get_args(kind))
    if origin is tuple:
        return _list(_maker(get_args(kind)[0]))
    if origin is Mapping:
        return _table(*map(_maker, get_args(kind)))
    if isinstance(kind, type) and is_dataclass(kind):
        return maker(kind)
    return _PLAIN[kind]


def _guarded(make: Maker, guards: list[Callable[[Any], bool]]) -> Maker:
    if not guards:
        return make

    def guarded(value: Any) -> Any:
        made = make(value)
        for right in guards:
            if not right(made):
                raise WrongError
        return made

    return guarded


def _guard(each: Any) -> Any:
    if isinstance(each, Named):
        return each.right
    if not isinstance(each, Bound):
        return None
    limit = each.limit
    return {
        "ge": lambda value: value >= limit,
        "le": lambda value: value <= limit,
        "gt": lambda value: value > limit,
        "min_length": lambda value: len(value) >= limit,
    }[each.name]


def _one_of(makers: list[Maker]) -> Maker:
    def one_of(value: Any) -> Any:
        for make in makers:
            try:
                return make(value)
            except WrongError:
                continue
        raise WrongError

    return one_of


def _literal(words: tuple[Any, ...]) -> Maker:
    allowed = frozenset(words)

    def literal(value: Any) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        raise WrongError

    return literal


def _list(make: Maker) -> Maker:
    def listed(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple([make(item) for item in value])
        raise WrongError

    return listed


def _table(make_key: Maker, make_value: Maker) -> Maker:
    def table(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {make_key(key): make_value(item) for key, item in value.items()}
        raise WrongError

    return table


def _exactly(cls: type) -> Maker:
    def exactly(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        raise WrongError

    return exactly


def _whole(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise WrongError


def _number(value: Any) -> Any:
    if isinstance(value, float):
        return value
    try:
        return float(_whole(value))
    except OverflowError:
        raise WrongError from None


def _nothing(value: Any) -> Any:
    if value is None:
        return None
    raise WrongError


_PLAIN: dict[Any, Maker] = {
    str: _exactly(str),
    int: _whole,
    float: _number,
    bool: _exactly(bool),
    date: _exactly(date),
    time: _exactly(time),
    datetime: _exactly(datetime),
    None: _nothing,
    NoneType: _nothing,
}
