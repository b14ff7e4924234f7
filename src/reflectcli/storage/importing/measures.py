"""How a row's cells become a KPI's figure: two times, a yes or no, a number, a part of a total."""

import re
from collections.abc import Sequence
from datetime import datetime

from reflectcli.domain.kpis import Kpi
from reflectcli.domain.values import Figure, parse_duration, parse_figure, parse_number
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage.importing.columns import Column
from reflectcli.storage.importing.moments import Calendar, parse_moment

_AMBIGUOUS = re.compile(r"[-+−]?\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class Span:
    """A KPI in seconds, from one time to another."""

    kpi: str
    start: Column
    end: Column
    format: str | None

    def figure(self, cells: Sequence[str], calendar: Calendar) -> Figure | None:
        """The seconds between, or None where one of the two is missing.

        Raises:
            ValueError: with the reason.
        """
        first, last = self.start.of(cells), self.end.of(cells)
        if not first or not last:
            return None
        begins, ends = (self._moment(each, calendar) for each in (first, last))
        seconds = (ends - begins).total_seconds()
        if seconds < 0:
            raise ValueError(f"{self.end.name} {last} lies before {self.start.name} {first}")
        return Figure(value=int(seconds) if seconds.is_integer() else seconds)

    def _moment(self, text: str, calendar: Calendar) -> datetime:
        found, _ = parse_moment(text, self.format, "a time")
        try:
            return calendar.local(found)
        except (OverflowError, OSError, ValueError):
            raise ValueError(f"{text} is too far away") from None

    def words(self) -> str:
        """Where the figure comes from, for the user to look at."""
        written = f" as {self.format}" if self.format else ""
        return f"from {self.start.name} to {self.end.name}{written}"


@dataclass(frozen=True, slots=True)
class Ticked:
    """A KPI of yes or no: one of one, or none of one."""

    kpi: str
    column: Column
    yes: str

    def figure(self, cells: Sequence[str], calendar: Calendar) -> Figure | None:
        """1 of 1 where the cell says yes, 0 of 1 where it says anything else."""
        text = self.column.of(cells)
        if not text:
            return None
        return Figure(numerator=int(self.says_yes(text)), denominator=1)

    def says_yes(self, text: str) -> bool:
        """Tell whether a cell's text is the word for yes; upper and lower case are the same."""
        return text.casefold() == self.yes.strip().casefold()

    def words(self) -> str:
        """Where the figure comes from, for the user to look at."""
        return f"{self.column.name}: {self.yes.strip()} counts, anything else does not"


@dataclass(frozen=True, slots=True)
class Counted:
    """A KPI's figure as it stands in a column, or a part of another column's total."""

    kpi: str
    column: Column
    unit: Kpi
    total: Column | None = None
    factor: int = 1
    """What a plain number is multiplied with: a column of minutes has 60."""

    def figure(self, cells: Sequence[str], calendar: Calendar) -> Figure | None:
        """The figure, or None where the cells are empty or the total is 0.

        Raises:
            ValueError: with the reason.
        """
        text = self.column.of(cells)
        whole = self.total.of(cells) if self.total else ""
        if not text and not whole:
            return None
        if self.total is None:
            return self._alone(text)
        if not text or not whole:
            missing = self.total.name if text else self.column.name
            raise ValueError(f"{missing} is empty")
        part, total = self._number(text), number(whole, self.total.name)
        if not total and not part:
            return None
        if total <= 0:
            raise ValueError(f"{self.total.name} must be more than 0, not {whole}")
        return Figure(numerator=part, denominator=total)

    def _alone(self, text: str) -> Figure:
        require_clear(text, self.column.name)
        if self.factor != 1 and ":" not in text:
            text = f"{number(text, self.column.name) * self.factor:.10g}"
        try:
            return parse_figure(text, self.unit, self.column.name)
        except ReflectError as error:
            raise ValueError(str(error)) from None

    def _number(self, text: str) -> float:
        if self.unit.unit != "seconds":
            return number(text, self.column.name)
        require_clear(text, self.column.name)
        try:
            return parse_duration(text)
        except ValueError:
            raise ValueError(f"{self.column.name} is no duration: {text!r}") from None

    def words(self) -> str:
        """Where the figure comes from, for the user to look at."""
        return self.column.name + (f" of {self.total.name}" if self.total else "")


Measured = Span | Ticked | Counted


def number(text: str, name: str) -> float:
    """The number of a cell.

    Raises:
        ValueError: it is none, or could be two.
    """
    require_clear(text, name)
    try:
        return parse_number(text)
    except ValueError:
        raise ValueError(f"{name} is no number: {text!r}") from None


def require_clear(text: str, name: str) -> None:
    """Refuse 1,234: it could be a thousand and some, or one and some.

    Raises:
        ValueError: it is such a number.
    """
    if _AMBIGUOUS.fullmatch(text):
        whole, part = text.replace(",", ""), text.replace(",", ".")
        raise ValueError(f"{name} {text} could be {whole} or {part}")
