"""One row to records: what fits becomes a record, what does not becomes a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from reflectcli.domain.check import faults
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Feedback, Reading, Record
from reflectcli.domain.rules import rule_faults
from reflectcli.domain.values import Figure
from reflectcli.frozen import dataclass, field
from reflectcli.storage.codec import describe
from reflectcli.storage.importing.ids import record_id
from reflectcli.storage.importing.measures import number
from reflectcli.storage.importing.moments import Calendar, UnreadableError
from reflectcli.storage.importing.recipe import Recipe


@dataclass(slots=True)
class Found:
    """What a row held.

    `reasons` say what was left out and why; `blank` names the KPIs that it has no figure of;
    `bad_date` holds the date's text where that did not fit its format.
    """

    records: list[Record] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    bad_date: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is given in the row."""
        return not self.records and not self.reasons


class RowReader:
    """Reads the rows of one file by a recipe; `origin` is the file's name."""

    def __init__(
        self, recipe: Recipe, config: JournalConfig, calendar: Calendar, origin: str
    ) -> None:
        self.recipe = recipe
        self.config = config
        self.calendar = calendar
        self.origin = origin

    def read(self, cells: Sequence[str], key: Sequence[str]) -> Found:
        """The records of a row, which `key` identifies: a bad date or score leaves all out."""
        found = Found()
        figures = self._figures(cells, found)
        text, score = self._answer(cells)
        answered = bool(text or score)
        if not answered and not figures and not found.reasons:
            return found
        try:
            moment, shift = self.recipe.dated.read(cells, self.calendar)
        except UnreadableError as error:
            return Found(reasons=[str(error)], bad_date=self.recipe.dated.column.of(cells))
        except ValueError as error:
            return Found(reasons=[str(error)])
        common = self._common(cells, moment, shift)
        try:
            if answered:
                found.records.append(self._feedback(text, score, key, common))
        except ValueError as error:
            return Found(reasons=[str(error)])
        for name, figure in figures.items():
            try:
                found.records.append(self._reading(name, figure, key, common))
            except ValueError as error:
                found.reasons.append(str(error))
        return found

    def _figures(self, cells: Sequence[str], found: Found) -> dict[str, Figure]:
        figures = {}
        for measured in self.recipe.measures:
            try:
                figure = measured.figure(cells, self.calendar)
            except ValueError as error:
                found.reasons.append(f"{measured.kpi}: {error}")
                continue
            if figure is None:
                found.blank.append(measured.kpi)
            else:
                figures[measured.kpi] = figure
        return figures

    def _answer(self, cells: Sequence[str]) -> tuple[str, str]:
        """The text byte for byte, or "" where it is only white space; and the score's cell."""
        text, score = self.recipe.text, self.recipe.score
        words = cells[text.index] if text else ""
        said = score.of(cells) if score else ""
        if said.casefold() in self.recipe.levels:
            level = self.recipe.levels[said.casefold()]
            said = "" if level is None else f"{level:g}"
        return words if words.strip() else "", said

    def _common(self, cells: Sequence[str], moment: datetime, shift: date) -> dict[str, Any]:
        channel, reference = self.recipe.channel, self.recipe.id
        return {
            "at": moment,
            "shift": shift,
            "channel": (channel.of(cells) or None) if channel else None,
            "reference": (reference.of(cells) or None) if reference else None,
            "origin": self.origin,
        }

    def _feedback(
        self, text: str, score: str, key: Sequence[str], common: dict[str, Any]
    ) -> Feedback:
        recipe = self.recipe
        value = number(score, recipe.score.name) if recipe.score and score else None
        record = Feedback(
            id=record_id("feedback", "", key),
            source=recipe.source,
            score=value,
            scale=recipe.maximum if value is not None else None,
            skills=recipe.skills,
            text=text or None,
            **common,
        )
        self._require_right(record)
        return record

    def _reading(
        self, name: str, figure: Figure, key: Sequence[str], common: dict[str, Any]
    ) -> Reading:
        record = Reading(
            id=record_id("reading", name, key),
            kpi=name,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            **common,
        )
        self._require_right(record)
        return record

    def _require_right(self, record: Record) -> None:
        broken = faults(record) or rule_faults(record, self.config)
        if broken:
            path, reason, value = broken[0]
            out_of_range = isinstance(value, float) and not reason.startswith("must")
            more = f", not {value:g}" if out_of_range else ""
            raise ValueError(describe(record.kind, path, reason, value) + more)
