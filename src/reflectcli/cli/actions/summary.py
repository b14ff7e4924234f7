"""What `reflect week`, `month`, `quarter` and `year` do."""

from __future__ import annotations

from functools import partial

from reflectcli.cli.session import Session
from reflectcli.domain.periods import Period


def summary(
    session: Session,
    *,
    unit: str,
    which: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    compare: str | None = None,
    json: bool = False,
) -> None:
    """Show the summary of the period of a unit that the arguments mean."""
    from reflectcli.cli.findings import choose_period

    session.require_existing()
    day = session.day(as_of) or session.today
    period = choose_period(session, which, unit, since, until, day)
    show_period(session, period, as_of, json=json, compare=compare)


week = partial(summary, unit="week")
month = partial(summary, unit="month")
quarter = partial(summary, unit="quarter")
year = partial(summary, unit="year")


def show_period(
    session: Session,
    period: Period,
    as_of: str | None,
    *,
    json: bool,
    compare: str | None = None,
) -> None:
    """Print the summary of a period."""
    from reflectcli.cli.findings import make_report, with_comparison
    from reflectcli.cli.show import show_lines
    from reflectcli.render.summary import summary_lines

    day = session.day(as_of) or session.today
    report = make_report(session, period, day, warn=not json)
    report = with_comparison(session, report, compare, private=True)
    if json:
        from reflectcli.render.json_report import json_report

        session.out(json_report(report))
    else:
        show_lines(session.world, summary_lines(report, session.world.width))
