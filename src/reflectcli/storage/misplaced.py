"""What is wrong between a record and its file's name, place, or another file."""

from __future__ import annotations

import os

from reflectcli.domain.records import Record
from reflectcli.errors import Problem, SourceLocation
from reflectcli.storage.layout import RecordFile, folder_of
from reflectcli.storage.locate import locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.storage.conflicts import Copy


def misplaced(record: Record, entry: RecordFile, text: str) -> Problem | None:
    """What is wrong between a record and the place and name of its file."""
    if record.id != entry.id or record.kind != entry.kind:
        key = "id" if record.id != entry.id else "kind"
        inside, outside = getattr(record, key), getattr(entry, key)
        return Problem(
            f"{key} is {inside!r} here but {outside!r} in the file's name",
            locate(text, entry.path, (key,)),
            "make them the same",
        )
    folder = folder_of(record.kind, record.shift)
    if folder != entry.month or record.shift != entry.shift:
        right = f"{folder}/{record.shift}-{record.kind}-{record.id}.toml"
        return Problem(
            f"the shift of {record.shift} belongs in another place",
            locate(text, entry.path, ("shift",)),
            f"move the file to {right}, or correct the shift",
        )
    return None


def same_id(entry: RecordFile, other: str) -> Problem:
    """The problem that two files have one ID."""
    return Problem(
        f"the ID {entry.id} is already that of {other}",
        SourceLocation(entry.path),
        "compare the two; then delete one, or give it another ID in its name and its text",
    )


def copied(path: str, copy: Copy) -> Problem:
    """The problem that a file is a copy which something else than this program made."""
    return Problem(
        f"a second version of {copy.original}, as {copy.maker} makes them, so it is not read",
        SourceLocation(path),
        "compare the two; `reflect check --fix` offers a way out",
    )


def stray(folder: str, name: str) -> Problem:
    """The problem that a file is not called as a record's file is."""
    from reflectcli.storage.conflicts import copy_of

    if copy := copy_of(name):
        return copied(f"{folder}/{name}", copy)
    return Problem(
        "not the name of a record (DATE-KIND-ID.toml), so it is not read",
        SourceLocation(f"{folder}/{name}"),
        "rename it, or move it out of the journal",
    )


def unreadable(root: str, folder: str, error: OSError) -> Problem:
    """The problem that a folder is there but cannot be read."""
    denied = isinstance(error, PermissionError)
    return Problem(
        f"the folder cannot be read: {error.strerror}",
        SourceLocation(folder or root),
        f"give yourself permission: chmod u+rwx {os.path.join(root, folder)}"
        if denied and os.name == "posix"
        else "give yourself permission to read it"
        if denied
        else "move it out of the journal",
    )
