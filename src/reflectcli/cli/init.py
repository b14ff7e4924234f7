"""`reflect init`: a journal with everything that can be changed written out."""

from typing import Annotated

import typer

from reflectcli.cli.lists import words
from reflectcli.cli.options import Journal, Plain
from reflectcli.cli.session import open_session
from reflectcli.errors import ReflectError

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
    plain: Plain = False,
    journal: Journal = None,
) -> None:
    """Start a journal: five questions, each with a default, or --yes.

    Again, it changes only what you answer in another way; comments in journal.toml stay.

    Examples:

      reflect init --yes

      reflect init --name "Sam Okafor" --role "phone support" --channel phone,chat
    """
    session = open_session(ctx, journal)
    given = {"name": name, "role": role, "channels": words(channels)}
    given = {key: value for key, value in given.items() if value}
    if not (yes or given or session.world.asks):
        raise ReflectError("init needs an answer", hint="reflect init --yes takes the defaults")
    from reflectcli.cli.beginning import Beginning

    beginning = Beginning(session)
    if yes or given:
        if beginning.exists and not given:
            beginning.refuse_again()
        beginning.set_agent(**given)
    else:
        named = journal or ctx.find_root().params.get("journal")
        placed = bool(named or session.world.env.get("REFLECT_JOURNAL"))
        if plain or not session.world.guides:
            from reflectcli.cli.init_questions import ask

            ask(beginning, placed=placed)
        else:
            from reflectcli.cli.guided.start import guide

            guide(beginning, placed=placed)
    session.out(beginning.save())
    if not beginning.exists:
        session.say("next: reflect note TEXT during the shift, reflect log after it")
