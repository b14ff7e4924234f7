"""A journal's files put into the other form, plain or encrypted, one after the other.

The new file is whole and durable before the old one goes. What is cut short at any point leaves
some files in each form, perhaps one in both, which every command reads; to run it again finishes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, field
from reflectcli.storage import files
from reflectcli.storage.disk import Disk
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.layout import AGE, DRAFTS, JOURNAL_FILE, MENTOR, TRASH
from reflectcli.storage.locks import locked

AT_ONCE = 1000
"""So many files are made durable together."""
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Turned:
    """What was put into the other form: paths as they were, and what could not be.

    `hashes` are those of the new contents by those of the old ones.
    """

    paths: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Work:
    """A file, what it holds and its times; where to, and what is to stand there."""

    path: str
    raw: bytes
    times: tuple[int, int]
    target: str
    content: bytes

    @property
    def temporary(self) -> str:
        """What it is written as."""
        return _temporary(self.target)

    @property
    def plain(self) -> bytes:
        """What the user wrote."""
        return self.content if self.path.endswith(AGE) else self.raw


def _temporary(target: str) -> str:
    """Always the same for a file, so that one that a crash left is found again."""
    folder, _, name = target.rpartition("/")
    end = AGE if name.endswith(AGE) else ""
    return f"{folder}/{files.TEMPORARY}{fingerprint(name.encode())[:16]}{end}"


def tidy_plain(root: Path) -> None:
    """Take away what turning off has left of plain text when it was killed."""
    for path in in_form(root, sealed=True):
        files.tidy(root / _temporary(path.removesuffix(AGE)))


def in_form(root: Path, *, sealed: bool) -> list[str]:
    """The files of one form that hold what the user wrote, by their names alone."""
    return [path for path in _files(root) if path.endswith(AGE) == sealed]


def is_of_records(path: str) -> bool:
    """Tell whether a path is in a folder whose files encryption is about."""
    first, _, rest = path.partition("/")
    dated = len(first) == 4 and first.isdecimal()
    known = dated or first in (*LONG_LIVED.values(), MENTOR, DRAFTS, TRASH)
    return bool(rest) and known and rest.rpartition("/")[2] != JOURNAL_FILE


def _files(root: Path) -> Iterator[str]:
    for top in sorted(files.names(root)):
        if is_of_records(f"{top}/x") and not os.path.islink(root / top):
            for folder, _, names in os.walk(root / top):
                below = Path(folder).relative_to(root).as_posix()
                yield from (
                    f"{below}/{name}"
                    for name in sorted(names)
                    if _is_meant(name) and _is_plain(os.path.join(folder, name))
                )


def _is_meant(name: str) -> bool:
    # A temporary file may be another process's, which is about to give it its name.
    return name != JOURNAL_FILE and not name.startswith(files.TEMPORARY)


def _is_plain(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def turn(root: Path, paths: Sequence[str], seal: Seal, progress: Progress, turned: Turned) -> None:
    """Put files into the other form, each under the name that says so; `turned` tells of each.

    Raises:
        LockedError: a key is needed that cannot be had.
        OSError: the system refuses; what is done is done.
    """
    contents = dict[bytes, bytes]()
    with Disk(root) as disk:
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            found = [_work(root, path, seal, contents, turned) for path in some]
            _make(disk, [each for each in found if each is not None], seal, turned)
            progress(min(start + AT_ONCE, len(paths)), len(paths))


def _work(
    root: Path, path: str, seal: Seal, contents: dict[bytes, bytes], turned: Turned
) -> _Work | None:
    """What is to be done with a file; None where it cannot be, which is a problem."""
    target = path.removesuffix(AGE) if path.endswith(AGE) else path + AGE
    try:
        at, raw = os.lstat(root / path), files.read(root / path, str(root))
        if path.endswith(AGE):
            content = seal.opened(raw, path)
        else:
            # What lies twice, as in the trash, stays the same: `undo` knows it by its hash.
            content = contents[raw] if raw in contents else seal.closed(raw, target)
            if path.startswith(TRASH):
                contents[raw] = content
    except ReflectError as error:
        turned.problems.append(error.problem)
        return None
    except FileNotFoundError:
        return None
    return _Work(path, raw, (at.st_atime_ns, at.st_mtime_ns), target, content)


def _make(disk: Disk, work: list[_Work], seal: Seal, turned: Turned) -> None:
    root = disk.root
    new, taken = list[_Work](), list[_Work]()
    for each in work:
        (taken if os.path.lexists(root / each.target) else new).append(each)
    there = [each for each in taken if _is_same(root, each, seal, turned)]
    for each in new:
        files.tidy(root / each.temporary)
        files.write(root / each.temporary, each.content, sync=False)
        os.utime(root / each.temporary, ns=each.times)
    folders = {str((root / each.target).parent) for each in work}
    disk.sync([str(root / each.temporary) for each in new], ())
    for each in new:
        files.place(root / each.temporary, root / each.target)
        files.tidy(root / each.temporary)
    disk.sync((), folders)
    for each in (*there, *new):
        _drop(root, each, turned)
    disk.sync((), folders)


def _is_same(root: Path, work: _Work, seal: Seal, turned: Turned) -> bool:
    """Tell whether the other form, which is there already, says the same."""
    try:
        if seal.opened(files.read(root / work.target, str(root)), work.target) == work.plain:
            return True
        plain, closed = sorted((work.path, work.target))
        problem = Problem(
            f"its encrypted form, {closed}, says something else",
            SourceLocation(plain),
            "look at both, delete one of the two, and run this again",
        )
    except ReflectError as error:
        problem = error.problem
    turned.problems.append(problem)
    return False


def _drop(root: Path, work: _Work, turned: Turned) -> None:
    """Take the old file away, unless somebody wrote to it in this very moment."""
    with locked([str((root / work.path).parent)]):
        try:
            files.require(root / work.path, work.raw)
        except ReflectError:
            os.unlink(root / work.target)
            return
        turned.hashes[fingerprint(work.raw)] = fingerprint((root / work.target).read_bytes())
        os.unlink(root / work.path)
    turned.paths.append(work.path)
