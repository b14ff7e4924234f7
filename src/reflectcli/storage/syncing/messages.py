"""What a commit says: kinds and counts, never a word of what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reflectcli.storage.syncing.trees import Changed

PLURALS = {
    "activity": "activities",
    "checkin": "checkins",
    "feedback": "feedback",
    "settings": "settings",
    "success": "successes",
}


def message(changed: Sequence[Changed]) -> str:
    """A line such as: 3 notes, 1 rating added; 1 goal changed."""
    parts = []
    for deed in ("added", "changed", "removed"):
        counts = Counter(each.kind for each in changed if each.deed == deed)
        if counts:
            words = ", ".join(counted(number, kind) for kind, number in sorted(counts.items()))
            parts.append(f"{words} {deed}")
    return "; ".join(parts) or "nothing of the journal changed"


def counted(number: int, kind: str) -> str:
    """A number of records of a kind: 3 notes."""
    if kind == "settings":
        return kind
    return f"{number} {kind if number == 1 else PLURALS.get(kind, f'{kind}s')}"
