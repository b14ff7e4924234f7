"""A mapping resolved against a file's columns and a journal's KPIs and skills."""

from collections.abc import Mapping, Sequence
from typing import cast

from reflectcli.domain.fields import Source, choices
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.measures import unknown
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage.importing.columns import Column, Columns
from reflectcli.storage.importing.mapping import ImportMapping
from reflectcli.storage.importing.measures import Counted, Measured, Span, Ticked
from reflectcli.storage.importing.moments import Dated, checked_format

KINDS = ("feedback", "kpi")
"""What rows can become."""
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
"""The units that a column of durations can be in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a row becomes records."""

    dated: Dated
    score: Column | None = None
    maximum: float = 0
    text: Column | None = None
    id: Column | None = None
    channel: Column | None = None
    where: tuple[tuple[Column, str], ...] = ()
    source: Source = "customer"
    skills: tuple[str, ...] = ()
    measures: tuple[Measured, ...] = ()
    levels: Mapping[str, float | None] = field(default_factory=dict)

    def wants(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is one of those asked for."""
        return all(column.of(cells) == value for column, value in self.where)


def resolve(mapping: ImportMapping, columns: Columns, config: JournalConfig) -> Recipe:
    """The recipe that the mapping means.

    Raises:
        ReflectError: it lacks something, or names what is not there.
    """
    answers = _kind(mapping) == "feedback"
    measures = _measures(mapping, columns, config)
    dated = _dated(mapping, columns)
    if answers and not (mapping.score or mapping.text):
        raise ReflectError(
            "feedback needs a score or a text",
            hint="--score COLUMN/5 or --text COLUMN; --as kpi for figures alone",
        )
    if not answers and not measures:
        raise ReflectError(
            "no KPI is named", hint="--kpi NAME=COLUMN or --duration NAME=START..END"
        )
    score, maximum = columns.with_maximum(mapping.score) if answers and mapping.score else (None, 0)
    return Recipe(
        dated=dated,
        score=score,
        maximum=maximum,
        text=columns.column(mapping.text) if answers and mapping.text else None,
        id=columns.column(mapping.id) if mapping.id else None,
        channel=columns.column(mapping.channel) if mapping.channel else None,
        where=tuple(columns.with_value(each) for each in mapping.where),
        source=_source(mapping.source),
        skills=_skills(mapping.skills, config),
        measures=measures,
        levels=mapping.levels(),
    )


def _kind(mapping: ImportMapping) -> str:
    if mapping.records not in KINDS:
        said = "is missing" if mapping.records is None else f"cannot be {mapping.records!r}"
        raise ReflectError(f"--as {said}", hint="--as feedback for answers, --as kpi for figures")
    return mapping.records


def _dated(mapping: ImportMapping, columns: Columns) -> Dated:
    if not mapping.date:
        raise ReflectError("--date is missing", hint="--date COLUMN or --date 'COLUMN:%d/%m/%Y'")
    column, written = columns.with_format(mapping.date)
    usable = checked_format(written, dated=True) if written else None
    if not mapping.time:
        return Dated(column, usable)
    clock, clock_written = columns.with_format(mapping.time)
    clock_usable = checked_format(clock_written, dated=False) if clock_written else None
    return Dated(column, usable, clock, clock_usable)


def _source(text: str | None) -> Source:
    if text is None:
        return "customer"
    if text not in choices(Source):
        raise ReflectError(f"unknown source {text!r}", hint=f"one of {', '.join(choices(Source))}")
    return cast("Source", text)


def _skills(names: tuple[str, ...], config: JournalConfig) -> tuple[str, ...]:
    for name in names:
        if name not in config.rubric.skills:
            known = list(config.rubric.skills)
            raise ReflectError(unknown("skill", name, known), hint=f"there are {', '.join(known)}")
    return names


def _measures(
    mapping: ImportMapping, columns: Columns, config: JournalConfig
) -> tuple[Measured, ...]:
    totals = {
        name: columns.column(rest)
        for name, rest in _named(mapping.kpi_total, "--kpi-total", config)
    }
    units = dict(_named(mapping.kpi_unit, "--kpi-unit", config))
    found: list[Measured] = []
    for name, rest in _named(mapping.duration, "--duration", config):
        if config.kpis[name].unit != "seconds":
            raise ReflectError(
                f"{name} is no duration; it is in {config.kpis[name].unit}",
                hint="--duration is for KPIs in seconds, such as frt, aht, resolution_time",
            )
        start, end, written = columns.span(rest)
        usable = checked_format(written, dated=False) if written else None
        found.append(Span(name, start, end, usable))
    for name, rest in _named(mapping.kpi, "--kpi", config):
        column, yes = columns.with_yes(rest)
        if yes is not None and name not in totals:
            found.append(Ticked(name, column, yes))
        elif yes is not None:
            raise ReflectError(f"{name} has a yes and a total", hint="leave one of the two away")
        else:
            factor = _factor(units.get(name))
            found.append(Counted(name, column, config.kpis[name], totals.pop(name, None), factor))
    if totals:
        raise ReflectError(
            f"--kpi-total {next(iter(totals))} has no --kpi of that name",
            hint="--kpi NAME=COLUMN names the part, --kpi-total NAME=COLUMN the whole",
        )
    _require_once([each.kpi for each in found])
    return tuple(found)


def _factor(unit: str | None) -> int:
    """How many seconds a column's unit is."""
    if unit is None:
        return 1
    if unit.strip() not in SECONDS:
        raise ReflectError(f"unknown unit {unit!r}", hint=f"one of {', '.join(SECONDS)}")
    return SECONDS[unit.strip()]


def _require_once(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ReflectError(f"{name} is mapped twice", hint="one column a KPI")


def _named(texts: tuple[str, ...], option: str, config: JournalConfig) -> list[tuple[str, str]]:
    """Each `NAME=REST` as a pair, the name that of a KPI of this journal."""
    pairs = []
    for text in texts:
        name, equals, rest = text.partition("=")
        if not equals:
            raise ReflectError(f"{option} {text!r} is not NAME=COLUMN", hint=f"{option} aht=Column")
        if name.strip() not in config.kpis:
            known = list(config.kpis)
            raise ReflectError(
                unknown("KPI", name.strip(), known),
                hint=f"there are {', '.join(known)}; `reflect kpi define` adds one",
            )
        pairs.append((name.strip(), rest))
    return pairs
