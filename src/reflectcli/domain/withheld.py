"""Records as they leave: without the fields that their writer keeps at home."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from reflectcli.domain.records import Record
from reflectcli.frozen import MISSING, fields, replace

R = TypeVar("R", bound=Record)


def withhold(record: R, names: Collection[str]) -> R:
    """The record without these fields; what every record of its kind must have stays."""
    changes = {
        each.name: empty
        for each in fields(record)
        if each.name in names
        and each.name not in ("id", "at", "shift")
        and (empty := _empty(each)) is not MISSING
    }
    return replace(record, **changes) if changes else record


def _empty(field: object) -> Any:
    factory = getattr(field, "default_factory", MISSING)
    return factory() if callable(factory) else getattr(field, "default", MISSING)
