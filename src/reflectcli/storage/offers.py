"""Which of the problems that `check` found it can repair, and how."""

from __future__ import annotations

from collections.abc import Iterator

from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import replace
from reflectcli.storage import ids
from reflectcli.storage.commit import read_commit
from reflectcli.storage.conflicts import copy_of, merge_mark
from reflectcli.storage.inspection import Inspection
from reflectcli.storage.layout import RecordFile, parse_path
from reflectcli.storage.listing import PENDING
from reflectcli.storage.repairing import Workshop, right_path
from reflectcli.storage.repairs import Repair, into_trash, of_its_own, right_place, settled
from reflectcli.storage.toml_limits import IN_EDITOR, UNSETTLED

SAME = "for it is the same"


def offers(workshop: Workshop, found: Inspection) -> Iterator[Repair]:
    """The repairs of problems with files, each checked to be possible."""
    paths = dict.fromkeys(each.location.file for each in found.problems if each.location)
    told = [*(_of_file(workshop, path) for path in paths)]
    if broken := [path for path in paths if _is_broken_commit(workshop, path)]:
        told.append(into_trash(*broken))
    told += [_of_twin(workshop, entry, other) for entry, other in found.twins]
    yield from dict.fromkeys(each for each in told if each is not None)


def _of_file(workshop: Workshop, path: str) -> Repair | None:
    folder, _, name = path.rpartition("/")
    copy, entry = copy_of(name), parse_path(path)
    try:
        if folder == PENDING:
            return None
        raw = workshop.read(path)
        if copy is not None:
            return _of_copy(workshop, path, raw, f"{folder}/{copy.original}")
        if entry is not None and is_merge(workshop, raw, path):
            new_id = ids.new_id()
            workshop.parted(raw, path, new_id)
            return settled(path, new_id)
        return _of_place(workshop, path, raw, entry) if entry is not None else None
    except (ReflectError, OSError):
        return None


def is_merge(workshop: Workshop, raw: bytes, path: str) -> bool:
    """Tell whether a file is two versions of a record; a right record may quote such marks."""
    marked = merge_mark(raw.decode("utf-8", "replace")) is not None
    return marked and workshop.record(raw, path) is None


def with_ways(workshop: Workshop, found: Inspection) -> list[Problem]:
    """The problems; an unsettled merge says what `check --fix` will do with it, if anything."""
    parted = {each.paths[0] for each in found.repairs if each.deed == "settle"}
    return [_with_way(workshop, each, parted) for each in found.problems]


def _with_way(workshop: Workshop, problem: Problem, parted: set[str]) -> Problem:
    if problem.message != UNSETTLED or problem.location is None:
        return problem
    path, hint = problem.location.file, IN_EDITOR
    if path in parted:
        hint += "; `reflect check --fix` keeps both, the other's as a record of its own"
    elif parse_path(path) is not None:
        hint += f"; `reflect check --fix` leaves it as it is: {_why_not(workshop, path)}"
    return replace(problem, hint=hint)


def _why_not(workshop: Workshop, path: str) -> str:
    try:
        workshop.parted(workshop.read(path), path, ids.new_id())
    except ReflectError as error:
        return str(error)
    except OSError as error:
        return str(error.strerror)
    return "it is not told apart from another file"


def _is_broken_commit(workshop: Workshop, path: str) -> bool:
    if path.rpartition("/")[0] != PENDING:
        return False
    try:
        read_commit(workshop.root / path)
    except ValueError:
        return True
    except OSError:
        return False
    return False


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
