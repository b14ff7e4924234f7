"""Stored records with another text: what it must be, and several changed as one."""

from collections.abc import Sequence
from datetime import datetime

from reflectcli.domain.filing import is_ahead
from reflectcli.domain.journal import JournalConfig
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import replace
from reflectcli.storage import ids
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation, noted
from reflectcli.storage.inside import require_inside
from reflectcli.storage.layout import AGE, parse_path, path_of
from reflectcli.storage.masking import masked
from reflectcli.storage.stored import Stored
from reflectcli.storage.trash import Trash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def changed(stored: Stored, raw: bytes, config: JournalConfig, now: datetime, seal: Seal) -> Stored:
    """The record as it would be stored with another text; nothing is written.

    Raises:
        ReflectError: the text holds no right record, or another one, or one of the future.
    """
    from reflectcli.storage.toml import decode
    from reflectcli.storage.validate import parse_record

    text = decode(raw, stored.file.path)
    record = parse_record(text, stored.file.path, config)
    if (record.id, record.kind) != (stored.record.id, stored.record.kind):
        raise ReflectError("a record's id and kind stay as they are", code=ExitCode.BAD_DATA)
    if is_ahead(record.shift, record.at, now):
        raise ReflectError(f"the shift of {record.shift} is in the future")
    entry = parse_path(path_of(record))
    assert entry is not None
    if (safe := masked(record, text)) != text:
        return changed(stored, safe.encode(), config, now, seal)
    if not stored.file.sealed:
        return Stored(entry, raw, text, record)
    entry = replace(entry, path=entry.path + AGE)
    return Stored(entry, raw, text, record, seal.closed(raw, entry.path))


def rewrite(
    root: "Path",
    stored: Stored,
    raw: bytes,
    config: JournalConfig,
    now: datetime,
    history: History,
    seal: Seal,
) -> Stored:
    """Put new text in the place of a stored record's, moving the file if its shift changed.

    The file keeps its form, plain or encrypted. It raises what `rewrite_all` does.
    """
    saved = changed(stored, raw, config, now, seal)
    old, new = stored.file.path, saved.file.path
    require_inside(root, [new])
    read, written = (old, stored.on_disk), (new, saved.on_disk)
    Trash(root, now).change(read, written, history)
    return saved


def rewrite_all(
    root: "Path",
    changes: Sequence[tuple[Stored, bytes]],
    config: JournalConfig,
    now: datetime,
    history: History,
    seal: Seal,
) -> list[Stored]:
    """Change several records, all or none, each in its file; the history has them as one.

    Raises:
        ReflectError: a text holds no right record (3) or is of another day (2), or a file is no
            longer the one that was read (5).
    """
    from reflectcli.storage.swapping import Rewritten, change_all

    saved = [changed(stored, raw, config, now, seal) for stored, raw in changes]
    for (stored, _), new in zip(changes, saved, strict=True):
        if new.file.path != stored.file.path:
            raise ReflectError(
                f"{stored.file.id} would move to another day; several records cannot at once",
                hint=f"one by one: reflect edit {stored.file.id}",
            )
    trash = Trash(root, now).folder("changed")
    paths = [path for each in saved for path in (each.file.path, each.file.path)]
    hashes = [fingerprint(new.on_disk) for new in saved]
    line = noted(Operation(ids.token(6), "change", paths, trash, hashes))
    contents = [
        Rewritten(stored.file.path, stored.on_disk, new.on_disk)
        for (stored, _), new in zip(changes, saved, strict=True)
    ]
    change_all(root, contents, trash, history, line)
    return saved
