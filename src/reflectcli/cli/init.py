"""`reflect init`: a journal with everything that can be changed written out."""

from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.lists import words
from reflectcli.cli.options import Journal, Plain
from reflectcli.cli.session import open_session
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from reflectcli.cli.beginning import Beginning

app = typer.Typer(add_completion=False)
APPS = {"init": app}


@app.command()
def init(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the defaults.")] = False,
    name: Annotated[str | None, typer.Option("--name", help="Your name, for reports.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="What you do.")] = None,
    channels: Annotated[
        list[str] | None, typer.Option("--channel", help="Where you meet customers: phone, chat.")
    ] = None,
    shifts: Annotated[
        str | None,
        typer.Option(
            "--shifts", metavar="DAYS", help="mon-fri, or 4 on 2 off from mon; none: not fixed."
        ),
    ] = None,
    plain: Plain = False,
    journal: Journal = None,
) -> None:
    """Start a journal: five questions, each with a default, or --yes.

    Again, it changes only what you answer in another way; comments in journal.toml stay.

    Examples:
      reflect init --yes

      reflect init --role "phone support" --channel phone,chat --shifts mon-fri
    """
    session = open_session(ctx, journal)
    given = {"name": name, "role": role, "channels": words(channels)}
    given = {key: value for key, value in given.items() if value}
    said = bool(given) or shifts is not None
    if not (yes or said or session.world.asks):
        raise ReflectError("init needs an answer", hint="reflect init --yes takes the defaults")
    from reflectcli.cli.beginning import Beginning

    beginning = Beginning(session)
    if yes or said:
        if beginning.exists and not said:
            beginning.refuse_again()
        beginning.set_agent(**given)
        if shifts is not None:
            beginning.set_shifts(shifts)
    else:
        named = journal or ctx.find_root().params.get("journal")
        _ask(beginning, placed=bool(named or session.world.env.get("REFLECT_JOURNAL")), plain=plain)
    session.out(beginning.save())
    if not beginning.exists:
        session.say("next: reflect note TEXT during the shift, reflect log after it")


def _ask(beginning: "Beginning", *, placed: bool, plain: bool) -> None:
    if plain or not beginning.session.world.guides:
        from reflectcli.cli.init_questions import ask

        ask(beginning, placed=placed)
    else:
        from reflectcli.cli.guided.start import guide

        guide(beginning, placed=placed)
