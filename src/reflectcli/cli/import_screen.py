"""What `reflect import` shows: the columns, the mapping, the first rows, and how it went."""

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import Feedback, Reading, Record
from reflectcli.render.text import clean, cut, one_line, pad, width
from reflectcli.storage.csv_source import DELIMITERS, Table
from reflectcli.storage.importing.batch import Arrivals, Batch
from reflectcli.storage.importing.mapping import ImportMapping
from reflectcli.storage.importing.recipe import Recipe

SHOWN_ROWS = 3
SHOWN_PROBLEMS = 20


def file_line(table: Table) -> str:
    """What was found out about the file: `survey.csv: 284 rows, comma, utf-8`."""
    count = len(table.rows) + len(table.problems)
    delimiter = DELIMITERS.get(table.delimiter, repr(table.delimiter))
    encoding = table.encoding.removesuffix("-sig").upper()
    return f"{one_line(table.file)}: {_many(count, 'row')}, {delimiter}, {encoding}"


def column_lines(table: Table, columns: int) -> list[str]:
    """Every column with its first cell that is not empty."""
    names = [one_line(name) or "(no name)" for name in table.header.cells]
    examples = [
        next((one_line(row.cells[index]) for row in table.rows if row.cells[index].strip()), "")
        for index in range(len(names))
    ]
    return _two_columns(list(zip(names, examples, strict=True)), columns)


def command_line(file: str, options: Sequence[str]) -> str:
    """A command that the user can copy and correct."""
    words = ["reflect", "import", file, *options]
    if os.name == "nt":
        words = [f'"{word}"' if " " in word or "%" in word else word for word in words]
        return clean(" ".join(words))
    return clean(shlex.join(words))


def mapping_lines(mapping: ImportMapping, recipe: Recipe, columns: int) -> list[str]:
    """The mapping as it was understood, one line a part."""
    answers = mapping.records == "feedback"
    dated = recipe.dated
    parts = [("only rows", f"{column.name} = {value}") for column, value in recipe.where]
    parts.append(("date", _formatted(dated.column.name, dated.format)))
    if dated.clock:
        parts.append(("time", _formatted(dated.clock.name, dated.clock_format)))
    if recipe.score:
        parts.append(("score", f"{recipe.score.name}, of {recipe.maximum:g}"))
    for label, column in (
        ("text", recipe.text), ("id", recipe.id), ("channel", recipe.channel),
    ):  # fmt: skip
        if column:
            parts.append((label, column.name))
    parts += [(measured.kpi, measured.words()) for measured in recipe.measures]
    if answers:
        parts.append(("source", recipe.source))
    if answers and recipe.skills:
        parts.append(("skills", ", ".join(recipe.skills)))
    return _two_columns([(label, one_line(words)) for label, words in parts], columns)


def _formatted(name: str, written: str | None) -> str:
    return f"{name}, as {written}" if written else name


def row_lines(batch: Batch, kpis: Mapping[str, Kpi], columns: int) -> list[str]:
    """The first rows as they will be read."""
    return [
        cut(f"  line {row.line}: {' · '.join(_row_words(records, kpis))}", columns)
        for row, records in batch.rows[:SHOWN_ROWS]
    ]


def _row_words(records: Sequence[Record], kpis: Mapping[str, Kpi]) -> Iterator[str]:
    at = records[0].at
    # Noon stands for a day without a time.
    yield f"{at:%a} {at.day} {at:%b %Y}" + ("" if at.time() == time(12) else f"{at: %H:%M}")
    for record in records:
        if isinstance(record, Feedback):
            if record.score is not None:
                yield f"{record.score:g}/{record.scale:g}"
            if record.text is not None:
                yield f'"{one_line(record.text)}"'
        elif isinstance(record, Reading) and record.value is not None:
            yield f"{record.kpi} {_figure(record.value, kpis[record.kpi].unit)}"
        elif isinstance(record, Reading):
            yield f"{record.kpi} {record.numerator:g}/{record.denominator:g}"


def _figure(value: float, unit: str) -> str:
    if unit != "seconds":
        return f"{value:g}%" if unit == "percent" else f"{value:g}"
    minutes, seconds = divmod(value, 60)
    return f"{minutes:.0f}m{seconds:02.0f}s" if minutes else f"{seconds:g}s"


def problem_lines(batch: Batch) -> list[str]:
    """Each piece that was left out, by its line, and how many more there are."""
    lines = [
        f"{one_line(str(each.location))}: {clean(each.message)}"
        for each in batch.problems[:SHOWN_PROBLEMS]
    ]
    more = len(batch.problems) - SHOWN_PROBLEMS
    return [*lines, f"and {more} more"] if more > 0 else lines


def blank_line(batch: Batch) -> str | None:
    """How many rows have no figure of a KPI."""
    if not batch.blank:
        return None
    parts = [f"no {kpi} in {_many(count, 'row')}" for kpi, count in batch.blank.items()]
    return "nothing given: " + ", ".join(parts)


def outcome_line(batch: Batch, arrived: Arrivals, verb: str) -> str:
    """The line that matters: what came in, what was there, what was left out."""
    gone = f"{arrived.deleted} deleted by you, left alone" if arrived.deleted else ""
    there = f"{arrived.present} already there"
    if not arrived.new:
        return " · ".join(part for part in (f"nothing new: {there}", gone) if part)
    answers = sum(isinstance(record, Feedback) for record in arrived.new)
    readings = Counter(record.kpi for record in arrived.new if isinstance(record, Reading))
    left_out = len(batch.problems)
    parts = [
        f"{answers} feedback" if answers else "",
        *(f"{_many(count, f'{kpi} reading')}" for kpi, count in readings.items()),
        there,
        gone,
        f"{_many(batch.empty, 'empty row')}" if batch.empty else "",
        f"{_many(left_out, 'piece')} left out (see above)" if left_out else "",
    ]
    return f"{verb} " + " · ".join(part for part in parts if part)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _two_columns(pairs: Sequence[tuple[str, str]], columns: int) -> list[str]:
    size = min(max(width(first) for first, _ in pairs), 30)
    return [cut(f"  {pad(first, size)}  {second}", columns).rstrip() for first, second in pairs]
