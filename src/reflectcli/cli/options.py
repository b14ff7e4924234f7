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
Private = Annotated[bool, typer.Option("--private", help="Never part of an export.")]
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


def words(values: list[str] | None) -> tuple[str, ...]:
    """The words of an option that may be repeated and may hold several, parted by commas."""
    parts = (part.strip() for value in values or () for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def tags(values: list[str] | None) -> tuple[str, ...]:
    """Tags, with or without the # before them."""
    return tuple(word.removeprefix("#") for word in words(values) if word != "#")


def texts(values: list[str] | None) -> tuple[str, ...]:
    """The texts of an option that may be repeated, as they were given."""
    return tuple(value for value in values or () if value)
