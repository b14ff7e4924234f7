"""`reflect week`, `month`, `quarter` and `year`: the summary of a period in the terminal."""

from collections.abc import Callable
from typing import Annotated

import typer

from reflectcli.cli.options import Compare, Journal, Json, Since, Until
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.periods import Period

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day.")
]
Which = Annotated[
    str | None,
    typer.Argument(
        metavar="[PERIOD]", help="-1 for the one before, 2026-W46, 2026-11.", show_default=False
    ),
]


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


def _command(unit: str, example: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        which: Which = None,
        since: Since = None,
        until: Until = None,
        as_of: AsOf = None,
        compare: Compare = None,
        json: Json = False,
        journal: Journal = None,
    ) -> None:
        from reflectcli.cli.findings import choose_period

        session = open_session(ctx, journal)
        session.require_existing()
        day = session.day(as_of) or session.today
        period = choose_period(session, which, unit, since, until, day)
        show_period(session, period, as_of, json=json, compare=compare)

    command.__doc__ = f"""What went well, the one focus, skills, KPIs and goals of the {unit}.

    Skills are judged over the twelve weeks that end with it; a claim without enough data is not
    made. `reflect show ID` opens what stands behind a line.

    Examples:

      reflect {unit} -1

      reflect {unit} {example}
    """
    return command


APPS: dict[str, typer.Typer] = {}
for _unit, _example in (
    ("week", "2026-W46"),
    ("month", "2026-11"),
    ("quarter", "2026-Q4"),
    ("year", "2026"),
):
    _app = typer.Typer(add_completion=False)
    # So that -1 is an argument and not an unknown option.
    _app.command(_unit, context_settings={"ignore_unknown_options": True})(
        _command(_unit, _example)
    )
    APPS[_unit] = _app
