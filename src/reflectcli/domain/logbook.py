"""A logbook: the immutable records of a stretch of days, as the analysis gets them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from operator import gt
from typing import Any, Generic, TypeVar

from reflectcli.domain.records import Record
from reflectcli.errors import Problem

R = TypeVar("R", bound=Record)


class _Row(Generic[R]):
    """Records beside their shifts, so that a stretch of days is found without looking at each."""

    __slots__ = ("ordered", "records", "shifts")

    def __init__(self, records: list[R]) -> None:
        self.records = records
        self.shifts = [record.shift for record in records]
        self.ordered = not any(map(gt, self.shifts, self.shifts[1:]))

    def between(self, since: date | None, until: date | None) -> list[R]:
        """The records of the shifts from `since` to `until`, in a list of their own."""
        if not self.ordered:
            return [
                record
                for record, shift in zip(self.records, self.shifts, strict=True)
                if (since is None or shift >= since) and (until is None or shift <= until)
            ]
        start = 0 if since is None else bisect_left(self.shifts, since)
        end = len(self.shifts) if until is None else bisect_right(self.shifts, until)
        return self.records[start:end]


class Logbook:
    """Records in the order of their moments, and the problems of the files left out.

    Nothing of it changes. What it is asked for by kind is sorted out once, on the first question.
    """

    __slots__ = ("_kinds", "_rows", "problems", "records")

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    _kinds: dict[type[Record], list[Any]]
    _rows: dict[object, _Row[Any]]

    def __init__(
        self, records: tuple[Record, ...] = (), problems: tuple[Problem, ...] = ()
    ) -> None:
        for name, value in (("records", records), ("problems", problems)):
            object.__setattr__(self, name, value)
        for name in ("_kinds", "_rows"):
            object.__setattr__(self, name, {})

    def of(self, kind: type[R], since: date | None = None, until: date | None = None) -> list[R]:
        """The records of a class, of the shifts from `since` to `until`."""
        row: _Row[R] | None = self._rows.get(kind)
        if row is None:
            row = self._rows[kind] = _Row(self._of_kind(kind))
        return row.between(since, until)

    def about(
        self,
        kind: type[R],
        field: str,
        value: str,
        since: date | None = None,
        until: date | None = None,
    ) -> list[R]:
        """The records of a class whose field has that value, or holds it: a KPI's readings."""
        if (kind, field) not in self._rows:
            self._rows[kind, field] = _Row([])
            groups: dict[str, list[R]] = {}
            for record in self._of_kind(kind):
                found = getattr(record, field)
                for each in (found,) if isinstance(found, str) else found:
                    groups.setdefault(each, []).append(record)
            for each, own in groups.items():
                self._rows[kind, field, each] = _Row(own)
        row: _Row[R] | None = self._rows.get((kind, field, value))
        return [] if row is None else row.between(since, until)

    def up_to(self, day: date) -> Logbook:
        """What is known on a day: the logbook without the records of later shifts."""
        if all(record.shift <= day for record in self.records):
            return self
        return Logbook(tuple(each for each in self.records if each.shift <= day), self.problems)

    def _of_kind(self, kind: type[R]) -> list[R]:
        if not self._kinds:
            for record in self.records:
                self._kinds.setdefault(type(record), []).append(record)
        if all(found is kind or not issubclass(found, kind) for found in self._kinds):
            return self._kinds.get(kind, [])
        return [record for record in self.records if isinstance(record, kind)]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Logbook):
            return NotImplemented
        return (self.records, self.problems) == (other.records, other.problems)

    def __hash__(self) -> int:
        return hash((self.records, self.problems))

    def __repr__(self) -> str:
        return f"Logbook(records={self.records!r}, problems={self.problems!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Logbook, (self.records, self.problems)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a logbook is immutable: {name}")


def merged(*logbooks: Logbook) -> Logbook:
    """One logbook of all the records and problems; a record that two of them hold comes once."""
    records = {record.id: record for logbook in logbooks for record in logbook}
    problems = dict.fromkeys(problem for logbook in logbooks for problem in logbook.problems)
    return Logbook(in_order(list(records.values())), tuple(problems))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records by their shift, moment and ID: the same order whatever the files' order."""
    # Spans of time are compared quicker than moments, whose offsets are asked for each time.
    return tuple(sorted(records, key=lambda each: (each.shift, each.at - _EPOCH, each.id)))
