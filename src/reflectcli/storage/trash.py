"""What was deleted or replaced, and the way back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation, noted, undone
from reflectcli.storage.ids import token
from reflectcli.storage.inside import require_inside
from reflectcli.storage.layout import TRASH, parse_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

Content = tuple[str, bytes]
"""A path in the journal, and what stands there."""

DELETED = "deleted"
"""How the names of the folders end that hold what users deleted."""


def not_found(message: str, hint: str) -> ReflectError:
    """The error that something is not there (exit code 4)."""
    return ReflectError(message, hint=hint, code=ExitCode.NOT_FOUND)


class Trash:
    """The trash of the journal at `root`: a folder an operation, files under their old paths.

    A folder's name ends in the deed, so that any device can tell what a user deleted from what
    `undo` took back.
    """

    def __init__(self, root: files.AnyPath, now: datetime) -> None:
        self._root = os.fspath(root)
        self.now = now

    @property
    def root(self) -> Path:
        """The journal's folder."""
        from pathlib import Path

        return Path(self._root)

    def folder(self, deed: str) -> str:
        """The name of a new folder, relative to the journal."""
        return f"{TRASH}/{self.now.astimezone(UTC):%Y%m%dT%H%M%S}-{token(4)}-{deed}"

    def deleted_ids(self) -> set[str]:
        """The IDs of the records that users deleted, by their files' names alone."""
        folders = (self.root / TRASH).glob(f"*-{DELETED}")
        entries = (parse_path(path.name) for each in folders for path in each.rglob("*.toml*"))
        return {entry.id for entry in entries if entry is not None}

    def change(self, read: Content, written: Content, history: History) -> None:
        """Put new content in the place of what was read, at another path if need be.

        What stood there is kept; the history has it as one operation.

        Raises:
            ReflectError: the file holds something else by now, or the other path is taken (5).
        """
        (old, before), (new, after) = read, written
        files.require(os.path.join(self._root, old), before)
        folder = self.folder("changed")
        done = Operation(token(6), "change", [old, new], folder, [fingerprint(after)])
        if new == old:
            with self.kept(old, before, folder):
                files.replace(os.path.join(self._root, old), after, before)
            history.note(done)
            return
        require_inside(self._root, [folder])
        from reflectcli.storage.swapping import change_place

        change_place(self.root, read, written, folder, history, noted(done))

    def take(self, paths: Sequence[str], folder: str, history: History, line: str) -> None:
        """Move files into a new folder, all or none; the line goes into the history with them."""
        from reflectcli.storage.together import move_all

        require_inside(self._root, [*paths, folder])
        try:
            move_all(self.root, [(path, f"{folder}/{path}") for path in paths], history, line)
        except BaseException:
            files.drop_empty(self.root / folder)
            raise

    @contextmanager
    def kept(self, path: str, raw: bytes, folder: str) -> Iterator[None]:
        """Put a copy of a file that is about to change into a new folder.

        It goes again where the change fails, and the file is still what was to be kept of it.
        """
        require_inside(self._root, [folder])
        whole, copy = self.root / path, self.root / folder / path
        try:
            files.create(copy, raw)
            yield
        except BaseException:
            with suppress(OSError, ReflectError):
                files.require(whole, raw)
                files.tidy(copy)
            files.drop_empty(self.root / folder)
            raise

    def put_back(self, paths: Sequence[str], folder: str, history: History, line: str) -> None:
        """Move files back to where they were, all or none; the line goes into the history.

        Raises:
            ReflectError: a place is taken (5), or a file is not in the trash any more (4).
        """
        require_inside(self._root, [*paths, folder])
        for path in paths:
            kept = self.root / folder / path
            # After a crash both names may be those of one file.
            if (self.root / path).exists() and not files.same(self.root / path, kept):
                raise ReflectError(f"there is a file at {path} again", code=ExitCode.CHANGED)
            if not kept.exists():
                raise _not_in_trash(folder, path)
        from reflectcli.storage.together import move_all

        move_all(self.root, [(f"{folder}/{path}", path) for path in paths], history, line)

    def require_unchanged(self, path: str, written: str) -> None:
        """Refuse when a file is not the one that was written."""
        try:
            current = (self.root / path).read_bytes()
        except FileNotFoundError:
            raise not_found(
                f"{path} is no longer there", "it was moved or deleted since, perhaps by a sync"
            ) from None
        if fingerprint(current) != written:
            raise files.changed_elsewhere(path)


def undo_last(trash: Trash, history: History) -> Operation:
    """Take back the last operation of this device; what it wrote goes into the trash.

    Raises:
        ReflectError: there is nothing to undo (4), or the files have changed since (5).
    """
    operation = history.last()
    if operation is None:
        raise not_found("nothing to undo on this device", f"{TRASH} keeps what was deleted")
    match operation.deed:
        case "add":
            for path, written in zip(operation.files, operation.after, strict=True):
                trash.require_unchanged(path, written)
            trash.take(operation.files, trash.folder("undone"), history, undone(operation))
        case "remove":
            trash.put_back(operation.files, operation.trash, history, undone(operation))
        case "change" if len(operation.files) > 2:
            _undo_changes(trash, operation, history)
        case "change":
            _undo_change(trash, operation, history)
    return operation


def _undo_change(trash: Trash, operation: Operation, history: History) -> None:
    old, new = (trash.root / path for path in operation.files)
    if _is_undone(trash, operation):
        # A crash came before it was noted.
        history.undone(operation)
        return
    trash.require_unchanged(operation.files[1], operation.after[0])
    try:
        before = (trash.root / operation.trash / operation.files[0]).read_bytes()
    except FileNotFoundError:
        raise _not_in_trash(operation.trash, operation.files[0]) from None
    current = new.read_bytes()
    if new == old:
        with trash.kept(operation.files[1], current, trash.folder("changed")):
            files.replace(new, before, current)
        history.undone(operation)
        return
    from reflectcli.storage.swapping import change_place

    was, becomes = (operation.files[1], current), (operation.files[0], before)
    change_place(trash.root, was, becomes, trash.folder("undone"), history, undone(operation))


def _is_undone(trash: Trash, operation: Operation) -> bool:
    """Tell whether a changed file holds again what the trash has of it."""
    old, new = operation.files
    try:
        before = (trash.root / operation.trash / old).read_bytes()
        return old == new and (trash.root / old).read_bytes() == before
    except OSError:
        return False


def _undo_changes(trash: Trash, operation: Operation, history: History) -> None:
    """Put back what several files were before, all or none; each stayed where it was.

    Those that came with the change, which have no old name, go into the trash.
    """
    from reflectcli.storage.swapping import Rewritten, change_all

    changes, came = [], []
    pairs = zip(operation.files[::2], operation.files[1::2], operation.after, strict=True)
    for old, path, written in pairs:
        trash.require_unchanged(path, written)
        if not old:
            came.append(path)
            continue
        try:
            before = (trash.root / operation.trash / path).read_bytes()
        except FileNotFoundError:
            raise _not_in_trash(operation.trash, path) from None
        changes.append(Rewritten(path, (trash.root / path).read_bytes(), before))
    folder = trash.folder("undone")
    change_all(trash.root, changes, folder, history, undone(operation), gone=came)


def _not_in_trash(folder: str, path: str) -> ReflectError:
    return not_found(f"{path} is no longer in {folder}", "someone took it out of the trash")
