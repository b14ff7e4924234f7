"""The repository in the journal's folder: made once, found again, held while a sync runs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.git import OTHERS, Git, is_unreached, refused, remedy
from reflectcli.storage.syncing.address import BRANCH, REMOTE

INDEX = "reflect-index"
_HEADS = "refs/heads/"
ATTRIBUTES = "* -text -ident -filter -working-tree-encoding -merge\n"
GIT_FILES = {
    ".gitattributes": "# Files travel byte for byte; what both sides changed `reflect sync` "
    "settles.\n* -text -merge\n",
    ".gitignore": "# What stays on this device: the trash, drafts, schemas, temporary files.\n"
    ".*/\n.new-*\n",
}
_UNDERWAY = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What lies in .git while somebody is in the middle of something, by hand."""


URL, NAME, EMAIL = f"remote.{REMOTE}.url", "user.name", "user.email"
_RUNS = (
    r"core\.(sshcommand|askpass|gitproxy|alternaterefscommand)|credential\.(.*\.)?helper"
    r"|remote\..*\.(uploadpack|receivepack|vcs)|protocol\.(.*\.)?allow|gc\.recentobjectshook"
    r"|hook\..*"
)
"""What has git run a program, and so may not come with a folder that somebody else made."""
_TOLD = rf"^(remote\.{REMOTE}\.url|user\.(name|email)|{_RUNS})$"


@dataclass(frozen=True, slots=True)
class Found:
    """Where git keeps the journal's things, the branch if there is one, and what it was told.

    That is where the journal goes, and who the user is.
    """

    folder: str
    branch: str | None
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A journal's repository: git in its folder, the branch, where that goes, and who signs."""

    git: Git
    folder: str
    branch: str
    remote: str
    told: Mapping[str, str]

    @property
    def local(self) -> str:
        """The name of the branch here."""
        return f"{_HEADS}{self.branch}"

    @property
    def seen(self) -> str:
        """The name of what was last seen of the other side."""
        return f"refs/remotes/{REMOTE}/{self.branch}"

    def path(self, name: str) -> str:
        """Where a file of git's own lies."""
        return os.path.join(self.folder, name)


def surrounding(root: Path) -> Path | None:
    """The folder of another repository that the journal lies in, if it has none of its own."""
    if os.path.lexists(root / ".git"):
        return None
    return next((above for above in root.parents if os.path.lexists(above / ".git")), None)


def find_place(git: Git) -> Found | None:
    """The journal's own repository; None where there is none yet.

    Raises:
        ReflectError: it is another user's (6).
    """
    if not os.path.lexists(git.root / ".git"):
        return None
    done = git.attempt("rev-parse", "--absolute-git-dir", "--symbolic-full-name", "HEAD")
    folder, _, head = os.fsdecode(done.out).removesuffix("\n").rpartition("\n")
    if folder:
        named = not done.code and head.startswith(_HEADS)
        # A branch without a commit yet can be asked for by this alone.
        branch = head.removeprefix(_HEADS) if named else _branch(git)
        return Found(folder, branch, _told(git))
    if OTHERS in done.err:
        raise refused(done.reason, remedy(done, str(git.root)))
    # A git that was killed while making it: it is made once more.
    return None


def _branch(git: Git) -> str | None:
    return git.find("symbolic-ref", "--short", "HEAD")


def _told(git: Git) -> Mapping[str, str]:
    """What git was told; of what was told twice the last, as git does.

    Raises:
        ReflectError: the journal's own .git/config would have it run a program (3).
    """
    done = git.attempt("config", "--null", "--show-scope", "--get-regexp", _TOLD)
    said = os.fsdecode(done.out).split("\0")
    found = {}
    for scope, word in zip(said[::2], said[1::2], strict=False):
        name, _, value = word.partition("\n")
        if scope in ("local", "worktree") and re.fullmatch(_RUNS, name):
            raise ReflectError(
                f"the journal's own .git/config would have git run a program: {name}",
                location=SourceLocation(".git/config"),
                hint=f"if it is yours, git config --global {name} says so for all; take it out "
                "there. If it came with the folder, so may other things have",
                code=ExitCode.BAD_DATA,
            )
        if value:
            found[name] = value
    return found


def make_place(git: Git, remote: str, *, empty: bool) -> Found:
    """Make the repository, on the branch that the other side has if it is not `empty`."""
    files.make_folder(git.root)
    branch = None if empty else _their_branch(git, remote)
    begun = os.path.lexists(git.root / ".git")
    git.run("init", "--quiet", "--template=", f"--initial-branch={branch or BRANCH}")
    if begun:
        # It may have been begun for another one.
        git.run("symbolic-ref", "HEAD", f"{_HEADS}{branch or BRANCH}")
    for name, text in GIT_FILES.items():
        # Where there is something, they come from there.
        if branch is None and not os.path.lexists(git.root / name):
            files.create(git.root / name, text.encode())
    folder = git.line("rev-parse", "--absolute-git-dir")
    return Found(folder, branch or BRANCH, _told(git))


def _their_branch(git: Git, remote: str) -> str | None:
    """The branch that the other side has; None where it has nothing, or cannot be reached."""
    asked = git.attempt("ls-remote", "--symref", "--", remote, "HEAD")
    if asked.code and not is_unreached(asked):
        raise refused(f"{remote} cannot be used: {asked.reason}", remedy(asked, remote))
    first = os.fsdecode(asked.out).partition("\n")[0].partition("\t")[0]
    if first.startswith("ref: refs/"):
        return first.removeprefix(f"ref: {_HEADS}")
    return BRANCH if asked.out else None


def set_address(git: Git, remote: str) -> None:
    """Say where the journal goes, from now on."""
    if not git.attempt("remote", "add", REMOTE, remote).code:
        return
    git.run("config", "--replace-all", URL, remote)
    fetched = f"+{_HEADS}*:refs/remotes/{REMOTE}/*"
    git.run("config", "--replace-all", f"remote.{REMOTE}.fetch", fetched)


def open_place(git: Git, found: Found, remote: str) -> Place:
    """The repository as it is.

    Raises:
        ReflectError: somebody is in the middle of something in it (5).
    """
    for name, deed in _UNDERWAY.items():
        if os.path.lexists(os.path.join(found.folder, name)):
            raise ReflectError(
                f"a git {deed} that was begun by hand is not finished in {git.root}",
                hint=f"git -C {git.root} {deed} --abort, or --continue; then sync again",
                code=ExitCode.CHANGED,
            )
    if found.branch is None:
        raise ReflectError(
            f"no branch is checked out in {git.root}",
            hint=f"git -C {git.root} switch {BRANCH}",
            code=ExitCode.CHANGED,
        )
    _write_attributes(found.folder)
    return Place(git, found.folder, found.branch, remote, found.told)


def _write_attributes(folder: str) -> None:
    """Say where it counts before all else that files travel byte for byte."""
    path = os.path.join(folder, "info", "attributes")
    try:
        before = files.read(path)
    except FileNotFoundError:
        files.create(path, ATTRIBUTES.encode())
        return
    if not before.endswith(ATTRIBUTES.encode()):
        files.replace(path, before + b"\n" + ATTRIBUTES.encode(), before)


def show_index(place: Place) -> None:
    """Let git by hand see what was committed, unless somebody holds its index."""
    path = place.path("index")
    try:
        files.write(f"{path}.lock", Path(place.path(INDEX)).read_bytes(), sync=False)
    except OSError:
        return
    os.replace(f"{path}.lock", path)
