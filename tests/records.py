"""Short ways to build records for tests of the analysis."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, TypeVar

from reflectcli.domain.logbook import Logbook, in_order
from reflectcli.domain.plain import ID_LETTERS
from reflectcli.domain.records import Checkin, Feedback, Goal, Rating, Reading, Record

R = TypeVar("R", bound=Record)
MONDAY = date(2026, 9, 7)
"""A Monday; the twelfth week after it begins on 23 November."""
_numbers = count()


def new_id() -> str:
    """A fresh ID."""
    number, letters = next(_numbers), ""
    for _ in range(6):
        number, rest = divmod(number, len(ID_LETTERS))
        letters = ID_LETTERS[rest] + letters
    return letters


def make(cls: type[R], day: date, **values: Any) -> R:
    """A record of a day, written at noon."""
    values.setdefault("id", new_id())
    return cls(at=datetime.combine(day, time(12), UTC), shift=day, **values)


def rating(day: date, skills: Mapping[str, Any] | None = None, **levels: Any) -> Rating:
    """A self-rating of a day."""
    return make(Rating, day, skills={**(skills or {}), **levels})


def reading(day: date, kpi: str, *figure: float) -> Reading:
    """A reading of a day: a value, or numerator and denominator."""
    if len(figure) == 2:
        return make(Reading, day, kpi=kpi, numerator=figure[0], denominator=figure[1])
    return make(Reading, day, kpi=kpi, value=figure[0])


def feedback(day: date, source: str = "customer", **values: Any) -> Feedback:
    """What somebody said on a day."""
    return make(Feedback, day, source=source, **values)


def goal(day: date, title: str = "a goal", **values: Any) -> Goal:
    """A goal that was set on a day."""
    return make(Goal, day, title=title, **values)


def checkin(day: date, to: Goal, value: float | None = None) -> Checkin:
    """A look at a goal on a day."""
    return make(Checkin, day, goal=to.id, value=value)


def logbook(*records: Record) -> Logbook:
    """A logbook of the records."""
    return Logbook(in_order(list(records)))


def on(days: int) -> date:
    """The date some days after the Monday."""
    return MONDAY + timedelta(days=days)
