"""The user's own editor, on a draft in the journal's folder that is kept until it is saved."""

import os
import secrets
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOENT
from pathlib import Path

from reflectcli.cli.session import Session
from reflectcli.errors import ExitCode, LockedError, ReflectError
from reflectcli.storage import files
from reflectcli.storage.layout import DRAFTS

BESIDE = (
    "{}", "{}~", "{}.bak", "{}.orig", "{}.save", ".{}.swp", ".{}.swo", ".{}.un~", "#{}#", ".#{}",
)  # fmt: skip
"""A draft by its name, and the copies, swap and undo files that vim, nano and emacs make."""


@contextmanager
def composed(session: Session, text: str, suffix: str) -> Iterator[str]:
    """What the user made of the text in their editor; the draft goes away once that is saved."""
    with drafting(session, text, suffix) as draft:
        with _keeping(session, draft, KeyboardInterrupt):
            edit_draft(session, draft, text)
            written = read_draft(session, draft)
        if not written.strip():
            discard(draft)
        with _keeping(session, draft, KeyboardInterrupt, ReflectError, LockedError, OSError):
            yield written
        discard(draft)


@contextmanager
def _keeping(session: Session, draft: Path, *errors: type[BaseException]) -> Iterator[None]:
    """Say where the draft is, if what comes goes wrong in such a way."""
    try:
        yield
    except errors:
        if draft.exists():
            session.say(kept(session, draft))
        raise


@contextmanager
def drafting(session: Session, text: str, suffix: str) -> Iterator[Path]:
    """A new draft that holds the text; if it stays, it is encrypted where the journal is.

    Raises:
        OSError: it cannot be kept, or the journal's folder is gone.
    """
    from reflectcli.storage.encryption.left import editing

    require_folder(session)
    history = session.repository.history
    seal_left(session)
    with editing(history):
        draft = session.settings.journal / DRAFTS / f"{secrets.token_hex(4)}{suffix}"
        files.create(draft, text.encode())
        try:
            yield draft
        finally:
            close_draft(session, draft)


def seal_left(session: Session) -> None:
    """Encrypt what killed editors have left in an encrypted journal."""
    from reflectcli.storage.encryption import left

    repository = session.repository
    # Broken settings are told where something is to be saved.
    with suppress(ReflectError):
        left.seal_left(repository.folder, repository.seal, repository.history, session.say)


def keep_draft(session: Session, text: str, suffix: str) -> Path:
    """Keep a text that was not saved, in the form that the journal has; returns where it is.

    Raises:
        OSError, LockedError: it cannot be kept.
    """
    require_folder(session)
    seal = session.repository.seal
    name = seal.named(f"{secrets.token_hex(4)}{suffix}")
    draft = session.settings.journal / DRAFTS / name
    files.create(draft, seal.closed(text.encode(), name))
    return draft


def require_folder(session: Session) -> None:
    """Refuse to make a journal's folder anew, which was there when the command began.

    Raises:
        FileNotFoundError: it is gone.
    """
    if not session.settings.journal.is_dir():
        raise FileNotFoundError(ENOENT, "the journal's folder is gone", session.settings.journal)


def close_draft(session: Session, draft: Path) -> Path:
    """Encrypt a draft that stays, where the journal is encrypted; returns where it is now."""
    from reflectcli.storage.encryption.left import seal_draft

    try:
        seal = session.repository.seal
        if seal.recipient is None or not draft.exists():
            return draft
        closed = seal_draft(draft, seal)
    except (ReflectError, LockedError, OSError):
        # It is safe where it is, and the next command tries again.
        return draft
    discard(draft)
    return closed


def kept(session: Session, draft: Path, go_on: str = "") -> str:
    """Say where the user's text is, encrypted where the journal is, and how it is read.

    `go_on` is the command that takes an encrypted one up again, where there is one.
    """
    closed = close_draft(session, draft)
    if closed == draft:
        return f"your text is in {draft}"
    said = f"your text is kept · read it: {shown_by(session, closed)}"
    return f"{said} · go on with it: {go_on}{session.elsewhere}" if go_on else said


def shown_by(session: Session, closed: Path) -> str:
    """The command that prints an encrypted draft."""
    from reflectcli.storage.encryption import left

    return left.shown_by(closed) + session.elsewhere


def discard(draft: Path) -> None:
    """Remove a draft, and what editors put beside a file that they change."""
    for form in BESIDE:
        # What is left is told by `check`; what was saved is saved.
        with suppress(OSError):
            draft.with_name(form.format(draft.name)).unlink()


def edit_draft(session: Session, draft: Path, offered: str | None = None) -> None:
    """Let the user edit the draft.

    Args:
        session: The session whose settings name the editor.
        draft: The file to edit.
        offered: The text that the program put there, which alone is not worth keeping.

    Raises:
        ReflectError: there is no editor, or it failed; the draft stays if there is anything of
            the user's in it.
    """
    try:
        _run_editor(session, draft)
    except ReflectError as error:
        if offered is not None and draft.exists() and draft.read_bytes() == offered.encode():
            discard(draft)
            raise
        hints = [error.problem.hint, kept(session, draft)]
        raise ReflectError(str(error), hint=" · ".join(filter(None, hints))) from None


def _run_editor(session: Session, draft: Path) -> None:
    command = session.settings.editor or ("notepad" if os.name == "nt" else "vi")
    try:
        words = shlex.split(command, posix=os.name != "nt")
        done = subprocess.run([*words, str(draft)], check=False)
    except OSError as error:
        raise ReflectError(
            f"the editor {command!r} cannot be started: {error.strerror}",
            hint="set EDITOR to one that you have, or give the text by flags",
        ) from None
    if done.returncode != 0:
        raise ReflectError(
            f"the editor {command!r} ended with {done.returncode}; nothing was saved"
        )


def read_draft(session: Session, draft: Path) -> str:
    """The draft's text, line ends as LF.

    Raises:
        ReflectError: it is not UTF-8, or no longer there.
    """
    try:
        return draft.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ReflectError(
            "the draft is not UTF-8 text", hint=kept(session, draft), code=ExitCode.BAD_DATA
        ) from None
