"""`reflect week`, `month`, `quarter` and `year`: the summary of a period in the terminal."""

from collections.abc import Callable
from typing import Annotated

import typer

from reflectcli.cli.options import Compare, Journal, Json, Since, Until
from reflectcli.cli.session import open_session

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day.")
]
Which = Annotated[
    str | None,
    typer.Argument(
        metavar="[PERIOD]", help="-1 for the one before, 2026-W46, 2026-11.", show_default=False
    ),
]


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
        from reflectcli.cli.actions.summary import summary

        summary(
            open_session(ctx, journal), unit=unit, which=which, since=since, until=until,
            as_of=as_of, compare=compare, json=json,
        )  # fmt: skip

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
