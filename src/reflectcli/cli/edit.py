"""`reflect edit`: a record changed in your editor, or field by field."""

from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.ask import Asker
from reflectcli.cli.options import Allow, DryRun, Journal, Yes
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.render.problems import render_problem
from reflectcli.storage import files

if TYPE_CHECKING:
    from pathlib import Path

    from reflectcli.storage.layout import RecordFile
    from reflectcli.storage.stored import Stored

app = typer.Typer(add_completion=False)
APPS = {"edit": app}
AGAIN = "e edit again, d keep it as a draft, q give up [E/d/q]"


@app.command()
def edit(
    ctx: typer.Context,
    reference: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="The record's ID, its beginning, or last."),
    ] = None,
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Set a field; KEY= takes it away; may be repeated."
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="KEY=VALUE", help="All records like this; may be repeated."
        ),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Change a record in your editor, or some of its fields with --set.

    With --where it changes every record that is meant, all or none, after showing each change;
    one `reflect undo` takes all of it back. KEY= alone means those that have none.

    Examples:
      reflect edit last --set channel=chat --set tags=refund,promise

      reflect edit --where tag=refund --where channel= --set channel=phone --dry-run
    """
    session = open_session(ctx, journal)
    session.require_existing()
    session.repository.file.require_writable()
    if where:
        _set_in_many(session, reference, where, assignments, yes, dry_run)
    elif reference is None:
        raise ReflectError("which record?", hint="reflect edit ID, or last; --where for several")
    elif dry_run:
        raise ReflectError("--dry-run goes with --where")
    elif assignments:
        session.out(_set(session, reference, assignments))
    else:
        session.out(_in_editor(session, reference))


def _set_in_many(
    session: Session,
    reference: str | None,
    where: list[str],
    assignments: list[str] | None,
    yes: bool,
    dry_run: bool,
) -> None:
    from reflectcli.cli.edit_many import edit_many

    if reference or not assignments:
        raise ReflectError(
            "--where needs --set, and no ID", hint="--where tag=refund --set channel=phone"
        )
    edit_many(session, where, assignments, yes=yes, dry_run=dry_run)


def _set(session: Session, reference: str, assignments: list[str]) -> str:
    from reflectcli.cli.assignments import read_assignment
    from reflectcli.storage import edits
    from reflectcli.storage.validate import parse_record

    stored = session.repository.get(reference)
    changes = [read_assignment(session, stored.record, text) for text in assignments]
    raw = edits.edit(stored.raw, stored.file.path, *changes)
    if raw == stored.raw:
        return f"nothing changed in {stored.file.id}"
    try:
        saved = session.repository.rewrite(stored, raw)
    except ReflectError as error:
        if error.code != ExitCode.BAD_DATA:
            raise
        # The line that the error shows is not in the file: nothing was written.
        raise ReflectError(str(error), hint="nothing was changed") from None
    session.remark(parse_record(raw.decode("utf-8-sig"), stored.file.path, session.config))
    names = ", ".join(dict.fromkeys(text.partition("=")[0].strip() for text in assignments))
    return f"saved {saved.file.id} · {names} of {saved.file.kind} {saved.file.shift}"


def _in_editor(session: Session, reference: str) -> str:
    from reflectcli.cli.editor import edit_draft, open_draft, read_draft

    entry = session.repository.find(reference)
    disk = files.read(session.settings.journal / entry.path, session.settings.folder)
    raw = session.repository.seal.opened(disk, entry.path)
    text = _text(raw)
    draft = open_draft(session, text, ".toml")
    while True:
        edit_draft(session, draft, text)
        written = read_draft(draft)
        if written == text:
            draft.unlink()
            return f"nothing changed in {entry.id}"
        try:
            saved = _save(session, entry, raw, written, disk)
        except ReflectError as error:
            _ask_again(session, error, draft)
            continue
        draft.unlink()
        moved = "" if saved.file.path == entry.path else ", moved to its day"
        return f"saved {entry.id} · {entry.kind} {saved.file.shift}{moved}"


def _text(raw: bytes) -> str:
    """The file's text for the editor, which saves UTF-8 whatever it was before."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.replace("\r\n", "\n")


def _save(session: Session, entry: "RecordFile", raw: bytes, written: str, disk: bytes) -> "Stored":
    """Put the text in the place of the file's, which may have been broken."""
    from reflectcli.storage.edits import restyle
    from reflectcli.storage.locate import locate
    from reflectcli.storage.stored import Stored
    from reflectcli.storage.validate import parse_record

    repository = session.repository
    record = parse_record(written, entry.path, repository.config)
    for key in ("id", "kind"):
        if (inside := getattr(record, key)) != (outside := getattr(entry, key)):
            raise ReflectError(
                f"{key} must stay {outside!r}, not {inside!r}",
                location=locate(written, entry.path, (key,)),
                code=ExitCode.BAD_DATA,
            )
    stored = Stored(entry, raw, written, record, disk)
    saved = repository.rewrite(stored, restyle(raw, written))
    session.remark(record)
    return saved


def _ask_again(session: Session, error: ReflectError, draft: "Path") -> None:
    """Return if the user wants to correct the draft; else the error, with the draft's name.

    Raises:
        ReflectError: the error, when nobody is there to correct it, or wants to.
    """
    hint = f"nothing was saved; your text is in {draft}"
    if error.code != ExitCode.CHANGED and session.world.asks:
        session.say(render_problem(error.problem))
        asker = Asker(session.world)
        answer = asker.text(AGAIN).strip().lower()
        if answer in ("", "e", "y", "yes") and not asker.ended:
            return
        if answer == "q":
            draft.unlink()
            hint = "nothing was saved, and your text is gone, as you said"
    code = error.code if error.code == ExitCode.CHANGED else ExitCode.BAD_DATA
    raise ReflectError(str(error), location=error.problem.location, hint=hint, code=code)
