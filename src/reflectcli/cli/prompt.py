"""`reflect prompt-status`: what a shell prompt can show."""

import typer

from reflectcli.cli.context import World
from reflectcli.cli.options import Journal
from reflectcli.cli.tab.prompt import prompt_line

app = typer.Typer(add_completion=False)
APPS = {"prompt-status": app}


@app.command("prompt-status")
def prompt_status(ctx: typer.Context, journal: Journal = None) -> None:
    """A few characters for your shell prompt: "log 2" says that two notes wait for `reflect log`.

    "log" alone: a shift by your rhythm, with no note yet. Nothing where nothing is due, and never
    an error.

    Examples:
      reflect prompt-status

      reflect prompt-status --journal ~/work-journal
    """
    world: World = ctx.obj
    named = journal or ctx.find_root().params.get("journal")
    world.stdout.write(prompt_line(world.env, lambda: world.now, str(named) if named else None))
