"""The repository in the journal's folder: made once, found again, held while a sync runs."""

from __future__ import annotations

import os
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.git import OTHERS, Git, is_unreached, refused, remedy
from reflectcli.storage.syncing.address import BRANCH, REMOTE

INDEX = "reflect-index"
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


@dataclass(frozen=True, slots=True)
class Place:
    """A journal's repository: git in its folder, the branch, and where that goes."""

    git: Git
    folder: str
    branch: str
    remote: str

    @property
    def local(self) -> str:
        """The name of the branch here."""
        return f"refs/heads/{self.branch}"

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


def git_folder(git: Git) -> str | None:
    """Where the journal's own git keeps its things; None where there is none yet."""
    if not os.path.lexists(git.root / ".git"):
        return None
    done = git.attempt("rev-parse", "--absolute-git-dir")
    if not done.code:
        return os.fsdecode(done.out).removesuffix("\n")
    if OTHERS in done.err:
        raise refused(done.reason, remedy(done, str(git.root)))
    # A git that was killed while making it: it is made once more.
    return None


def make_place(git: Git, remote: str) -> str:
    """Make the repository, on the branch that the other side has; returns git's folder."""
    files.make_folder(git.root)
    asked = git.attempt("ls-remote", "--symref", "--", remote, "HEAD")
    if asked.code and not is_unreached(asked):
        raise refused(f"{remote} cannot be used: {asked.reason}", remedy(asked, remote))
    first = os.fsdecode(asked.out).partition("\n")[0].partition("\t")[0]
    branch = first.removeprefix("ref: refs/heads/") if first.startswith("ref: refs/") else BRANCH
    git.run("init", "--quiet", "--template=")
    git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    for name, text in GIT_FILES.items():
        # Where there is something, they come from there.
        if not asked.out and not os.path.lexists(git.root / name):
            files.create(git.root / name, text.encode())
    return git.line("rev-parse", "--absolute-git-dir")


def set_address(git: Git, remote: str) -> None:
    """Say where the journal goes, from now on."""
    git.run("config", "--replace-all", f"remote.{REMOTE}.url", remote)
    fetched = f"+refs/heads/*:refs/remotes/{REMOTE}/*"
    git.run("config", "--replace-all", f"remote.{REMOTE}.fetch", fetched)


def open_place(git: Git, folder: str, remote: str) -> Place:
    """The repository as it is.

    Raises:
        ReflectError: somebody is in the middle of something in it (5).
    """
    for name, deed in _UNDERWAY.items():
        if os.path.lexists(os.path.join(folder, name)):
            raise ReflectError(
                f"a git {deed} that was begun by hand is not finished in {git.root}",
                hint=f"git -C {git.root} {deed} --abort, or --continue; then sync again",
                code=ExitCode.CHANGED,
            )
    branch = git.find("symbolic-ref", "--short", "HEAD")
    if branch is None:
        raise ReflectError(
            f"no branch is checked out in {git.root}",
            hint=f"git -C {git.root} switch {BRANCH}",
            code=ExitCode.CHANGED,
        )
    _write_attributes(folder)
    return Place(git, folder, branch, remote)


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
