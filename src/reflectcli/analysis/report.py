"""The report: all findings of a period, put together."""

from datetime import date, timedelta

from reflectcli.analysis.activities import hours, movements
from reflectcli.analysis.agreement import agreements
from reflectcli.analysis.due import due_items
from reflectcli.analysis.findings import Report
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
from reflectcli.analysis.open_loops import open_loops
from reflectcli.analysis.skills import (
    MEAN_WEEKS,
    WINDOW_WEEKS,
    focus_of,
    overall,
    skill_findings,
)
from reflectcli.analysis.warnings import cautions
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Goal


def earliest(period: Period, goals: Logbook) -> date:
    """The first shift that a report of the period can depend on: half a year, or an open goal."""
    half_year = period.until - timedelta(days=7 * MEAN_WEEKS - 1)
    starts = [goal.shift for goal in goals.of(Goal) if is_current(goal, period.since)]
    return min([period.since, half_year, *starts])


def build_report(
    logbook: Logbook,
    config: JournalConfig,
    period: Period,
    as_of: date,
    *,
    warn: bool = False,
) -> Report:
    """Everything that the records tell of a period, as known on the day `as_of`.

    The warnings against self-deception are for the agent alone: only with `warn`.
    """
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
        agreement=tuple(agreements(known, config.rubric, period)),
        kpis=tuple(kpi_findings(known, dict(config.kpis), period)),
        goals=tuple(goal_findings(known, config, until, period.since)),
        wins=tuple(wins(known, period)),
        challenges=tuple(challenges(known, period)),
        heard=tuple(heard(known, period)),
        notes=tuple(notes(known, period)),
        activities=tuple(learning(known, period)),
        hours=tuple(hours(known, period)),
        movements=tuple(movements(known, config.rubric, period)),
        open_loops=tuple(open_loops(known, config, period, as_of)),
        due=tuple(due_items(known, config, as_of)) if as_of in period else (),
        warnings=tuple(cautions(known, skills, period, as_of)) if warn else None,
        problems=logbook.problems,
    )
