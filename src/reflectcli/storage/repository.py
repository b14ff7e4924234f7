"""The one way to the records: everything above asks here and knows nothing of files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import count, islice, takewhile
from types import MappingProxyType

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, Problem, ReflectError
from reflectcli.storage import files, ids
from reflectcli.storage.cache import Cache, IndexPlace
from reflectcli.storage.codec import dump_record
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.encryption.seal import Find, Seal, no_key, require_no_other
from reflectcli.storage.finding import all_ids, by_id, by_name, number_of
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation, noted
from reflectcli.storage.inside import require_inside
from reflectcli.storage.layout import RecordFile, found_at, path_of
from reflectcli.storage.listing import ENDS, PENDING
from reflectcli.storage.reader import Reader
from reflectcli.storage.references import latest
from reflectcli.storage.rewriting import rewrite, rewrite_all
from reflectcli.storage.stored import Stored
from reflectcli.storage.trash import DELETED, Trash, not_found, undo_last

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """The records of the journal at `root`, at the moment `now`."""

    def __init__(
        self,
        root: files.AnyPath,
        now: datetime,
        history: History | None = None,
        index: IndexPlace | None = None,
        find_key: Find = no_key,
        *,
        quiet: bool = False,
    ) -> None:
        self.folder = os.fspath(root)
        self.now = now
        self.file = ConfigFile(root)
        self.history = history or History(None)
        self.index = index
        self._sealing = find_key, quiet

    @property
    def root(self) -> Path:
        """The journal's folder, for what does not count milliseconds."""
        from pathlib import Path

        return Path(self.folder)

    @property
    def config(self) -> JournalConfig:
        """The content of journal.toml."""
        return self.file.config

    @property
    def _reader(self) -> Reader:
        self._finish()
        return Reader(self.folder, self.config, self.now, self.cache, self.seal)

    @cached_property
    def seal(self) -> Seal:
        """What closes and opens the journal's files."""
        return Seal(self.file.recipient, *self._sealing)

    @cached_property
    def cache(self) -> Cache | None:
        """What is known of the journal's files without reading them again."""
        config = self.config
        if self.index is None or not os.path.isdir(self.folder):
            return None
        if self.seal.recipient is not None:
            from reflectcli.storage.encryption.left import clear

            clear(self.index, self.folder, self.seal, self.history)
            return None
        return Cache(self.index, self.folder, config, self.file.raw)

    def _finish(self) -> None:
        """Finish what a crash cut short; for one look at a folder, nothing more is imported."""
        if files.names(os.path.join(self.folder, PENDING)):
            from reflectcli.storage.pending import finish

            finish(self.root, self.history)

    # reading

    def load(
        self,
        since: date | None = None,
        until: date | None = None,
        *,
        kinds: Sequence[str] | None = None,
    ) -> Logbook:
        """The records of a range of shifts and every long-lived record, with the problems."""
        return self._reader.load(since, until, frozenset(kinds) if kinds else None)

    def newest(
        self,
        since: date | None = None,
        until: date | None = None,
        *,
        kinds: Sequence[str] | None = None,
        problems: list[Problem] | None = None,
    ) -> Iterator[Record]:
        """Dated records from the newest back, reading a day's files only when it is reached."""
        found: list[Problem] = [] if problems is None else problems
        return self._reader.newest(since, until, frozenset(kinds) if kinds else None, found)

    def refresh(self, folder: str) -> None:
        """Bring what is known of a folder up to date."""
        self._reader.folder(folder, [])

    def names(self, problems: list[Problem] | None = None) -> Iterator[RecordFile]:
        """Every record's file by its name alone."""
        return self._reader.listing(None, None, None, [] if problems is None else problems)

    def deleted_ids(self) -> set[str]:
        """The IDs of the records that users deleted and that still lie in the trash."""
        return Trash(self.root, self.now).deleted_ids()

    def find(self, reference: str) -> RecordFile:
        """The file of the record that an ID, a unique prefix of one, a file's name or `last` names.

        Raises:
            ReflectError: there is none, or more than one (exit code 4).
        """
        if reference == "last":
            return self._last()
        if reference.endswith(ENDS):
            return by_name(self._reader, reference)
        return by_id(self._reader, reference)

    def _last(self) -> RecordFile:
        """The file of the latest record, dated or long-lived."""
        newest = self.newest()
        found = list(islice(newest, 1))
        since = found[0].shift if found else date.min
        # Records of one second, as a script or a paste writes them: all, for `_latest` to choose.
        found += takewhile(lambda each: (each.shift, each.at) == (since, found[0].at), newest)
        lasting = self.load(kinds=list(LONG_LIVED))
        found += [record for record in lasting if record.shift >= since]
        if not found:
            raise not_found("the journal has no records yet", "write one: reflect note TEXT")
        return found_at(self.folder, latest(found, self.folder))

    def get(self, reference: str) -> Stored:
        """The record that an ID, a unique prefix of one, a file's name or `last` names.

        Raises:
            ReflectError: not found or ambiguous (4), or its file holds no right record (3).
        """
        return self.at(self.find(reference))

    def stored(self, record: Record) -> Stored:
        """A record that was loaded, as it lies on disk now; an error if it is not right there."""
        return self.at(found_at(self.folder, record))

    def at(self, entry: RecordFile) -> Stored:
        """The record of a file, as it lies on disk now; an error if it is not right there."""
        self._require_one(entry)
        reader = self._reader
        raw = reader.raw(entry)
        record, text = reader.read_of(entry, raw)
        if not entry.sealed:
            return Stored(entry, raw, text, record)
        return Stored(entry, self.seal.opened(raw, entry.path), text, record, raw)

    def linking(self, record_id: str) -> list[RecordFile]:
        """The files of the records that name another in their links or as their goal."""
        from reflectcli.storage.linking import linking

        return linking(self._reader, record_id)

    def count(self) -> int:
        """How many files there are that may be records, by their names alone."""
        return number_of(all_ids(self._reader))

    def raw(self, entry: RecordFile) -> bytes:
        """What a record's file holds, right or not, the way it was written."""
        return self.seal.opened(self._reader.raw(entry), entry.path)

    def _require_one(self, entry: RecordFile) -> None:
        """Refuse to change one form of a record while a crash has left the other beside it."""
        if self.seal.recipient is not None and not entry.sealed:
            require_no_other(self.folder, entry.path)

    # writing

    def new_id(self, length: int = 6) -> str:
        """A fresh random ID."""
        return ids.new_id(length)

    def add(
        self,
        *records: Record,
        progress: Callable[[int, int], None] = lambda done, total: None,
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> list[str]:
        """Write new records, all or none; returns their paths in the journal.

        `progress` is told how many are done, of how many. `texts` has by ID what a file is to
        hold where that is known to parse to its record and has comments beside.

        Raises:
            ReflectError: a record breaks a rule, or its name is taken.
        """
        self.file.require_writable()
        require_inside(self.folder, [path_of(record) for record in records])
        config = self.file.basics if all(r.kind == "note" for r in records) else self.config
        contents: list[tuple[str, bytes]] = []
        for record in records:
            text = texts.get(record.id) or dump_record(record, config)
            path = self.seal.named(path_of(record))
            contents.append((path, self.seal.closed(text.encode(), path)))
            progress(0, len(records))
        paths = [path for path, _ in contents]
        hashes = [fingerprint(raw) for _, raw in contents]
        line = noted(Operation(ids.token(6), "add", paths, after=hashes))
        done = count(1)
        try:
            self._create(contents, line, lambda: progress(next(done), len(records)))
        except FileExistsError as error:
            raise ReflectError(
                f"there is already a record of that name: {error.filename2 or error.filename}",
                code=ExitCode.CHANGED,
            ) from None
        return paths

    def _create(
        self, contents: list[tuple[str, bytes]], line: str, written: Callable[[], None]
    ) -> None:
        if len(contents) > 1:
            from reflectcli.storage.together import create_all

            create_all(self.root, contents, self.history, line, written)
            return
        for path, raw in contents:
            files.create(os.path.join(self.folder, path), raw)
            written()
        self.history.append(line)

    def rewrite(self, stored: Stored, raw: bytes) -> Stored:
        """Put new text in the place of a stored record's, moving the file if its shift changed.

        Raises:
            ReflectError: the text holds no right record (3), or the file is no longer the one
                that was read (5).
        """
        self.file.require_writable()
        here = self.root, stored, raw, self.config, self.now, self.history, self.seal
        return rewrite(*here)

    def rewrite_all(self, changes: Sequence[tuple[Stored, bytes]]) -> list[Stored]:
        """Put new text in the place of several stored records', all or none, undone as one.

        Raises:
            ReflectError: a text holds no right record (3) or is of another day (2), or a file is
                no longer the one that was read (5).
        """
        if len(changes) == 1:
            return [self.rewrite(*changes[0])]
        self.file.require_writable()
        return rewrite_all(self.root, changes, self.config, self.now, self.history, self.seal)

    def remove(self, *entries: RecordFile) -> None:
        """Move records' files into the trash."""
        self.file.require_writable()
        paths = [entry.path for entry in entries]
        for entry in entries:
            self._require_one(entry)
        trash = Trash(self.root, self.now)
        folder = trash.folder(DELETED)
        line = noted(Operation(ids.token(6), "remove", paths, folder))
        trash.take(paths, folder, self.history, line)

    def undo(self) -> Operation:
        """Take back the last operation of this device; what it wrote goes into the trash.

        Raises:
            ReflectError: there is nothing to undo (4), or the files have changed since (5).
        """
        self.file.require_writable()
        self._finish()
        return undo_last(Trash(self.root, self.now), self.history)
