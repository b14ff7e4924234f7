"""`reflect experiment`: a new approach, tried with its test fixed beforehand."""

import typer

from reflectcli.cli.experiment_finish import finish
from reflectcli.cli.experiment_read import list_experiments, show
from reflectcli.cli.experiment_start import start

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Try something new, with its test fixed beforehand.",
)
APPS = {"experiment": app}
app.command("start")(start)
app.command("list")(list_experiments)
app.command("show")(show)
app.command("finish")(finish)
