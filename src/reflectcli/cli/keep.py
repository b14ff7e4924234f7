"""`reflect delete` and `reflect undo`: nothing is gone that cannot come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.render.text import clean, cut

if TYPE_CHECKING:
    from reflectcli.storage.history import Operation
    from reflectcli.storage.layout import RecordFile

delete_app = typer.Typer(add_completion=False)
undo_app = typer.Typer(add_completion=False)
APPS = {"delete": delete_app, "undo": undo_app}
QUOTED = 48
"""How many columns of a record are quoted to say which one it was."""


@delete_app.command()
def delete(
    ctx: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="Its ID, the beginning of it, its file, or last."),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask about several.")] = False,
    journal: Journal = None,
) -> None:
    """Move records to the journal's trash; `reflect undo` brings them back.

    Examples:
      reflect delete last

      reflect delete last --yes
    """
    session = open_session(ctx, journal)
    session.require_existing()
    repository = session.repository
    entries = list(dict.fromkeys(repository.find(each) for each in ref))
    quoted = [_quoted(session, entry) for entry in entries]
    if len(entries) > 1 and not yes and session.world.asks and not _agreed(session, quoted):
        session.say("nothing was deleted")
        raise typer.Exit(ExitCode.DONE)
    repository.remove(*entries)
    for entry, words in zip(entries, quoted, strict=True):
        session.out(f"deleted {entry.id} · {words} · reflect undo brings it back")


def _agreed(session: Session, quoted: list[str]) -> bool:
    for words in quoted:
        session.say(f"  {words}")
    print(f"Delete these {len(quoted)} records? [y/N] ", end="", file=session.world.stderr)
    session.world.stderr.flush()
    return session.world.stdin.readline().strip().lower() in ("y", "yes")


@undo_app.command()
def undo(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would be.")] = False,
    skip: Annotated[
        bool, typer.Option("--skip", help="Leave it as it is; the next undo takes the one before.")
    ] = False,
    journal: Journal = None,
) -> None:
    """Take back the last thing that was saved, changed or deleted on this device.

    Again, it takes back the one before. What it takes away goes to the journal's trash.

    Examples:
      reflect undo --dry-run

      reflect undo
    """
    session = open_session(ctx, journal)
    session.require_existing()
    last = session.repository.history.last()
    before = _named(session, last, last.trash * (last.deed == "remove")) if last else ""
    if dry_run and last is not None:
        deed = "add" if "" in last.files else last.deed
        session.out(f"would {_WOULD[deed]} {before}")
        return
    if skip and last is not None:
        session.repository.history.undone(last)
        session.out(f"left as it is: {before}")
        return
    with _skippable(session):
        operation = session.repository.undo()
    match operation.deed:
        case "change" if "" in operation.files:
            session.out(f"took back {_named(session, operation)}")
        case "add":
            session.out(f"took back {before} · just added")
        case "remove":
            session.out(f"brought back {_named(session, operation)}")
        case "change":
            session.out(f"undid the change of {_named(session, operation)}")


@contextmanager
def _skippable(session: Session) -> Iterator[None]:
    """Name the way on where the last change cannot be taken back, as after a sync of the same."""
    try:
        yield
    except ReflectError as error:
        if session.repository.history.last() is None or error.code not in _IN_THE_WAY:
            raise
        on = f"reflect undo --skip{session.elsewhere} leaves it as it is, for the one before"
        hint = " · ".join(filter(None, [error.problem.hint, on]))
        raise ReflectError(
            str(error), location=error.problem.location, hint=hint, code=error.code
        ) from None


_IN_THE_WAY = (ExitCode.CHANGED, ExitCode.NOT_FOUND)
_WOULD = {"add": "take back", "remove": "bring back", "change": "undo the change of"}


def _named(session: Session, operation: "Operation", folder: str = "") -> str:
    """The record that an operation was about, or how many of which kinds.

    `folder` is where in the journal its files lie, if not in their places.
    """
    from reflectcli.render.words import counted
    from reflectcli.storage.layout import parse_path

    files = operation.files[1::2] if operation.deed == "change" else operation.files
    entries = [parse_path(path) for path in files]
    records = [entry for entry in entries if entry is not None]
    if len(files) == 1:
        entry = entries[0]
        return f"{entry.id} · {_quoted(session, entry, folder)}" if entry else clean(files[0])
    counts: dict[str, int] = {}
    for each in records:
        counts[each.kind] = counts.get(each.kind, 0) + 1
    kinds = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    other = [clean(path) for path, entry in zip(files, entries, strict=True) if entry is None]
    said = f"{counted(len(records), 'record')} ({kinds})" if records else ""
    return " and ".join(part for part in (said, ", ".join(other)) if part)


def _quoted(session: Session, entry: "RecordFile", folder: str = "") -> str:
    """A record's kind and what it says; of a file that is not right the date."""
    from reflectcli.render.records import gist
    from reflectcli.storage.reader import Reader

    seal = session.repository.seal
    if entry.sealed and not seal.at_hand():
        # What goes or comes back is known by its name: no reason to ask for a passphrase.
        return f"{entry.kind} of {entry.shift}, encrypted"
    root = session.settings.journal / folder
    reader = Reader(root, session.config, session.world.now, seal=seal)
    try:
        record, _ = reader.read(entry)
    except ReflectError:
        return f"{entry.kind} of {entry.shift}, a file with problems"
    words = cut(gist(record, session.config), QUOTED)
    return f"{entry.kind} {words}" if '"' in words else f'{entry.kind} "{words}"'
