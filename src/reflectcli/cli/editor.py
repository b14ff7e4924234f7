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
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files
from reflectcli.storage.layout import DRAFTS

BESIDE = (
    "{}", "{}~", "{}.bak", "{}.orig", "{}.save", ".{}.swp", ".{}.swo", ".{}.un~", "#{}#", ".#{}",
)  # fmt: skip
"""A draft by its name, and the copies, swap and undo files that vim, nano and emacs make."""


@contextmanager
def composed(session: Session, text: str, suffix: str) -> Iterator[str]:
    """What the user made of the text in their editor; the draft goes away once that is saved."""
    draft = open_draft(session, text, suffix)
    edit_draft(session, draft, text)
    written = read_draft(draft)
    if not written.strip():
        discard(draft)
    with keeping_draft(session, draft):
        yield written
    discard(draft)


@contextmanager
def keeping_draft(session: Session, draft: Path) -> Iterator[None]:
    """Say where the draft is, if what comes goes wrong."""
    try:
        yield
    except (KeyboardInterrupt, ReflectError, OSError):
        if draft.exists():
            session.say(f"your text is in {draft}")
        raise


def open_draft(session: Session, text: str, suffix: str) -> Path:
    """A new draft that holds the text.

    Raises:
        OSError: it cannot be kept, or the journal's folder is gone.
    """
    require_folder(session)
    draft = session.settings.journal / DRAFTS / f"{secrets.token_hex(4)}{suffix}"
    files.create(draft, text.encode())
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
    seal = session.repository.seal
    if seal.recipient is None:
        return draft
    closed = draft.with_name(seal.named(draft.name))
    files.create(closed, seal.closed(draft.read_bytes(), closed.name))
    discard(draft)
    return closed


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
        hints = [error.problem.hint, f"your text is in {draft}"]
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


def read_draft(draft: Path) -> str:
    """The draft's text, line ends as LF.

    Raises:
        ReflectError: it is not UTF-8, or no longer there.
    """
    try:
        return draft.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ReflectError(
            "the draft is not UTF-8 text", hint=f"it is in {draft}", code=ExitCode.BAD_DATA
        ) from None
