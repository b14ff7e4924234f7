"""Repairs made: files are moved, into the trash or to their place, and never deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.storage import files, ids, toml
from reflectcli.storage.changes import Put
from reflectcli.storage.conflicts import sides
from reflectcli.storage.edits import edit
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation, noted
from reflectcli.storage.layout import AGE, filed, parse_path
from reflectcli.storage.misplaced import misplaced
from reflectcli.storage.repairs import Repair
from reflectcli.storage.trash import Trash
from reflectcli.storage.validate import parse_record


def right_path(record: Record, path: str) -> str:
    """Where the record of a file belongs, in the form that the file has."""
    return filed(record).path + (AGE if path.endswith(AGE) else "")


REPAIRED = "repaired"
"""How the names of the folders of the trash end that hold what a repair took away."""


class Workshop:
    """Where the journal at `root` is repaired; what is done goes into the history, for `undo`."""

    def __init__(
        self,
        root: Path,
        config: JournalConfig,
        now: datetime,
        history: History,
        index: str = "",
        seal: Seal = PLAIN,
    ) -> None:
        self.root = root
        self.config = config
        self.history = history
        self.index = index
        self.seal = seal
        self.trash = Trash(root, now)

    def make(self, repair: Repair) -> None:
        """Make a repair.

        Raises:
            ReflectError, OSError: it cannot be made; nothing is changed then.
        """
        ways: dict[str, Callable[[Repair], None]] = {
            "trash": self._take, "own": self._own, "settle": self._settle, "move": self._move,
            "modes": self._close, "empty": self._drop, "index": self._forget,
            "seal": self._seal,
        }  # fmt: skip
        ways[repair.deed](repair)

    def _take(self, repair: Repair) -> None:
        folder = self.trash.folder(REPAIRED)
        done = Operation(ids.token(6), "remove", repair.paths, folder)
        self.trash.take(repair.paths, folder, self.history, noted(done))

    def _own(self, repair: Repair) -> None:
        (old,) = repair.paths
        raw = files.read(self.root / old, str(self.root))
        new, content = self.renamed(self.seal.opened(raw, old), old, repair.target)
        self._change(old, raw, new, self.seal.closed(content, new))

    def _move(self, repair: Repair) -> None:
        (old,) = repair.paths
        raw = files.read(self.root / old, str(self.root))
        self._change(old, raw, repair.target, raw)

    def _change(self, old: str, before: bytes, new: str, after: bytes) -> None:
        self.trash.change((old, before), (new, after), self.history)

    def _settle(self, repair: Repair) -> None:
        from reflectcli.storage.swapping import Rewritten, change_all

        (path,) = repair.paths
        raw = files.read(self.root / path, str(self.root))
        ours, new, theirs = self.parted(raw, path, repair.target)
        folder = self.trash.folder("changed")
        hashes = [fingerprint(theirs), fingerprint(ours)]
        done = Operation(ids.token(6), "change", ["", new, path, path], folder, hashes)
        changes = [Rewritten(path, raw, ours)]
        change_all(self.root, changes, folder, self.history, noted(done), new=[(new, theirs)])

    def _close(self, repair: Repair) -> None:
        for path in repair.paths:
            whole = self.root / path
            # An earlier repair may have moved it.
            with suppress(FileNotFoundError):
                whole.chmod(0o700 if whole.is_dir() else 0o600)

    def _drop(self, repair: Repair) -> None:
        for path in repair.paths:
            (self.root / path).rmdir()

    def _forget(self, repair: Repair) -> None:
        from reflectcli.storage.database import forget

        forget(self.index)

    def _seal(self, repair: Repair) -> None:
        from reflectcli.storage.encryption.turning import Place, turn_on

        turned = turn_on(Place(self.root, self.history), self.seal, lambda done, total: None)
        if turned.problems:
            raise ReflectError.of(turned.problems[0])

    # what may be done

    def read(self, path: str) -> bytes:
        """What the user wrote into a file, encrypted or not."""
        return self.seal.opened(files.read(self.root / path, str(self.root)), path)

    def record(self, raw: bytes, path: str) -> Record | None:
        """The record in a file's content, if it is right but for its name and place."""
        try:
            return parse_record(toml.decode(raw, path), path, self.config)
        except ReflectError:
            return None

    def renamed(self, raw: bytes, path: str, new_id: str) -> tuple[str, bytes]:
        """Where a record's file belongs once it has another ID, and its content then.

        Raises:
            ReflectError: it is no right record, or cannot be changed faithfully (3).
        """
        content = edit(raw, path, Put(("id",), new_id))
        record = parse_record(toml.decode(content, path), path, self.config)
        return right_path(record, path), content

    def parted(self, raw: bytes, path: str, new_id: str) -> tuple[bytes, str, bytes]:
        """This device's side of an unsettled merge, and the other's: where it belongs, and what.

        Raises:
            ReflectError: one side is no right record (3).
        """
        found = sides(toml.decode(raw, path))
        if found is None:
            raise ReflectError("the marks of the merge do not pair")
        entry, (ours, theirs) = parse_path(path), found
        with _of("this device's version"):
            record = parse_record(ours, path, self.config)
            if entry is None or misplaced(record, entry, ours):
                raise ReflectError("it is not the record that the file's name says")
        with _of("the other's version"):
            new, content = self.renamed(theirs.encode(), path, new_id)
        return ours.encode(), new, content


@contextmanager
def _of(side: str) -> Iterator[None]:
    """Say of which side an error is; its line is none of the file's."""
    try:
        yield
    except ReflectError as error:
        raise ReflectError(f"{side} by itself is no right record: {error}") from error
