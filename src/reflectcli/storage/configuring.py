"""journal.toml changed as a command does it: one change that `undo` takes back."""

from __future__ import annotations

from reflectcli.errors import ReflectError
from reflectcli.storage import files, ids
from reflectcli.storage.config_file import config_of
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import Operation
from reflectcli.storage.layout import JOURNAL_FILE
from reflectcli.storage.repository import Repository
from reflectcli.storage.toml import decode
from reflectcli.storage.trash import Trash


def configure(repository: Repository, raw: bytes) -> None:
    """Put new content into journal.toml, as one change that `undo` takes back.

    Raises:
        ReflectError: the content is not right (3), it would encrypt or no longer do so (2), or
            the file has changed since (5).
    """
    file = repository.file
    file.require_writable()
    coming = config_of(decode(raw, JOURNAL_FILE)).encryption
    if (None if coming is None else coming.recipient) != file.recipient:
        raise ReflectError(
            "these settings would change how the journal is encrypted",
            hint="reflect encrypt on, or off, does that; take [encryption] out of them",
        )
    before, written = file.raw, [fingerprint(raw)]
    if before is None:
        file.replace(raw)
        repository.history.note(Operation(ids.token(6), "add", [JOURNAL_FILE], after=written))
        return
    files.require(file.path, before)
    trash = Trash(repository.root, repository.now)
    folder = trash.folder("changed")
    with trash.kept(JOURNAL_FILE, before, folder):
        file.replace(raw)
    done = Operation(ids.token(6), "change", [JOURNAL_FILE] * 2, folder, written)
    repository.history.note(done)
