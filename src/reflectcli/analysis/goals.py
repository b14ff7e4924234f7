"""How goals stand: progress, pace, forecast, and a status that waits for enough points.

progress = (current - baseline) / (target - baseline), whichever way is good; fewer than 6 points
or 14 days give no status but the required pace (STATISTICS, goals).
"""

from __future__ import annotations

from datetime import date, timedelta

from reflectcli.analysis.findings import GoalFinding, GoalStatus
from reflectcli.analysis.series import growth, points_of, records_behind
from reflectcli.analysis.slopes import Point, Slope, theil_sen
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import Unit
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import Measure, parse_measure
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Goal
from reflectcli.frozen import dataclass, replace

MIN_POINTS, MIN_DAYS = 6, 14
RECENT = 4
"""The points that the current value is the mean of, and that `met` looks at."""
MET_OF_RECENT = 3

Eta = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Stand:
    """The figures of a goal on a day; `sign` is 1 when more is better, -1 when less is."""

    goal: Goal
    points: list[Point]
    current: float | None
    target: float
    sign: int
    as_of: date

    def reached(self, value: float) -> bool:
        """Tell whether a value is at or past the target."""
        return (value - self.target) * self.sign >= -1e-9

    @property
    def enough(self) -> bool:
        """Tell whether there is enough for a forecast."""
        span = (self.points[-1].day - self.points[0].day).days if self.points else 0
        return len(self.points) >= MIN_POINTS and span >= MIN_DAYS


def goal_findings(
    logbook: Logbook, config: JournalConfig, as_of: date, since: date
) -> list[GoalFinding]:
    """A finding for each goal that is open, or was closed from `since` on; open ones first."""
    goals = [goal for goal in logbook.of(Goal, until=as_of) if is_current(goal, since)]
    findings = [_finding(_known(goal, as_of), logbook, config, as_of) for goal in goals]
    return sorted(findings, key=lambda f: (f.status == "closed", f.due or date.max, f.id))


def _known(goal: Goal, as_of: date) -> Goal:
    """The goal as it stood on that day: not closed yet, if that came later."""
    if goal.closed is None or goal.closed <= as_of:
        return goal
    return replace(goal, closed=None, outcome=None)


def is_current(goal: Goal, since: date) -> bool:
    """Tell whether a report of a period that begins then shows the goal."""
    return goal.closed is None or goal.closed >= since


def _finding(goal: Goal, logbook: Logbook, config: JournalConfig, as_of: date) -> GoalFinding:
    measure = parse_measure(goal.measure, config)
    period = Period(goal.shift, as_of, "since the goal was set")
    records = records_behind(measure, logbook, config, goal.id, period)
    points = points_of(measure, records, config)
    stand = _stand(goal, measure, points, len(records), as_of)
    slope = theil_sen(points) if stand is not None and stand.enough else None
    eta = _eta(stand, slope) if stand is not None and slope is not None else None
    steps = [step for step in goal.steps if step.done is None or step.done > as_of]
    return GoalFinding(
        id=goal.id,
        title=goal.title,
        why=goal.why,
        measure=str(measure),
        unit=_unit(measure, config),
        baseline=_baseline(goal, measure),
        current=stand.current if stand else None,
        target=goal.target,
        progress=_progress(goal, measure, stand),
        outcome=goal.outcome,
        status=_status(goal, measure, stand, slope, eta, as_of),
        due=goal.due,
        required_pace=_required_pace(stand),
        pace=slope.a_day * 7 if slope is not None else None,
        eta=eta,
        points=len(points),
        steps_done=len(goal.steps) - len(steps),
        steps_total=len(goal.steps),
        next_step=steps[0].text if steps else None,
        evidence=tuple(record.id for record in reversed(records)),
        rule=_rule(measure),
    )


def met_on(goal: Goal, logbook: Logbook, config: JournalConfig, as_of: date) -> date | None:
    """The first shift after which a goal counted as met, by the same rule; None up to `as_of`."""
    measure = parse_measure(goal.measure, config)
    period = Period(goal.shift, as_of, "since the goal was set")
    records = records_behind(measure, logbook, config, goal.id, period)
    if goal.target is None:
        return None
    for day, points, count in growth(measure, records, config):
        stand = _stand(goal, measure, points, count, day)
        if stand is not None and _is_met(stand, measure):
            return day
    return None


def _unit(measure: Measure, config: JournalConfig) -> Unit | None:
    return config.kpis[measure.name].unit if measure.kind == "kpi" else None


def _baseline(goal: Goal, measure: Measure) -> float | None:
    return 0 if goal.baseline is None and measure.kind == "count" else goal.baseline


def _stand(
    goal: Goal, measure: Measure, points: list[Point], count: int, as_of: date
) -> _Stand | None:
    if goal.target is None:
        return None
    baseline = _baseline(goal, measure)
    start = baseline if baseline is not None else points[0].value if points else goal.target
    sign = -1 if start > goal.target else 1
    return _Stand(goal, points, _current(measure, points, count), goal.target, sign, as_of)


def _current(measure: Measure, points: list[Point], count: int) -> float | None:
    if measure.kind == "count":
        return count
    if not points:
        return None
    if measure.kind == "manual":
        return points[-1].value
    recent = [point.value for point in points[-RECENT:]]
    return sum(recent) / len(recent)


def _progress(goal: Goal, measure: Measure, stand: _Stand | None) -> float | None:
    baseline = _baseline(goal, measure)
    if stand is None or stand.current is None or baseline is None or baseline == stand.target:
        return None
    return (stand.current - baseline) / (stand.target - baseline)


def _required_pace(stand: _Stand | None) -> float | None:
    """What is left to the target, a week until it is due; None when it is reached or over."""
    if stand is None or stand.current is None or stand.goal.due is None or stand.goal.closed:
        return None
    days = (stand.goal.due - stand.as_of).days
    if days <= 0 or stand.reached(stand.current):
        return None
    return (stand.target - stand.current) / days * 7


def _status(
    goal: Goal,
    measure: Measure,
    stand: _Stand | None,
    slope: Slope | None,
    eta: Eta | None,
    as_of: date,
) -> GoalStatus:
    if goal.closed is not None and goal.closed <= as_of:
        return "closed"
    if stand is not None and _is_met(stand, measure):
        return "met"
    if goal.due is not None and goal.due < as_of:
        return "overdue"
    if stand is None or slope is None:
        return "not_enough"
    return _forecast(stand, slope, eta)


def _is_met(stand: _Stand, measure: Measure) -> bool:
    if measure.kind == "count":
        return stand.current is not None and stand.reached(stand.current)
    recent = stand.points[-RECENT:]
    hits = sum(stand.reached(point.value) for point in recent)
    return stand.enough and hits >= MET_OF_RECENT


def _forecast(stand: _Stand, slope: Slope, eta: Eta | None) -> GoalStatus:
    """The status that the slope's interval allows; doubt is `not_enough`, never a verdict."""
    due = stand.goal.due
    early = _days_to_target(stand, slope, slope.high if stand.sign > 0 else slope.low)
    if (
        due is not None
        and due <= _horizon(stand)
        and (early is None or stand.as_of + timedelta(days=early) > due)
    ):
        return "at_risk"
    if eta is None:
        return "not_enough"
    return "ahead" if due is not None and eta[1] <= due else "on_track"


def _eta(stand: _Stand, slope: Slope) -> Eta | None:
    """The days between which the target is reached at the slope's interval; None if unreliable.

    Unreliable is an interval that includes standing still, and a day further ahead than twice
    the observed span.
    """
    slow, fast = (slope.low, slope.high) if stand.sign > 0 else (slope.high, slope.low)
    late, early = _days_to_target(stand, slope, slow), _days_to_target(stand, slope, fast)
    if late is None or early is None:
        return None
    if stand.as_of + timedelta(days=late) > _horizon(stand):
        return None
    return stand.as_of + timedelta(days=early), stand.as_of + timedelta(days=late)


def _horizon(stand: _Stand) -> date:
    span = stand.points[-1].day - stand.points[0].day
    return stand.as_of + 2 * span


def _days_to_target(stand: _Stand, slope: Slope, a_day: float) -> int | None:
    """Days from the fitted current value to the target; None when the pace leads away from it."""
    left = (stand.target - slope.current) * stand.sign
    pace = a_day * stand.sign
    if left <= 0:
        return 0
    if pace <= 0 or left / pace > 100_000:
        return None
    return int(left / pace) + 1


def _rule(measure: Measure) -> str:
    points = {
        "rating": "one point a shift, current is the mean of the last 4",
        "kpi": "one point an ISO week, current is the mean of the last 4",
        "count": "records since the goal was set",
        "manual": "check-ins, current is the last",
    }[measure.kind]
    return (
        f"{points}; forecast from {MIN_POINTS} points over {MIN_DAYS} days, met by 3 of the last 4"
    )
