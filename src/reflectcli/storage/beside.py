"""Temporary files and folders outside of the journal, beside what they become.

No `check` looks there. So whoever next writes beside takes away what one that was killed has left.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reflectcli.storage import files
from reflectcli.storage.commit import held

_OURS = f"{files.TEMPORARY}reflect-"


@contextmanager
def beside(target: Path, *, folder: bool = False) -> Iterator[Path]:
    """A new file or folder beside the target, held while this process lives and then gone."""
    drop_left(target.parent)
    temporary = target.parent / f"{_OURS}{os.urandom(8).hex()}"
    if folder:
        temporary.mkdir(mode=0o700)
    else:
        files.write(temporary, b"", sync=False)
    try:
        with held(temporary):
            yield temporary
    finally:
        _drop(temporary)


def drop_left(folder: Path) -> None:
    """Take away what no process that lives is writing."""
    if os.name != "posix":
        # There is no telling whether one does.
        return
    for name in files.names(folder):
        if name.startswith(_OURS):
            path = folder / name
            with suppress(OSError), held(path) as ours:
                if ours and path.lstat().st_uid == os.getuid():
                    _drop(path)


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        files.tidy(path)
