"""`reflect goal`: goals with a measure, steps and check-ins."""

import typer

from reflectcli.cli.goal_add import add
from reflectcli.cli.goal_change import change, close
from reflectcli.cli.goal_read import list_goals, show
from reflectcli.cli.goal_step import checkin, step

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Goals with a measure, steps and check-ins.",
)
APPS = {"goal": app}
app.command("add")(add)
app.command("list")(list_goals)
app.command("show")(show)
app.command("step")(step)
app.command("checkin", context_settings={"ignore_unknown_options": True})(checkin)
app.command("change")(change)
app.command("close")(close)
