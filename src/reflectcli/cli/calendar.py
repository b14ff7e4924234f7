"""`reflect calendar`: a year as a heat map."""

from typing import Annotated

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.periods import Period, months_of
from reflectcli.errors import ReflectError

app = typer.Typer(add_completion=False)
APPS = {"calendar": app}


@app.command(context_settings={"ignore_unknown_options": True})
def calendar(
    ctx: typer.Context,
    year: Annotated[
        str | None,
        typer.Argument(metavar="[YEAR]", help="2025, or -1 for last year.", show_default=False),
    ] = None,
    skill: Annotated[
        str | None,
        typer.Option("--skill", "-s", metavar="SKILL", help="Its levels instead of entries."),
    ] = None,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """A year as a heat map: how much was written each day, or the levels of one skill.

    Blank days are days off by your rhythm (`shifts` or `rota` in journal.toml).

    Examples:
      reflect calendar

      reflect calendar 2026 --skill empathy
    """
    from reflectcli.analysis.calendar import KINDS, build_calendar
    from reflectcli.cli.given import choose

    session = open_session(ctx, journal)
    session.require_existing()
    period = _year(session, year)
    rubric = session.config.rubric
    key = choose("skill", skill, list(rubric.skills)) if skill else None
    logbook = session.repository.load(period.since, period.until, kinds=KINDS)
    found = build_calendar(logbook, session.config, period, session.today, key)
    if json:
        from reflectcli.domain.data import to_plain
        from reflectcli.render.json import render_json

        hidden = ("problems", "starts", "fixed")
        content = {name: each for name, each in to_plain(found).items() if name not in hidden}
        session.out(render_json({"calendar": content}, found.problems))
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.calendar import calendar_lines

    name = rubric.skills[key].name if key else None
    show_lines(session.world, calendar_lines(found, name, session.world.width))
    session.mention(found.problems)


def _year(session: Session, text: str | None) -> Period:
    from reflectcli.cli.findings import choose_period

    period = choose_period(session, text, "year", None, None, session.today)
    if period != months_of(period.since, 12):
        raise ReflectError(f"not a year: {text!r}", hint="reflect calendar 2026, or -1")
    if period.since > session.today:
        raise ReflectError(f"{period.label} has not begun")
    return period
