"""Changes to a file's data: what is asked for, and what the data must be afterwards."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from reflectcli.domain.check import Path
from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at a path, such as ("skills", "empathy") or ("steps", 0, "done")."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Append:
    """Add a table to an array of tables, such as [[steps]]."""

    key: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the key, or the item of a list, at a path away."""

    path: Path


Change = Put | Append | Remove


def applied(data: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """A copy of the data with the change applied."""
    changed = copy.deepcopy(dict(data))
    if isinstance(change, Append):
        changed.setdefault(change.key, []).append(dict(change.value))
        return changed
    inner: Any = changed
    *parents, last = change.path
    for part in parents:
        inner = inner.setdefault(part, {}) if isinstance(inner, dict) else inner[part]
    if isinstance(change, Put):
        inner[last] = change.value
    elif isinstance(inner, list) and isinstance(last, int):
        del inner[last]
    else:
        inner.pop(last, None)
    return changed


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same as TOML has them: 1 is not 1.0, and nan is nan."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or repr(one) == repr(other))
