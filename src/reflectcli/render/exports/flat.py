"""Records as rows of named, typed columns: what spreadsheets, pandas and pyarrow read.

The columns are those of the record's fields. Levels have a column a skill of the rubric
(`rating_empathy`), with the skills that were not applicable in `not_applicable`; tables without
columns of their own (`answers`, `steps`, `history`, `extra`) are JSON in a text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin

from reflectcli.domain.check import bare_types, hints
from reflectcli.domain.data import to_data
from reflectcli.domain.records import KINDS, Record
from reflectcli.frozen import fields
from reflectcli.render.json import plain

TEXT, NUMBER, INTEGER, BOOLEAN = "text", "number", "integer", "boolean"
DATE, MOMENT, LIST, JSON = "date", "moment", "list", "json"
_LEVELS = "levels"
_TYPES = {str: TEXT, float: NUMBER, int: INTEGER, bool: BOOLEAN, date: DATE, datetime: MOMENT}
NOT_APPLICABLE = "not_applicable"

Columns = Mapping[str, str]
"""The columns' names with their types."""


def kind_columns(kind: str, skills: Iterable[str]) -> Columns:
    """The columns of a kind of record, in a journal with these skills."""
    cls: Any = KINDS[kind]
    return _without_levels(_columns(cls), skills)


def all_columns(skills: Iterable[str]) -> Columns:
    """The columns of all kinds together."""
    every: dict[str, str] = {}
    classes: list[Any] = list(KINDS.values())
    for cls in classes:
        for name, kind in _columns(cls).items():
            if kind != _LEVELS:
                every.setdefault(name, kind)
    return _without_levels(every | {"ratings": _LEVELS}, skills)


def _without_levels(columns: Columns, skills: Iterable[str]) -> Columns:
    plain_ones = {name: kind for name, kind in columns.items() if kind != _LEVELS}
    if len(plain_ones) == len(columns):
        return plain_ones
    levels = {f"rating_{skill}": INTEGER for skill in skills}
    return plain_ones | levels | {NOT_APPLICABLE: LIST}


@cache
def _columns(cls: Any) -> Columns:
    kinds = hints(cls)
    own = {each.name: _type(each.name, kinds[each.name]) for each in fields(cls)}
    return {"id": TEXT, "kind": TEXT, **own}


def _type(name: str, kind: Any) -> str:
    if name == "extra":
        return JSON
    bare = bare_types(kind)[0]
    if get_origin(bare) is tuple:
        item = bare_types(get_args(bare)[0])[0]
        # The words of a literal are texts.
        return LIST if item is str or get_args(item) else JSON
    if get_origin(bare) is Mapping:
        return _LEVELS if len(bare_types(get_args(bare)[1])) > 1 else JSON
    return _TYPES.get(bare, TEXT)


def flat_row(record: Record, columns: Columns) -> dict[str, Any]:
    """The record's value in each column; None where it has none, lists always lists."""
    row: dict[str, Any] = {name: [] if kind == LIST else None for name, kind in columns.items()}
    row["kind"] = record.kind
    own: Any = record.__class__
    for name, kind in _columns(own).items():
        if kind == _LEVELS:
            row.update(_levels(getattr(record, name), columns))
        elif name != "kind":
            row[name] = _value(getattr(record, name), kind)
    return row


def _levels(levels: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    found: dict[str, Any] = {NOT_APPLICABLE: [key for key, it in levels.items() if it == "n/a"]}
    rated = {f"rating_{skill}": level for skill, level in levels.items() if level != "n/a"}
    return found | {name: level for name, level in rated.items() if name in columns}


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == LIST:
        return list(value)
    if kind == JSON:
        return json.dumps(plain(_data(value)), ensure_ascii=False) if value else None
    if kind in (DATE, MOMENT):
        return value.isoformat()
    return float(value) if kind == NUMBER else value


def _data(value: Any) -> Any:
    return (
        {str(key): item for key, item in value.items()}
        if isinstance(value, Mapping)
        else ([to_data(item) for item in value])
    )


def json_lines(records: Iterable[Record], skills: Iterable[str]) -> Iterator[str]:
    """A JSON object a record, all with the same columns."""
    columns = all_columns(skills)
    for record in records:
        yield json.dumps(flat_row(record, columns), ensure_ascii=False) + "\n"
