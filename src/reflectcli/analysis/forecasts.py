"""Forecasts of goals, kept with each check-in and scored when their day has come.

The day that came is the first one after which the goal counted as met (three of the last four
points), or else the day that it was closed as met. A forecast is a range of days; it is off by
that day less the middle of the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reflectcli.analysis.averages import median
from reflectcli.analysis.goals import met_on
from reflectcli.analysis.trial_findings import ForecastFinding, ScoredForecast
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Goal

MIN_SCORED = 3
RULE = (
    "each check-in keeps its forecast; off by the day that the goal was met less the middle of the"
    f" range; from {MIN_SCORED} scored"
)


def reached_on(goal: Goal, logbook: Logbook, config: JournalConfig, as_of: date) -> date | None:
    """The day that a goal was met, by its points or by the agent's own word."""
    closed = goal.closed is not None and goal.closed <= as_of
    last = goal.closed if closed and goal.closed is not None else as_of
    found = met_on(goal, logbook, config, last)
    return found or (goal.closed if closed and goal.outcome == "met" else None)


def score(checkin: Checkin, actual: date) -> ScoredForecast | None:
    """A check-in's forecast against the day that came; None if it keeps none made before it."""
    early, late = checkin.forecast_early, checkin.forecast_late
    if early is None or late is None or checkin.shift >= actual:
        return None
    return ScoredForecast(
        checkin=checkin.id,
        goal=checkin.goal,
        made=checkin.shift,
        early=early,
        late=late,
        actual=actual,
        days_off=((actual - early) + (actual - late)) / timedelta(days=2),
        within=early <= actual <= late,
    )


def summed_up(kept: int, scored: Sequence[ScoredForecast]) -> ForecastFinding:
    """How forecasts did, all in all; no median of fewer than three."""
    enough = len(scored) >= MIN_SCORED
    return ForecastFinding(
        kept=kept,
        n=len(scored),
        needed=MIN_SCORED,
        median_off=median(abs(each.days_off) for each in scored) if enough else None,
        late_by=median(each.days_off for each in scored) if enough else None,
        within=sum(each.within for each in scored),
        scored=tuple(scored),
        rule=RULE,
    )


def forecast_finding(
    logbook: Logbook, config: JournalConfig, as_of: date, since: date
) -> ForecastFinding:
    """The kept forecasts of the goals that were set from `since` on, newest first."""
    kept, scored = 0, []
    for goal in logbook.of(Goal, since, as_of):
        checkins = logbook.about(Checkin, "goal", goal.id, until=as_of)
        own = [each for each in reversed(checkins) if each.forecast_early]
        kept += len(own)
        actual = reached_on(goal, logbook, config, as_of) if own else None
        if actual is not None:
            scored += [found for each in own if (found := score(each, actual)) is not None]
    return summed_up(kept, sorted(scored, key=lambda each: (each.made, each.checkin))[::-1])
