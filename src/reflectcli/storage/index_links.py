"""What the records of a folder link to, as the index keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from reflectcli.domain.records import Checkin, Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

Links = dict[str, list[tuple[str, int]]]
"""By the ID that is linked to: each file, and its record's moment in microseconds."""
UNKNOWN = ""
"""Stands for any ID: of a file that the index knows nothing of."""


def links_of(record: Record) -> list[str]:
    """The IDs of the records that a record names, each once."""
    goal = [record.goal] if isinstance(record, Checkin) else []
    return list(dict.fromkeys([*record.links, *goal]))


def moment_of(at: datetime) -> int:
    """A moment in microseconds."""
    return (at - _EPOCH) // _TICK


def links_in(items: Iterable[tuple[str, Any]]) -> Links:
    """What is linked to in the files of a folder, by what the index knows of their content."""
    found: Links = {}
    for file, known in items:
        if known is None:
            found.setdefault(UNKNOWN, []).append((file, 0))
        elif known[0] is not None:
            kind, data, _ = known
            named = [*data.get("links", ()), *([data["goal"]] if kind == Checkin.kind else ())]
            for each in dict.fromkeys(named):
                at = moment_of(datetime.fromisoformat(data["at"]))
                found.setdefault(each, []).append((file, at))
    return found
