"""`reflect kpi`: the figures that you are measured by, what each means, and its readings."""

from typing import Annotated

import typer

from reflectcli.cli.kpi_define import define
from reflectcli.cli.kpi_list import list_kpis
from reflectcli.cli.options import Allow, At, Channel, Journal, Links, On, Private, Reference, Tags
from reflectcli.cli.session import open_session

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The figures you are measured by: readings, targets, definitions.",
)
APPS = {"kpi": app}


# A figure may begin with a minus sign, which is otherwise that of an option.
@app.command("add", context_settings={"ignore_unknown_options": True})
def add(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The KPI: csat, frt, …; kpi list shows all.")
    ],
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help="18/20, 92%, 4m30s or 37.")],
    of: Annotated[
        str | None, typer.Option("--of", metavar="N", help="The total behind a percentage or mean.")
    ] = None,
    guess: Annotated[
        str | None,
        typer.Option("--guess", metavar="VALUE", help="What you thought it would be."),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="What to know about it.")
    ] = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    channel: Channel = None,
    ref: Reference = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Write down a KPI's figure.

    Write percentages with their total where you know it: 18/20, or 92% --of 25.

    Examples:
      reflect kpi add csat 18/20

      reflect kpi add frt 4m30s --guess 6m --on yesterday
    """
    from reflectcli.cli.actions.reading import add as save

    save(
        open_session(ctx, journal), name=name, value=value, of=of, guess=guess, note=note, on=on,
        at=at, tag=tag, channel=channel, ref=ref, link=link, private=private, allow=allow,
    )  # fmt: skip


app.command("define")(define)
app.command("list")(list_kpis)
