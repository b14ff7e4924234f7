"""Options that several commands share, so that one word means one thing everywhere."""

from pathlib import Path
from typing import Annotated

import typer

Journal = Annotated[
    Path | None,
    typer.Option("--journal", metavar="PATH", help="The journal's folder.", show_default=False),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="For another day: yesterday, last fri, 2026-11-20."),
]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="For another time: 18:30.")]
Tags = Annotated[
    list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="A tag; may be repeated.")
]
Links = Annotated[
    list[str] | None,
    typer.Option("--link", metavar="ID", help="A record that this belongs with; may be repeated."),
]
Plain = Annotated[bool, typer.Option("--plain", help="Ask line by line, as for a screen reader.")]
Private = Annotated[
    bool, typer.Option("--private", help="For you alone: in no report or pack for others.")
]
Allow = Annotated[
    bool, typer.Option("--allow", help="Say nothing about personal data; cards stay masked.")
]
Channel = Annotated[
    str | None, typer.Option("--channel", metavar="WORD", help="Where: phone, chat, email.")
]
Reference = Annotated[
    str | None, typer.Option("--ref", metavar="TEXT", help="The ticket, call or survey answer.")
]
Skills = Annotated[
    list[str] | None,
    typer.Option("--about", "-s", metavar="SKILL,…", help="Skills that it is about."),
]
Json = Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask about several.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="All at once, however long; $PAGER is left alone.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="The first day, included.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="The last day, included.")
]

Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="PERIOD",
        help="Beside previous, 2026-Q3, 'month -3', or ID: as long, up to it.",
    ),
]

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")]

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="note, shift, rating …; may be repeated."),
]
Number = Annotated[
    int | None, typer.Option("-n", "--number", min=1, metavar="N", help="How many at most.")
]
WithTag = Annotated[
    list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="With this tag.")
]
About = Annotated[
    list[str] | None, typer.Option("--about", "-s", metavar="SKILL", help="About this skill.")
]
GoalId = Annotated[
    str, typer.Argument(metavar="REF", help="The goal's ID, its beginning, or last.")
]

FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}
"""The format that the end of a file's name means; of several ends the first is the usual one."""


def usual_end(kind: str) -> str:
    """How the name of a file in one of these formats usually ends."""
    return next(end for end, meant in FORMATS.items() if meant == kind)
