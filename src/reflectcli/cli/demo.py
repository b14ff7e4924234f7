"""`reflect demo`: a sample journal made on the spot, and what it tells."""

import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from reflectcli.cli.context import World
from reflectcli.cli.session import Session
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.settings import Settings

app = typer.Typer(add_completion=False)
APPS = {"demo": app}
REPORT = "report.md"


@app.command()
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="A new folder for it.", show_default="temporary"),
    ] = None,
) -> None:
    """Make a sample journal of twelve weeks and show what it tells.

    It lies in a folder of its own, with a report for a mentor; your journal is not touched.

    Examples:
      reflect demo

      reflect demo ~/reflect-demo
    """
    from reflectcli.cli.sample.journal import sample_records
    from reflectcli.cli.sample.weeks import shown_week

    world: World = ctx.obj
    place = _new_folder(folder)
    session = _start(world, place)
    shown = shown_week(session.today)
    records = sample_records(shown, world.now, world.localize)
    session.repository.add(*records)
    session.out(_about(session))
    session.out("")
    _present(session, shown, place / REPORT)
    session.out("")
    session.out(_to_try(session, shown, records))


def _new_folder(folder: Path | None) -> Path:
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="reflect-demo-"))
    place = folder.expanduser().absolute()
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        what = "is not empty" if place.is_dir() else "is a file"
        raise ReflectError(
            f"{place} {what}; it is left as it is",
            hint="name a new folder, or none at all for a temporary one",
            code=ExitCode.CHANGED,
        )
    return place


def _start(world: World, place: Path) -> Session:
    """A new journal in a session that knows neither the user's settings nor a history."""
    from reflectcli.cli.sample.journal import sample_config
    from reflectcli.storage.config_file import new_text
    from reflectcli.storage.founding import create_journal
    from reflectcli.storage.repository import Repository

    root = place / "journal"
    session = Session(world, Settings(str(root), False, str(place)))
    session.repository = Repository(root, world.now)
    create_journal(root, new_text(sample_config()))
    return session


def _about(session: Session) -> str:
    who, where = session.config.agent.name, session.settings.journal
    return f"Twelve weeks of {who}, an invented support agent. The journal lies in {where}"


def _present(session: Session, shown: Period, report: Path) -> None:
    """Show the week, and write the report of all twelve for a mentor."""
    from reflectcli.analysis.skills import WINDOW_WEEKS
    from reflectcli.cli.actions.summary import show_period
    from reflectcli.cli.findings import make_report
    from reflectcli.render.markdown import markdown_report
    from reflectcli.storage import files

    show_period(session, shown, None, json=False)
    found = make_report(session, shown.window(WINDOW_WEEKS), session.today)
    files.create(report, markdown_report(found).encode())


def _to_try(session: Session, shown: Period, records: Sequence[Record]) -> str:
    """Commands that look further into the sample, with IDs that are in it."""
    journal = shlex.quote(str(session.settings.journal))
    weeks_back = 1 if session.today in shown else 2
    latest = {record.kind: record.id for record in records}
    commands = (
        f"week -{weeks_back}",
        "goal list",
        f"show {latest['success']}",
        "search release",
    )
    lines = [f"  reflect --journal {journal} {command}" for command in commands]
    report = session.settings.journal.parent / REPORT
    return "\n".join([f"The report for a mentor is {report}", "Look further:", *lines])
