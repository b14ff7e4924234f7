"""The root of the command line."""

from typing import Annotated

import typer

from reflectcli import __version__
from reflectcli.cli.options import Journal, Json
from reflectcli.cli.table import LazyGroup
from reflectcli.errors import ReflectError

EPILOG = "Start: reflect note TEXT during the shift, reflect log after it, reflect week to look."


def _version(wanted: bool) -> None:
    if wanted:
        print(f"reflectcli {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog=EPILOG,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    journal: Journal = None,
    json: Json = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """A reflection journal for customer-service agents.

    Alone it shows today: what is due, today's notes, the one focus.
    """
    if ctx.invoked_subcommand is None:
        from reflectcli.cli.actions.today import today
        from reflectcli.cli.session import open_session

        today(open_session(ctx, journal), json=json)
    elif json:
        raise ReflectError(
            "--json goes after the command",
            hint=f"reflect {ctx.invoked_subcommand} … --json",
        )
