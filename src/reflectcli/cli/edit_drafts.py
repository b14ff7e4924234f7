"""Changes of a record that `edit` could not save: offered when the record is edited again."""

from pathlib import Path

from reflectcli.cli.ask import Asker
from reflectcli.cli.drafts import delete
from reflectcli.cli.session import Session
from reflectcli.errors import LockedError, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.layout import AGE, DRAFTS, RecordFile

UNSAVED = "was not saved. Go on with it? Enter for yes, n to start anew, d to delete it"
"""Of a change."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A change as it lies on disk, and its text."""

    path: Path
    disk: bytes
    text: str

    def drop(self) -> None:
        """Take it away: it is in another draft now, or not wanted."""
        delete(self.path, self.disk)


def suffix(entry: RecordFile) -> str:
    """How the name of a draft ends that is a change of this record."""
    return f"-edit-{entry.id}.toml"


def taken_up(session: Session, entry: RecordFile) -> Unsaved | None:
    """The change of the record to go on with, if one was left and the user wants to."""
    if not session.world.asks:
        return None
    asker = Asker(session.world)
    for found in _unsaved(session, entry):
        answer = asker.text(f"a change of {entry.id} {UNSAVED} [Y/n/d]").strip().lower()[:1]
        if asker.ended:
            raise KeyboardInterrupt
        if answer == "d":
            found.drop()
        elif answer == "n":
            return None
        else:
            if _is_older(session, entry, found.path):
                session.say(f"{entry.id} was changed after that: saving replaces what it says now")
            return found
    return None


def _unsaved(session: Session, entry: RecordFile) -> list[Unsaved]:
    """The changes that were left, the newest first; none while another editor may be at one."""
    from reflectcli.storage.encryption.left import is_editing

    folder, end = session.settings.journal / DRAFTS, suffix(entry)
    names = [name for name in files.names(folder) if name.removesuffix(AGE).endswith(end)]
    if not names or is_editing(session.repository.history):
        return []
    found = []
    for name in names:
        try:
            disk = files.read(folder / name, session.settings.folder)
            raw = session.repository.seal.opened(disk, name)
            found.append(Unsaved(folder / name, disk, raw.decode("utf-8-sig")))
        except (ReflectError, LockedError, OSError, UnicodeDecodeError) as error:
            session.say(f"a draft cannot be taken up: {error}")
    return sorted(found, key=lambda each: each.path.stat().st_mtime_ns, reverse=True)


def _is_older(session: Session, entry: RecordFile, draft: Path) -> bool:
    """Tell whether the record was written after its draft."""
    record = session.settings.journal / entry.path
    return record.stat().st_mtime_ns > draft.stat().st_mtime_ns
