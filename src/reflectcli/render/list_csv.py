"""A list of records as CSV: the same columns for every kind."""

from collections.abc import Sequence

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.render.exports.table import csv_cell, csv_line
from reflectcli.render.records import gist

COLUMNS = ("id", "kind", "shift", "at", "private", "tags", "text")


def list_csv(records: Sequence[Record], config: JournalConfig) -> str:
    """The records as CSV with a header, what a list shows of each as its `text`."""
    rows = [
        (each.id, each.kind, each.shift.isoformat(), each.at.isoformat(), each.private,
         list(each.tags), gist(each, config))
        for each in records
    ]  # fmt: skip
    lines = [csv_line(COLUMNS), *(csv_line(map(csv_cell, row)) for row in rows)]
    return "".join(lines)
