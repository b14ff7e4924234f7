"""What is known of the journal's folders without reading their files again, if anything is.

The index may be missing, read-only, full, damaged or in use: then the files are read, the answer
is the same, and the user is told once why it takes longer.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.frozen import dataclass
from reflectcli.storage.database import FAILURES, forget, is_damage, is_passing
from reflectcli.storage.folders import Described, FileReader, Folder, IndexedFolders
from reflectcli.storage.index import Index, stamp_of
from reflectcli.storage.index_links import Links
from reflectcli.storage.listing import Listing
from reflectcli.storage.names import KeptNames

T = TypeVar("T")
Describe = Callable[[Record, JournalConfig], Described]


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """Where the index of a journal lies, and what is needed to keep it.

    `clock` tells the time in nanoseconds, as the file system does; `describe` gives what lists and
    searches show of a record; `tell` says to the user that the index cannot be used, `progress` how
    many folders are read, of how many: the last time that all are.
    """

    path: str
    clock: Callable[[], int]
    describe: Describe
    tell: Callable[[str], None]
    progress: Callable[[int, int], None] = lambda done, total: None


class Cache:
    """The index of the journal at `root`, whose journal.toml is `raw`, while it can be used."""

    def __init__(
        self, place: IndexPlace, root: str, config: JournalConfig, raw: bytes | None
    ) -> None:
        self.place = place
        self.root = root
        self.config = config
        self.stamp = stamp_of(raw)
        self._index: Index | None = None
        self._given_up = False
        self._told = False
        self._looked: dict[str, bytes] = {}
        self._blind = False
        self._version = 0

    def folder(self, name: str, reader: FileReader) -> Folder | None:
        """A folder as it is now; None where there is no index to look in.

        Raises:
            OSError: the folder cannot be read.
        """
        return self._asked(name, reader, IndexedFolders.folder)

    def _asked(
        self, name: str, reader: FileReader, ask: Callable[[IndexedFolders, str, Listing], T]
    ) -> T | None:
        if self._given_up:
            return None
        listing = self._listing(name)
        try:
            folders = self._folders(reader)
            found = ask(folders, name, listing)
            self._looked[name] = folders.index.mark(name)
        except FAILURES as error:
            self._give_up(error)
            return None
        if folders.index.refusal is not None:
            self._tell(folders.index.refusal)
        return found

    @property
    def looked(self) -> dict[str, bytes] | None:
        """The mark of each folder that was asked for; None where that is not sure for one.

        What another process puts into the index meanwhile may be newer than what was read here.
        """
        if self._given_up or self._blind or self._index is None:
            return None
        return self._looked if self._index.version() == self._version else None

    def _listing(self, name: str) -> Listing:
        try:
            return Listing(os.path.join(self.root, name))
        except FileNotFoundError:
            self._looked[name] = b""
            raise
        except OSError:
            self._blind = True
            raise

    def links(self, name: str, reader: FileReader) -> Links | None:
        """What the records of a folder link to; None where there is no index to look in.

        Raises:
            OSError: the folder cannot be read.
        """
        return self._asked(name, reader, IndexedFolders.links)

    def ids(self, folders: Sequence[str]) -> list[tuple[str, str]] | None:
        """The IDs in each folder that can be read, as one text; None where there is no index."""
        if self._given_up:
            return None
        try:
            return KeptNames(self._opened()).texts(folders)
        except FAILURES as error:
            self._give_up(error)
            return None

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            with suppress(sqlite3.Error):
                self._index.close()
            self._index = None

    def _folders(self, reader: FileReader) -> IndexedFolders:
        describe, config = self.place.describe, self.config
        return IndexedFolders(self._opened(), reader, lambda record: describe(record, config))

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index(self.place.path, self.root, self.stamp, self.place.clock)
            self._version = self._index.version()
        return self._index

    def _give_up(self, error: Exception) -> None:
        self._given_up = True
        self.close()
        if is_damage(error):
            forget(self.place.path)
            self.place.tell("the index was damaged; it is made anew the next time")
        else:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        """Say once why it takes longer than it should."""
        if self._told or is_passing(error):
            return
        self._told = True
        reason = getattr(error, "strerror", None) or str(error)
        self.place.tell(f"the index cannot be used, which is slower: {reason} ({self.place.path})")
