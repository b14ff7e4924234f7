"""The series behind a measure: a point a shift for ratings, a point an ISO week for KPIs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import truediv

from reflectcli.analysis.kpis import aggregate, readings_of
from reflectcli.analysis.skills import ratings_of
from reflectcli.analysis.slopes import Point
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import Measure
from reflectcli.domain.periods import Period
from reflectcli.domain.records import KINDS, Checkin, Rating, Reading, Record


def rating_points(ratings: Sequence[Rating], skill: str) -> list[Point]:
    """A point a shift: the mean of its ratings, so that ten in one evening are one point."""
    shifts: list[date] = []
    sums: list[int] = []
    counts: list[int] = []
    for rating in ratings:
        level = rating.skills.get(skill, "n/a")
        if level == "n/a":
            continue
        if shifts and shifts[-1] == rating.shift:
            sums[-1] += level
            counts[-1] += 1
        else:
            shifts.append(rating.shift)
            sums.append(level)
            counts.append(1)
    return list(map(Point, shifts, map(truediv, sums, counts)))


def monday(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def weekly_readings(readings: Sequence[Reading]) -> list[tuple[date, list[Reading]]]:
    """The readings by ISO week, each under its Monday."""
    return [
        (week, list(group))
        for week, group in groupby(readings, key=lambda reading: monday(reading.shift))
    ]


def kinds_behind(measure: Measure) -> list[str]:
    """The kinds of record that a measure can be made of."""
    kinds = {"rating": ["rating"], "kpi": ["reading", "feedback"], "manual": ["checkin"]}
    return kinds.get(measure.kind) or [measure.name]


def shift_readings(readings: Sequence[Reading]) -> list[tuple[date, list[Reading]]]:
    """The readings by shift."""
    return [(shift, list(group)) for shift, group in groupby(readings, key=lambda each: each.shift)]


def records_behind(
    measure: Measure, logbook: Logbook, config: JournalConfig, goal: str, period: Period
) -> Sequence[Record]:
    """The records of a period that a measure is made of, oldest first."""
    match measure.kind:
        case "rating":
            return ratings_of(logbook, measure.name, period.since, period.until)
        case "kpi":
            return readings_of(logbook, measure.name, period)[0]
        case "count":
            return logbook.of(KINDS[measure.name], period.since, period.until)
        case "manual":
            checkins = logbook.about(Checkin, "goal", goal, period.since, period.until)
            return [each for each in checkins if each.value is not None]


def points_of(measure: Measure, records: Sequence[Record], config: JournalConfig) -> list[Point]:
    """The points of a measure: a shift's mean, a week's figure, a running count, a check-in."""
    match measure.kind:
        case "rating":
            ratings = [each for each in records if isinstance(each, Rating)]
            return rating_points(ratings, measure.name)
        case "kpi":
            readings = [each for each in records if isinstance(each, Reading)]
            return _kpi_points(readings, measure.name, config)
        case "count":
            weeks = [monday(record.shift) for record in records]
            totals = {week: number for number, week in enumerate(weeks, 1)}
            return [Point(week, total) for week, total in totals.items()]
        case "manual":
            checkins = [each for each in records if isinstance(each, Checkin)]
            return [Point(each.shift, each.value) for each in checkins if each.value is not None]


def growth(
    measure: Measure, records: Sequence[Record], config: JournalConfig
) -> Iterator[tuple[date, list[Point], int]]:
    """Each day with a record: the points of the measure as they were then, and how many records.

    What lies before the day's own week stays as it is, so that only that week is made anew.
    """
    kept: list[Point] = []
    week: list[Record] = []
    before = 0
    for day, group in groupby(records, key=lambda record: record.shift):
        if week and monday(day) != monday(week[0].shift):
            kept += _of_week(measure, week, before, config)
            before += len(week)
            week = []
        week += group
        yield day, kept + _of_week(measure, week, before, config), before + len(week)


def _of_week(
    measure: Measure, week: Sequence[Record], before: int, config: JournalConfig
) -> list[Point]:
    """A week's points; a count goes on from the records before it."""
    points = points_of(measure, week, config)
    if measure.kind != "count":
        return points
    return [Point(point.day, point.value + before) for point in points]


def _kpi_points(readings: Sequence[Reading], name: str, config: JournalConfig) -> list[Point]:
    kpi = config.kpis[name]
    figures = [(week, aggregate(group, kpi).value) for week, group in weekly_readings(readings)]
    return [Point(week, value) for week, value in figures if value is not None]
