"""Commits, and the way of them to the other side and back: git's part of a sync."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

from reflectcli.frozen import replace
from reflectcli.storage import files
from reflectcli.storage.git import Done, Git, is_unreached, refused, remedy
from reflectcli.storage.syncing.address import REMOTE, is_folder
from reflectcli.storage.syncing.place import INDEX, Place
from reflectcli.storage.syncing.trees import Entry, Tree, files_here, travels

NOBODY = "0" * 40


def head(place: Place) -> str | None:
    """The commit that the branch is at, if there is one."""
    return place.git.find("rev-parse", "--verify", "--quiet", f"{place.local}^{{commit}}")


def take_folder(place: Place, known: Tree, commit: str | None) -> str:
    """Bring the index to what lies in the journal's folder; returns the tree.

    What does not travel stays as the commit has it.
    """
    git, here = place.git, dict(files_here(os.fspath(place.git.root)))
    if git.attempt("read-tree", *(("-m", commit) if commit else ("--empty",))).code:
        # An index that a crash has torn, or none yet.
        files.tidy(place.path(INDEX))
        git.run("read-tree", *((commit,) if commit else ("--empty",)))
    paths = {path for path in known if travels(path)} | here.keys()
    asked = "".join(f"{path}\0" for path in sorted(paths) if here.get(path, True))
    git.run("update-index", "--add", "--remove", "-z", "--stdin", data=os.fsencode(asked))
    return git.line("write-tree")


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
    git = _signing(place.git, now)
    named = [word for parent in parents for word in ("-p", parent)]
    return git.line("commit-tree", tree, *named, "-F", "-", data=f"{text}\n".encode())


def _signing(git: Git, now: datetime) -> Git:
    """Git with the moment, and with a name where the user has told git none."""
    moment = f"{int(now.timestamp())} {now:%z}"
    env = dict(git.env) | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    for key, usual in (("name", "reflect"), ("email", "reflect@localhost")):
        if not git.find("config", "--get", f"user.{key}"):
            for role in ("AUTHOR", "COMMITTER"):
                env.setdefault(f"GIT_{role}_{key.upper()}", usual)
    return replace(git, env=env)


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
    return place.git.find("rev-parse", "--verify", "--quiet", f"{place.seen}^{{commit}}")


def common(git: Git, ours: str | None, theirs: str | None) -> str | None:
    """The commit that both sides began with."""
    return git.find("merge-base", ours, theirs) if ours and theirs else None


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
    place.git.attempt("-c", "gc.auto=6700", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet")
