"""A record changed in the user's editor: asked again until it is right, and never lost."""

from typing import TYPE_CHECKING

from reflectcli.cli.ask import Asker
from reflectcli.cli.edit_drafts import suffix, taken_up
from reflectcli.cli.editor import discard, drafting, edit_draft, kept, read_draft
from reflectcli.cli.session import Session
from reflectcli.errors import ExitCode, LockedError, ReflectError
from reflectcli.render.problems import render_problem
from reflectcli.storage import files

if TYPE_CHECKING:
    from pathlib import Path

    from reflectcli.storage.layout import RecordFile
    from reflectcli.storage.stored import Stored

AGAIN = "e edit again, d keep it as a draft, q give up [E/d/q]"


def edit_in_editor(session: Session, reference: str) -> str:
    """Let the user change a record's file as text; returns what was done."""
    entry = session.repository.find(reference)
    disk = files.read(session.settings.journal / entry.path, session.settings.folder)
    raw = session.repository.seal.opened(disk, entry.path)
    text, unsaved = _text(raw), taken_up(session, entry)
    offered = text if unsaved is None else unsaved.text
    with drafting(session, offered, suffix(entry)) as draft:
        if unsaved is not None:
            unsaved.drop()
        try:
            return _edited(session, entry, (raw, disk), draft, text if unsaved is None else None)
        except (KeyboardInterrupt, LockedError, OSError):
            if draft.exists():
                session.say(
                    f"nothing was saved; {kept(session, draft, f'reflect edit {entry.id}')}"
                )
            raise


def _edited(
    session: Session,
    entry: "RecordFile",
    read: tuple[bytes, bytes],
    draft: "Path",
    offered: str | None,
) -> str:
    """Have the draft edited until it can be saved; what was `read` is the content and the file."""
    text = _text(read[0])
    while True:
        edit_draft(session, draft, offered)
        written = read_draft(session, draft)
        if written == text:
            discard(draft)
            return f"nothing changed in {entry.id}"
        try:
            saved = _save(session, entry, *read, written)
        except ReflectError as error:
            _ask_again(session, error, draft, entry.id)
            continue
        discard(draft)
        moved = "" if saved.file.path == entry.path else ", moved to its day"
        return f"saved {entry.id} · {entry.kind} {saved.file.shift}{moved}"


def _text(raw: bytes) -> str:
    """The file's text for the editor, which saves UTF-8 whatever it was before."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.replace("\r\n", "\n")


def _save(session: Session, entry: "RecordFile", raw: bytes, disk: bytes, written: str) -> "Stored":
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


def _ask_again(session: Session, error: ReflectError, draft: "Path", name: str) -> None:
    """Return if the user wants to correct the draft; else the error, with the draft's name.

    Raises:
        ReflectError: the error, when nobody is there to correct it, or wants to.
    """
    if error.code != ExitCode.CHANGED and session.world.asks:
        session.say(render_problem(error.problem))
        asker = Asker(session.world)
        answer = asker.text(AGAIN).strip().lower()
        if answer in ("", "e", "y", "yes") and not asker.ended:
            return
        if answer == "q":
            discard(draft)
    hint = "nothing was saved, and your text is gone, as you said"
    if draft.exists():
        hint = f"nothing was saved; {kept(session, draft, f'reflect edit {name}')}"
    code = error.code if error.code == ExitCode.CHANGED else ExitCode.BAD_DATA
    raise ReflectError(str(error), location=error.problem.location, hint=hint, code=code)
