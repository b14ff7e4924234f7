"""Reflections that were not finished: each a draft in the journal's folder, in template form."""

import secrets
from pathlib import Path

from reflectcli.cli.editor import require_folder, seal_left, shown_by
from reflectcli.cli.reflection import Reflection
from reflectcli.cli.shift_log import SUFFIXES, ShiftLog
from reflectcli.errors import LockedError, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.text import one_line
from reflectcli.storage import files
from reflectcli.storage.layout import AGE, DRAFTS


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it lies on disk, with what it says and the log that it belongs to."""

    path: Path
    raw: bytes
    log: ShiftLog
    reflection: Reflection

    @property
    def words(self) -> str:
        """Its day and how far it got, in one line."""
        told = [*self.reflection.answers.values(), self.reflection.text or ""]
        first = next((one_line(text) for text in told if text), "")
        count = len(self.reflection.answers)
        said = f"{count} answer{'' if count == 1 else 's'}"
        return f"{self.log.title} · {said}" + (f" · {first}" if first else "")


def find_drafts(log: ShiftLog) -> list[Draft]:
    """The unfinished reflections, the newest first; with `--on` those of that day alone.

    One that cannot be made out is named, and stays where it is.
    """
    folder = log.session.settings.journal / DRAFTS
    # Later it would be done under the feet of who goes on with one.
    seal_left(log.session)
    found = []
    for name in files.names(folder):
        stem = name.removesuffix(AGE)
        form = next((form for form, suffix in SUFFIXES.items() if stem.endswith(suffix)), None)
        if form and not name.startswith(files.TEMPORARY) and (stem == name or _opens(log)):
            draft = _read(log, form, folder / name)
            if draft and (log.on is None or draft.log.day == log.day):
                found.append(draft)
    return sorted(found, key=lambda draft: draft.path.stat().st_mtime_ns, reverse=True)


def _opens(log: ShiftLog) -> bool:
    """Tell whether encrypted drafts can be read, for which alone `log` asks for the passphrase."""
    seal, world = log.session.repository.seal, log.session.world
    if not seal.at_hand() and world.asks:
        log.session.say("a reflection was not finished; with your passphrase you can go on with it")
        try:
            seal.key()
        except LockedError as locked:
            log.session.say(f"{locked}; the draft stays")
            # Once is enough for a question that can be passed over.
            seal.give_up()
    return seal.at_hand()


def _read(log: ShiftLog, form: str, path: Path) -> Draft | None:
    session = log.session
    try:
        disk = files.read(path, session.settings.folder)
        raw = session.repository.seal.opened(disk, path.name)
        own = ShiftLog(session, form, log.on, log.at)
        reflection = own.parse(raw.decode("utf-8-sig"), str(path), session.settings.prompts)
        if reflection.day not in (None, own.day):
            own = ShiftLog(session, form, str(reflection.day), log.at)
    except (ReflectError, OSError, UnicodeDecodeError) as error:
        read = f" · read it: {shown_by(session, path)}" if path.name.endswith(AGE) else ""
        session.say(f"a draft cannot be taken up: {error}{read}")
        return None
    return None if reflection.empty else Draft(path, disk, own, reflection)


class Keeper:
    """The draft of a reflection that is being written, kept up to date on disk."""

    def __init__(self, log: ShiftLog, notes: list[str], draft: Draft | None = None) -> None:
        self.log = log
        self.notes = notes
        self.path = draft.path if draft else None
        self.raw = draft.raw if draft else b""
        self.text = b""
        self.problem = ""
        """Why the draft could not be written the last time."""

    def keep(self, reflection: Reflection) -> None:
        """Write the draft if there is anything new in it; an empty one goes away."""
        try:
            self._keep(reflection)
        except OSError as error:
            self.problem = f"the draft cannot be kept: {error.strerror or error}"
        else:
            self.problem = ""

    def _keep(self, reflection: Reflection) -> None:
        if reflection.empty:
            self.drop()
            return
        raw, seal = (
            self.log.template(reflection, self.notes).encode(),
            self.log.session.repository.seal,
        )
        if self.path is not None and raw == self.text:
            return
        disk = raw if self.path is None else seal.closed(raw, self.path.name)
        try:
            if self.path is not None:
                files.replace(self.path, disk, self.raw)
        except ReflectError:
            # Another window took the draft up: each goes on with one of its own.
            self.path = None
        if self.path is None:
            suffix = SUFFIXES[self.log.form]
            name = seal.named(f"{secrets.token_hex(4)}{suffix}")
            require_folder(self.log.session)
            path = self.log.session.settings.journal / DRAFTS / name
            disk = seal.closed(raw, name)
            files.create(path, disk)
            self.path = path
        self.raw, self.text = disk, raw

    def drop(self) -> None:
        """Take the draft away: it is saved, or nothing is left of it."""
        path, self.path = self.path, None
        if path is not None and files.names(path.parent):
            delete(path, self.raw)


def delete(path: Path, raw: bytes) -> None:
    """Delete a draft, if it still is what was read."""
    try:
        files.require(path, raw)
        path.unlink()
    except (ReflectError, OSError):
        return
