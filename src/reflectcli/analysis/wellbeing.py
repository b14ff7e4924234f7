"""Mood and energy over the findings window: private, beside the skills and never among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from reflectcli.analysis.slopes import Point
from reflectcli.analysis.trends import Trend
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Shift
from reflectcli.frozen import dataclass

FEELINGS: dict[str, Callable[[Shift], int | None]] = {
    "mood": lambda shift: shift.mood,
    "energy": lambda shift: shift.energy,
}
"""What a shift's reflection says of the agent, 1 (low, empty) to 5 (high, full)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling:
    """Mood or energy: `n` shifts of the window, the mean of them, and of the period's own."""

    n: int
    mean: float
    period_n: int
    period_mean: float | None
    trend: Trend
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wellbeing:
    """Mood and energy, each None where no reflection of the window gave it."""

    mood: Feeling | None
    energy: Feeling | None


def feeling_points(shifts: Sequence[Shift], of: Callable[[Shift], int | None]) -> list[Point]:
    """A point a working day: the mean of its reflections' levels."""
    points = []
    for day, group in groupby(shifts, key=lambda shift: shift.shift):
        levels = [level for level in map(of, group) if level is not None]
        if levels:
            points.append(Point(day, sum(levels) / len(levels)))
    return points


def feeling(name: str, logbook: Logbook, window: Period, period: Period, trend: Trend) -> Feeling:
    """What is said of a feeling that the window has points of."""
    of = FEELINGS[name]
    shifts = [each for each in logbook.of(Shift, window.since, window.until) if of(each)]
    points = feeling_points(shifts, of)
    here = [point.value for point in points if point.day in period]
    return Feeling(
        n=len(points),
        mean=sum(point.value for point in points) / len(points),
        period_n=len(here),
        period_mean=sum(here) / len(here) if here else None,
        trend=trend,
        evidence=tuple(each.id for each in reversed(shifts)),
    )
