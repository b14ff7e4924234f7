"""The tries of a rule: notes that link to it and say whether it worked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reflectcli.domain.records import Challenge, Note, Success

ENOUGH_TRIES, RARELY = 4, 1
"""A rule that worked at most once in at least four tries may want another response."""


def is_rule(record: object) -> bool:
    """Tell whether a record holds a rule."""
    match record:
        case Challenge():
            return record.next_then is not None
        case Success():
            return bool(record.factors) or record.replicate_when is not None
        case _:
            return False


def tries(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """The tries of each rule by its ID, in the order of the notes."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        if note.worked is not None:
            for rule in dict.fromkeys(note.links):
                found[rule].append(note)
    return dict(found)


def mostly_fails(tried: int, worked: int) -> bool:
    """Tell whether a rule has been tried enough and hardly ever worked."""
    return tried >= ENOUGH_TRIES and worked <= RARELY
