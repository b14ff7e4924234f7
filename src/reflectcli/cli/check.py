"""`reflect check`: every file of the journal read, everything found said."""

import time
from typing import TYPE_CHECKING

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, no_journal, open_session
from reflectcli.errors import ExitCode

if TYPE_CHECKING:
    from reflectcli.storage.inspect import Inspection

app = typer.Typer(add_completion=False)
APPS = {"check": app}


@app.command()
def check(ctx: typer.Context, json: Json = False, journal: Journal = None) -> None:
    """Look at every file of the journal and say what is wrong with it, and where.

    Nothing is changed. Problems end with exit code 3, mere remarks do not.

    Examples:
      reflect check

      reflect check --json
    """
    session = open_session(ctx, journal)
    if not session.settings.journal.is_dir():
        raise no_journal(session.settings.journal)
    from reflectcli.storage.inspect import inspect

    progress = Progress(session)
    found = inspect(
        session.settings.journal, session.world.now, progress, session.repository.history
    )
    progress.done()
    if json:
        _print_json(session, found)
    else:
        _print(session, found)
    if found.problems:
        raise typer.Exit(ExitCode.BAD_DATA)


def _print(session: Session, found: "Inspection") -> None:
    from reflectcli.render.problems import render_problem

    told = [(problem, "error") for problem in found.problems]
    told += [(remark, "note") for remark in found.remarks]
    for problem, word in told:
        session.say(render_problem(problem, word) + "\n")
    session.out(summary(found))


def summary(found: "Inspection") -> str:
    """One line: how much was read and what came of it."""
    parts = [
        f"{_counted(found.records, 'record')} in {_counted(found.folders, 'folder')}",
        _counted(len(found.problems), "problem") if found.problems else "no problems",
    ]
    if found.remarks:
        parts.append(_counted(len(found.remarks), "remark"))
    return ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_json(session: Session, found: "Inspection") -> None:
    from reflectcli.render.json import problem_json, render_json

    content = {
        "records": found.records,
        "folders": found.folders,
        "remarks": [problem_json(remark) for remark in found.remarks],
    }
    session.out(render_json(content, found.problems))


class Progress:
    """A count on the terminal once the work has taken a second."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.started = time.monotonic()
        self.shown = 0.0

    def __call__(self, count: int, total: int) -> None:
        """Tell how many records were read, ten times a second at most."""
        stream, now = self.session.world.stderr, time.monotonic()
        if stream.isatty() and now - self.started > 1 and now - self.shown > 0.1:
            print(f"\r{count} of {total} records", end="", file=stream, flush=True)
            self.shown = now

    def done(self) -> None:
        """Clear the line."""
        if self.shown:
            print("\r\x1b[K", end="", file=self.session.world.stderr, flush=True)
