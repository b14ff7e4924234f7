"""The index held against the files: whether it opens, is whole, and says what they say."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping

from reflectcli.domain.records import Record
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.database import FAILURES, is_damage, is_passing
from reflectcli.storage.index import Index, stamp_of
from reflectcli.storage.listing import Listing
from reflectcli.storage.packing import unpack


def fault_of_index(
    place: IndexPlace, root: str, settings: bytes | None, read: Mapping[str, Record]
) -> str | None:
    """What is wrong with the index of the journal at `root`; None where it is right, or not there.

    `read` are the records by their files' paths, as they were read just now. What the index has
    not looked at yet is no fault.
    """
    if not os.path.exists(place.path):
        return None
    try:
        index = Index(place.path, root, stamp_of(settings), place.clock)
        try:
            return _whole(index.db) or _agrees(index, root, read)
        finally:
            index.close()
    except FAILURES as error:
        if is_passing(error):
            return None
        return "is damaged" if is_damage(error) else f"cannot be used: {error}"


def _whole(db: sqlite3.Connection) -> str | None:
    (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    return None if said == "ok" else "is damaged"


def _agrees(index: Index, root: str, read: Mapping[str, Record]) -> str | None:
    for folder in dict.fromkeys(path.rpartition("/")[0] for path in read):
        if not index.is_fresh(folder, Listing(os.path.join(root, folder))):
            continue
        items, _ = index.found(folder) or ((), ())
        for name, known in items:
            record = read.get(f"{folder}/{name}")
            if record is not None and (known[0] is None or unpack(known) != record):
                return f"says something else than {folder}/{name}"
    return None
