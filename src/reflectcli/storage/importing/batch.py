"""A whole file to records: what is new, what is there already, what was left out and why."""

from collections import Counter
from collections.abc import Callable, Collection

from reflectcli.domain.records import Record
from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, field
from reflectcli.storage.csv_source import Row, Table, bad_file
from reflectcli.storage.importing.ids import Keys
from reflectcli.storage.importing.measures import Ticked
from reflectcli.storage.importing.moments import fitting_formats
from reflectcli.storage.importing.recipe import Recipe
from reflectcli.storage.importing.rows import Found, RowReader


@dataclass(slots=True)
class Batch:
    """What a file's rows became; `blank` counts the rows without a figure of each KPI."""

    rows: list[tuple[Row, list[Record]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blank: Counter[str] = field(default_factory=Counter)
    matching: int = 0
    empty: int = 0

    @property
    def records(self) -> list[Record]:
        """Every record, in the order of the rows."""
        return [record for _, records in self.rows for record in records]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A batch beside a journal: `rows` counts those that bring something new."""

    new: list[Record]
    rows: int
    present: int
    deleted: int


def read_batch(
    table: Table, recipe: Recipe, reader: RowReader, progress: Callable[[int, int], None]
) -> Batch:
    """The records of every row that the recipe wants.

    Raises:
        ReflectError: no row is wanted, no row has a right date, or nothing could be used at all.
    """
    batch = Batch(problems=list(table.problems))
    keys = Keys(recipe.id)
    lines: dict[tuple[str, ...], int] = {}
    bad_dates: list[str] = []
    for index, row in enumerate(table.rows):
        progress(index, len(table.rows))
        if not recipe.wants(row.cells):
            continue
        batch.matching += 1
        key = keys.key(row.cells)
        if key in lines:
            _leave_out(batch, table, row, f"the same {_id_name(recipe)} as line {lines[key]}")
            continue
        found = reader.read(row.cells, key)
        if found.bad_date:
            bad_dates.append(found.bad_date)
        _take(batch, table, row, found)
        if found.records:
            lines[key] = row.line
    batch.problems.sort(key=lambda problem: (problem.location and problem.location.line) or 0)
    _require_some(batch, table, recipe, bad_dates)
    batch.notes += _never_yes(table, recipe)
    return batch


def arrivals(batch: Batch, present: Collection[str], deleted: Collection[str]) -> Arrivals:
    """What of the batch a journal does not have, given its IDs and those that were deleted."""
    new: list[Record] = []
    rows = there = gone = 0
    for _, records in batch.rows:
        before = len(new)
        for record in records:
            if record.id in present:
                there += 1
            elif record.id in deleted:
                gone += 1
            else:
                new.append(record)
        rows += len(new) > before
    return Arrivals(new, rows, there, gone)


def _id_name(recipe: Recipe) -> str:
    return recipe.id.name if recipe.id else "cells"


def _take(batch: Batch, table: Table, row: Row, found: Found) -> None:
    for reason in found.reasons:
        _leave_out(batch, table, row, reason)
    if found.is_empty:
        batch.empty += 1
    if found.records:
        batch.blank.update(found.blank)
        batch.rows.append((row, found.records))


def _leave_out(batch: Batch, table: Table, row: Row, reason: str) -> None:
    batch.problems.append(Problem(reason, SourceLocation(table.file, row.line)))


def _require_some(batch: Batch, table: Table, recipe: Recipe, bad_dates: list[str]) -> None:
    if not batch.matching:
        raise _nothing_wanted(table, recipe)
    if batch.rows:
        return
    if bad_dates and len(bad_dates) == batch.matching - batch.empty:
        raise _no_date_fits(table, recipe, bad_dates)
    first = batch.problems[0] if batch.problems else None
    if first is None:
        raise bad_file(
            "nothing is given in these columns in any row asked for",
            table.file,
            None,
            "name the columns that hold something",
        )
    raise ReflectError.of(
        Problem(
            f"nothing could be used; first of all: {first.message}",
            first.location,
            "correct the mapping or the file",
        )
    )


def _nothing_wanted(table: Table, recipe: Recipe) -> ReflectError:
    for column, value in recipe.where:
        held = Counter(column.of(row.cells) for row in table.rows)
        if value not in held:
            common = ", ".join(repr(text) for text, _ in held.most_common(8))
            more = ", …" if len(held) > 8 else ""
            return bad_file(
                f"no row has {value!r} in {column.name}",
                table.file,
                None,
                f"it holds {common}{more}",
            )
    reason = "no row fits all of --where" if recipe.where else "no row has as many cells as line 1"
    return bad_file(reason, table.file, None, "look at the file's rows")


def _no_date_fits(table: Table, recipe: Recipe, bad_dates: list[str]) -> ReflectError:
    name = recipe.dated.column.name
    formats = fitting_formats(bad_dates)
    options = [f"--date '{name}{':' if each else ''}{each}'" for each in formats[:2]]
    hint = " or ".join(options) or f"--date '{name}:FORMAT', as in %d/%m/%Y %H:%M"
    return bad_file(
        f"no row has a date that fits: {bad_dates[0]!r} in {name}", table.file, None, hint
    )


def _never_yes(table: Table, recipe: Recipe) -> list[str]:
    """A remark on each KPI of yes or no whose word for yes never comes."""
    notes = []
    for measured in recipe.measures:
        if not isinstance(measured, Ticked):
            continue
        held = {measured.column.of(row.cells) for row in table.rows if recipe.wants(row.cells)}
        if not any(measured.says_yes(text) for text in held):
            shown = ", ".join(repr(text) for text in sorted(held)[:5])
            notes.append(
                f"{measured.kpi}: no row has {measured.yes!r} in {measured.column.name};"
                f" it holds {shown}"
            )
    return notes
