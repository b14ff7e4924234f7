"""What the computer gives the journal: who can read it, and how much room is left."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from reflectcli.errors import Problem, SourceLocation
from reflectcli.storage.inspection import Inspection
from reflectcli.storage.repairs import Repair

LITTLE_BYTES = 64 * 2**20
"""With less room than this on the disk, something soon cannot be saved."""
NOT_OURS = frozenset((".git", ".stfolder", ".stversions"))
"""Folders that other programs keep in the journal, with permissions of their own."""


def inspect_permissions(root: Path, found: Inspection) -> None:
    """Add remarks on what other users of the computer may look into."""
    if os.name != "posix":
        return
    if _is_open(root):
        where = SourceLocation(str(root))
        reason = "other users of this computer can look into your journal"
        found.remarks.append(Problem(reason, where, f"chmod 700 {root}", left_out=False))
        found.repairs.append(Repair("modes", (".",), "close it to other users"))
    if paths := tuple(_open_paths(root)):
        repair = Repair("modes", paths, "close to other users", quiet=False)
        many = f", as {len(paths) - 1} more" if len(paths) > 1 else ""
        reason = f"its permissions are open to other users of this computer{many}"
        hint = "`reflect check --fix` sets them"
        found.remarks.append(Problem(reason, SourceLocation(paths[0]), hint, left_out=False))
        found.repairs.append(repair)


def _open_paths(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS)
        for name in sorted((*folders, *names)):
            path = Path(folder, name)
            try:
                if _is_open(path):
                    yield path.relative_to(root).as_posix()
            except OSError:
                continue


def _is_open(path: Path) -> bool:
    """Tell whether a file or folder lets others in; the permissions of a link mean nothing."""
    mode = path.lstat().st_mode
    return (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) and bool(mode & 0o077)


def room(root: Path) -> list[Problem]:
    """A remark when the disk is nearly full."""
    free = shutil.disk_usage(root).free
    if free >= LITTLE_BYTES:
        return []
    message = f"the disk is nearly full: {free / 2**20:.0f} MB are left"
    hint = "free some space; what you write may not be saved"
    return [Problem(message, SourceLocation(str(root)), hint, left_out=False)]
