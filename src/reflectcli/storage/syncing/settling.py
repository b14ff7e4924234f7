"""What becomes of a conflict: a record of its own, or a file beside; nothing is dropped."""

from __future__ import annotations

from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage.config_file import config_of
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.git import Git
from reflectcli.storage.layout import JOURNAL_FILE
from reflectcli.storage.syncing.agreeing import agree, keep_encrypted
from reflectcli.storage.syncing.copies import own_version, settings_copy
from reflectcli.storage.syncing.exchange import keep_content
from reflectcli.storage.syncing.merge import BOTH, SETTINGS, Conflict, Merged, merge
from reflectcli.storage.syncing.trees import Tree, contents, record_id, records
from reflectcli.storage.toml import decode


@dataclass(frozen=True, slots=True)
class Settled:
    """Both sides as one.

    `copies` say, by a conflict's path, where the other version is; `beside` are the contents, by
    name, of those that stay on this device.
    """

    merged: Merged
    copies: dict[str, str] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)


def settle(git: Git, sides: tuple[Tree, Tree, Tree], pristine: bytes, seal: Seal) -> Settled:
    """What becomes of the sides: what both began with, this device's, the other's."""
    merged = merge(*sides)
    agree(git, sides, merged, seal)
    result = Settled(merged)
    raw = contents(git, [each.entry[1] for each in merged.conflicts if each.ours])
    taken = set[str]().union(*map(records, sides))
    for each in list(merged.conflicts):
        if each.sort == BOTH:
            path, content = own_version(each.ours, raw[each.entry[1]], taken, seal)
            merged.tree[path] = keep_content(git, content)
            result.copies[each.path] = path
            taken.add(record_id(path) or "")
        elif each.sort == SETTINGS:
            other = _other_settings(git, merged, each, pristine)
            keep_encrypted(git, sides, merged)
            if other is None:
                merged.conflicts.remove(each)
            else:
                result.copies[each.path] = settings_copy(other)
                result.beside[settings_copy(other)] = other
    return result


def _other_settings(git: Git, merged: Merged, conflict: Conflict, pristine: bytes) -> bytes | None:
    """Let the settings hold that were decided on and are right; returns the others, if any."""
    theirs = merged.tree[conflict.path]
    raw = contents(git, [conflict.entry[1], theirs[1]])
    here, there = raw[conflict.entry[1]], raw[theirs[1]]
    if here == pristine:
        return None
    if there == pristine or (_is_right(here) and not _is_right(there)):
        merged.tree[conflict.path] = conflict.entry
        return None if there == pristine else there
    return here


def _is_right(raw: bytes) -> bool:
    try:
        config_of(decode(raw, JOURNAL_FILE))
    except ReflectError:
        return False
    return True
