"""What a crash cut short, finished by whoever opens the journal next: see `together`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.storage import files
from reflectcli.storage.commit import (
    Move,
    Swap,
    at,
    draft_of,
    drop_sources,
    folders,
    held,
    make_folders,
    read_commit,
    unlink,
)
from reflectcli.storage.disk import Disk
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History
from reflectcli.storage.inside import require_inside
from reflectcli.storage.listing import PENDING
from reflectcli.storage.locks import locked


def finish(root: Path, history: History) -> list[Problem]:
    """Finish what a crash cut short; a problem for each thing that cannot be finished."""
    folder = root / PENDING
    commits = [folder / name for name in sorted(files.names(folder)) if name.endswith(".json")]
    return [problem for commit in commits if (problem := _finish(root, commit, history))]


def _finish(root: Path, commit: Path, history: History) -> Problem | None:
    count = 0
    try:
        with held(commit) as ours:
            if not ours or not commit.exists():
                return None
            moves, swaps, line = read_commit(commit)
            paths = [path for each in (*moves, *swaps) for path in each[:2]]
            require_inside(root, [*paths, f"{PENDING}/{commit.name}"])
            count = len(swaps) or len(moves)
            with locked(folders(root, paths)), Disk(root) as disk:
                if reason := _stopped_by(disk, moves, commit) or _swapped(disk, swaps, commit):
                    return _unfinished(commit, count, *reason)
            history.append(line)
            unlink(commit)
            files.tidy(draft_of(commit))
            files.sync_folder(commit.parent)
    except (ValueError, ReflectError):
        return _unfinished(commit, count, "this file cannot be read", f"delete it: {commit}")
    except OSError as error:
        if not commit.exists():
            return None
        hint = "any command finishes it as soon as the disk can be written"
        return _unfinished(commit, count, error.strerror or str(error), hint)
    return None


def _stopped_by(disk: Disk, moves: Sequence[Move], commit: Path) -> tuple[str, str] | None:
    """Make the moves that were not made yet; the reason and the remedy if one cannot be made."""
    root, gone = disk.root, 0
    made = make_folders(root, moves)
    for one, other in moves:
        source, target = at(root, one), at(root, other)
        if not os.path.lexists(source):
            gone += not os.path.lexists(target)
            continue
        try:
            files.place(source, target)
        except FileExistsError:
            if not (files.same(source, target) or _same_content(source, target)):
                return f"another file has the name {other}", "move that one out of the journal"
    if gone:
        # A sync tool may still bring them.
        hint = f"wait for your file sync; or, if they are lost, delete {commit}"
        return f"{gone} of the files cannot be found", hint
    disk.sync((), made | folders(root, (target for _, target in moves)))
    drop_sources(disk, moves)
    return None


def _swapped(disk: Disk, swaps: Sequence[Swap], commit: Path) -> tuple[str, str] | None:
    """Make the swaps that were not made yet; the reason and the remedy if one cannot be made."""
    left = [(at(disk.root, new), at(disk.root, old), was) for new, old, was in swaps]
    left = [each for each in left if os.path.lexists(each[0])]
    for new, old, was in left:
        if os.path.lexists(old) and fingerprint(now := files.read(old)) != was:
            if now == files.read(new):
                continue
            path = Path(old).relative_to(disk.root).as_posix()
            hint = f"what it was to be is in {new}; to leave it as it is, delete {commit}"
            return f"{path} was changed meanwhile", hint
    for new, old, _ in left:
        os.replace(new, old)
    disk.sync((), folders(disk.root, (old for _, old, _ in swaps)))
    return None


def _unfinished(commit: Path, count: int, reason: str, hint: str) -> Problem:
    where = f"{PENDING}/{commit.name}"
    what = f"a change of {count} files" if count else "a change of several files"
    message = f"{what} was cut off and cannot be finished: {reason}"
    return Problem(message, SourceLocation(where), hint)


def _same_content(one: str, other: str) -> bool:
    return Path(one).read_bytes() == Path(other).read_bytes()
