"""Several files changed as one, each where it is: all of them or none, as `together` has it.

What stood there before goes into a folder of the trash in the same go; new files may come with
them, others go there too.
"""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.commit import (
    Move,
    Swap,
    at,
    drop_sources,
    folder_of,
    folders,
    make_folders,
)
from reflectcli.storage.disk import Disk
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History
from reflectcli.storage.listing import PENDING
from reflectcli.storage.pending import finish
from reflectcli.storage.together import carry_out, require_free, tidy


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the journal, what was read of it, and what is to stand there."""

    path: str
    before: bytes
    after: bytes


def change_all(
    root: Path,
    changes: Sequence[Rewritten],
    trash: str,
    history: History,
    line: str,
    *,
    new: Sequence[tuple[str, bytes]] = (),
    gone: Sequence[str] = (),
) -> None:
    """Change files, durable when this returns; `line` goes into the history with them.

    `trash` is the new folder, in the journal, for what stood there. `new` are paths and contents
    of files that come, `gone` paths of those that go into the trash.

    Raises:
        ReflectError: a file is no longer the one that was read (exit code 5); none was changed.
        FileExistsError: a new file's name is taken.
    """
    finish(root, history)
    require_free(root, [path for path, _ in new])
    for each in changes:
        files.require(at(root, each.path), each.before)
    token = secrets.token_hex(8)
    commit = root / PENDING / f"{token}.json"
    work = _Work.of(changes, new, gone, trash, token)
    with Disk(root) as disk:
        try:
            made = make_folders(root, work.moves)
            written = list(work.write(root))
            disk.sync(written, made | folders(root, work.paths))
            carry_out(disk, commit, work.moves, (history, line), work.drop, work)
        except BaseException:
            # Where taking back failed too, the files are needed to finish what was begun.
            if not commit.exists():
                work.tidy(disk)
                files.drop_empty(root / trash)
            raise


def change_place(
    root: Path,
    read: tuple[str, bytes],
    written: tuple[str, bytes],
    trash: str,
    history: History,
    line: str,
) -> None:
    """Change a file that gets another path with it; what was read goes into the trash.

    Raises:
        ReflectError: it is no longer what was read, or the other path is taken (exit code 5).
    """
    path, before = read
    files.require(at(root, path), before)
    try:
        change_all(root, [], trash, history, line, new=[written], gone=[path])
    except FileExistsError:
        name = os.path.basename(written[0])
        raise ReflectError(f"there is a file at {name} already", code=ExitCode.CHANGED) from None


@dataclass(frozen=True, slots=True)
class _Work:
    """What is written to temporary files: `kept` goes into the trash, `added` comes new.

    `gone` are the moves of files as they are, `swaps` what changes where it is.
    """

    changes: Sequence[Rewritten]
    new: Sequence[tuple[str, bytes]]
    kept: Sequence[Move]
    added: Sequence[Move]
    gone: Sequence[Move]
    swaps: Sequence[Swap]

    @classmethod
    def of(
        cls,
        changes: Sequence[Rewritten],
        new: Sequence[tuple[str, bytes]],
        gone: Sequence[str],
        trash: str,
        token: str,
    ) -> "_Work":
        """The work that the changes make."""
        kept, swaps = [], []
        for number, each in enumerate(changes):
            copy, name = f"{trash}/{each.path}", f"{files.TEMPORARY}{token}-{number}"
            kept.append((f"{folder_of(copy)}/{name}", copy))
            swaps.append((f"{folder_of(each.path)}/{name}", each.path, fingerprint(each.before)))
        added = [
            (f"{folder_of(path)}/{files.TEMPORARY}{token}-new-{number}", path)
            for number, (path, _) in enumerate(new)
        ]
        return cls(changes, new, kept, added, [(path, f"{trash}/{path}") for path in gone], swaps)

    @property
    def moves(self) -> list[Move]:
        """What a commit file says of it beside the swaps."""
        return [*self.kept, *self.added, *self.gone]

    @property
    def paths(self) -> list[str]:
        """Every path that it is about."""
        return [path for each in (*self.moves, *self.swaps) for path in each[:2]]

    def write(self, root: Path) -> "Sequence[str]":
        """Write the temporary files; returns where they are."""
        contents = [
            content
            for each, (copy, _), (new, _, _) in zip(
                self.changes, self.kept, self.swaps, strict=True
            )
            for content in ((copy, each.before), (new, each.after))
        ]
        contents += [
            (here, data) for (here, _), (_, data) in zip(self.added, self.new, strict=True)
        ]
        for path, data in contents:
            files.write(at(root, path), data, sync=False)
        return [at(root, path) for path, _ in contents]

    def make(self, disk: Disk) -> None:
        """Put the new files in the place of the old ones, which still are what was read."""
        for each, (new, old, _) in zip(self.changes, self.swaps, strict=True):
            files.require(at(disk.root, old), each.before)
            os.replace(at(disk.root, new), at(disk.root, old))
        disk.sync((), folders(disk.root, (old for _, old, _ in self.swaps)))

    def take_back(self, disk: Disk) -> None:
        """Put the old files back where the new ones are, which become temporary again."""
        for (_, copy), (new, old, _) in zip(self.kept, self.swaps, strict=True):
            if not os.path.lexists(at(disk.root, new)):
                files.place(at(disk.root, old), at(disk.root, new))
                os.replace(at(disk.root, copy), at(disk.root, old))
        disk.sync((), folders(disk.root, self.paths))

    def drop(self, disk: Disk, moves: Sequence[Move]) -> None:
        """Take away what lies in the trash by now, and the temporary files."""
        drop_sources(disk, self.gone)
        self.tidy(disk)

    def tidy(self, disk: Disk) -> None:
        """Take the temporary files away, where they still are."""
        swapped = [(new, old) for new, old, _ in self.swaps]
        tidy(disk, [*self.kept, *self.added, *swapped])
