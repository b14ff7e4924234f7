"""From a session to a report: which records are read, and what is built from them."""

from datetime import date, timedelta

from reflectcli.analysis.findings import Report
from reflectcli.analysis.report import build_report, earliest
from reflectcli.cli.session import Session
from reflectcli.domain.periods import Period, between, last_weeks, parse_period


def choose_period(
    session: Session,
    text: str | None,
    unit: str | None,
    since: str | None,
    until: str | None,
    as_of: date,
) -> Period:
    """The period that a command's argument and its `--since` and `--until` mean."""
    starts = session.config.week_starts
    if since or until:
        first, last = session.day(since), session.day(until) or as_of
        return between(first or last - timedelta(days=83), last)
    if text:
        return parse_period(text, as_of, unit, starts)
    if unit:
        return parse_period(unit, as_of, unit, starts)
    return last_weeks(12, as_of)


def make_report(session: Session, period: Period, as_of: date) -> Report:
    """The report of a period; only the months that it depends on are read."""
    repository = session.repository
    goals = repository.load(kinds=["goal"])
    logbook = repository.load(earliest(period, goals), max(period.until, as_of))
    return build_report(logbook, session.config, period, as_of)
