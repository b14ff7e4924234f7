"""A CSV file as rows that know their line: delimiter and quotes found out, ragged rows named."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage.csv_text import decode_csv

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
"""The delimiters that are looked for, each with its name."""

_SAMPLE_ROWS = 50
_CELL_LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the physical line of the file that it begins on."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file that was read: `problems` are the rows that have too many or too few cells."""

    file: str
    header: Row
    rows: Sequence[Row]
    problems: Sequence[Problem]
    delimiter: str
    encoding: str
    note: str | None = None


def read_table(path: Path, delimiter: str | None = None, encoding: str | None = None) -> Table:
    """The rows of a CSV file.

    Raises:
        ReflectError: there is no such file (4), or it is not CSV with a header and rows (3).
    """
    file = str(path)
    decoded = decode_csv(_bytes(path), file, encoding)
    if not decoded.text.strip():
        raise bad_file("the file is empty", file, None, "export it again")
    chosen, skip = _delimiter(decoded.text, delimiter)
    header, *body = list(_rows(decoded.text, file, chosen, skip)) or [Row(1, ())]
    if not body:
        raise bad_file(
            "a header and no rows", file, header.line, "export it again, with the answers in it"
        )
    size = len(header.cells)
    right = [row for row in body if len(row.cells) == size]
    problems = [_ragged(row, size, file) for row in body if len(row.cells) != size]
    return Table(file, header, right, problems, chosen, decoded.encoding, decoded.note)


def bad_file(message: str, file: str, line: int | None, hint: str) -> ReflectError:
    """The error that an input file is not right (exit code 3)."""
    where = SourceLocation(file, line)
    return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReflectError(
            f"there is no file {path}", hint="check its name and folder", code=ExitCode.NOT_FOUND
        ) from None
    except IsADirectoryError:
        raise ReflectError(f"{path} is a folder", hint="name the CSV file in it") from None


def _ragged(row: Row, size: int, file: str) -> Problem:
    count = len(row.cells)
    cells = f"{count} cell{'' if count == 1 else 's'}"
    return Problem(f"{cells} where the header has {size}", SourceLocation(file, row.line))


def _delimiter(text: str, given: str | None) -> tuple[str, int]:
    """The delimiter, and how many lines come before the header (Excel's `sep=;`)."""
    first = text.partition("\n")[0].strip()
    named = re.fullmatch(r'"?sep=(.|\\t)"?', first, re.IGNORECASE)
    skip = 1 if named else 0
    if given is not None:
        return _given(given), skip
    if named:
        return _given(named[1]), skip
    best = max(DELIMITERS, key=lambda each: _fitness(text, each))
    return (best if _fitness(text, best) > (0.0, 0) else ","), skip


def _given(text: str) -> str:
    words = {name: letter for letter, name in DELIMITERS.items()} | {"\\t": "\t"}
    letter = words.get(text.lower(), text)
    if len(letter) != 1 or letter in '"\r\n':
        raise ReflectError(
            f"a delimiter is one character, not {text!r}",
            hint="--delimiter comma, semicolon, tab or pipe",
        )
    return letter


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter parts the first rows: the share that agrees with the header."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        counts = [len(cells) for cells in islice(reader, _SAMPLE_ROWS) if cells]
    except csv.Error:
        return 0.0, 0
    if not counts or counts[0] < 2:
        return 0.0, 0
    return Counter(counts)[counts[0]] / len(counts), counts[0]


def _quote(text: str, delimiter: str) -> str:
    """The quote character: the single one only where the whole header stands in such."""
    cells = text.partition("\n")[0].strip().split(delimiter)
    single = all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    return "'" if single else '"'


def _rows(text: str, file: str, delimiter: str, skip: int) -> Iterator[Row]:
    lines = io.StringIO(text, newline="")
    for _ in range(skip):
        lines.readline()
    quote = _quote(text, delimiter)
    limit = csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote)
    line = last = 1 + skip
    try:
        for cells in reader:
            last = line
            if cells:
                yield Row(line, cells)
            line = reader.line_num + skip + 1
    except csv.Error as error:
        raise bad_file(f"not readable as CSV: {error}", file, line, "export it again") from None
    finally:
        csv.field_size_limit(limit)
    if _ends_open(text, last, delimiter, quote):
        raise bad_file(
            "a quotation mark opens here and is never closed",
            file,
            last,
            "close it, or export the file again",
        )


def _ends_open(text: str, line: int, delimiter: str, quote: str) -> bool:
    """Tell whether the last row ends inside of quotes: it has swallowed every row after it."""
    rest = islice(io.StringIO(text, newline=""), line - 1, None)
    try:
        list(csv.reader(rest, delimiter=delimiter, quotechar=quote, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
