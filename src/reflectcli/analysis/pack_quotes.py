"""The records that a pack quotes: few, the newest of each sort, with what helps to see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Any

from reflectcli.analysis.highlights import if_then
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import (
    Activity,
    Challenge,
    Checkin,
    Feedback,
    Note,
    Rating,
    Record,
    Success,
)

MOST = 4
QUOTABLE = (Success, Challenge, Feedback, Note, Rating, Checkin, Activity)
"""What may be quoted: a whole reflection on a shift is not."""
TELLING = (
    "channel", "trigger", "own_part", "root_cause", "solution", "implementation", "control",
    "causes", "factors", "replicate_when", "response", "takeaway",
)  # fmt: skip
"""The fields that a quote brings along."""


class Quotes:
    """Chooses the quotes behind findings, and holds each that was taken."""

    def __init__(self, logbook: Logbook, window: Period) -> None:
        self._records = {record.id: record for record in logbook}
        self._logbook = logbook
        self._span = (window.since, window.until)
        self._taken: dict[str, dict[str, Any]] = {}

    def take(self, ids: Iterable[str], most: int = MOST) -> list[str]:
        """The first of these records that can be quoted; they are part of the pack from now on."""
        chosen: list[str] = []
        for each in dict.fromkeys(ids):
            record = self._records.get(each)
            if len(chosen) < most and record is not None and _words(record):
                self._taken[each] = _quote(record)
                chosen.append(each)
        return chosen

    def about_skill(self, skill: str, heard: Sequence[str], *, hard_first: bool) -> list[str]:
        """What shows a skill: in turn an interaction, others' words, the other sort, own words."""
        good = self._newest(Success, skill)
        hard = self._newest(Challenge, skill)
        # A text to several levels at once may be about any of them.
        told = [each.id for each in self._rated(skill) if each.text and len(each.skills) == 1]
        sorts = [hard, heard, good, told] if hard_first else [good, heard, hard, told]
        in_turn = chain.from_iterable(zip_longest(*sorts))
        return self.take(each for each in in_turn if each is not None)

    def taken(self) -> dict[str, dict[str, Any]]:
        """The quotes by the IDs of their records."""
        return dict(sorted(self._taken.items()))

    def _newest(self, kind: type[Success] | type[Challenge], skill: str) -> list[str]:
        found = self._logbook.about(kind, "skills", skill, *self._span)
        return [each.id for each in reversed(found)]

    def _rated(self, skill: str) -> list[Rating]:
        return self._logbook.about(Rating, "skills", skill, *self._span)[::-1]


def _words(record: Record) -> str:
    if not isinstance(record, QUOTABLE):
        return ""
    return record.title if isinstance(record, Activity) else record.text or ""


def _quote(record: Record) -> dict[str, Any]:
    quote: dict[str, Any] = {"day": record.shift, "kind": record.kind, "text": _words(record)}
    if isinstance(record, Feedback):
        quote |= {"source": record.source, "author": record.author}
        quote |= {"score": record.score, "scale": record.scale}
    more = {name: getattr(record, name, None) for name in TELLING}
    if isinstance(record, Challenge):
        more["next_time"] = if_then(record)
    return quote | {"more": {name: value for name, value in more.items() if value}}
