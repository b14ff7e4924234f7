"""`reflect search`: words in all that was ever written."""

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
from reflectcli.cli.session import open_session

app = typer.Typer(add_completion=False)


@app.command()
def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORD…", help="All must occur; quote a phrase.")
    ],
    kinds: Kinds = None,
    tag: WithTag = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    number: Number = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="All there are.")] = False,
    json: Json = False,
    no_pager: NoPager = False,
    without: Annotated[
        list[str] | None,
        typer.Option("--not", metavar="TEXT", help="Must not occur; may be repeated."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--word", "-w", help="Whole words only; refund* is any that begins so.")
    ] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="newest|relevance", help="What comes first.")
    ] = "newest",
    journal: Journal = None,
) -> None:
    """Find the newest 20 records that have all the words in any of their texts.

    A word may be part of a longer one, unless --word is given. Capital letters do not matter.
    Finding none is no error.

    Examples:
      reflect search refund angry

      reflect search "two options" --not refund --by relevance
    """
    from reflectcli.cli.actions.search import search as find

    find(
        open_session(ctx, journal), words=words, kinds=kinds, tag=tag, about=about, since=since,
        until=until, number=number, everything=everything, json=json, no_pager=no_pager,
        without=without, whole=whole, by=by,
    )  # fmt: skip
