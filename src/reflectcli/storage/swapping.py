"""Several files changed as one, each where it is: all of them or none, as `together` has it.

What stood there before goes into a folder of the trash in the same go.
"""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.commit import Move, Swap, at, folder_of, folders, make_folders
from reflectcli.storage.disk import Disk
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History
from reflectcli.storage.listing import PENDING
from reflectcli.storage.pending import finish
from reflectcli.storage.together import carry_out, tidy


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the journal, what was read of it, and what is to stand there."""

    path: str
    before: bytes
    after: bytes


def change_all(
    root: Path, changes: Sequence[Rewritten], trash: str, history: History, line: str
) -> None:
    """Change files, durable when this returns; `line` goes into the history with them.

    `trash` is the new folder, in the journal, for what stood there.

    Raises:
        ReflectError: a file is no longer the one that was read (exit code 5); none was changed.
    """
    finish(root, history)
    for each in changes:
        files.require(at(root, each.path), each.before)
    token = secrets.token_hex(8)
    commit = root / PENDING / f"{token}.json"
    work = _Work.of(changes, trash, token)
    with Disk(root) as disk:
        try:
            made = make_folders(root, work.moves)
            written = list(work.write(root))
            disk.sync(written, made | folders(root, work.paths))
            carry_out(disk, commit, work.moves, (history, line), work.drop, work)
        except BaseException:
            # Where taking back failed too, the files are needed to finish what was begun.
            if not commit.exists():
                work.drop(disk, work.moves)
            raise


@dataclass(frozen=True, slots=True)
class _Work:
    """The temporary files: `moves` for what goes into the trash, `swaps` for what comes."""

    changes: Sequence[Rewritten]
    moves: Sequence[Move]
    swaps: Sequence[Swap]

    @classmethod
    def of(cls, changes: Sequence[Rewritten], trash: str, token: str) -> "_Work":
        """The work that the changes make."""
        moves, swaps = [], []
        for number, each in enumerate(changes):
            kept, name = f"{trash}/{each.path}", f"{files.TEMPORARY}{token}-{number}"
            moves.append((f"{folder_of(kept)}/{name}", kept))
            swaps.append((f"{folder_of(each.path)}/{name}", each.path, fingerprint(each.before)))
        return cls(changes, moves, swaps)

    @property
    def paths(self) -> list[str]:
        """Every path that it is about."""
        return [path for each in (*self.moves, *self.swaps) for path in each[:2]]

    def write(self, root: Path) -> "Sequence[str]":
        """Write the temporary files; returns where they are."""
        written = []
        for each, (kept, _), (new, _, _) in zip(self.changes, self.moves, self.swaps, strict=True):
            for path, data in ((kept, each.before), (new, each.after)):
                files.write(at(root, path), data, sync=False)
                written.append(at(root, path))
        return written

    def make(self, disk: Disk) -> None:
        """Put the new files in the place of the old ones, which still are what was read."""
        for each, (new, old, _) in zip(self.changes, self.swaps, strict=True):
            files.require(at(disk.root, old), each.before)
            os.replace(at(disk.root, new), at(disk.root, old))
        disk.sync((), folders(disk.root, (old for _, old, _ in self.swaps)))

    def take_back(self, disk: Disk) -> None:
        """Put the old files back where the new ones are, which become temporary again."""
        for (_, kept), (new, old, _) in zip(self.moves, self.swaps, strict=True):
            if not os.path.lexists(at(disk.root, new)):
                files.place(at(disk.root, old), at(disk.root, new))
                os.replace(at(disk.root, kept), at(disk.root, old))
        disk.sync((), folders(disk.root, self.paths))

    def drop(self, disk: Disk, moves: Sequence[Move]) -> None:
        """Take the temporary files away, where they still are."""
        tidy(disk, [*moves, *((new, old) for new, old, _ in self.swaps)])
