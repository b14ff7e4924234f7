"""Which record a user means by the beginning of an ID, or by `last`."""

from __future__ import annotations

import os
from collections.abc import Sequence

from reflectcli.domain.logbook import in_order
from reflectcli.domain.records import Record
from reflectcli.storage.layout import RecordFile, found_at
from reflectcli.storage.trash import not_found


def one_of(reference: str, entries: Sequence[RecordFile]) -> RecordFile:
    """The one file whose ID is the reference, or begins with it.

    Raises:
        ReflectError: there is none, or more than one (exit code 4).
    """
    prefix = reference.lower()
    found = [entry for entry in entries if entry.id.startswith(prefix)] if prefix else []
    exact = [entry for entry in found if entry.id == prefix] or found
    if not exact:
        raise not_found(
            f"no record has an ID that begins with {reference!r}",
            "`reflect list` and `reflect search` show IDs",
        )
    if len(exact) > 1 and len({entry.id for entry in exact}) == 1:
        paths = ", ".join(entry.path for entry in exact[:5])
        raise not_found(f"{len(exact)} files have the ID {reference!r}", f"name the file: {paths}")
    if len(exact) > 1:
        shown = ", ".join(f"{entry.id} ({entry.kind} {entry.shift})" for entry in exact[:5])
        more = f" and {len(exact) - 5} more" if len(exact) > 5 else ""
        raise not_found(
            f"{reference!r} could be {len(exact)} records", f"write more of it: {shown}{more}"
        )
    return exact[0]


def latest(records: Sequence[Record], folder: str) -> Record:
    """The latest; of one moment that which was written last, no rating of a reflection."""
    *_, last = in_order(records)
    same = {each.id: each for each in records if (each.shift, each.at) == (last.shift, last.at)}
    chosen = [each for each in same.values() if same.keys().isdisjoint(each.links)]
    return max(
        chosen or [last],
        key=lambda each: os.stat(os.path.join(folder, found_at(folder, each).path)).st_mtime_ns,
    )
