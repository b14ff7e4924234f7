"""Answers that were made before, kept in the index while nothing that they tell of has changed.

An answer holds on the day of its making, while journal.toml, the journal's folders of months and
every file of the folders that were read for it are what they were then. As all of the index it can
be deleted at any time.
"""

import os
import sqlite3
from datetime import datetime, time

from reflectcli.storage.database import sealed, unsealed
from reflectcli.storage.index import Index
from reflectcli.storage.listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 40
"""So many answers are kept, the newest."""


class Answers:
    """The answers in an index, at the moment `now`, whose time has an offset."""

    def __init__(self, index: Index, now: datetime) -> None:
        self.index = index
        self.now = now
        self.months = _months(index.root)

    def find(self, question: bytes) -> str | None:
        """The answer to a question, if it is what would be answered now.

        Raises:
            sqlite3.Error, DamagedError, OSError: the index or the journal cannot be read.
        """
        row = self.index.db.execute(
            "SELECT kept FROM answers WHERE question = ?", (question,)
        ).fetchone()
        if row is None:
            return None
        stamp, hours, months, looked, text = unsealed(row[0])
        is_of_now = stamp == self.index.stamp and months == self.months and self._is_in(hours)
        # The newest month is the likeliest to have changed: then no other is looked at.
        newest = sorted(looked, reverse=True)
        return text if is_of_now and all(self._is_same(*each) for each in newest) else None

    def keep(
        self, question: bytes, text: str, looked: "Mapping[str, bytes]", day_starts: time
    ) -> None:
        """Keep an answer, for which the folders were read that had these marks then.

        One that tells of a wrong file, or of a file of the future, is not kept: what makes it so
        may change without a trace. That it cannot be kept is no loss.
        """
        if not all(self._is_plain(folder) for folder, mark in looked.items() if mark):
            return
        kept = (self.index.stamp, self._hours(day_starts), self.months, [*looked.items()], text)
        try:
            self.index.db.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?)", (question, sealed(kept))
            )
            self.index.db.execute(
                "DELETE FROM answers WHERE rowid NOT IN"
                f" (SELECT rowid FROM answers ORDER BY rowid DESC LIMIT {MOST})"
            )
        except sqlite3.Error:
            return

    def _hours(self, day_starts: time) -> tuple[str, str, str, str]:
        """Until when a day's answer holds: its calendar day and its working day are the same."""
        clock = self.now.time().replace(tzinfo=None)
        low, high = (time.min, day_starts) if clock < day_starts else (day_starts, time.max)
        return self._day, str(self.now.utcoffset()), low.isoformat(), high.isoformat()

    @property
    def _day(self) -> str:
        return self.now.date().isoformat()

    def _is_in(self, hours: tuple[str, str, str, str]) -> bool:
        day, offset, low, high = hours
        clock = self.now.time().replace(tzinfo=None)
        here = (self._day, str(self.now.utcoffset())) == (day, offset)
        return here and time.fromisoformat(low) <= clock <= time.fromisoformat(high)

    def _is_same(self, folder: str, mark: bytes) -> bool:
        """Tell whether a folder holds what it held when it had this mark."""
        if self.index.mark(folder) != mark:
            return False
        try:
            listing = Listing(os.path.join(self.index.root, folder))
        except FileNotFoundError:
            return not mark
        return self.index.is_fresh(folder, listing) if mark else not listing.files

    def _is_plain(self, folder: str) -> bool:
        (last,) = self.index.db.execute(
            "SELECT max(shift) FROM lines WHERE folder = ?", (folder,)
        ).fetchone()
        return self.index.is_sound(folder) and (last is None or last <= self._day)


def _months(root: str) -> list[str]:
    """The folders in which months lie, in their order."""
    found: list[str] = []
    for year in sorted(os.listdir(root)):
        if year.isdecimal():
            found += (f"{year}/{month}" for month in sorted(os.listdir(os.path.join(root, year))))
    return found
