"""Reading records: month by month, good files beside bad ones, every problem a value."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from reflectcli.domain.filing import LONG_LIVED, is_ahead
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook, in_order
from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation
from reflectcli.storage import files, toml
from reflectcli.storage.cache import Cache
from reflectcli.storage.encryption.seal import PLAIN, Seal, is_other_form
from reflectcli.storage.folders import Folder, Item, chosen
from reflectcli.storage.inside import leading_out, leads_out
from reflectcli.storage.layout import RecordFile, entry_of, months, parse_path
from reflectcli.storage.listing import ENDS
from reflectcli.storage.locate import locate
from reflectcli.storage.misplaced import misplaced, same_id, stray, unreadable
from reflectcli.storage.packing import unpack, unpack_problem


class Reader:
    """Lists and reads the records' files of one journal.

    No record can be of a day that has not begun, by the clock passed in, where it was written.
    With a cache, only files that have changed are read.
    """

    def __init__(
        self,
        root: files.AnyPath,
        config: JournalConfig,
        now: datetime,
        cache: Cache | None = None,
        seal: Seal = PLAIN,
    ) -> None:
        self.root = os.fspath(root)
        self.config = config
        self.now = now
        self.today = now.date()
        self.cache = cache
        self.seal = seal
        self._outside: dict[str, bool] = {}

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
        if self._leads_out(folder):
            problems.append(leading_out(folder).problem)
            return []
        try:
            return os.listdir(os.path.join(self.root, folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            problems.append(unreadable(self.root, folder, error))
            return []

    def _leads_out(self, folder: str) -> bool:
        """Tell whether a folder is a link out of the journal, or lies in one; looked at once."""
        known = self._outside.get(folder)
        if known is None:
            known = self._outside[folder] = bool(folder) and leads_out(self.root, folder)
        return known

    def entries(self, folder: str, problems: list[Problem]) -> list[RecordFile]:
        """The records' files of a folder, by their names alone, oldest first."""
        found = []
        for name in sorted(self._names(folder, problems)):
            if not name.endswith(ENDS) or name.startswith("."):
                continue
            entry = parse_path(f"{folder}/{name}")
            if entry is None:
                problems.append(stray(folder, name))
            elif not (entry.sealed and self.seal.hides):
                found.append(entry)
        return found

    def folder(self, name: str, problems: list[Problem]) -> Folder:
        """A folder's files, and what the cache knows of their content."""
        if self._leads_out(name):
            problems.append(leading_out(name).problem)
            return Folder(name)
        try:
            cached = None if self.cache is None else self.cache.folder(name, self)
        except FileNotFoundError:
            return Folder(name)
        except OSError as error:
            problems.append(unreadable(self.root, name, error))
            return Folder(name)
        if cached is None:
            entries = self.entries(name, problems)
            return Folder(name, [(entry.path[len(name) + 1 :], None) for entry in entries])
        problems += [stray(name, each) for each in cached.strays]
        return cached

    def record(self, folder: str, item: Item) -> Record:
        """The record of a file of a folder.

        Raises:
            ReflectError: with place and remedy, when the file does not hold a right record.
        """
        name, known = item
        if known is None:
            return self.read(entry_of(folder, name))[0]
        if known[0] is None:
            raise ReflectError.of(unpack_problem(known[1]))
        record = unpack(known)
        if record.shift > self.today and is_ahead(record.shift, record.at, self.now):
            return self.read(entry_of(folder, name))[0]
        return record

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
        taken: dict[str, tuple[str, str]] = {}
        months = self.months(since, until, problems) if _has_dated(kinds) else []
        lasting = [LONG_LIVED[kind] for kind in LONG_LIVED if kinds is None or kind in kinds]
        for name in self.one_by_one(months):
            items = chosen(self.folder(name, problems).items, since, until, kinds)
            self._take(name, items, records, taken, problems)
        for name in lasting:
            self._take(name, self.folder(name, problems).items, records, taken, problems)
        return Logbook(in_order(records), tuple(problems))

    def one_by_one(self, folders: Sequence[str]) -> Iterator[str]:
        """The folders, while the user is told how far their reading is."""
        for done, folder in enumerate(folders):
            self._progress(done, len(folders))
            yield folder
        self._progress(len(folders), len(folders))

    def _progress(self, done: int, total: int) -> None:
        if self.cache is not None:
            self.cache.place.progress(done, total)

    def _take(
        self,
        folder: str,
        items: Iterable[Item],
        records: list[Record],
        taken: dict[str, tuple[str, str]],
        problems: list[Problem],
    ) -> None:
        """Add the records of files, and the problems of those that hold none."""
        today = self.today
        for item in items:
            name, known = item
            record_id = name[name.rindex("-") + 1 : -5 if name[-1] == "l" else -9]
            if (other := taken.get(record_id)) is not None:
                if self.is_leftover(entry_of(folder, name), "/".join(other)):
                    continue
                problems.append(same_id(entry_of(folder, name), "/".join(other)))
                continue
            try:
                # The usual case, without a call for each of a hundred thousand records.
                if not (known and known[0] and (record := unpack(known)).shift <= today):
                    record = self.record(folder, item)
            except ReflectError as error:
                problems.append(error.problem)
                continue
            records.append(record)
            taken[record_id] = folder, name

    def newest(
        self,
        since: date | None,
        until: date | None,
        kinds: frozenset[str] | None,
        problems: list[Problem],
    ) -> Iterator[Record]:
        """Dated records from the newest back, reading a day's files only when it is reached."""
        taken: dict[str, tuple[str, str]] = {}
        for month in self.one_by_one(self.months(since, until, problems)[::-1]):
            days: dict[str, list[Item]] = {}
            items = self.folder(month, problems).items
            self._progress(1, 1)
            for item in chosen(items, since, until, kinds):
                days.setdefault(item[0][:10], []).append(item)
            for day in sorted(days, reverse=True):
                records: list[Record] = []
                self._take(month, days[day], records, taken, problems)
                yield from sorted(records, key=lambda each: (each.at, each.id), reverse=True)

    def text(self, entry: RecordFile) -> str:
        """The text of a record's file."""
        return self.text_of(entry, self.raw(entry))

    def text_of(self, entry: RecordFile, raw: bytes) -> str:
        """The text that the bytes of a record's file hold, encrypted or not."""
        return toml.decode(self.seal.opened(raw, entry.path) if entry.sealed else raw, entry.path)

    def is_leftover(self, entry: RecordFile, other: str) -> bool:
        """Tell whether a file is the other form of a plain one, as a crash may leave both."""
        return is_other_form(self.root, self.seal, entry.path, other)

    def raw(self, entry: RecordFile) -> bytes:
        """The bytes of a record's file; errors name it as the user would."""
        if self._leads_out(entry.month):
            raise leading_out(entry.path)
        try:
            return files.read(os.path.join(self.root, entry.path), self.root)
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
        return self.read_of(entry, self.raw(entry))

    def read_of(self, entry: RecordFile, raw: bytes) -> tuple[Record, str]:
        """A record and its text, of the bytes of its file; errors as for `read`."""
        text = self.text_of(entry, raw)
        record = self._right(entry, text)
        if is_ahead(record.shift, record.at, self.now):
            raise ReflectError.of(
                Problem(
                    f"the shift of {record.shift} is in the future",
                    locate(text, entry.path, ("shift",)),
                    "correct the date, or your computer's clock",
                )
            )
        return record, text

    def parsed(self, entry: RecordFile, raw: bytes) -> Record:
        """The record of a file's content, whatever the clock says.

        Raises:
            ReflectError: with place and remedy, when it is no right record.
        """
        return self._right(entry, self.text_of(entry, raw))

    def fits(self, record: Record) -> bool:
        """Tell whether the record breaks no rule of the journal's settings."""
        from reflectcli.domain.rules import rule_faults

        return not rule_faults(record, self.config)

    def _right(self, entry: RecordFile, text: str) -> Record:
        from reflectcli.storage.validate import parse_record

        record = parse_record(text, entry.path, self.config)
        problem = misplaced(record, entry, text)
        if problem is not None:
            raise ReflectError.of(problem)
        return record


def _has_dated(kinds: frozenset[str] | None) -> bool:
    return kinds is None or bool(kinds - LONG_LIVED.keys())
