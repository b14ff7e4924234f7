"""What `reflect check` finds: every file of the journal read, every problem and remark."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from reflectcli.domain.filing import FORMAT
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Checkin, Record
from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.frozen import replace
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.conflicts import sides
from reflectcli.storage.encryption.keys import key_paths
from reflectcli.storage.encryption.lost import is_lost, lost
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.encryption.turning import plain_left, remarks_on_forms
from reflectcli.storage.history import History
from reflectcli.storage.inspect_index import fault_of_index
from reflectcli.storage.inspection import Inspection
from reflectcli.storage.layout import JOURNAL_FILE, RecordFile
from reflectcli.storage.locate import locate
from reflectcli.storage.misplaced import same_id
from reflectcli.storage.offers import offers, with_ways
from reflectcli.storage.pending import finish
from reflectcli.storage.reader import Reader
from reflectcli.storage.repairing import Workshop
from reflectcli.storage.repairs import Repair, sealed
from reflectcli.storage.room import inspect_permissions, room
from reflectcli.storage.surroundings import (
    inspect_strangers,
    problems_with_mentor,
    remarks_on_schemas,
)
from reflectcli.storage.syncing.marks import remarks_on_version
from reflectcli.storage.toml_limits import quoted
from reflectcli.storage.validate import unknown_fields

Progress = Callable[[int, int], None]


def inspect(
    root: Path,
    now: datetime,
    progress: Progress | None = None,
    history: History | None = None,
    index: IndexPlace | None = None,
    seal: Seal = PLAIN,
) -> Inspection:
    """Read and validate every file of the journal at `root`; it never raises for their content.

    What a crash cut short is finished first, and noted in the history. `progress` is called with
    the number of records read and of all.
    """
    history = history or History(None)
    found = Inspection(problems=finish(root, history))
    file = ConfigFile(root)
    config = _inspect_config(file, found)
    reader = Reader(root, config, now, seal=seal)
    entries = list(reader.listing(None, None, None, found.problems))
    found.folders = len({entry.month for entry in entries})
    _inspect_records(reader, entries, found, progress)
    found.problems += problems_with_mentor(root, seal)
    inspect_strangers(root, now, found)
    found.remarks += remarks_on_schemas(root)
    inspect_permissions(root, found)
    found.remarks += remarks_on_forms(root, seal)
    found.remarks += room(root)
    if index is not None and seal.recipient is None:
        _inspect_index(index, file, found)
    found.problems += _lost(file)
    if seal.recipient is not None and key_paths(root, seal.recipient):
        left = plain_left(root)
        found.repairs += [sealed(*left)] if left else []
    workshop = Workshop(root, config, now, history, seal=seal)
    offered = list(offers(workshop, found))
    found.repairs = [*offered, *_but_filled(found.repairs, offered)]
    found.problems = with_ways(workshop, found)
    return found


def _lost(file: ConfigFile) -> list[Problem]:
    """The problem that encrypted records are no longer spoken of; a broken file is another one."""
    try:
        if file.recipient is None and is_lost(file.root):
            return [replace(lost().problem, left_out=False)]
    except (ReflectError, OSError):
        return []
    return []


def _but_filled(repairs: Iterable[Repair], moves: Iterable[Repair]) -> Iterator[Repair]:
    """The repairs, without the removal of folders that others put something into."""
    filled = {each.target.rpartition("/")[0] for each in moves if each.deed == "move"}
    for each in repairs:
        if each.deed != "empty":
            yield each
        elif left := tuple(path for path in each.paths if path not in filled):
            yield replace(each, paths=left)


def _inspect_index(index: IndexPlace, file: ConfigFile, found: Inspection) -> None:
    try:
        fault = fault_of_index(index, file.root, file.raw, found.read)
    except (ReflectError, OSError):
        return
    if fault is not None:
        hint = "nothing is lost with it: `reflect check --fix` has it made anew"
        found.problems.append(
            Problem(f"the index {fault}", SourceLocation(index.path), hint, left_out=False)
        )
        what = "take it away; the next command makes it anew"
        found.repairs.append(Repair("index", (index.path,), what))


def _inspect_config(file: ConfigFile, found: Inspection) -> JournalConfig:
    try:
        text, config = file.text, file.config
    except (ReflectError, OSError) as error:
        found.problems += _all(error) if isinstance(error, ReflectError) else [_refused(error)]
        hint = "skills and KPIs of your own count as unknown until it is right"
        message = "the records are compared with the defaults in place of this file"
        found.remarks.append(Problem(message, SourceLocation(JOURNAL_FILE), hint, left_out=False))
        return JournalConfig()
    if not os.path.exists(file.path):
        hint = "the defaults hold; `reflect init --yes` writes them out"
        found.remarks.append(Problem("there is none", SourceLocation(JOURNAL_FILE), hint, False))
        return config
    if not text.strip():
        hint = "bring it back from a backup or .trash, if there was something in it"
        message = "it is empty: the defaults hold, not skills, KPIs and targets of your own"
        found.remarks.append(Problem(message, SourceLocation(JOURNAL_FILE), hint, False))
    if config.format != FORMAT:
        try:
            file.require_format()
        except ReflectError as error:
            found.problems.append(error.problem)
    found.remarks += unknown_fields(config, text, JOURNAL_FILE)
    return config


def _inspect_records(
    reader: Reader, entries: Sequence[RecordFile], found: Inspection, progress: Progress | None
) -> None:
    taken: dict[str, str] = {}
    named: list[tuple[RecordFile, str, Record]] = []
    for count, entry in enumerate(entries, 1):
        if (other := taken.setdefault(entry.id, entry.path)) != entry.path:
            if reader.is_leftover(entry, other):
                continue
            found.problems.append(same_id(entry, other))
            found.twins.append((entry, other))
        try:
            record, text = reader.read(entry)
        except ReflectError as error:
            found.problems += _all(error)
        else:
            found.records += other == entry.path
            found.read[entry.path] = record
            if sides(text) is not None:
                found.remarks.append(quoted(text, entry.path))
            found.remarks += unknown_fields(record, text, entry.path)
            found.remarks += remarks_on_version(entry, record, text)
            if record.links or isinstance(record, Checkin):
                named.append((entry, text, record))
        if progress is not None:
            progress(count, len(entries))
    for entry, text, record in named:
        found.remarks += _dangling(entry, text, record, taken)


def _refused(error: OSError) -> Problem:
    reason = f"the file cannot be read: {error.strerror}"
    return Problem(reason, SourceLocation(JOURNAL_FILE), "give yourself permission to read it")


def _all(error: ReflectError) -> Sequence[Problem]:
    problems: Sequence[Problem] = getattr(error, "problems", ()) or (error.problem,)
    return problems


def _dangling(entry: RecordFile, text: str, record: Record, known: dict[str, str]) -> list[Problem]:
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("links", index), link) for index, link in enumerate(record.links)
    ]
    if isinstance(record, Checkin):
        places.append((("goal",), record.goal))
    return [
        Problem(
            f"there is no record {each}, which this one names",
            locate(text, entry.path, path),
            "nothing, if it was deleted on purpose",
            left_out=False,
        )
        for path, each in places
        if each not in known
    ]
