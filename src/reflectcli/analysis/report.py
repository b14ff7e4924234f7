"""The report: all findings of a period, put together."""

from datetime import date, timedelta

from reflectcli.analysis.calibration import calibration_findings
from reflectcli.analysis.due import due_items
from reflectcli.analysis.experiments import experiment_findings, first_day, is_shown
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
from reflectcli.analysis.skills import (
    MEAN_WEEKS,
    WINDOW_WEEKS,
    focus_of,
    overall,
    skill_findings,
)
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Experiment, Goal


def earliest(period: Period, lasting: Logbook) -> date:
    """The first shift that a report of the period can depend on: half a year, or what is open.

    Args:
        period: The report's period.
        lasting: The goals and experiments.
    """
    half_year = period.until - timedelta(days=7 * MEAN_WEEKS - 1)
    starts = [goal.shift for goal in lasting.of(Goal) if is_current(goal, period.since)]
    starts += [first_day(e) for e in lasting.of(Experiment) if is_shown(e, period.since)]
    return min([period.since, half_year, *starts])


def build_report(logbook: Logbook, config: JournalConfig, period: Period, as_of: date) -> Report:
    """Everything that the records tell of a period, as known on the day `as_of`."""
    known = Logbook(tuple(record for record in logbook if record.shift <= as_of), logbook.problems)
    skills = skill_findings(known, config.rubric, period)
    focus = focus_of(skills)
    until = min(period.until, as_of)
    return Report(
        agent=config.agent,
        period=period,
        window=period.window(WINDOW_WEEKS),
        as_of=as_of,
        activity=counts(known, period),
        skills=tuple(skills),
        focus=focus,
        focus_promise=promise_for(known, focus, period),
        overall=overall(skills, config.rubric),
        kpis=tuple(kpi_findings(known, dict(config.kpis), period)),
        goals=tuple(goal_findings(known, config, until, period.since)),
        forecasts=forecast_finding(known, config, until, earliest(period, known)),
        calibration=tuple(
            calibration_findings(known, dict(config.kpis), period.window(WINDOW_WEEKS))
        ),
        experiments=tuple(experiment_findings(known, config, until, period.since)),
        wins=tuple(wins(known, period)),
        challenges=tuple(challenges(known, period)),
        heard=tuple(heard(known, period)),
        notes=tuple(notes(known, period)),
        activities=tuple(learning(known, period)),
        due=tuple(due_items(known, config, as_of)) if as_of in period else (),
        problems=logbook.problems,
    )
