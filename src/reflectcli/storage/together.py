"""Several files written or moved as one: all of them or none, even if the power fails meanwhile.

A commit file in `.pending/` says every move, from where to where, before the first is made. Until
it is on the disk, a crash leaves only temporary files that no reader looks at. From then on,
whoever next opens the journal finishes what it says, and what is done already is done again
without harm. One file alone needs none of this.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from reflectcli.storage import files
from reflectcli.storage.commit import (
    Move,
    at,
    commit_text,
    draft_of,
    drop_sources,
    folder_of,
    folders,
    held,
    make_folders,
    unlink,
)
from reflectcli.storage.disk import Disk
from reflectcli.storage.history import History
from reflectcli.storage.listing import PENDING
from reflectcli.storage.locks import locked
from reflectcli.storage.pending import finish

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from reflectcli.storage.commit import Swap

    class Swapping(Protocol):
        """Files that change where they are, and the way back."""

        @property
        def swaps(self) -> Sequence[Swap]:
            """What a commit file says of it."""

        def make(self, disk: Disk) -> None:
            """Put the new files in the place of the old ones."""

        def take_back(self, disk: Disk) -> None:
            """Undo what was made."""


def create_all(
    root: Path,
    contents: Sequence[tuple[str, bytes]],
    history: History,
    line: str,
    written: Callable[[], None] = lambda: None,
) -> None:
    """Write new files, durable when this returns; `line` goes into the history with them.

    `contents` are paths in the journal with what is to stand there; `written` is called
    for each file, before all of them are made durable together.

    Raises:
        FileExistsError: there is a file of one of these names.
    """
    finish(root, history)
    require_free(root, [path for path, _ in contents])
    token = secrets.token_hex(8)
    commit = root / PENDING / f"{token}.json"
    moves = [
        (f"{folder_of(path)}/{files.TEMPORARY}{token}-{number}", path)
        for number, (path, _) in enumerate(contents)
    ]
    temporaries = [at(root, temporary) for temporary, _ in moves]
    files.make_folder(root)
    with Disk(root) as disk:
        try:
            made = make_folders(root, moves)
            for temporary, (_, data) in zip(temporaries, contents, strict=True):
                files.write(temporary, data, sync=False)
                written()
            disk.sync(temporaries, made | folders(root, (path for path, _ in contents)))
            carry_out(disk, commit, moves, (history, line), tidy)
        except BaseException:
            # Where taking back failed too, the files are needed to finish what was begun.
            if not commit.exists():
                tidy(disk, moves)
            raise


def move_all(root: Path, moves: Sequence[Move], history: History, line: str) -> None:
    """Move files to names that are free; `line` goes into the history with them.

    Raises:
        FileExistsError: a name is taken.
        FileNotFoundError: there is nothing to move.
    """
    if len(moves) == 1:
        ((source, target),) = moves
        files.move(root / source, root / target)
        history.append(line)
        return
    finish(root, history)
    require_free(root, [target for _, target in moves])
    for source, _ in moves:
        os.lstat(at(root, source))
    commit = root / PENDING / f"{secrets.token_hex(8)}.json"
    with Disk(root) as disk:
        disk.sync((), make_folders(root, moves))
        carry_out(disk, commit, moves, (history, line), drop_sources)


def carry_out(
    disk: Disk,
    commit: Path,
    moves: Sequence[Move],
    said: tuple[History, str],
    drop: Callable[[Disk, Sequence[Move]], None],
    swapping: Swapping | None = None,
) -> None:
    """Commit to the moves and make them; if one fails, take them all back.

    `drop` takes the old names away; `swapping` is what else is to be done.
    """
    root, (history, line) = disk.root, said
    files.make_folder(commit.parent)
    temporary = draft_of(commit)
    files.write(temporary, commit_text(moves, line, swapping.swaps if swapping else ()))
    try:
        with held(temporary), locked(_changed(root, moves, swapping)):
            try:
                files.place(temporary, commit)
                files.sync_folder(commit.parent)
                for source, target in moves:
                    files.place(at(root, source), at(root, target))
                disk.sync((), folders(root, (target for _, target in moves)))
                if swapping:
                    swapping.make(disk)
                drop(disk, moves)
            except BaseException:
                if swapping:
                    swapping.take_back(disk)
                _take_back(disk, moves)
                unlink(commit)
                files.sync_folder(commit.parent)
                raise
            history.append(line)
            with suppress(OSError):
                unlink(commit)
            files.sync_folder(commit.parent)
    finally:
        files.tidy(temporary)


def _changed(root: Path, moves: Sequence[Move], swapping: Swapping | None) -> set[str]:
    """The folders of which files are changed or taken away; new files are nobody else's."""
    paths = [old for _, old, _ in swapping.swaps] if swapping else []
    paths += [source for source, _ in moves if files.TEMPORARY not in source]
    return folders(root, paths)


def _take_back(disk: Disk, moves: Sequence[Move]) -> None:
    """Undo the moves that were made, without touching what others put there."""
    for source, target in ((at(disk.root, one), at(disk.root, other)) for one, other in moves):
        if not os.path.lexists(target):
            continue
        if not os.path.lexists(source):
            os.rename(target, source)
        elif files.same(source, target):
            os.unlink(target)
    disk.sync((), folders(disk.root, (path for move in moves for path in move)))


def tidy(disk: Disk, moves: Sequence[Move]) -> None:
    """Take the temporary files away that the moves began with."""
    for temporary, _ in moves:
        files.tidy(at(disk.root, temporary))


def require_free(root: Path, targets: Sequence[str]) -> None:
    """Refuse names that are taken, or are asked for twice.

    Raises:
        FileExistsError: there is such a name.
    """
    seen: set[str] = set()
    for target in targets:
        if target in seen or os.path.lexists(at(root, target)):
            raise FileExistsError(17, "File exists", at(root, target))
        seen.add(target)
