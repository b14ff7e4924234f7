"""A folder's records: read from its files, or taken from the index where those are unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage.fingerprint import digest
from reflectcli.storage.index import Index, Kept
from reflectcli.storage.index_links import Links, links_in, moment_of
from reflectcli.storage.layout import RecordFile, parse_path
from reflectcli.storage.listing import Listing, is_racy
from reflectcli.storage.packing import Packed, pack, pack_problem, unpack

Described = tuple[str, list[tuple[str, str]], str]
"""A record's gist, its texts by their fields, and these texts as they are searched."""
Line = tuple[str, int, tuple[Any, ...], str]
"""A record's file, its moment in microseconds, and what the index shows and searches of it."""

Item = tuple[str, "Packed | tuple[None, tuple[Any, ...]] | None"]
"""A file's name, and what the index knows of its content: a record, a problem, or nothing."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The records' files of a folder, oldest first, and the names that are none of a record."""

    name: str
    items: Sequence[Item] = ()
    strays: Sequence[str] = ()


def chosen(
    items: Iterable[Item], since: date | None, until: date | None, kinds: frozenset[str] | None
) -> list[Item]:
    """The files of a range of shifts and of some kinds, by their names alone."""
    if since is None and until is None and kinds is None:
        return list(items)
    low = "" if since is None else since.isoformat()
    high = "9999-99-99" if until is None else until.isoformat()
    return [
        item
        for item in items
        if low <= item[0][:10] <= high
        and (kinds is None or item[0][11 : item[0].rindex("-")] in kinds)
    ]


class FileReader(Protocol):
    """What reads one file: the record in it, or the error that says what is wrong."""

    def raw(self, entry: RecordFile) -> bytes:
        """The bytes of the file."""

    def parsed(self, entry: RecordFile, raw: bytes) -> Record:
        """The record that the bytes hold."""

    def fits(self, record: Record) -> bool:
        """Tell whether the record breaks no rule of the journal's settings."""


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
            sqlite3.Error, DamagedError: the index cannot be used.
        """
        if not listing.files and not self.index.mark(name):
            return Folder(name)
        if self.index.is_fresh(name, listing):
            found = self.index.found(name)
            if found is not None:
                return Folder(name, *found)
        return self._refreshed(name, listing)

    def links(self, name: str, listing: Listing) -> Links:
        """What the records of the folder link to, as the listing has it.

        Raises:
            sqlite3.Error, DamagedError: the index cannot be used.
        """
        if not listing.files and not self.index.mark(name):
            return {}
        if self.index.is_fresh(name, listing):
            found = self.index.links(name)
            if found is not None:
                return found
        return links_in(self._refreshed(name, listing).items)

    def _refreshed(self, name: str, listing: Listing) -> Folder:
        kept = self.index.kept(name)
        before = {file[0][0]: file for file in kept.files} if kept else {}
        same = kept is not None and kept.signature != b""
        mark = kept.mark if kept else self.index.mark(name)
        now = Kept([], [], mark, listing.signature, {})
        fresh: dict[str, Line | None] = {}
        for state in listing.files:
            entry = parse_path(f"{name}/{state[0]}")
            if entry is None:
                now.strays.append(state[0])
                continue
            old = before.pop(state[0], None)
            file, line = self._read(entry, state, old, same=same)
            if line is not None or old is None or old[3] != file[3]:
                fresh[state[0]] = line
            now.files.append(file)
        if not kept or kept.signature != now.signature or kept.files != now.files:
            gone = [*before, *fresh] if kept else self.index.files(name)
            lines = [line for line in fresh.values() if line is not None]
            now.links = links_in([(file[0][0], file[3]) for file in now.files])
            self.index.keep(name, now, gone, lines)
        return Folder(name, [(file[0][0], file[3]) for file in now.files], now.strays)

    def _read(
        self, entry: RecordFile, state: tuple[Any, ...], old: Any, *, same: bool
    ) -> tuple[list[Any], Line | None]:
        """What is to be kept of a file, and its line where that may have changed."""
        if old is not None and old[0] == state and old[2] and not is_racy(state, old[1]):
            if same:
                return old, None
            if (record := self._fitting(old[3])) is not None:
                return old, self._line(state[0], record)
        read_at = self.index.clock()
        if entry.sealed:
            # Nothing of it may lie in the index: what asks for it reads it again.
            return [state, read_at, None, None], None
        try:
            raw = self.reader.raw(entry)
        except ReflectError as error:
            unread = [state, read_at, None, (None, pack_problem(error.problem))]
            return old if same and old and old[2:] == unread[2:] else unread, None
        known = digest(raw)
        if same and old is not None and old[2] == known:
            return [state, read_at, known, old[3]], None
        try:
            record = self.reader.parsed(entry, raw)
            return [state, read_at, known, pack(record)], self._line(state[0], record)
        except ReflectError as error:
            return [state, read_at, known, (None, pack_problem(error.problem))], None
        except RecursionError:
            # Nested too deeply for all but the reader: what asks for it reads it again.
            return [state, read_at, None, None], None

    def _fitting(self, item: Any) -> Record | None:
        """The record that was kept, if it breaks no rule of the journal's settings of today."""
        if item[0] is None:
            return None
        record = unpack(item)
        return record if self.reader.fits(record) else None

    def _line(self, file: str, record: Record) -> Line:
        gist, texts, folded = self.describe(record)
        moment = moment_of(record.at)
        shift, at = record.shift.isoformat(), record.at.isoformat()
        entry = (record.id, shift, record.kind, at, record.private, gist, texts)
        return file, moment, entry, folded
