"""A record changed in the user's editor: asked again until it is right, and never lost."""

from typing import TYPE_CHECKING

from reflectcli.cli.ask import Asker
from reflectcli.cli.editor import discard, edit_draft, open_draft, read_draft
from reflectcli.cli.session import Session
from reflectcli.errors import ExitCode, ReflectError
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
    text = _text(raw)
    draft = open_draft(session, text, ".toml")
    while True:
        edit_draft(session, draft, text)
        written = read_draft(draft)
        if written == text:
            discard(draft)
            return f"nothing changed in {entry.id}"
        try:
            saved = _save(session, entry, raw, written, disk)
        except ReflectError as error:
            _ask_again(session, error, draft)
            continue
        except OSError:
            session.say(f"nothing was saved; your text is in {draft}")
            raise
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
            discard(draft)
            hint = "nothing was saved, and your text is gone, as you said"
    code = error.code if error.code == ExitCode.CHANGED else ExitCode.BAD_DATA
    raise ReflectError(str(error), location=error.problem.location, hint=hint, code=code)
