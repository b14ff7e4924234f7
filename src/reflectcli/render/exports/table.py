"""Records as CSV, a table a kind, for spreadsheets.

A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from reflectcli.domain.records import Record
from reflectcli.render.exports.flat import Columns, flat_row, kind_columns

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_files(records: Iterable[Record], skills: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The name of each kind's file with its rows one by one, the header first."""
    columns: dict[str, Columns] = {}
    known = list(skills)
    for record in records:
        name = f"{record.kind}.csv"
        if record.kind not in columns:
            columns[record.kind] = kind_columns(record.kind, known)
            yield name, csv_line(columns[record.kind])
        row = flat_row(record, columns[record.kind])
        yield name, csv_line(csv_cell(value) for value in row.values())


def csv_cell(value: Any) -> str:
    """A value as a cell's text; one that a spreadsheet would run gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _safe("; ".join(value))
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_line(cells: Iterable[str]) -> str:
    """Cells as a line of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
