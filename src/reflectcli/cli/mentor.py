"""`reflect mentor`: the pack for your mentor, and what comes back."""

import typer

from reflectcli.cli.mentor_import import import_reply
from reflectcli.cli.mentor_read import list_packs, show_pack

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The pack for your mentor, and what comes back.",
)
APPS = {"mentor": app}
app.command("import")(import_reply)
app.command("list")(list_packs)
app.command("show")(show_pack)
