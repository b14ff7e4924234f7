"""The repository in the journal's folder: made once, found again, held while a sync runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.git import Git, is_unreached, refused

BRANCH = "main"
REMOTE = "origin"
MARK, INDEX = "reflect-sync", "reflect-index"
STALE_NS = 600_000_000_000
"""No git holds a lock of its own for so long."""
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
    if "dubious ownership" in done.err:
        raise refused(done.reason, f"git config --global --add safe.directory {git.root}")
    # A git that was killed while making it: it is made once more.
    return None


def address(git: Git) -> str | None:
    """Where the journal goes, as it was set up."""
    return git.find("config", "--get", f"remote.{REMOTE}.url")


def checked_address(text: str) -> str:
    """An address as git may have it; that of a folder from the root on.

    Raises:
        ReflectError: it is none, or has a password in it.
    """
    if not text or text.startswith("-") or not text.isprintable():
        raise ReflectError(
            f"{text!r} is no address of a git repository",
            hint="such as git@example.org:ana/journal.git, or a folder on a USB stick",
        )
    scheme, colon, rest = text.partition("://")
    if colon:
        user, at, _ = rest.partition("/")[0].rpartition("@")
        if at and ":" in user and scheme != "ssh":
            raise ReflectError(
                "an address with a password in it can be read by others",
                hint="leave it out; git asks for it, and can remember it: gitcredentials(7)",
            )
        return text
    if "::" in text:
        raise ReflectError(f"{text!r} is no address of a git repository", hint="https, ssh, folder")
    if ":" in text.partition("/")[0] and os.name != "nt":
        return text
    return os.path.abspath(os.path.expanduser(text))


def is_folder(remote: str) -> bool:
    """Tell whether an address is that of a folder of this computer."""
    return os.path.isabs(remote)


def make_remote(git: Git, remote: str) -> bool:
    """Make an empty repository where a new folder is named; True if that was done.

    Raises:
        ReflectError: there is no folder that it could be made in (4).
    """
    if not is_folder(remote) or os.path.exists(remote):
        return False
    if not os.path.isdir(os.path.dirname(remote)):
        raise ReflectError(
            f"there is no folder {os.path.dirname(remote)}",
            hint="is the disk there? an address such as git@example.org:ana/journal.git?",
            code=ExitCode.NOT_FOUND,
        )
    git.run("init", "--quiet", "--bare", "--", remote)
    git.run("-C", remote, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    return True


def make_place(git: Git, remote: str) -> str:
    """Make the repository, on the branch that the other side has; returns git's folder."""
    files.make_folder(git.root)
    asked = git.attempt("ls-remote", "--symref", "--", remote, "HEAD")
    if asked.code and not is_unreached(asked):
        raise refused(f"{remote} cannot be used: {asked.reason}", "check the address and your key")
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


@contextmanager
def held(git: Git, folder: str, now: int) -> Iterator[Git]:
    """Git under a lock that lasts as long as any git that was started with it.

    What a sync that was killed has left of git's own locks is taken away.

    Raises:
        ReflectError: another sync is running (5).
    """
    descriptor = os.open(os.path.join(folder, MARK), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
        cut_short = os.read(descriptor, 1) != b""
        _drop_locks(folder, None if cut_short else now - STALE_NS)
        os.write(descriptor, b"." if not cut_short else b"")
        try:
            yield git.holding(descriptor, os.path.join(folder, INDEX))
        except ReflectError as error:
            if error.code != ExitCode.REFUSED:
                os.ftruncate(descriptor, 0)
            raise
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ReflectError(
            "another sync of this journal is running",
            hint="wait until it is done; a note needs not wait",
            code=ExitCode.CHANGED,
        ) from None
    except OSError:
        # A file system without locks.
        return


def _drop_locks(folder: str, before: int | None) -> None:
    """Take git's locks away, with a moment only those from before it."""
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "objects"]
        for name in names:
            path = os.path.join(where, name)
            if name.endswith(".lock") and (before is None or os.lstat(path).st_mtime_ns < before):
                files.tidy(path)


def show_index(place: Place) -> None:
    """Let git by hand see what was committed, unless somebody holds its index."""
    path = place.path("index")
    try:
        files.write(f"{path}.lock", Path(place.path(INDEX)).read_bytes(), sync=False)
    except OSError:
        return
    os.replace(f"{path}.lock", path)
