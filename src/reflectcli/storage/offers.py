"""Which of the problems that `check` found it can repair, and how."""

from __future__ import annotations

from collections.abc import Iterator

from reflectcli.errors import ReflectError
from reflectcli.storage import ids
from reflectcli.storage.commit import read_commit
from reflectcli.storage.conflicts import copy_of, merge_mark
from reflectcli.storage.inspection import Inspection
from reflectcli.storage.layout import RecordFile, parse_path
from reflectcli.storage.listing import PENDING
from reflectcli.storage.repairing import Workshop, right_path
from reflectcli.storage.repairs import Repair, into_trash, of_its_own, right_place, settled

SAME = "for it is the same"


def offers(workshop: Workshop, found: Inspection) -> Iterator[Repair]:
    """The repairs of problems with files, each checked to be possible."""
    paths = dict.fromkeys(each.location.file for each in found.problems if each.location)
    told = [*(_of_file(workshop, path) for path in paths)]
    told += [_of_twin(workshop, entry, other) for entry, other in found.twins]
    yield from dict.fromkeys(each for each in told if each is not None)


def _of_file(workshop: Workshop, path: str) -> Repair | None:
    folder, _, name = path.rpartition("/")
    copy, entry = copy_of(name), parse_path(path)
    try:
        if folder == PENDING:
            return _of_commit(workshop, path)
        raw = workshop.read(path)
        if copy is not None:
            return _of_copy(workshop, path, raw, f"{folder}/{copy.original}")
        if entry is not None and merge_mark(raw.decode("utf-8", "replace")) is not None:
            new_id = ids.new_id()
            workshop.parted(raw, path, new_id)
            return settled(path, new_id)
        return _of_place(workshop, path, raw, entry) if entry is not None else None
    except (ReflectError, OSError):
        return None


def _of_commit(workshop: Workshop, path: str) -> Repair | None:
    try:
        read_commit(workshop.root / path)
    except ValueError:
        return into_trash(path)
    return None


def _of_copy(workshop: Workshop, path: str, raw: bytes, original: str) -> Repair | None:
    there, record = workshop.root / original, workshop.record(raw, path)
    if there.exists():
        if workshop.read(original) == raw:
            return into_trash(path, why=SAME)
        new_id = ids.new_id()
        if record is not None and _can_be_renamed(workshop, raw, path, new_id):
            return of_its_own(path, new_id)
    elif record is not None and right_path(record, path) == original:
        return right_place(path, original)
    return into_trash(path, why="for no right record is in it") if record is None else None


def _of_place(workshop: Workshop, path: str, raw: bytes, entry: RecordFile) -> Repair | None:
    """A right record in a folder where it does not belong goes to its place, if that is free."""
    record = workshop.record(raw, path)
    if record is None or record.id != entry.id:
        return None
    right = right_path(record, path)
    if right == path or not right.endswith(f"/{path.rpartition('/')[2]}"):
        return None
    return None if (workshop.root / right).exists() else right_place(path, right)


def _of_twin(workshop: Workshop, entry: RecordFile, other: str) -> Repair | None:
    try:
        raw = workshop.read(entry.path)
        if raw == workshop.read(other):
            return into_trash(entry.path, why=SAME)
    except (ReflectError, OSError):
        return None
    new_id = ids.new_id()
    return of_its_own(entry.path, new_id) if _can_be_renamed(
        workshop, raw, entry.path, new_id) else None  # fmt: skip


def _can_be_renamed(workshop: Workshop, raw: bytes, path: str, new_id: str) -> bool:
    try:
        workshop.renamed(raw, path, new_id)
    except ReflectError:
        return False
    return True
