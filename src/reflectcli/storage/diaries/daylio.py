"""Daylio's CSV export: full_date, date, weekday, time, mood, activities, note_title, note.

Each row is the reflection of a shift: its mood from 1 to 5, its activities as tags, its note.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reflectcli.domain.moments import parse_clock
from reflectcli.errors import ReflectError
from reflectcli.storage.csv_source import Row, Table, read_table
from reflectcli.storage.diaries.entry import Diary, Written, joined
from reflectcli.storage.diaries.source import place
from reflectcli.storage.importing.columns import Columns

MOODS = {"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}
"""The moods that Daylio begins with; users rename them."""
HEADER = ("full_date", "date", "weekday", "time", "mood", "activities")
_USED = {*HEADER, "note_title", "note"}


def read_daylio(path: Path, levels: Mapping[str, int], encoding: str | None) -> Diary:
    """The entries of an export; `levels` says what moods of the user's own mean.

    Raises:
        ReflectError: it is not such a file.
    """
    table = read_table(path, None, encoding)
    columns = Columns(table.header.cells, place(table.file, table.header.line))
    names = [columns.column(name).index for name in ("full_date", "time", "mood", "activities")]
    texts = [columns.column(name).index for name in ("note_title", "note") if name in columns]
    diary = Diary("daylio", problems=list(table.problems))
    diary.notes += [table.note] if table.note else []
    moods = MOODS | {name.casefold(): level for name, level in levels.items()}
    for row in table.rows:
        _take(diary, table, row, [row.cells[index] for index in names], texts, moods)
    for column in columns:
        filled = [row for row in table.rows if row.cells[column.index].strip()]
        if column.name not in _USED and filled:
            diary.notes.append(f"no place for the column {column.name}, of {len(filled)} rows")
    return diary


def _take(
    diary: Diary,
    table: Table,
    row: Row,
    cells: Sequence[str],
    texts: Sequence[int],
    moods: Mapping[str, int],
) -> None:
    where = place(table.file, row.line)
    day, clock, mood, activities = cells
    level = moods.get(mood.strip().casefold())
    if level is None:
        hint = f"say what it is, 1 low to 5 high: --score-is {mood.strip() + '=4'!r}"
        diary.leave_out(f"unknown mood {mood.strip()!r}", where, hint)
        return
    try:
        # Phones write the space before am and pm as one that does not break.
        said = parse_clock(" ".join(clock.split())) if clock.strip() else None
        moment = datetime.fromisoformat(day.strip())
    except (ReflectError, ValueError):
        diary.leave_out(f"not a date and time: {day} {clock}", where)
        return
    moment = datetime.combine(moment.date(), said) if said else moment
    title_and_note = [row.cells[index] for index in texts]
    entry = Written(
        where=where,
        moment=moment,
        has_clock=said is not None,
        text="\n".join(part for part in title_and_note if part.strip()),
        tags=joined(activities.split(" | ")),
        mood=level,
        key=(moment.isoformat(), mood, activities, *title_and_note),
    )
    diary.entries.append(entry)
