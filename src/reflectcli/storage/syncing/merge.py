"""Two sides and what they began with: the files that hold for both, and what was in conflict."""

from __future__ import annotations

from collections.abc import Mapping

from reflectcli.frozen import dataclass, field
from reflectcli.storage.layout import JOURNAL_FILE
from reflectcli.storage.syncing.trees import Entry, Tree, keyed, record_id, travels

BOTH, BACK, STAYS, SETTINGS, FILE = "both", "back", "stays", "settings", "file"
"""Changed on both sides; deleted here but changed there; the other way round; journal.toml on both
sides; another file on both."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file of which both sides have something to say.

    `path` is where it stays, `ours` where this device had it, `entry` what it had there.
    """

    sort: str
    path: str
    ours: str = ""
    entry: Entry = ("", "")


@dataclass(slots=True)
class Merged:
    """The files that hold for both sides, and what needs a look."""

    tree: dict[str, Entry] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Tree, ours: Tree, theirs: Tree) -> Merged:
    """What becomes of two sides; where both changed a file theirs stays, ours is in the conflict.

    A file that one side deleted and the other changed stays.
    """
    result = Merged()
    sides = keyed(base, ours, theirs)
    for key in dict.fromkeys(key for side in sides for key in sorted(side)):
        was, here, there = (
            _found(side, tree, key) for side, tree in zip(sides, (base, ours, theirs), strict=True)
        )
        chosen = _chosen(was, here, there, result.conflicts)
        if chosen is not None:
            result.tree[chosen[0]] = chosen[1]
    return result


Place = tuple[str, Entry]


def _found(side: Mapping[str, str], tree: Tree, key: str) -> Place | None:
    path = side.get(key)
    return None if path is None else (path, tree[path])


def _chosen(
    was: Place | None, here: Place | None, there: Place | None, conflicts: list[Conflict]
) -> Place | None:
    if _same(here, there) or _same(here, was):
        return there
    if _same(there, was):
        return here
    kept = there or here
    assert kept is not None
    if not travels(kept[0]):
        return kept
    if here is None or there is None:
        conflicts.append(Conflict(BACK if here is None else STAYS, kept[0]))
        return kept
    sort = BOTH if record_id(kept[0]) else SETTINGS if kept[0] == JOURNAL_FILE else FILE
    conflicts.append(Conflict(sort, kept[0], *here))
    return kept


def _same(one: Place | None, other: Place | None) -> bool:
    """Tell whether both are the same content in the same place; git's mode says nothing here."""
    if one is None or other is None:
        return one is other
    return one[0] == other[0] and one[1][1] == other[1][1]
