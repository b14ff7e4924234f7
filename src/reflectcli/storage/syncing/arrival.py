"""What came from the other side, put into the journal's folder: whole, and over nobody's work."""

from __future__ import annotations

import os
from pathlib import Path

from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.git import Git
from reflectcli.storage.history import History
from reflectcli.storage.swapping import Rewritten, change_all
from reflectcli.storage.syncing.trees import Tree, contents, record_id, travels
from reflectcli.storage.trash import DELETED, Trash

LINE = '{"synced": true}'
"""The history's line; there is nothing in it that `undo` could take back."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The journal's folder, where its trash is dated now, and the history that is told."""

    root: Path
    trash: Trash
    history: History


def arrive(folder: Folder, git: Git, before: Tree, after: Tree) -> None:
    """Bring the folder from one tree to another; what goes or is replaced lies in the trash then.

    Raises:
        ReflectError: a file is no longer as it was (5).
        FileExistsError: a new file's name is taken.
    """
    old = {path: oid for path, (_, oid) in before.items() if travels(path)}
    new = {path: oid for path, (_, oid) in after.items() if travels(path)}
    changed = sorted(path for path in old.keys() & new.keys() if old[path] != new[path])
    added, gone = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    wanted = [new[path] for path in (*added, *changed)]
    raw = contents(git, [*wanted, *(old[path] for path in (*changed, *gone))])
    # A record that moved to another day goes from its old place as it comes to the new one.
    stays = {record_id(path) for path in new}
    moved = [path for path in gone if record_id(path) in stays]
    rewritten = [Rewritten(path, raw[old[path]], raw[new[path]]) for path in changed]
    for path in gone:
        files.require(folder.root / path, raw[old[path]])
    if added or rewritten or moved:
        change_all(
            folder.root, rewritten, folder.trash.folder("synced"), folder.history, LINE,
            new=[(path, raw[new[path]]) for path in added], gone=moved,
        )  # fmt: skip
    _remove(folder, {path: raw[old[path]] for path in gone if path not in moved})


def _remove(folder: Folder, gone: dict[str, bytes]) -> None:
    """Move files into the trash, and back what was written to in this very moment."""
    if not gone:
        return
    where = folder.trash.folder(DELETED)
    folder.trash.take(list(gone), where, folder.history, LINE)
    for path, raw in gone.items():
        kept = folder.root / where / path
        if files.read(kept) != raw and not os.path.lexists(folder.root / path):
            files.move(kept, folder.root / path)
