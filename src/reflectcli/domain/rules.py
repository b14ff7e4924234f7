"""What must hold between a record's fields, and between a record and its journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reflectcli.domain.check import Fault, Path
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.measures import parse_measure, unknown
from reflectcli.domain.records import (
    Checkin,
    Experiment,
    Feedback,
    Goal,
    Rating,
    Reading,
    Record,
)
from reflectcli.domain.values import in_unit, lowest_score


def rule_faults(record: Record, config: JournalConfig) -> list[Fault]:
    """Every rule that the record breaks in this journal, with the place in the record."""
    faults = list(_skill_faults(record, config))
    match record:
        case Feedback():
            faults += _feedback_faults(record)
        case Reading():
            faults += _reading_faults(record, config)
        case Checkin():
            faults += _forecast_faults(record)
        case Goal() | Experiment():
            faults += _measure_faults(record, config)
        case _:
            pass
    return faults


def _skill_faults(record: Record, config: JournalConfig) -> Iterator[Fault]:
    known = list(config.rubric.skills)

    def check(names: Iterable[str], field: str, *, listed: bool) -> Iterator[Fault]:
        for index, name in enumerate(names):
            if name not in config.rubric.skills:
                place: Path = (field, index if listed else name)
                yield place, unknown("skill", name, known), name

    if isinstance(record, Rating):
        if not record.skills:
            yield ("skills",), "must rate at least one skill", None
        yield from check(record.skills, "skills", listed=False)
        return
    yield from check(getattr(record, "skills", ()), "skills", listed=True)
    if isinstance(record, Feedback):
        yield from check(record.ratings, "ratings", listed=False)


def _feedback_faults(record: Feedback) -> Iterator[Fault]:
    if (record.score is None) != (record.scale is None):
        given = "score" if record.scale is None else "scale"
        yield (given,), "score and scale go together", None
    elif record.score is not None and record.scale is not None:
        low = lowest_score(record.scale)
        if not low <= record.score <= record.scale:
            yield ("score",), f"must be {low:g} to {record.scale:g}", record.score
    if record.score is None and record.text is None and not record.ratings:
        yield ("text",), "feedback needs a text, a score or ratings", None


def _reading_faults(record: Reading, config: JournalConfig) -> Iterator[Fault]:
    if (record.numerator is None) != (record.denominator is None):
        given = "numerator" if record.denominator is None else "denominator"
        yield (given,), "numerator and denominator go together", None
        return
    if (record.value is None) == (record.numerator is None):
        yield ("value",), "a reading has either a value or numerator and denominator", None
        return
    kpi = config.kpis.get(record.kpi)
    if kpi is None:
        yield ("kpi",), unknown("KPI", record.kpi, list(config.kpis)), record.kpi
        return
    figure = in_unit(record, kpi.unit)
    place = "value" if record.numerator is None else "numerator"
    if kpi.low is not None and figure < kpi.low:
        yield (place,), f"{record.kpi} must be {kpi.low:g} or more", figure
    if kpi.high is not None and figure > kpi.high:
        yield (place,), f"{record.kpi} must be {kpi.high:g} or less", figure


def _forecast_faults(record: Checkin) -> Iterator[Fault]:
    early, late = record.forecast_early, record.forecast_late
    if (early is None) != (late is None):
        given = "forecast_early" if late is None else "forecast_late"
        yield (given,), "forecast_early and forecast_late go together", None
    elif early is not None and late is not None and late < early:
        yield ("forecast_late",), "must not be before forecast_early", late


def _measure_faults(record: Goal | Experiment, config: JournalConfig) -> Iterator[Fault]:
    try:
        measure = parse_measure(record.measure, config)
    except ValueError as error:
        yield ("measure",), str(error), record.measure
        return
    if isinstance(record, Experiment):
        if record.until < record.start:
            yield ("until",), "must not be before start", record.until
        return
    if record.target is None and measure.kind != "manual":
        yield ("measure",), "a measured goal needs a target", None
    if record.target is not None and record.baseline == record.target:
        yield ("baseline",), "must differ from the target", record.baseline
