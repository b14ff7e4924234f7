"""`reflect init`: a journal with everything that can be changed written out."""

from typing import Annotated

import typer

from reflectcli.cli.lists import words
from reflectcli.cli.options import Journal
from reflectcli.cli.session import open_session
from reflectcli.domain.journal import Agent, JournalConfig
from reflectcli.errors import ExitCode, ReflectError

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
    journal: Journal = None,
) -> None:
    """Start a journal; its journal.toml holds rubric, KPIs and prompts, all yours to change.

    Examples:

      reflect init --yes

      reflect init --name "Sam Okafor" --role "phone support" --channel phone,chat
    """
    session = open_session(ctx, journal)
    root = session.settings.journal
    if not (yes or name or role or channels or session.world.asks):
        raise ReflectError("init needs an answer", hint="reflect init --yes takes the defaults")
    from reflectcli.storage.config_file import new_text
    from reflectcli.storage.founding import create_journal

    config = JournalConfig(agent=Agent(name=name, role=role, channels=words(channels)))
    try:
        create_journal(root, new_text(config))
    except FileExistsError:
        raise ReflectError(
            f"there is a journal in {root} already; it is left as it is",
            hint=f"its settings are in {root / 'journal.toml'}",
            code=ExitCode.CHANGED,
        ) from None
    session.out(f"started your journal in {root}")
    session.say("next: reflect note TEXT during the shift, reflect log after it")
