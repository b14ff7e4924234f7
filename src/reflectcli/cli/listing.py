"""Lists of one kind of record, newest first: which are chosen, and their lines."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

import typer

from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.render.text import cut, one_line, pad, width

R = TypeVar("R", bound=Record)
Number = Annotated[
    int, typer.Option("--number", "-n", metavar="N", min=1, help="How many to show.")
]


@dataclass(frozen=True, slots=True)
class Chosen(Generic[R]):
    """The newest records of a choice; `more` tells that there are others behind them."""

    records: list[R] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    more: bool = False


def choose_newest(
    session: Session,
    cls: type[R],
    wanted: Callable[[R], bool],
    since: str | None,
    until: str | None,
    number: int,
) -> Chosen[R]:
    """The newest records of a class that are wanted, from `since` to `until`."""
    session.require_existing()
    first, last = session.day(since), session.day(until)
    if first and last and last < first:
        raise ReflectError(f"--until ({last}) lies before --since ({first})")
    records: list[R] = []
    problems: list[Problem] = []
    for record in session.repository.newest(kinds=[cls.kind], problems=problems):
        if first and record.shift < first:
            break
        if not isinstance(record, cls) or (last and record.shift > last) or not wanted(record):
            continue
        if len(records) == number:
            return Chosen(records, problems, more=True)
        records.append(record)
    return Chosen(records, problems)


def columns(rows: Sequence[Sequence[str]], room: int, right: Sequence[int] = ()) -> list[str]:
    """Lines of cells side by side; the last one is cut so that the line fits.

    Args:
        rows: The cells, as users wrote them.
        room: How many columns the terminal has.
        right: Which cells stand at the right of their column.
    """
    clean = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in cells) for cells in zip(*clean, strict=True)]
    lines = []
    for row in clean:
        cells = [
            pad(cell, size, right=index in right)
            for index, (cell, size) in enumerate(zip(row[:-1], widths[:-1], strict=True))
        ]
        before = "  ".join(cells) + "  "
        lines.append((before + cut(row[-1], max(10, room - width(before)))).rstrip())
    return lines
