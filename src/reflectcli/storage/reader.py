"""Reading records: month by month, good files beside bad ones, every problem a value."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED, is_ahead
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook, in_order
from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation
from reflectcli.storage import files, toml
from reflectcli.storage.layout import RecordFile, folder_of, months, parse_path
from reflectcli.storage.locate import locate


class Reader:
    """Lists and reads the records' files of one journal.

    No record can be of a day that has not begun, by the clock passed in, where it was written.
    """

    def __init__(self, root: Path, config: JournalConfig, now: datetime) -> None:
        self.root = root
        self.config = config
        self.now = now

    def months(
        self,
        since: date | None = None,
        until: date | None = None,
        problems: list[Problem] | None = None,
    ) -> list[str]:
        """The existing month folders that a range touches, oldest first."""
        missed: list[Problem] = [] if problems is None else problems
        return months(lambda folder: self._names(folder, missed), since, until)

    def _names(self, folder: str, problems: list[Problem]) -> list[str]:
        """The names in a folder; one that is there but cannot be read is a problem."""
        try:
            return os.listdir(self.root / folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            denied = isinstance(error, PermissionError)
            path = self.root / folder
            problems.append(
                Problem(
                    f"the folder cannot be read: {error.strerror}",
                    SourceLocation(folder or str(self.root)),
                    f"give yourself permission: chmod u+rwx {path}"
                    if denied and os.name == "posix"
                    else "give yourself permission to read it"
                    if denied
                    else "move it out of the journal",
                )
            )
            return []

    def entries(self, folder: str, problems: list[Problem]) -> list[RecordFile]:
        """The records' files of a folder, by their names alone, oldest first."""
        found = []
        for name in self._names(folder, problems):
            if not name.endswith(".toml") or name.startswith("."):
                continue
            entry = parse_path(f"{folder}/{name}")
            if entry is None:
                problems.append(
                    Problem(
                        "not the name of a record (DATE-KIND-ID.toml), so it is not read",
                        SourceLocation(f"{folder}/{name}"),
                        "rename it, or move it out of the journal",
                    )
                )
            else:
                found.append(entry)
        return sorted(found)

    def listing(
        self,
        since: date | None,
        until: date | None,
        kinds: frozenset[str] | None,
        problems: list[Problem],
    ) -> Iterator[RecordFile]:
        """The files of a range of shifts, oldest month first, then the long-lived ones."""
        wanted = kinds or None
        if wanted is None or wanted - LONG_LIVED.keys():
            for month in self.months(since, until, problems):
                for entry in self.entries(month, problems):
                    inside = (since is None or entry.shift >= since) and (
                        until is None or entry.shift <= until
                    )
                    if inside and (wanted is None or entry.kind in wanted):
                        yield entry
        for kind, folder in LONG_LIVED.items():
            if wanted is None or kind in wanted:
                yield from self.entries(folder, problems)

    def load(
        self,
        since: date | None = None,
        until: date | None = None,
        kinds: frozenset[str] | None = None,
    ) -> Logbook:
        """The records of a range of shifts, and every long-lived record whatever its date."""
        problems: list[Problem] = []
        records: list[Record] = []
        taken: dict[str, str] = {}
        for entry in self.listing(since, until, kinds, problems):
            if (other := taken.get(entry.id)) is not None:
                problems.append(same_id(entry, other))
                continue
            try:
                record, _ = self.read(entry)
            except ReflectError as error:
                problems.append(error.problem)
                continue
            taken[entry.id] = entry.path
            records.append(record)
        return Logbook(in_order(records), tuple(problems))

    def text(self, entry: RecordFile) -> str:
        """The text of a record's file."""
        return toml.decode(self.raw(entry), entry.path)

    def raw(self, entry: RecordFile) -> bytes:
        """The bytes of a record's file; errors name it as the user would."""
        try:
            return files.read(self.root / entry.path)
        except ReflectError as error:
            reason, hint = str(error), error.problem.hint
        except FileNotFoundError:
            reason, hint = "a link to a file that is not there", "delete the link"
        except OSError as error:
            reason = f"the file cannot be read: {error.strerror}"
            hint = "give yourself permission to read it"
        where = SourceLocation(entry.path)
        raise ReflectError(reason, location=where, hint=hint, code=ExitCode.BAD_DATA)

    def read(self, entry: RecordFile) -> tuple[Record, str]:
        """A record and the text that it was read from.

        Raises:
            ReflectError: with place and remedy, when the file does not hold a right record.
        """
        from reflectcli.storage.validate import parse_record

        text = self.text(entry)
        record = parse_record(text, entry.path, self.config)
        problem = self._misplaced(record, entry, text)
        if problem is not None:
            raise ReflectError.of(problem)
        return record, text

    def _misplaced(self, record: Record, entry: RecordFile, text: str) -> Problem | None:
        """What is wrong between a record and the place and name of its file."""
        if record.id != entry.id or record.kind != entry.kind:
            key = "id" if record.id != entry.id else "kind"
            inside, outside = getattr(record, key), getattr(entry, key)
            return Problem(
                f"{key} is {inside!r} here but {outside!r} in the file's name",
                locate(text, entry.path, (key,)),
                "make them the same",
            )
        folder = folder_of(record.kind, record.shift)
        if folder != entry.month or record.shift != entry.shift:
            right = f"{folder}/{record.shift}-{record.kind}-{record.id}.toml"
            return Problem(
                f"the shift of {record.shift} belongs in another place",
                locate(text, entry.path, ("shift",)),
                f"move the file to {right}, or correct the shift",
            )
        if is_ahead(record.shift, record.at, self.now):
            return Problem(
                f"the shift of {record.shift} is in the future",
                locate(text, entry.path, ("shift",)),
                "correct the date, or your computer's clock",
            )
        return None


def same_id(entry: RecordFile, other: str) -> Problem:
    """The problem that two files have one ID."""
    return Problem(
        f"the ID {entry.id} is already that of {other}",
        SourceLocation(entry.path),
        "delete one of the two, or give it another ID in its name and its text",
    )
