"""The trends and limits of a report: which points each series has, all judged together.

Skills, mood and energy have a point a shift; KPIs a point an ISO week. All of them, whether a
format shows them or not, are one family, so that a verdict does not change with who reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import inf

from reflectcli.analysis.averages import median
from reflectcli.analysis.findings import KpiFinding, SkillFinding
from reflectcli.analysis.kpis import readings_of
from reflectcli.analysis.limits import assurance, limits_of, since_event
from reflectcli.analysis.series import points_of, rating_points, weekly_readings
from reflectcli.analysis.skills import WINDOW_WEEKS, ratings_of
from reflectcli.analysis.slopes import Point
from reflectcli.analysis.trends import (
    Good,
    Series,
    Trend,
    downwards,
    judge,
    neither,
    towards,
    upwards,
)
from reflectcli.analysis.wellbeing import FEELINGS, Wellbeing, feeling, feeling_points
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import Measure
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Experiment, Rating, Reading, Shift
from reflectcli.frozen import dataclass, replace

SHIFT, WEEK = "a shift", "an ISO week"
WHOLE_ENOUGH = 0.5
"""A week that the window cuts counts with half as many answers or readings as the usual week."""
REBASING_TAGS = frozenset({"new-role", "rebase"})
"""A record with one of these tags says that from its shift on the work is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trended:
    """A report's findings with their trends, limits and signals."""

    skills: tuple[SkillFinding, ...]
    kpis: tuple[KpiFinding, ...]
    wellbeing: Wellbeing


def with_trends(
    logbook: Logbook,
    config: JournalConfig,
    period: Period,
    skills: Sequence[SkillFinding],
    kpis: Sequence[KpiFinding],
    as_of: date,
) -> Trended:
    """The findings with the trend of each, over the findings window and judged as one family."""
    window = period.window(WINDOW_WEEKS)
    known = Period(window.since, min(window.until, as_of), window.label)
    shifts = logbook.of(Shift, window.since, window.until)
    skill_series = [
        _skill_series(finding.skill, ratings_of(logbook, finding.skill, window.since, window.until))
        for finding in skills
    ]
    kpi_points = [_kpi_points(finding.kpi, logbook, config, known) for finding in kpis]
    kpi_series = [
        Series(points, good_for(config.kpis[finding.kpi]), WEEK)
        for finding, points in zip(kpis, kpi_points, strict=True)
    ]
    feelings = {name: feeling_points(shifts, of) for name, of in FEELINGS.items()}
    feeling_series = [Series(points, upwards, SHIFT) for points in feelings.values()]
    rebased = _rebased(logbook)
    trends = iter(judge([*(each for each, _ in skill_series), *kpi_series, *feeling_series]))
    return Trended(
        skills=tuple(
            replace(finding, trend=_noted(next(trends), note))
            for finding, (_, note) in zip(skills, skill_series, strict=True)
        ),
        kpis=tuple(
            _with_limits(
                finding, points, next(trends), config, rebased + _trials(finding.kpi, logbook)
            )
            for finding, points in zip(kpis, kpi_points, strict=True)
        ),
        wellbeing=Wellbeing(
            **{
                name: feeling(name, logbook, window, period, trend) if points else None
                for (name, points), trend in zip(feelings.items(), trends, strict=True)
            }
        ),
    )


def _skill_series(skill: str, own: Sequence[Rating]) -> tuple[Series, str]:
    """A skill's points and what to note of them: a 3 of another rubric is another 3."""
    version = own[-1].rubric if own else 0
    same = [rating for rating in own if rating.rubric == version]
    earlier = len(own) - len(same)
    note = f"only ratings by rubric {version} count, {earlier} by others do not" if earlier else ""
    return Series(rating_points(same, skill), upwards, SHIFT), note


def _noted(trend: Trend, note: str) -> Trend:
    return replace(trend, rule=f"{trend.rule}; {note}") if note else trend


def good_for(kpi: Kpi) -> Good:
    """Which way is good for a KPI; a band without ends has none."""
    if kpi.direction != "band":
        return upwards if kpi.direction == "up" else downwards
    if kpi.target is None:
        return neither
    return towards(kpi.target, kpi.target if kpi.target_high is None else kpi.target_high)


def _kpi_points(key: str, logbook: Logbook, config: JournalConfig, known: Period) -> list[Point]:
    """A KPI's weeks; one that the window cuts only if it is whole enough to stand beside them.

    Three days of calls may be anything by chance, and half a week has half the contacts.
    """
    readings, _ = readings_of(logbook, key, known)
    points = points_of(Measure("kpi", key), readings, config)
    weight = {week: _weight(group) for week, group in weekly_readings(readings)}
    usual = median(weight.values()) if weight else 0
    least = inf if config.kpis[key].aggregate == "sum" else usual * WHOLE_ENOUGH
    return [
        point
        for point in points
        if _is_whole(point.day, known) or weight.get(point.day, 0) >= least
    ]


def _weight(readings: Sequence[Reading]) -> float:
    """How much a week's figure rests on: answers and calls, or else readings."""
    return sum(reading.denominator or 1 for reading in readings)


def _is_whole(week: date, known: Period) -> bool:
    return week in known and week + timedelta(days=6) in known


def _with_limits(
    finding: KpiFinding,
    points: list[Point],
    trend: Trend,
    config: JournalConfig,
    events: Sequence[date],
) -> KpiFinding:
    kpi = config.kpis[finding.kpi]
    limits, signals = limits_of(since_event(points, events), kpi)
    return replace(
        finding,
        trend=trend,
        weeks=tuple(points),
        limits=limits,
        signals=signals,
        assurance=assurance(limits, kpi),
    )


def _trials(key: str, logbook: Logbook) -> list[date]:
    """The days from which a KPI's process is another for an experiment on it."""
    return [each.start for each in logbook.of(Experiment) if each.measure.strip() == f"kpi:{key}"]


def _rebased(logbook: Logbook) -> list[date]:
    """The days from which all processes are others: a new role."""
    tagged = (each for each in logbook if each.tags)
    return [each.shift for each in tagged if REBASING_TAGS.intersection(each.tags)]
