"""`reflect note`: one line, caught before it is forgotten."""

from typing import Annotated

import typer

from reflectcli.cli.options import (
    At,
    Channel,
    Journal,
    Links,
    On,
    Private,
    Reference,
    Tags,
    tags,
    words,
)  # fmt: skip
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import saved_line
from reflectcli.domain.records import Note
from reflectcli.errors import ReflectError

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
    journal: Journal = None,
) -> None:
    """Catch one line during a shift.

    Without TEXT it reads what is piped in, or opens your editor.

    Examples:
      reflect note listened first, worked

      reflect note --on "last friday 18:30" --tag refund "third call about one refund"
    """
    session = open_session(ctx, journal)
    session.require_journal()
    content = " ".join(text) if text else _other_text(session)
    if not content.strip():
        raise ReflectError("there is no text to note", hint="reflect note TEXT")
    record = session.new(
        Note, on, at, text=content, tags=tags(tag), channel=channel, reference=ref,
        links=words(link), private=private,
    )  # fmt: skip
    session.save(record)
    session.out(saved_line(record))


def _other_text(session: Session) -> str:
    if session.world.piped:
        from reflectcli.cli.given import piped_text

        return piped_text(session.world).removesuffix("\n")
    if session.world.asks:
        from reflectcli.cli.editor import compose

        return compose(session, "", ".md").strip("\n")
    return ""
