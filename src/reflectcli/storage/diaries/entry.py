"""An entry of another program's journal, and the record that it becomes.

One line is a note; a text of several lines, or an entry with a mood, is the reflection of a shift.
The text stays byte for byte what it was.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time

from reflectcli.domain.check import faults
from reflectcli.domain.filing import clock_day, working_day
from reflectcli.domain.records import Note, Record, Shift
from reflectcli.errors import Problem, SourceLocation
from reflectcli.frozen import dataclass, field
from reflectcli.storage.codec import describe
from reflectcli.storage.importing.ids import record_id
from reflectcli.storage.importing.moments import Calendar

STARRED = "starred"
"""The tag of what was marked with a star."""

_TAG = re.compile(r"(?<!\S)[#@]([-+*#/\w]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry as another program has it.

    `moment` is local where it has no offset; `zoned` tells that its offset is the writer's own.
    Where a file is about a day, that day is the `shift`, and a `moment` after midnight belongs to
    its night. `key` is what the entry has again when it is imported again.
    """

    where: SourceLocation
    moment: datetime
    has_clock: bool = True
    zoned: bool = False
    shift: date | None = None
    text: str = ""
    tags: tuple[str, ...] = ()
    mood: int | None = None
    key: tuple[str, ...]


@dataclass(slots=True)
class Diary:
    """What was read of another program's journal: `problems` are the pieces left out."""

    program: str
    entries: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, reason: str, where: SourceLocation, hint: str | None = None) -> None:
        """Name a piece that has no place here."""
        self.problems.append(Problem(reason, where, hint))


def inline_tags(text: str) -> tuple[str, ...]:
    """The @tags and #tags of a text, as jrnl finds them, without their mark."""
    return tuple(dict.fromkeys(word.lower() for word in _TAG.findall(text)))


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Tags of several origins, each once whatever its case; empty ones are none."""
    found: dict[str, str] = {}
    for tag in (tag.strip() for group in groups for tag in group):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def diary_records(diary: Diary, calendar: Calendar) -> list[tuple[Written, Record]]:
    """Each entry with its record; what cannot be one is added to the diary's problems."""
    found = []
    seen: Counter[tuple[str, ...]] = Counter()
    for entry in diary.entries:
        key = (diary.program, *entry.key)
        seen[key] += 1
        try:
            record = _record(entry, (*key, str(seen[key])), calendar)
        except ValueError as error:
            diary.leave_out(str(error), entry.where)
        else:
            found.append((entry, record))
    diary.problems.sort(key=_place)
    return found


def _place(problem: Problem) -> tuple[str, int]:
    where = problem.location
    return (where.file, where.line or 0) if where else ("", 0)


def _record(entry: Written, key: tuple[str, ...], calendar: Calendar) -> Record:
    if not entry.text.strip() and entry.mood is None:
        raise ValueError("an entry without text")
    moment, shift = _when(entry, calendar)
    record_key = record_id("diary", "", key)
    several = "\n" in entry.text.strip() or entry.mood is not None
    record: Record
    if several:
        text = entry.text if entry.text.strip() else None
        record = Shift(
            id=record_key, at=moment, shift=shift, tags=entry.tags, mood=entry.mood, text=text
        )
    else:
        record = Note(id=record_key, at=moment, shift=shift, tags=entry.tags, text=entry.text)
    for path, reason, value in faults(record):
        raise ValueError(describe(record.kind, path, reason, value))
    return record


def _when(entry: Written, calendar: Calendar) -> tuple[datetime, date]:
    said = entry.moment
    try:
        if entry.shift is not None and entry.has_clock:
            day = clock_day(entry.shift, said.time(), calendar.day_starts)
            moment, shift = calendar.localize(day, said.time()), entry.shift
        elif not entry.has_clock:
            shift = entry.shift or said.date()
            moment = calendar.localize(shift, time(12))
        else:
            moment = said if entry.zoned else calendar.local(said)
            shift = working_day(moment, calendar.day_starts)
    except (OverflowError, OSError, ValueError):
        raise ValueError(f"{said:%Y-%m-%d} is too far away") from None
    if shift > calendar.now.date() or (entry.has_clock and moment > calendar.now):
        raise ValueError(f"{said:%Y-%m-%d %H:%M} is in the future")
    if shift.year < 1970:
        raise ValueError(f"{said.date()} is before 1970")
    return moment, shift
