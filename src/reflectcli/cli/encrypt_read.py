"""What an encrypted file holds, for whoever has no other command for it."""

from pathlib import Path

from reflectcli.cli.session import Session
from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.render.text import clean
from reflectcli.storage import files
from reflectcli.storage.layout import AGE


def text_of(session: Session, name: str) -> str:
    """The text of a file, by its path in the journal or any other.

    Raises:
        ReflectError: there is none (4), or it holds no text (3).
        LockedError: the key cannot be had.
    """
    path = _path(session, name)
    raw = session.repository.seal.opened(files.read(path), path.name)
    try:
        return clean(raw.decode("utf-8-sig")).removesuffix("\n")
    except UnicodeDecodeError:
        raise ReflectError(
            f"no text, but {len(raw)} bytes",
            location=SourceLocation(name),
            hint="age -d -i KEY FILE gives them; what an editor keeps beside a draft is such",
            code=ExitCode.BAD_DATA,
        ) from None


def _path(session: Session, name: str) -> Path:
    folder = session.settings.journal
    for path in (folder / name, folder / (name + AGE), Path(name)):
        if path.exists():
            return path
    raise ReflectError(
        f"there is no file {name!r} in the journal",
        hint="reflect check names the drafts that were left",
        code=ExitCode.NOT_FOUND,
    )
