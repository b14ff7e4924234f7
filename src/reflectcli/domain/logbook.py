"""A logbook: the immutable records of a stretch of days, as the analysis gets them."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from reflectcli.domain.records import Record
from reflectcli.errors import Problem
from reflectcli.frozen import dataclass

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Logbook:
    """Records in the order of their moments, and the problems of the files left out."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, kind: type[R], since: date | None = None, until: date | None = None) -> list[R]:
        """The records of a class, of the shifts from `since` to `until`."""
        return [
            record
            for record in self.records
            if isinstance(record, kind)
            and (since is None or record.shift >= since)
            and (until is None or record.shift <= until)
        ]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def merged(*logbooks: Logbook) -> Logbook:
    """One logbook of all the records and problems; a record that two of them hold comes once."""
    records = {record.id: record for logbook in logbooks for record in logbook}
    problems = dict.fromkeys(problem for logbook in logbooks for problem in logbook.problems)
    return Logbook(in_order(list(records.values())), tuple(problems))


def in_order(records: list[Record]) -> tuple[Record, ...]:
    """The records by their shift, moment and ID: the same order whatever the files' order."""
    return tuple(sorted(records, key=lambda record: (record.shift, record.at, record.id)))
