"""Experiments: whether a new approach moved its measure, judged once, by a rule fixed beforehand.

Points after the start are set against as long a stretch before it (at most twelve weeks) by the
exact permutation test on the difference of means. `keep` or `drop` needs p of at most .10 and the
smallest n on both sides; anything else is `inconclusive`, which is an answer, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from reflectcli.analysis.kpis import aggregate, readings_of
from reflectcli.analysis.permutation import compare
from reflectcli.analysis.series import kinds_behind, rating_points, shift_readings
from reflectcli.analysis.skills import ratings_of
from reflectcli.analysis.slopes import Point
from reflectcli.analysis.trial_findings import (
    ExperimentFinding,
    ExperimentStatus,
    Rebound,
    Trial,
)
from reflectcli.domain.fields import ExperimentVerdict
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import Measure, parse_measure
from reflectcli.domain.periods import Period
from reflectcli.domain.records import KINDS, Experiment, Rating, Reading, Record
from reflectcli.frozen import dataclass

LOOK_BACK = timedelta(weeks=12)
"""The side before the start is never longer."""
ALPHA = 0.10
MIN_N = 4
"""With three points a side even a complete difference is chance in one of ten."""
MIN_WEEKS = 6
"""The fewest weekly points among which one can be called unusual."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sides:
    """The points and records of an experiment: all of twelve weeks before, and after the start."""

    earlier: list[Point]
    before: list[Point]
    after: list[Point]
    records: list[Record]


def first_day(experiment: Experiment) -> date:
    """The first shift that an experiment's finding depends on."""
    return experiment.start - LOOK_BACK


def kinds_compared(experiment: Experiment, config: JournalConfig) -> list[str]:
    """The kinds of record that it looks at; for a count all, as a silent week is a gap."""
    measure = parse_measure(experiment.measure, config)
    return list(KINDS) if measure.kind == "count" else kinds_behind(measure)


def before_days(experiment: Experiment) -> tuple[date, date]:
    """The stretch before the start that it is compared with: as long as planned, at most 12 weeks.

    For a count both sides are whole weeks.
    """
    length = min(experiment.until - experiment.start + timedelta(days=1), LOOK_BACK)
    if experiment.measure.startswith("count:"):
        length = max(WEEK, WEEK * (length.days // 7))
    return experiment.start - length, experiment.start - timedelta(days=1)


def good_direction(measure: Measure, config: JournalConfig) -> Literal["up", "down"]:
    """Which way is good: fewer challenges, less distance from a band, else as the KPI says."""
    if measure.kind == "kpi":
        return "up" if config.kpis[measure.name].direction == "up" else "down"
    return "down" if measure == Measure("count", "challenge") else "up"


def sides(experiment: Experiment, logbook: Logbook, config: JournalConfig, as_of: date) -> Sides:
    """The points before and after the start, up to the last day or to `as_of`."""
    measure = parse_measure(experiment.measure, config)
    last = min(experiment.until, experiment.finished or as_of, as_of)
    span = Period(first_day(experiment), last, "the experiment")
    records = _records(measure, logbook, span)
    points = _points(measure, records, logbook, config, experiment.start, span)
    earlier = [point for point in points if point.day < experiment.start]
    since = before_days(experiment)[0]
    kept = [each for each in records if each.shift >= since]
    return Sides(
        earlier=earlier,
        before=[point for point in earlier if point.day >= since],
        after=[point for point in points if point.day >= experiment.start],
        records=kept,
    )


def _records(measure: Measure, logbook: Logbook, span: Period) -> list[Record]:
    match measure.kind:
        case "kpi":
            return list(readings_of(logbook, measure.name, span)[0])
        case "count":
            return list(logbook.of(KINDS[measure.name], span.since, span.until))
        case _:
            return list(ratings_of(logbook, measure.name, span.since, span.until))


def _points(
    measure: Measure,
    records: Sequence[Record],
    logbook: Logbook,
    config: JournalConfig,
    start: date,
    span: Period,
) -> list[Point]:
    """A point a shift, for a count one a whole week from the start on and back from it."""
    match measure.kind:
        case "kpi":
            readings = [each for each in records if isinstance(each, Reading)]
            return _kpi_points(readings, measure.name, config)
        case "count":
            return _weekly_counts(records, logbook, start, span)
        case _:
            ratings = [each for each in records if isinstance(each, Rating)]
            return rating_points(ratings, measure.name)


def _kpi_points(readings: Sequence[Reading], name: str, config: JournalConfig) -> list[Point]:
    kpi = config.kpis[name]
    figures = [(day, aggregate(group, kpi).value) for day, group in shift_readings(readings)]
    points = [Point(day, value) for day, value in figures if value is not None]
    if kpi.direction != "band" or kpi.target is None:
        return points
    low, high = kpi.target, kpi.target if kpi.target_high is None else kpi.target_high
    return [Point(each.day, max(low - each.value, each.value - high, 0)) for each in points]


def _weekly_counts(
    records: Sequence[Record], logbook: Logbook, start: date, span: Period
) -> list[Point]:
    """How many records a week of seven days has; a week with no word at all is a gap, not a 0."""
    every = logbook.of(Record, span.since, span.until)
    written = {(each.shift - start).days // 7 for each in every}
    counts = dict.fromkeys(sorted(written), 0)
    for record in records:
        counts[(record.shift - start).days // 7] += 1
    points = [Point(start + week * WEEK, count) for week, count in counts.items()]
    return [each for each in points if each.day + WEEK - timedelta(days=1) <= span.until]


def judge(experiment: Experiment, found: Sides, config: JournalConfig) -> Trial:
    """What the rule says of the points of both sides."""
    better = good_direction(parse_measure(experiment.measure, config), config)
    before, after = ([each.value for each in side] for side in (found.before, found.after))
    change = compare(before, after)
    enough = min(len(before), len(after)) >= max(experiment.min_n, 1)
    verdict: ExperimentVerdict = "inconclusive"
    if change is not None and enough and change.p <= ALPHA:
        verdict = "keep" if (change.difference > 0) == (better == "up") else "drop"
    ends = (change.low, change.high) if change else (None, None)
    return Trial(
        n_before=len(before),
        n_after=len(after),
        mean_before=_mean(before),
        mean_after=_mean(after),
        change=change.difference if change else None,
        interval=None if ends[0] is None or ends[1] is None else (ends[0], ends[1]),
        p=change.p if change and enough else None,
        better=better,
        verdict=verdict,
        rule=(change.rule if change else "no points on one side")
        + f"; keep or drop at p ≤ .10 with {experiment.min_n} points on each side",
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def rebound(
    experiment: Experiment, earlier: Sequence[Point], better: Literal["up", "down"]
) -> Rebound | None:
    """The week just before the start, if it was unusually bad; None where it was not."""
    weeks: dict[int, list[float]] = {}
    for point in earlier:
        weeks.setdefault((point.day - experiment.start).days // 7, []).append(point.value)
    sign = 1 if better == "up" else -1
    means = [sign * sum(values) / len(values) for _, values in sorted(weeks.items())]
    if -1 not in weeks or len(means) < MIN_WEEKS or means[-1] >= min(means[:-1]):
        return None
    *others, last = means
    usual = sum(others) / len(others)
    moves = [abs(one - other) for one, other in pairwise(others)]
    limit = usual - 2.66 * sum(moves) / len(moves)
    return Rebound(
        value=sign * last, usual=sign * usual, weeks=len(means), beyond_limits=last < limit
    )


def status_of(experiment: Experiment, as_of: date) -> ExperimentStatus:
    """How far an experiment is on a day."""
    if experiment.finished is not None and experiment.finished <= as_of:
        return "finished"
    if experiment.until < as_of:
        return "to_judge"
    return "running" if experiment.start <= as_of else "planned"


def is_shown(experiment: Experiment, since: date) -> bool:
    """Tell whether a report of a period that begins then shows the experiment."""
    return experiment.finished is None or experiment.finished >= since


def experiment_findings(
    logbook: Logbook, config: JournalConfig, as_of: date, since: date
) -> list[ExperimentFinding]:
    """A finding for each experiment that is not finished, or was from `since` on."""
    shown = [each for each in logbook.of(Experiment, until=as_of) if is_shown(each, since)]
    return [experiment_finding(each, logbook, config, as_of) for each in shown]


def experiment_finding(
    experiment: Experiment, logbook: Logbook, config: JournalConfig, as_of: date
) -> ExperimentFinding:
    """How an experiment stands on a day; it is tested only when it is finished."""
    measure = parse_measure(experiment.measure, config)
    found = sides(experiment, logbook, config, as_of)
    status = status_of(experiment, as_of)
    done = status == "finished"
    trial = judge(experiment, found, config) if done else None
    return ExperimentFinding(
        id=experiment.id,
        hypothesis=experiment.hypothesis,
        measure=experiment.measure,
        unit=config.kpis[measure.name].unit if measure.kind == "kpi" else None,
        start=experiment.start,
        until=experiment.until,
        min_n=experiment.min_n,
        status=status,
        day=max(0, (min(as_of, experiment.until) - experiment.start).days + 1),
        days=(experiment.until - experiment.start).days + 1,
        n=len(found.after),
        finished=experiment.finished if done else None,
        verdict=experiment.verdict if done else None,
        lesson=experiment.lesson if done else None,
        before=before_days(experiment),
        trial=trial,
        rebound=rebound(experiment, found.earlier, good_direction(measure, config)),
        evidence=tuple(each.id for each in reversed(found.records)),
    )
