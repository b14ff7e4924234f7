"""New records, changed ones and files beside them in one go: all or none, undone as one."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import ids
from reflectcli.storage.codec import dump_record
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import Operation, noted
from reflectcli.storage.layout import path_of
from reflectcli.storage.repository import Repository
from reflectcli.storage.rewriting import changed
from reflectcli.storage.stored import Stored
from reflectcli.storage.swapping import Rewritten, change_all
from reflectcli.storage.trash import Trash


def add_and_change(
    repository: Repository,
    records: Sequence[Record],
    changes: Sequence[tuple[Stored, bytes]] = (),
    kept: Sequence[tuple[str, bytes]] = (),
) -> list[Stored]:
    """Write new records and files, and new text for stored records that stay where they are.

    Returns those that were changed, as they are stored now. `kept` are paths in the journal and
    their content. A change of one file alone is not for this.

    Raises:
        ReflectError: a record breaks a rule (2, 3), a name is taken or a file is no longer the
            one that was read (5).
    """
    repository.file.require_writable()
    config, root = repository.config, repository.root
    seal = repository.seal
    new = [(path_of(each), dump_record(each, config).encode()) for each in records] + [*kept]
    new = [(name := seal.named(path), seal.closed(raw, name)) for path, raw in new]
    saved = [changed(stored, raw, config, repository.now, seal) for stored, raw in changes]
    trash = Trash(root, repository.now).folder("changed")
    pairs = zip(changes, saved, strict=True)
    work = [
        Rewritten(stored.file.path, stored.on_disk, after.on_disk) for (stored, _), after in pairs
    ]
    done = _operation(new, [(each.file.path, each.on_disk) for each in saved], trash)
    try:
        change_all(root, work, trash, repository.history, noted(done), new=new)
    except FileExistsError as error:
        raise ReflectError(
            f"there is already a file of that name: {error.filename2 or error.filename}",
            hint="another device may have done the same; try again",
            code=ExitCode.CHANGED,
        ) from None
    return saved


def _operation(
    new: Sequence[tuple[str, bytes]], changes: Sequence[tuple[str, bytes]], trash: str
) -> Operation:
    hashes = [fingerprint(raw) for _, raw in (*new, *changes)]
    if not changes:
        return Operation(ids.token(6), "add", [path for path, _ in new], after=hashes)
    files = [path for each, _ in new for path in ("", each)]
    files += [path for each, _ in changes for path in (each, each)]
    return Operation(ids.token(6), "change", files, trash, hashes)
