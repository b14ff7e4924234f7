"""Process limits: what single weeks may do by chance (XmR; Wheeler, Understanding Variation).

Limits are the mean ± 2.66 times the mean step from one point to the next. From 6 points they are
on trial, at 12 they are locked: made of the first 12 points, and later ones are held against
them. They begin anew only after a logged event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from reflectcli.analysis.slopes import Point
from reflectcli.domain.kpis import Kpi
from reflectcli.frozen import dataclass

SCALE = 2.66
TRIAL, LOCKED = 6, 12
RUN = 7
"""So many points on one side, or one way, are a signal."""
SLACK = 1e-9

State = Literal["trial", "locked", "none"]
Assurance = Literal["consistently_meets", "consistently_misses", "hit_and_miss"]
SignalKind = Literal["outside", "one_side", "run", "two_of_three"]
Side = Literal["above", "below", "rising", "falling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The centre and the limits of a KPI's weeks, clipped to its scale, in its unit.

    `n` weeks from `since` on have passed; the figures are None while they are fewer than 6.
    """

    centre: float | None
    lower: float | None
    upper: float | None
    state: State
    n: int
    since: date | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Weeks that chance alone would hardly make, each under its Monday, with their figures."""

    kind: SignalKind
    side: Side
    weeks: tuple[date, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Xmr:
    """The limits as they are computed, before they are clipped to any scale."""

    centre: float
    lower: float
    upper: float


def xmr(values: Sequence[float]) -> Xmr | None:
    """The limits of a series; None where it has no step."""
    if len(values) < 2:
        return None
    centre = sum(values) / len(values)
    step = sum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)
    return Xmr(centre, centre - SCALE * step, centre + SCALE * step)


def since_event(points: Sequence[Point], events: Sequence[date]) -> list[Point]:
    """The weeks that begin on or after the last event; a week that it cuts belongs to before."""
    start = max((event for event in events if points and event <= points[-1].day), default=None)
    return [point for point in points if start is None or point.day >= start]


def limits_of(points: Sequence[Point], kpi: Kpi) -> tuple[Limits, tuple[Signal, ...]]:
    """The limits of a KPI's weekly points since the last event, and the signals against them."""
    n = len(points)
    since = points[0].day if points else None
    base = xmr([point.value for point in points[:LOCKED]])
    if n < TRIAL or base is None:
        rule = f"one point an ISO week; limits need {TRIAL}"
        none = Limits(
            centre=None, lower=None, upper=None, state="none", n=n, since=since, rule=rule
        )
        return none, ()
    found = Limits(
        centre=base.centre,
        lower=base.lower if kpi.low is None else max(base.lower, kpi.low),
        upper=base.upper if kpi.high is None else min(base.upper, kpi.high),
        state="locked" if n >= LOCKED else "trial",
        n=n,
        since=since,
        rule="one point an ISO week; mean ± 2.66 mean steps (XmR) of the first "
        f"{min(n, LOCKED)} weeks; trial from {TRIAL}, locked at {LOCKED}; begun anew by a logged "
        "event only",
    )
    return found, tuple(signals(points, base))


def signals(points: Sequence[Point], base: Xmr) -> Iterator[Signal]:
    """The signals of points against their limits, each stretch once."""
    for side, sign in (("above", 1), ("below", -1)):
        off = [(point.value - base.centre) * sign for point in points]
        edge = base.upper - base.centre
        for kind, hits in (
            ("outside", [[i] for i, each in enumerate(off) if each > edge + SLACK]),
            ("one_side", _stretches([each > SLACK for each in off])),
            ("two_of_three", _two_of_three([each > edge * 2 / 3 + SLACK for each in off])),
        ):
            for found in hits:
                yield _signal(kind, side, [points[i] for i in found])
    for side, sign in (("rising", 1), ("falling", -1)):
        steps = [(b.value - a.value) * sign > SLACK for a, b in pairwise(points)]
        for found in _stretches(steps, RUN - 1):
            yield _signal("run", side, [points[i] for i in (*found, found[-1] + 1)])


def _signal(kind: str, side: str, points: Sequence[Point]) -> Signal:
    return Signal(
        kind=kind,  # type: ignore[arg-type]
        side=side,  # type: ignore[arg-type]
        weeks=tuple(point.day for point in points),
        values=tuple(point.value for point in points),
    )


def _stretches(marks: Sequence[bool], least: int = RUN) -> list[list[int]]:
    """The places of every unbroken stretch of marks that is long enough."""
    found: list[list[int]] = [[]]
    for place, mark in enumerate(marks):
        if mark:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if len(stretch) >= least]


def _two_of_three(marks: Sequence[bool]) -> list[list[int]]:
    """The marked places of three neighbours with at least two marks; overlapping ones as one."""
    found: list[list[int]] = []
    for start in range(len(marks) - 2):
        hits = [place for place in range(start, start + 3) if marks[place]]
        if len(hits) < 2:
            continue
        if found and found[-1][-1] >= hits[0]:
            found[-1] = sorted({*found[-1], *hits})
        else:
            found.append(hits)
    return found


def assurance(limits: Limits, kpi: Kpi) -> Assurance | None:
    """Whether single weeks meet the target by the limits; None without limits or target.

    A sum depends on the length of the period, so its target is not one of a week.
    """
    low, high = limits.lower, limits.upper
    if low is None or high is None or kpi.target is None or kpi.aggregate == "sum":
        return None
    at_least, at_most = {
        "up": (kpi.target, float("inf")),
        "down": (-float("inf"), kpi.target),
        "band": (kpi.target, kpi.target if kpi.target_high is None else kpi.target_high),
    }[kpi.direction]
    if at_least - SLACK <= low and high <= at_most + SLACK:
        return "consistently_meets"
    if high < at_least - SLACK or low > at_most + SLACK:
        return "consistently_misses"
    return "hit_and_miss"
