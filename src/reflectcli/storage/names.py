"""The IDs of the records' files by folder, kept so that only folders that changed are listed.

A folder's modification time changes with every name that comes or goes, and its change time with
whatever else sets that back; where it was listed within seconds of a change it may have changed
once more without showing it, so that it is listed again. Only POSIX promises this: elsewhere every
folder is listed. What a file holds is not looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from reflectcli.storage.database import sealed, unsealed
from reflectcli.storage.index import Index
from reflectcli.storage.listing import ENDS, folder_state, is_racy

BETWEEN = "/"
"""What stands before and after each of the IDs of a folder in a text: no name can hold it."""


def listed(path: str) -> list[str]:
    """The names of what may be records in a folder, in their order.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(name for name in os.listdir(path) if name.endswith(ENDS) and name[0] != ".")


def id_in(name: str) -> str:
    """The ID at the end of a file's name."""
    return name.rpartition("-")[2].partition(".")[0]


def listed_ids(path: str) -> str:
    """The IDs of what may be records in a folder, as one text.

    Raises:
        OSError: the folder cannot be read.
    """
    return BETWEEN.join(["", *(id_in(name) for name in listed(path)), ""])


def ids_of_each(root: str, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The IDs in each folder that can be read, as one text a folder."""
    for folder in folders:
        try:
            yield folder, listed_ids(os.path.join(root, folder))
        except OSError:
            continue


class KeptNames:
    """The IDs of the files in the journal's folders, kept in the index.

    That they cannot be kept is no loss worth telling: folders are listed quickly.
    """

    def __init__(self, index: Index) -> None:
        self.index = index

    def texts(self, folders: Sequence[str]) -> list[tuple[str, str]]:
        """The IDs in each folder that can be read, as one text a folder.

        Raises:
            sqlite3.Error, DamagedError: the index cannot be used.
        """
        rows = self.index.db.execute("SELECT kept FROM names")
        # What it is of is sealed too: the key may be damaged.
        kept = {folder: rest for folder, *rest in (unsealed(row[0]) for row in rows)}
        found, changed = [], []
        for folder in folders:
            old = kept.pop(folder, None)
            try:
                text, now = self._looked_at(folder, old)
            except OSError:
                continue
            found.append((folder, text))
            if now is not None:
                changed.append((folder, sealed((folder, *now))))
        if changed or kept:
            self.index.keep_ids(changed, list(kept))
        return found

    def _looked_at(self, folder: str, old: Any) -> tuple[str, tuple[Any, ...] | None]:
        """The IDs in a folder, and what is to be kept of it where that is something else."""
        path, read_at = os.path.join(self.index.root, folder), self.index.clock()
        state = folder_state(path)
        if old is not None and old[0] == state and not is_racy(state, old[1]):
            return old[2], None
        text = listed_ids(path)
        same = old is not None and text == old[2] and is_racy(state, read_at)
        return text, None if same else (state, read_at, text)
