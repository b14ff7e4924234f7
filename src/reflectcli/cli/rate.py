"""`reflect rate`: skills against the rubric's own words."""

from typing import Annotated

import typer

from reflectcli.cli.options import Allow, At, Journal, Links, On, Plain, Private, Reference, Tags
from reflectcli.cli.session import open_session

app = typer.Typer(add_completion=False)
APPS = {"rate": app}

Levels = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SKILL=N]…", help="N is 1 to 5, or n/a; emp=4 will do.", show_default=False
    ),
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why these levels.")]


@app.command()
def rate(
    ctx: typer.Context,
    skills: Levels = None,
    note: Note = None,
    ref: Reference = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    plain: Plain = False,
    journal: Journal = None,
) -> None:
    """Rate your skills, 1 to 5.

    Without arguments it asks: all skills on one screen, with the rubric's words for the levels.

    Examples:

      reflect rate empathy=4 listening=3

      reflect rate emp=2 de_escalation=n/a --note "rushed, three calls waiting"
    """
    from reflectcli.cli.actions.rate import rate as save

    save(
        open_session(ctx, journal), skills=skills, note=note, ref=ref, on=on, at=at, tag=tag,
        link=link, private=private, allow=allow, plain=plain,
    )  # fmt: skip
