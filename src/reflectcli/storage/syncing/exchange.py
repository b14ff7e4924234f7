"""Commits, and the way of them to the other side and back: git's part of a sync."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime

from reflectcli.frozen import replace
from reflectcli.storage import files
from reflectcli.storage.git import Done, Git, is_unreached, refused, remedy
from reflectcli.storage.syncing.address import REMOTE, is_folder
from reflectcli.storage.syncing.place import EMAIL, INDEX, NAME, Place
from reflectcli.storage.syncing.trees import Entry, Tree, files_here, travels, tree_of

NOBODY = "0" * 40
LOOSE, PACKS = 6700, 50
"""So many objects, or packs of them, are many."""


_TAKE = ("update-index", "--add", "--remove", "-z", "--stdin")


def head(place: Place) -> str | None:
    """The commit that the branch is at, if there is one."""
    return _commit(place.git, place.local)


def _commit(git: Git, name: str) -> str | None:
    kept = git.objects.one(f"{name}^{{commit}}")
    return None if kept is None else kept.name


def take_folder(place: Place, known: Tree, commit: str | None) -> tuple[str, dict[str, Entry]]:
    """Bring the index to what lies in the journal's folder; returns the tree, and what it holds.

    What does not travel stays as the commit has it.
    """
    git, here = place.git, dict(files_here(os.fspath(place.git.root)))
    if commit is None and not here:
        return "", {}
    paths = {path for path in known if travels(path)} | here.keys()
    asked = os.fsencode("".join(f"{path}\0" for path in sorted(paths) if here.get(path, True)))
    # The index is where the last sync left it, as a rule, and one that is not shows in the tree.
    if not git.attempt(*_TAKE, data=asked).code:
        written = git.find("write-tree")
        tree = tree_of(git, written)
        if written is not None and _is_taken(tree, known, here):
            return written, tree
    begin_at(place, commit)
    git.run(*_TAKE, data=asked)
    written = git.line("write-tree")
    return written, tree_of(git, written)


def _is_taken(tree: Tree, known: Tree, here: Mapping[str, bool]) -> bool:
    """Tell whether a tree is of the plain files that are here, and of the commit for the rest."""
    return all(
        path in tree
        if here.get(path)
        else tree.get(path) == (None if travels(path) and path not in here else known.get(path))
        for path in tree.keys() | known.keys() | here.keys()
    )


def begin_at(place: Place, commit: str | None) -> None:
    """Bring the index to a commit."""
    if place.git.attempt("read-tree", *(("-m", commit) if commit else ("--empty",))).code:
        # An index that a crash has torn, or none yet.
        files.tidy(place.path(INDEX))
        place.git.run("read-tree", *((commit,) if commit else ("--empty",)))


def write_tree(git: Git, before: Tree, after: Tree) -> str:
    """Bring the index from one tree to another; returns that one."""
    rows = [f"0 {NOBODY}\t{path}\0" for path in before.keys() - after.keys()]
    rows += [
        f"{mode} {oid}\t{path}\0"
        for path, (mode, oid) in after.items()
        if before.get(path) != (mode, oid)
    ]
    git.run("update-index", "-z", "--index-info", data=os.fsencode("".join(rows)))
    return git.line("write-tree")


def keep_content(git: Git, raw: bytes) -> Entry:
    """Put a content among git's objects."""
    return "100644", git.line("hash-object", "-w", "--no-filters", "--stdin", data=raw)


def commit(place: Place, tree: str, parents: Sequence[str], text: str, now: datetime) -> str:
    """Make a commit; the branch is not moved."""
    git = _signing(place, now)
    named = [word for parent in parents for word in ("-p", parent)]
    return git.line("commit-tree", tree, *named, "-F", "-", data=f"{text}\n".encode())


def _signing(place: Place, now: datetime) -> Git:
    """Git with the moment, and with a name where the user has told git none."""
    moment = f"{int(now.timestamp())} {now:%z}"
    env = dict(place.git.env) | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    for key, usual in ((NAME, "reflect"), (EMAIL, "reflect@localhost")):
        if key not in place.told:
            for role in ("AUTHOR", "COMMITTER"):
                env.setdefault(f"GIT_{role}_{key.partition('.')[2].upper()}", usual)
    return replace(place.git, env=env)


def move_branch(place: Place, new: str, old: str | None) -> None:
    """Let the branch be at another commit, if it is still at the old one."""
    place.git.run("update-ref", "-m", "reflect sync", place.local, new, old or NOBODY)


def fetch(place: Place) -> str | None:
    """Look at the other side; returns why it cannot be reached, None if it was.

    Raises:
        ReflectError: it can, but does not let us in, or is none (6).
    """
    refs = f"+{place.local}:{place.seen}"
    options = ("--quiet", "--no-tags", "--no-write-fetch-head")
    done = place.git.attempt("fetch", *options, "--", REMOTE, refs)
    if not done.code:
        return None
    if "couldn't find remote ref" in done.err:
        # Empty as yet, or emptied: what was last seen of it no longer counts.
        if their_head(place) is not None:
            place.git.run("update-ref", "-d", place.seen)
        return None
    return _unreached(place, done)


def _unreached(place: Place, done: Done) -> str:
    if is_unreached(done):
        return done.reason
    if is_folder(place.remote) and not os.path.exists(place.remote):
        return "it is not there"
    raise refused(f"{place.remote} cannot be used: {done.reason}", remedy(done, place.remote))


def their_head(place: Place) -> str | None:
    """The commit that was last seen on the other side."""
    return _commit(place.git, place.seen)


def common(git: Git, ours: str | None, theirs: str | None) -> str | None:
    """The commit that both sides began with."""
    if ours is None or theirs is None or ours == theirs:
        return ours and theirs
    here, there = _parents(git, ours), _parents(git, theirs)
    if theirs in here or ours in there:
        return theirs if theirs in here else ours
    if len(here) == 1 and here == there and git.objects.one(here[0]) is not None:
        return here[0]
    return git.find("merge-base", ours, theirs)


def _parents(git: Git, commit: str) -> list[str]:
    """The commits that a commit was made upon."""
    kept = git.objects.one(commit)
    lines = kept.raw.partition(b"\n\n")[0].splitlines() if kept else []
    return [line[7:].decode() for line in lines if line.startswith(b"parent ")]


def push(place: Place, new: str) -> str | bool:
    """Send a commit; False if the other side has moved on meanwhile, or why it is out of reach.

    Raises:
        ReflectError: it does not take it (6).
    """
    options = ("--quiet", "--porcelain", "--no-verify")
    done = place.git.attempt("push", *options, "--", REMOTE, f"{new}:{place.local}")
    if not done.code:
        return True
    said = done.out.decode("utf-8", "replace") + done.err
    if "[rejected]" in said or "cannot lock ref" in said or "failed to update ref" in said:
        return False
    if "checked out" in said:
        raise refused(
            f"{place.remote} is somebody's working folder, which git does not push to",
            "a repository for this alone: --remote FOLDER/journal.git makes one",
        )
    return _unreached(place, done)


def tidy(place: Place) -> None:
    """Let git pack its objects, when there are many."""
    # By the same signs as git, which takes one folder of 256 for all.
    loose = len(_names(place.path("objects/17"))) * 256
    packs = sum(name.endswith(".pack") for name in _names(place.path("objects/pack")))
    if loose < LOOSE and packs < PACKS:
        return
    place.git.attempt(
        "-c", f"gc.auto={LOOSE}", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"
    )


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
