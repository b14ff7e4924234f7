"""The report: all findings of a period, put together."""

from __future__ import annotations

from datetime import date, timedelta

from reflectcli.analysis.activities import hours, movements
from reflectcli.analysis.agreed import open_actions
from reflectcli.analysis.causes import find_causes
from reflectcli.analysis.due import due_items
from reflectcli.analysis.findings import Report
from reflectcli.analysis.forecasts import forecast_finding
from reflectcli.analysis.goals import goal_findings, is_current
from reflectcli.analysis.highlights import (
    challenges,
    counts,
    heard,
    learning,
    notes,
    promise_for,
    wins,
)
from reflectcli.analysis.kpis import kpi_findings
from reflectcli.analysis.mirror import Agreement
from reflectcli.analysis.open_loops import open_loops
from reflectcli.analysis.series import kinds_behind
from reflectcli.analysis.skills import (
    MEAN_WEEKS,
    WINDOW_WEEKS,
    focus_of,
    overall,
    skill_findings,
)
from reflectcli.analysis.themes import theme_findings
from reflectcli.analysis.trended import with_trends
from reflectcli.analysis.trial_findings import CalibrationFinding, ExperimentFinding
from reflectcli.analysis.warnings import cautions
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import parse_measure
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Experiment, Feedback, Goal, Reading


def elapsed(period: Period, as_of: date) -> Period:
    """The part of a period that has passed, by whose end its windows end.

    A week stays whole: its days to come are no gap in twelve weeks.
    """
    if period.days <= 7 or as_of >= period.until or as_of < period.since:
        return period
    return Period(period.since, as_of, period.label)


def half_year(period: Period) -> date:
    """The first shift that a report's skills, KPIs and moments can depend on."""
    return min(period.since, period.until - timedelta(days=7 * MEAN_WEEKS - 1))


def older_reach(
    logbook: Logbook, config: JournalConfig, period: Period
) -> tuple[date, list[str]] | None:
    """How far back goals and experiments look beyond the half year, and at which records."""
    since = half_year(period)
    old = [
        goal for goal in logbook.of(Goal) if is_current(goal, period.since) and goal.shift < since
    ]
    reach = [(goal.shift, kinds_behind(parse_measure(goal.measure, config))) for goal in old]
    reach += _reach_of_experiments(logbook, config, period, since)
    if not reach:
        return None
    return min(day for day, _ in reach), sorted({kind for _, kinds in reach for kind in kinds})


def build_report(
    logbook: Logbook, config: JournalConfig, period: Period, as_of: date, *,
    private: bool = True, warn: bool = False,
) -> Report:  # fmt: skip
    """Everything that the records tell of a period, as known on the day `as_of`.

    Without `private` mood and energy are left out; no other finding is another one for that. The
    warnings against self-deception are for the agent alone: only with `warn`.
    """
    whole, period = period, elapsed(period, as_of)
    known = logbook.up_to(as_of)
    plain, kpis = skill_findings(known, config.rubric, period), dict(config.kpis)
    found = kpi_findings(known, kpis, period)
    trended = with_trends(known, config, period, plain, found, as_of)
    skills = trended.skills
    focus = focus_of(skills)
    until, schedule = min(period.until, as_of), config.rhythm.schedule
    return Report(
        agent=config.agent,
        period=whole,
        window=period.window(WINDOW_WEEKS),
        as_of=as_of,
        activity=counts(known, period),
        skills=skills,
        focus=focus,
        focus_promise=promise_for(known, focus, period),
        overall=overall(skills, config.rubric),
        kpis=trended.kpis,
        agreement=_agreements(known, config, period),
        goals=tuple(goal_findings(known, config, until, period.since)),
        forecasts=forecast_finding(known, config, until, half_year(period)),
        calibration=_calibration(known, config, period.window(WINDOW_WEEKS)),
        experiments=_experiments(known, config, until, period.since),
        wins=tuple(wins(known, period)),
        challenges=tuple(challenges(known, period)),
        heard=tuple(heard(known, period)),
        notes=tuple(notes(known, period)),
        activities=tuple(learning(known, period)),
        hours=tuple(hours(known, period)),
        movements=tuple(movements(known, config.rubric, period)),
        open_loops=tuple(open_loops(known, config, period, as_of)),
        themes=tuple(theme_findings(known, period)),
        causes=find_causes(known, period),
        due=tuple(due_items(known, config, as_of)) if as_of in period else (),
        warnings=tuple(cautions(known, skills, period, as_of, schedule)) if warn else None,
        problems=logbook.problems,
        wellbeing=trended.wellbeing if private else None,
        agreed=open_actions(known.of(Goal)) if as_of in period else (),
    )


# What few journals have is imported only for those that have it.


def _reach_of_experiments(
    logbook: Logbook, config: JournalConfig, period: Period, since: date
) -> list[tuple[date, list[str]]]:
    tried = logbook.of(Experiment)
    if not tried:
        return []
    from reflectcli.analysis.experiments import first_day, is_shown, kinds_compared

    return [
        (first_day(each), kinds_compared(each, config))
        for each in tried
        if is_shown(each, period.since) and first_day(each) < since
    ]


def _experiments(
    logbook: Logbook, config: JournalConfig, until: date, since: date
) -> tuple[ExperimentFinding, ...]:
    if not logbook.of(Experiment):
        return ()
    from reflectcli.analysis.experiments import experiment_findings

    return tuple(experiment_findings(logbook, config, until, since))


def _agreements(logbook: Logbook, config: JournalConfig, period: Period) -> tuple[Agreement, ...]:
    if not any(each.skills or each.ratings for each in logbook.of(Feedback)):
        return ()
    from reflectcli.analysis.agreement import agreements

    return tuple(agreements(logbook, config.rubric, period))


def _calibration(
    logbook: Logbook, config: JournalConfig, window: Period
) -> tuple[CalibrationFinding, ...]:
    if all(each.guess is None for each in logbook.of(Reading)):
        return ()
    from reflectcli.analysis.calibration import calibration_findings

    return tuple(calibration_findings(logbook, dict(config.kpis), window))
