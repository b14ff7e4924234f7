"""`reflect list` and `reflect show`; `reflect search` is in its own module."""

from typing import Annotated

import typer

from reflectcli.cli.options import (
    About,
    Journal,
    Json,
    Kinds,
    NoPager,
    Number,
    Since,
    Until,
    WithTag,
)
from reflectcli.cli.search import app as search_app
from reflectcli.cli.session import open_session

list_app = typer.Typer(add_completion=False)
show_app = typer.Typer(add_completion=False)
APPS = {"list": list_app, "show": show_app, "search": search_app}


@list_app.command("list")
def list_records(
    ctx: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND]…", help="note, shift, rating …", show_default=False),
    ] = None,
    number: Number = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="All there are.")] = False,
    kinds: Kinds = None,
    tag: WithTag = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    private: Annotated[
        bool | None,
        typer.Option("--private/--no-private", help="Only private ones, or none of them."),
    ] = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="As CSV, for spreadsheets.")] = False,
    no_pager: NoPager = False,
    journal: Journal = None,
) -> None:
    """Records, the newest 20 first.

    The columns of --csv are id, kind, shift, at, private, tags (parted by "; ") and text.

    Examples:
      reflect list

      reflect list challenge --about empathy --since "3 weeks ago"
    """
    from reflectcli.cli.actions.listing import list_records as show_lines

    show_lines(
        open_session(ctx, journal), kind=kind, number=number, everything=everything, kinds=kinds,
        tag=tag, about=about, since=since, until=until, private=private, json=json,
        csv=csv, no_pager=no_pager,
    )  # fmt: skip


@show_app.command()
def show(
    ctx: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="Its ID, the beginning of it, its file, or last."),
    ],
    links: Annotated[
        bool, typer.Option("--links", help="What links to it, among however many records.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", "--toml", help="The file as it is, even a broken one.")
    ] = False,
    json: Json = False,
    journal: Journal = None,
) -> int:
    """One record, whole, or several, with what it links to and what links to it.

    Among more than 10,000 records the latter is looked for with --links, or --json.

    Examples:
      reflect show last

      reflect show last --raw
    """
    from reflectcli.cli.actions.show import show as print_records

    return print_records(open_session(ctx, journal), ref=ref, links=links, raw=raw, json=json)
