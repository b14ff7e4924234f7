"""Data of TOML as JSON and back without loss: what JSON has no word for is `{"#toml": TEXT}`.

Dates and times of known fields are ISO texts, since the field says what they are.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from reflectcli.domain.check import Path, bare_types, type_at
from reflectcli.storage import toml

TAG = "#toml"
"""The key of a value that is said in TOML's own words; beside a record's fields, its whole file."""

_MOMENTS = (datetime, date, time)


def encode(data: Mapping[str, Any], cls: type) -> dict[str, Any]:
    """The data of a dataclass's table as JSON has it."""
    return {key: _encoded(value, cls, (key,)) for key, value in data.items()}


def decode(data: Mapping[str, Any], cls: type) -> dict[str, Any]:
    """What `encode` was given.

    Raises:
        ValueError: a date, or a value in TOML's words, is none.
    """
    return {key: _decoded(value, cls, (key,)) for key, value in data.items()}


def line(value: Any) -> str:
    """A JSON value on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _encoded(value: Any, cls: type, path: Path) -> Any:
    if isinstance(value, _MOMENTS):
        return value.isoformat() if _is_moment(cls, path) else _tagged(value)
    if isinstance(value, float) and not isfinite(value):
        return _tagged(value)
    if isinstance(value, Mapping):
        if TAG in value:
            return _tagged(value)
        return {key: _encoded(item, cls, (*path, key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encoded(item, cls, (*path, index)) for index, item in enumerate(value)]
    return value


def _tagged(value: Any) -> dict[str, str]:
    # In a list it stands on one line, a table among its values too.
    return {TAG: toml.dump({"x": [value, 0]})}


def _decoded(value: Any, cls: type, path: Path) -> Any:
    if isinstance(value, str):
        kind = _is_moment(cls, path)
        return kind.fromisoformat(value) if kind else value
    if isinstance(value, Mapping):
        if value.keys() == {TAG} and isinstance(value[TAG], str):
            return toml.parse(value[TAG], "a value")["x"][0]
        return {key: _decoded(item, cls, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item, cls, (*path, index)) for index, item in enumerate(value)]
    return value


def _is_moment(cls: type, path: Path) -> Any:
    """The type of date or time that a field has; None where it has another, or is unknown."""
    kind = type_at(cls, path)
    if kind is None:
        return None
    return next((each for each in bare_types(kind) if each in _MOMENTS), None)
