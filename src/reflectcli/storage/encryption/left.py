"""Drafts that lie in plain in an encrypted journal, since an editor or the command was killed.

While an editor is open its draft must stay: who opens one holds a lock of this device.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reflectcli.errors import LockedError, ReflectError
from reflectcli.storage import files, ids
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.database import forget
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.history import History
from reflectcli.storage.layout import AGE, DRAFTS

TEXTS = (".md", ".toml")
"""How drafts end; the rest is what editors keep beside them."""


def _lock_file(history: History) -> str | None:
    return None if history.path is None else f"{history.path}.editing"


@contextmanager
def editing(history: History) -> Iterator[None]:
    """Have nobody take a draft away meanwhile; the system ends this with the process."""
    descriptor = _opened(_lock_file(history))
    try:
        if descriptor is not None and sys.platform != "win32":
            import fcntl

            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def is_editing(history: History) -> bool:
    """Tell whether an editor may be open on a draft; where the system does not tell, it may."""
    path = _lock_file(history)
    if sys.platform == "win32" or path is None:
        return True
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _opened(path: str | None) -> int | None:
    try:
        if path is None:
            return None
        files.make_folder(files.folder_of(path), sync=False)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def clear(index: IndexPlace, root: files.AnyPath, seal: Seal, history: History) -> None:
    """Take away what an encrypted journal has in plain: its index, drafts that were left.

    Another device may have turned encryption on, an editor may have been killed.
    """
    forget(index.path)
    seal_left(root, seal, history, index.tell)


def seal_left(
    root: files.AnyPath, seal: Seal, history: History, tell: Callable[[str], None]
) -> None:
    """Encrypt the drafts that were left in plain; one that cannot be is told by `check`."""
    folder = Path(root, DRAFTS)
    left = [name for name in files.names(folder) if not name.endswith(AGE)]
    if seal.recipient is None or not left or folder.is_symlink() or is_editing(history):
        return
    for name in left:
        if not name.startswith(files.TEMPORARY):
            with suppress(OSError, ReflectError, LockedError):
                closed = seal_draft(folder / name, seal)
                if name.endswith(TEXTS) and closed.exists():
                    tell(
                        f"a text was not saved, and is encrypted now · read it: {shown_by(closed)}"
                    )


def shown_by(draft: Path) -> str:
    """The command that prints an encrypted draft."""
    return f"reflect encrypt show {DRAFTS}/{draft.name}"


def seal_draft(draft: Path, seal: Seal) -> Path:
    """Put a draft into its encrypted form, in which there may be an older one; returns where.

    Raises:
        OSError, ReflectError, LockedError: it stays as it is.
    """
    at, raw = draft.lstat(), files.read(draft, str(draft.parent))
    closed = draft.with_name(draft.name + AGE)
    if os.path.lexists(closed):
        closed = draft.with_name(ids.token(4) + draft.name[8:] + AGE)
    if raw.strip():
        files.create(closed, seal.closed(raw, closed.name))
        os.utime(closed, ns=(at.st_atime_ns, at.st_mtime_ns))
    files.require(draft, raw)
    draft.unlink()
    return closed
