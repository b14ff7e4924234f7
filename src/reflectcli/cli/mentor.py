"""`reflect mentor`: one file to your mentor, one file back."""

import typer

from reflectcli.cli.mentor_export import export

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="One file to your mentor, one file back.",
)
APPS = {"mentor": app}
app.command("export", context_settings={"ignore_unknown_options": True})(export)


@app.callback()
def _group() -> None:
    """Keep it a group, however few commands there are."""
