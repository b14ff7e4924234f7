"""Tells right data from wrong without the domain's classes, whose annotations cost time to read.

It accepts nothing that `reflectcli.storage.codec` does not: tests hold the tables below against
the classes, and the answers against the codec's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from reflectcli.domain.filing import FORMAT, WEEKDAYS
from reflectcli.domain.plain import (
    is_finite,
    is_id,
    is_name,
    is_recipient,
    is_unicode,
    offset_is_known,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return type(value) is str and value != "" and is_unicode(value)


def _flag(value: Any) -> bool:
    return type(value) is bool


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _number(value: Any) -> bool:
    return type(value) in (int, float) and is_finite(value)


def _amount(value: Any) -> bool:
    return _number(value) and value >= 0


def _positive(value: Any) -> bool:
    return _number(value) and value > 0


def _name(value: Any) -> bool:
    return type(value) is str and is_name(value)


def _id(value: Any) -> bool:
    return type(value) is str and is_id(value)


def _day(value: Any) -> bool:
    return type(value) is date


def _clock(value: Any) -> bool:
    return type(value) is time and value.tzinfo is None


def _moment(value: Any) -> bool:
    return type(value) is datetime and offset_is_known(value)


def _level(value: Any) -> bool:
    return value == "n/a" or (type(value) is int and 1 <= value <= 5)


def _format(value: Any) -> bool:
    return type(value) is int and value == FORMAT


def _turn(value: Any) -> bool:
    from reflectcli.domain.schedule import is_rota

    return _text(value) and is_rota(value)


def _away(value: Any) -> bool:
    from reflectcli.domain.schedule import is_away

    return type(value) is dict and all(is_away(key) and _text(value[key]) for key in value)


def _pattern(value: Any) -> bool:
    from reflectcli.domain.sharing import is_pattern

    return _text(value) and is_pattern(value)


def _one_of(*words: str) -> Check:
    return lambda value: value in words


def _list(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _named(check: Check) -> Check:
    return lambda value: (
        type(value) is dict and all(is_name(key) and check(item) for key, item in value.items())
    )


def _table(checks: Mapping[str, Check], *needed: str) -> Check:
    """A table that has what is needed; what the program does not know may stand in it, too."""

    def table(value: Any) -> bool:
        return (
            type(value) is dict
            and value.keys() >= set(needed)
            and all(checks[key](item) for key, item in value.items() if key in checks)
        )

    return table


_TEXTS, _NAMES = _list(_text), _list(_name)
_HEAD = {
    "id": _id, "at": _moment, "shift": _day, "tags": _TEXTS, "links": _list(_id), "private": _flag,
}  # fmt: skip
FIELDS: dict[str, dict[str, Check]] = {
    "note": _HEAD | {"text": _text, "channel": _text, "reference": _text, "worked": _flag},
    "rating": _HEAD
    | {"rubric": _whole, "text": _text, "reference": _text, "skills": _named(_level)},
    "reading": _HEAD
    | {
        "kpi": _name, "numerator": _number, "denominator": _positive, "value": _number,
        "guess": _number, "text": _text, "channel": _text, "reference": _text, "origin": _text,
    },
}  # fmt: skip
"""The fields of the kinds that the quick way writes, in their order in the file."""

_RECORDS = {
    kind: _table(FIELDS[kind], "id", "at", "shift", needed)
    for kind, needed in (("note", "text"), ("rating", "skills"), ("reading", "kpi"))
}
CALENDAR: dict[str, Check] = {
    "format": _format,
    "day_starts": _clock,
    "week_starts": _one_of(*WEEKDAYS),
}
"""What journal.toml says that matters for every record."""

AGENT = {"name": _text, "role": _text, "channels": _TEXTS}
RHYTHM = {
    "shifts": _list(_one_of(*WEEKDAYS)), "rota": _turn, "rate_every_days": _whole,
    "checkin_every_days": _whole, "ask_guess": _NAMES, "away": _away,
}  # fmt: skip
SKILL = {
    "name": _text, "low": _text, "middle": _text, "high": _text, "weight": _amount,
    "critical": _flag, "active": _flag,
}  # fmt: skip
KPI = {
    "name": _text, "unit": _one_of("percent", "seconds", "points", "count"), "formula": _text,
    "direction": _one_of("up", "down", "band"),
    "aggregate": _one_of("proportion", "mean", "median", "sum"),
    "control": _one_of("mine", "shared", "system"), "target": _number, "target_high": _number,
    "low": _number, "high": _number, "active": _flag,
}  # fmt: skip
PROMPTS = {"title": _text, "questions": _named(_text)}
SHARING = {"names": _TEXTS, "patterns": _named(_pattern), "hold_back": _NAMES}
ENCRYPTION = {"recipient": lambda value: type(value) is str and is_recipient(value)}
RUBRIC = {"version": _whole, "skills": _named(_table(SKILL, "name", "low", "middle", "high"))}
JOURNAL = CALENDAR | {
    "agent": _table(AGENT),
    "rhythm": _table(RHYTHM),
    "rubric": _table(RUBRIC),
    "kpis": _named(_table(KPI, "name", "unit", "formula")),
    "prompts": _named(_table(PROMPTS, "title", "questions")),
    "mappings": _named(_named(lambda value: _text(value) or _TEXTS(value))),
    "sharing": _table(SHARING),
    "encryption": _table(ENCRYPTION, "recipient"),
}
right_calendar, right_journal = _table(CALENDAR), _table(JOURNAL)
right_sharing, right_encryption = _table(SHARING), _table(ENCRYPTION, "recipient")


def right_record(data: Any, journal: Any) -> bool:
    """Tell whether it is the data of a right record, in a journal of such a content."""
    kind = data.get("kind")
    if not (_format(data.get("format")) and kind in _RECORDS and _RECORDS[kind](data)):
        return False
    if kind == "rating":
        return bool(data["skills"]) and data["skills"].keys() <= journal["rubric"]["skills"].keys()
    return kind == "note" or _right_reading(data, journal["kpis"].get(data["kpi"]))


def _right_reading(data: Any, kpi: Any) -> bool:
    given = {"numerator", "denominator", "value"} & data.keys()
    if kpi is None or given not in ({"value"}, {"numerator", "denominator"}):
        return False
    from reflectcli.domain.values import Figure, in_unit, within

    figure = Figure(**{name: data[name] for name in given})
    return within(in_unit(figure, kpi["unit"]), kpi.get("low"), kpi.get("high"))
