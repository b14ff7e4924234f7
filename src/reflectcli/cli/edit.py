"""`reflect edit`: a record changed in your editor, or field by field."""

from typing import Annotated

import typer

from reflectcli.cli.options import Allow, DryRun, Journal, Yes
from reflectcli.cli.session import open_session

app = typer.Typer(add_completion=False)
APPS = {"edit": app}


@app.command()
def edit(
    ctx: typer.Context,
    reference: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="The record's ID, its beginning, or last."),
    ] = None,
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Set a field; KEY= takes it away; may be repeated."
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="KEY=VALUE", help="All records like this; may be repeated."
        ),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Change a record in your editor, or some of its fields with --set.

    With --where it changes every record that is meant, all or none, after showing each change;
    one `reflect undo` takes all of it back. KEY= alone means those that have none.

    Examples:
      reflect edit last --set channel=chat --set tags=refund,promise

      reflect edit --where tag=refund --where channel= --set channel=phone --dry-run
    """
    from reflectcli.cli.actions.edit import edit as change

    session = open_session(ctx, journal)
    change(
        session, reference=reference, assignments=assignments, where=where, yes=yes,
        dry_run=dry_run, allow=allow,
    )  # fmt: skip
