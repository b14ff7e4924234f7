"""Records as single lines: what programs without kinds of record keep of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reflectcli.domain.records import Record
from tests.benchmarks.made_records import made_records
from tests.benchmarks.vocabulary import COMMON, RARE

NEW = 1000
"""How many an import brings."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as one line: what programs without kinds keep of it."""

    at: datetime
    text: str

    @property
    def tags(self) -> list[str]:
        """The words of it that are searched for."""
        return [word for word in (COMMON, RARE) if word in self.text.lower()]


def lines_of(count: int, seed: int = 1) -> list[Line]:
    """The lines of a made journal of so many records."""
    return [Line(record.at, _words(record)) for record in made_records(count, seed)]


def _words(record: Record) -> str:
    """The words of a record; of one without words its figures."""
    for name in ("text", "title", "hypothesis"):
        if value := getattr(record, name, None):
            return str(value)
    if answers := getattr(record, "answers", None):
        return " ".join(answers.values())
    names = ("kpi", "numerator", "denominator", "value", "score")
    figures = (getattr(record, name, None) for name in names)
    return " ".join(str(figure) for figure in figures if figure is not None) or record.kind


def new_lines() -> list[Line]:
    """The lines that an import brings."""
    return [
        Line(line.at - timedelta(minutes=7), f"Imported: {line.text}") for line in lines_of(NEW, 2)
    ]
