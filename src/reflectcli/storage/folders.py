"""A folder's records: read from its files, or taken from the index where those are unchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage.fingerprint import digest
from reflectcli.storage.index import DamagedError, Index
from reflectcli.storage.layout import RecordFile, parse_path
from reflectcli.storage.listing import Listing, is_racy
from reflectcli.storage.packing import Packed, pack, pack_problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
Described = tuple[str, list[tuple[str, str]], str]
"""A record's gist, its texts by their fields, and these texts as they are searched."""


Item = tuple[str, "Packed | tuple[None, tuple[Any, ...]] | None"]
"""A file's name, and what the index knows of its content: a record, a problem, or nothing."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The records' files of a folder, oldest first, and the names that are none of a record."""

    name: str
    items: Sequence[Item] = ()
    strays: Sequence[str] = ()


class FileReader(Protocol):
    """What reads one file: the record in it, or the error that says what is wrong."""

    def raw(self, entry: RecordFile) -> bytes:
        """The bytes of the file."""

    def parsed(self, entry: RecordFile, raw: bytes) -> Record:
        """The record that the bytes hold."""


class IndexedFolders:
    """Folders by way of the index, which is brought up to date for each that is asked for."""

    def __init__(
        self, index: Index, reader: FileReader, describe: Callable[[Record], Described]
    ) -> None:
        self.index = index
        self.reader = reader
        self.describe = describe

    def folder(self, name: str, listing: Listing) -> Folder:
        """The folder as the listing has it.

        Raises:
            sqlite3.Error, OSError, DamagedError: the index cannot be used.
        """
        if not listing.files:
            return self._forgotten(name, listing)
        if not self.index.is_fresh(name, listing):
            return self._refreshed(name, listing)
        kept = self.index.content(name)
        return self._refreshed(name, listing) if kept is None else _folder(name, kept[1])

    def _forgotten(self, name: str, listing: Listing) -> Folder:
        if kept := self._kept(name):
            gone = [file[0][0] for file in kept[1][0]]
            self.index.keep(name, listing, kept[0], ([], []), gone, [])
        return Folder(name)

    def _kept(self, name: str) -> tuple[int, Any] | None:
        """What is kept; what is damaged is none."""
        try:
            return self.index.content(name)
        except DamagedError:
            return None

    def _refreshed(self, name: str, listing: Listing) -> Folder:
        kept = self._kept(name)
        turn = kept[0] if kept else self.index.turn(name)
        before = {file[0][0]: file for file in kept[1][0]} if kept else {}
        files: list[Any] = []
        strays: list[str] = []
        fresh: list[tuple[str, Record | None]] = []
        for state in listing.files:
            entry = parse_path(f"{name}/{state[0]}")
            if entry is None:
                strays.append(state[0])
                continue
            old = before.pop(state[0], None)
            file, record = self._read(entry, state, old)
            if record is not None or old is None or old[3] != file[3]:
                fresh.append((state[0], record))
            files.append(file)
        gone = [*before, *(file for file, _ in fresh)]
        if kept is None:
            gone = self.index.files(name)
        lines = [self._line(file, record) for file, record in fresh if record is not None]
        self.index.keep(name, listing, turn, (files, strays), gone, lines)
        return _folder(name, (files, strays))

    def _read(
        self, entry: RecordFile, state: tuple[Any, ...], old: Any
    ) -> tuple[list[Any], Record | None]:
        """What is to be kept of a file, and its record if it had to be read anew."""
        if old is not None and old[0] == state and not is_racy(state, old[1]):
            return old, None
        read_at = self.index.clock()
        try:
            raw = self.reader.raw(entry)
        except ReflectError as error:
            return [state, read_at, None, (None, pack_problem(error.problem))], None
        known = digest(raw)
        if old is not None and old[2] == known:
            return [state, read_at, known, old[3]], None
        try:
            record = self.reader.parsed(entry, raw)
        except ReflectError as error:
            return [state, read_at, known, (None, pack_problem(error.problem))], None
        return [state, read_at, known, pack(record)], record

    def _line(self, file: str, record: Record) -> tuple[Any, ...]:
        gist, texts, folded = self.describe(record)
        entry = (record.kind, record.at.isoformat(), record.private, gist, texts)
        moment = (record.at - _EPOCH) // _TICK
        return file, record.shift.isoformat(), moment, record.id, entry, folded


def _folder(name: str, content: tuple[Any, Any]) -> Folder:
    files, strays = content
    return Folder(name, [(file[0][0], file[3]) for file in files], strays)
