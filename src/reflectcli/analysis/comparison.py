"""Two periods side by side: what changed beyond chance, and what did not.

Skills are compared by the means of their shifts, KPIs by the figures of their shifts, with the
exact permutation test; what is called changed passes Benjamini-Hochberg at q = .10 across the
whole comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reflectcli.analysis.contrasts import Comparison, Contrast, Side
from reflectcli.analysis.kpis import aggregate, readings_of
from reflectcli.analysis.permutation import Change, compare
from reflectcli.analysis.series import rating_points, shift_readings
from reflectcli.analysis.skills import levels
from reflectcli.analysis.trends import passing
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import Kpi, Unit
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Challenge, Rating, Success
from reflectcli.frozen import replace

MIN_SHIFTS = 5
"""Below five shifts on a side even the most extreme dealing of points is not rare."""


def compare_periods(
    logbook: Logbook, config: JournalConfig, before: Period, now: Period
) -> Comparison:
    """Everything that has figures in either period, beside the other period's."""
    tried = [*_skills(logbook, config, before, now), *_kpis(logbook, config, before, now)]
    ps = [contrast.p for contrast, _ in tried if contrast.p is not None]
    bar = passing(ps)
    return Comparison(
        before=before,
        now=now,
        successes=_counts(logbook, Success, before, now),
        challenges=_counts(logbook, Challenge, before, now),
        contrasts=tuple(_judged(contrast, sign, bar) for contrast, sign in tried),
    )


def _counts(
    logbook: Logbook, kind: type[Success] | type[Challenge], before: Period, now: Period
) -> tuple[int, int]:
    first = len(logbook.of(kind, before.since, before.until))
    return first, len(logbook.of(kind, now.since, now.until))


def _judged(contrast: Contrast, sign: int, bar: float) -> Contrast:
    if contrast.p is None or contrast.difference is None:
        return contrast
    if contrast.p > bar or not contrast.difference:
        return replace(contrast, verdict="no_change")
    better = (contrast.difference > 0) == (sign > 0)
    return replace(contrast, verdict="better" if better else "worse")


def _skills(
    logbook: Logbook, config: JournalConfig, before: Period, now: Period
) -> list[tuple[Contrast, int]]:
    found = []
    for key, skill in config.rubric.skills.items():
        sides = [logbook.of(Rating, each.since, each.until) for each in (before, now)]
        first, second = ([point.value for point in rating_points(s, key)] for s in sides)
        if not (first or second):
            continue
        shown = [
            _side(levels(side, key), len(points))
            for side, points in zip(sides, (first, second), strict=True)
        ]
        contrast = _contrast("skill", key, skill.name, None, shown, first, second)
        found.append((contrast, 1))
    return found


def _side(values: Sequence[int], shifts: int) -> Side:
    mean = sum(values) / len(values) if values else None
    return Side(value=mean, n=len(values), shifts=shifts)


def _kpis(
    logbook: Logbook, config: JournalConfig, before: Period, now: Period
) -> list[tuple[Contrast, int]]:
    found = []
    for key, kpi in config.kpis.items():
        both = [readings_of(logbook, key, each)[0] for each in (before, now)]
        if not (both[0] or both[1]):
            continue
        first, second = (
            [
                _oriented(value, kpi)
                for _, group in shift_readings(side)
                if (value := aggregate(group, kpi).value) is not None
            ]
            for side in both
        )
        shown = [
            Side(value=aggregate(side, kpi).value, n=len(side), shifts=len(points))
            for side, points in zip(both, (first, second), strict=True)
        ]
        contrast = _contrast("kpi", key, kpi.name, kpi.unit, shown, first, second)
        found.append((contrast, 1 if kpi.direction == "up" else -1))
    return found


def _oriented(value: float, kpi: Kpi) -> float:
    """The figure, or its distance from the band where there is one: less is then better."""
    if kpi.direction != "band" or kpi.target is None:
        return value
    high = kpi.target if kpi.target_high is None else kpi.target_high
    return max(kpi.target - value, value - high, 0.0)


def _contrast(
    kind: Literal["skill", "kpi"],
    key: str,
    name: str,
    unit: Unit | None,
    shown: Sequence[Side],
    first: Sequence[float],
    second: Sequence[float],
) -> Contrast:
    enough = min(len(first), len(second)) >= MIN_SHIFTS
    change: Change | None = compare(first, second) if enough else None
    rule = change.rule if change else f"needs {MIN_SHIFTS} shifts in each period"
    return Contrast(
        kind=kind,
        key=key,
        name=name,
        unit=unit,
        before=shown[0],
        now=shown[1],
        difference=change.difference if change else None,
        interval=(change.low, change.high) if change else None,
        p=change.p if change else None,
        verdict="not_enough",
        rule=rule,
    )
