"""From a session to a report: which records are read, and what is built from them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from reflectcli.analysis.findings import Report
from reflectcli.analysis.report import build_report, elapsed, half_year, older_reach
from reflectcli.cli.session import Session
from reflectcli.domain.logbook import Logbook, merged
from reflectcli.domain.periods import Period, between, last_weeks, parse_period, previous
from reflectcli.errors import ReflectError


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
    if text and text.startswith("--"):
        raise ReflectError(f"no such option: {text}", hint="--help names them all")
    if text:
        return parse_period(text, as_of, unit, starts)
    if unit:
        return parse_period(unit, as_of, unit, starts)
    return last_weeks(12, as_of)


def with_comparison(
    session: Session,
    report: Report,
    compare: str | None,
    *,
    private: bool,
    named: Collection[str] = (),
) -> Report:
    """The report, with an earlier period set beside its own where one was asked for.

    Without `private` no private record counts but those named by their IDs.
    """
    if compare is None:
        return report
    from dataclasses import replace

    from reflectcli.analysis.comparison import compare_periods

    now = elapsed(report.period, report.as_of)
    before = _earlier(session, report, compare)
    spans = [session.repository.load(each.since, each.until) for each in (before, now)]
    logbook = merged(*spans)
    if not private:
        logbook, _ = without_private(logbook, now, named)
    return replace(report, comparison=compare_periods(logbook, session.config, before, now))


def _earlier(session: Session, report: Report, compare: str) -> Period:
    """The period to compare with: previous, a named one, or as many days up to a record's shift."""
    if compare == "previous":
        return previous(report.period)
    try:
        return parse_period(compare, report.as_of, None, session.config.week_starts)
    except ReflectError as error:
        try:
            shift = session.repository.find(compare).shift
        except ReflectError:
            raise error from None
    return between(shift - timedelta(days=report.period.days - 1), shift)


def make_report(
    session: Session,
    period: Period,
    as_of: date,
    *,
    private: bool = True,
    warn: bool = False,
) -> Report:
    """The report of a period; only the months that it depends on are read.

    Without `private` it is as if the private records were not there, and how many were held back
    is said; mood and energy stay out too. With `warn` it holds the warnings that are for the agent
    alone.
    """
    logbook = load_for(session, period, as_of)
    if not private:
        logbook, held_back = without_private(logbook, period)
        if held_back:
            things = "record" if held_back == 1 else "records"
            session.say(f"{held_back} private {things} held back; --private takes them in")
    return build_report(logbook, session.config, period, as_of, private=private, warn=warn)


def load_for(session: Session, period: Period, as_of: date) -> Logbook:
    """The records that the report of a period depends on."""
    repository = session.repository
    passed = elapsed(period, as_of)
    logbook = repository.load(half_year(passed), max(period.until, as_of))
    reach = older_reach(logbook, session.config, passed)
    if reach is None:
        return logbook
    since, kinds = reach
    older = repository.load(since, half_year(passed) - timedelta(days=1), kinds=kinds)
    return merged(older, logbook)


def without_private(
    logbook: Logbook, period: Period, named: Collection[str] = ()
) -> tuple[Logbook, int]:
    """The logbook without private records but those named, and how many of the period went."""
    kept = tuple(each for each in logbook if not each.private or each.id in named)
    out = [each for each in logbook if each.private and each.id not in named]
    held_back = sum(1 for each in out if each.shift in period)
    return Logbook(kept, logbook.problems), held_back
