"""`reflect mentor`: one file to your mentor, one file back."""

import typer

from reflectcli.cli.mentor_export import export
from reflectcli.cli.mentor_import import import_reply
from reflectcli.cli.mentor_read import list_packs, show_pack

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="One file to your mentor, one file back.",
)
APPS = {"mentor": app}
app.command("export", context_settings={"ignore_unknown_options": True})(export)
app.command("import")(import_reply)
app.command("list")(list_packs)
app.command("show")(show_pack)
