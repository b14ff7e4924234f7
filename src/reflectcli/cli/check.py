"""`reflect check`: every file of the journal read, everything found said, and repaired if asked."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import KeyFinder, Session, open_session
from reflectcli.errors import ExitCode, ReflectError

if TYPE_CHECKING:
    from reflectcli.cli.repair import Told
    from reflectcli.storage.encryption.seal import Seal
    from reflectcli.storage.inspection import Inspection

app = typer.Typer(add_completion=False)
APPS = {"check": app}


@app.command()
def check(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Repair what can be; asks before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Repair without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what --fix would do.")
    ] = False,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Look at every file of the journal and say what is wrong with it, and where.

    Nothing is changed without --fix, which moves files, never deletes them, and can be undone.
    Problems end with exit code 3, mere remarks do not.

    Examples:
      reflect check

      reflect check --fix --dry-run
    """
    session = open_session(ctx, journal)
    if not session.settings.journal.is_dir():
        raise session.no_journal()
    found, told = look(session), []
    if fix or dry_run:
        from reflectcli.cli.repair import plan, repair

        if not json:
            _tell(session, found)
        told = plan(session, found) if dry_run else repair(session, found, yes=yes)
        if any(each.done for each in told):
            before, found = found, look(session)
            if not json:
                # A record that came to its place may have something to be said of it.
                _tell(session, found, before)
    if json:
        _print_json(session, found, told)
    else:
        _print(session, found, told, quiet=fix or dry_run)
    if any(each.refused for each in told):
        raise typer.Exit(ExitCode.REFUSED)
    if found.problems:
        raise typer.Exit(ExitCode.BAD_DATA)


def look(session: Session) -> "Inspection":
    """What there is to be said of the journal, with a count on the terminal meanwhile."""
    from reflectcli.storage.inspect import inspect

    progress = Progress(session)
    try:
        history, index = session.repository.history, session.repository.index
        root, now = session.settings.journal, session.world.now
        return inspect(root, now, progress, history, index, _seal(session))
    finally:
        progress.done()


def _seal(session: Session) -> "Seal":
    """What opens encrypted files, also where journal.toml is broken and so names no key."""
    from reflectcli.storage.encryption.seal import Seal

    try:
        return session.repository.seal
    except (ReflectError, OSError):
        return Seal(None, KeyFinder(session.world, session.settings))


def _print(session: Session, found: "Inspection", told: "Sequence[Told]", *, quiet: bool) -> None:
    if not quiet:
        _tell(session, found)
    for each in told:
        session.out(each.line)
    session.out(summary(found, told, session.elsewhere))


def _tell(session: Session, found: "Inspection", before: "Inspection | None" = None) -> None:
    """Say what was found, and not what was found before, too."""
    from reflectcli.render.problems import render_problem

    known = {*before.problems, *before.remarks} if before else set()
    told = [(problem, "error") for problem in found.problems]
    told += [(remark, "note") for remark in found.remarks]
    for problem, word in told:
        if problem not in known:
            session.say(render_problem(problem, word) + "\n")


def summary(found: "Inspection", told: "Sequence[Told]" = (), elsewhere: str = "") -> str:
    """One line: how much was read, what came of it, and how to go on.

    `elsewhere` is what a command needs besides, to be about this journal.
    """
    parts = [
        f"{_counted(found.records, 'record')} in {_counted(found.folders, 'folder')}",
        _counted(len(found.problems), "problem") if found.problems else "no problems",
    ]
    if found.remarks:
        parts.append(_counted(len(found.remarks), "remark"))
    line = ", ".join(parts)
    if any(each.undoable for each in told):
        return f"{line} · reflect undo{elsewhere} takes the last repair back"
    return f"{line} · reflect check --fix{elsewhere}" if found.offered and not told else line


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_json(session: Session, found: "Inspection", told: "Sequence[Told]") -> None:
    from reflectcli.render.json import problem_json, render_json

    repairs = [(each.repair, each.done) for each in told] or [
        (each, False) for each in found.offered
    ]
    content = {
        "records": found.records,
        "folders": found.folders,
        "remarks": [problem_json(remark) for remark in found.remarks],
        "repairs": [
            {"files": each.paths, "repair": each.what, "done": done} for each, done in repairs
        ],
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
