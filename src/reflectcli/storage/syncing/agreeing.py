"""Conflicts that are none: where encryption alone made a file another one on one of the sides."""

from __future__ import annotations

import os
from shlex import quote

from reflectcli.errors import ExitCode, LockedError, ReflectError
from reflectcli.storage.config_file import config_of
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.encryption.turning import announced
from reflectcli.storage.git import Git
from reflectcli.storage.layout import AGE, JOURNAL_FILE
from reflectcli.storage.syncing.exchange import keep_content
from reflectcli.storage.syncing.merge import BOTH, Conflict, Merged
from reflectcli.storage.syncing.trees import Tree, contents, record_id
from reflectcli.storage.toml import decode


def agree(git: Git, sides: tuple[Tree, Tree, Tree], merged: Merged, seal: Seal) -> None:
    """Take out of the conflicts those of which both sides say the same, or one says nothing new.

    Where the key cannot be had they stay conflicts.
    """
    for each in list(merged.conflicts):
        if each.sort != BOTH or not (each.path + each.ours).count(AGE):
            continue
        try:
            if _is_settled(git, sides, merged, each, seal):
                merged.conflicts.remove(each)
        except ReflectError:
            continue
        except LockedError:
            return


def _is_settled(
    git: Git, sides: tuple[Tree, Tree, Tree], merged: Merged, each: Conflict, seal: Seal
) -> bool:
    known = record_id(each.path)
    base = next((path for path in sides[0] if record_id(path) == known), None)
    places = [(base, sides[0][base][1])] if base else []
    places += [(each.ours, each.entry[1]), (each.path, merged.tree[each.path][1])]
    raw = contents(git, [oid for _, oid in places])
    said = [seal.opened(raw[oid], path) for path, oid in places]
    ours, theirs = said[-2:]
    if ours == theirs or (base and ours == said[0]):
        return True
    if not base or theirs != said[0]:
        return False
    # Theirs was only put into another form: ours holds, in that form.
    del merged.tree[each.path]
    path = each.ours.removesuffix(AGE) + (AGE if each.path.endswith(AGE) else "")
    merged.tree[path] = keep_content(git, seal.closed(ours, path))
    return True


def require_one_key(git: Git, here: Tree, there: Tree, remote: str) -> None:
    """Refuse to mix two journals that were encrypted for different keys.

    Raises:
        ReflectError: both sides turned encryption on, each for itself (5).
    """
    ours, theirs = _recipient(git, here), _recipient(git, there)
    if ours and theirs and ours != theirs:
        raise ReflectError(
            "the journal was encrypted here and on another device, each with a key of its own",
            hint=f"keep the other's: reflect export -o mine.json; reflect sync --journal NEW "
            f"--remote {quote(remote)}; reflect import mine.json --journal NEW; then NEW is your"
            " journal, and mine.json goes",
            code=ExitCode.CHANGED,
        )


def require_right_settings(git: Git, here: Tree, merged: Tree) -> None:
    """Refuse to take the other side's settings where nothing could be written or read by them.

    Raises:
        ReflectError: journal.toml of the other side is broken (3).
    """
    entry = merged.get(JOURNAL_FILE)
    if entry is None or entry == here.get(JOURNAL_FILE):
        return
    try:
        config_of(decode(contents(git, [entry[1]])[entry[1]], JOURNAL_FILE))
    except ReflectError as error:
        place = error.problem.location
        line = f" in line {place.line}" if place is not None and place.line else ""
        raise ReflectError(
            f"{JOURNAL_FILE} that another device sent is broken{line}: {error}",
            hint="mend it on that device and sync there, then here; nothing was sent or taken",
            code=ExitCode.BAD_DATA,
        ) from error


def keep_encrypted(git: Git, sides: tuple[Tree, Tree, Tree], merged: Merged) -> None:
    """Keep encryption on that one side turned on, though the other's settings hold."""
    before, *after = (_recipient(git, side) for side in sides)
    path = JOURNAL_FILE
    turned_on = next(filter(None, after), None)
    if before is not None or turned_on is None or _recipient(git, merged.tree) is not None:
        return
    raw = contents(git, [merged.tree[path][1]])[merged.tree[path][1]]
    merged.tree[path] = keep_content(git, announced(raw, turned_on))


def waiting_in_plain(git: Git, ours: str, theirs: str | None, now: Tree) -> int:
    """How many plain records stand in commits that were not sent, and not in the tree of now.

    To send those commits would send them, though the journal is encrypted by now.
    """
    words = (ours,) if theirs is None else (ours, f"^{theirs}")
    rows = os.fsdecode(git.run("rev-list", "--objects", *words)).split("\n")
    held = {entry[1] for entry in now.values()}
    found = set()
    for row in rows:
        oid, _, path = row.partition(" ")
        if oid not in held and record_id(path) is not None and not path.endswith(AGE):
            found.add(record_id(path))
    return len(found)


def is_encrypted(git: Git, tree: Tree) -> bool:
    """Tell whether a side's settings say that its records are encrypted."""
    return _recipient(git, tree) is not None


def plain_among(before: Tree, after: Tree) -> int:
    """How many plain records a side has that were not there, or not so, before."""
    return sum(
        record_id(path) is not None and not path.endswith(AGE) and before.get(path) != entry
        for path, entry in after.items()
    )


def _recipient(git: Git, tree: Tree) -> str | None:
    entry = tree.get(JOURNAL_FILE)
    if entry is None:
        return None
    try:
        config = config_of(decode(contents(git, [entry[1]])[entry[1]], JOURNAL_FILE))
    except ReflectError:
        return None
    return None if config.encryption is None else config.encryption.recipient
