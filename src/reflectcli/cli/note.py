"""`reflect note`: one line, caught before it is forgotten."""

from typing import Annotated

import typer

from reflectcli.cli.options import Allow, At, Channel, Journal, Links, On, Private, Reference, Tags
from reflectcli.cli.session import open_session

app = typer.Typer(add_completion=False)
APPS = {"note": app}


@app.command()
def note(
    ctx: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="What to remember.", show_default=False)
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
    """Catch one line during a shift.

    Without TEXT it reads what is piped in, or opens your editor.

    Examples:
      reflect note listened first, worked

      reflect note --on "last friday 18:30" --tag refund "third call about one refund"
    """
    from reflectcli.cli.actions.note import note as save

    save(
        open_session(ctx, journal), text=text, on=on, at=at, tag=tag, channel=channel, ref=ref,
        link=link, private=private, allow=allow,
    )  # fmt: skip
