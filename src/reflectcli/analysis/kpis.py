"""What readings say of each KPI: sums over sums, medians of durations, and the target.

A target is met or missed only if the interval excludes it (STATISTICS, proportions).
"""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.averages import median
from reflectcli.analysis.estimates import median_interval, ratio_interval, wilson
from reflectcli.analysis.findings import KpiFinding, KpiStatus
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Feedback, Reading
from reflectcli.frozen import dataclass

READINGS = "readings"
FEEDBACK = "scored customer feedback"
CSAT = "csat"
TOP_BOX, CSAT_SCALE = 4, 5


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A figure over several readings, in the KPI's unit."""

    n: int
    value: float | None = None
    interval: tuple[float, float] | None = None
    numerator: float | None = None
    denominator: float | None = None


def aggregate(readings: Sequence[Reading], kpi: Kpi) -> Aggregate:
    """The readings of one KPI as one figure, in the way that the KPI adds up."""
    if not readings:
        return Aggregate(0)
    match kpi.aggregate:
        case "proportion":
            return _proportion(readings, kpi)
        case "median":
            values = [_single(reading, kpi) for reading in readings]
            return Aggregate(len(values), median(values), median_interval(values))
        case "sum":
            return Aggregate(len(readings), sum(_single(reading, kpi) for reading in readings))
        case "mean":
            return _mean(readings, kpi)


def _single(reading: Reading, kpi: Kpi) -> float:
    if reading.numerator is not None and reading.denominator is not None:
        share = reading.numerator / reading.denominator
        return share * 100 if kpi.unit == "percent" else share
    return reading.value or 0.0


def _proportion(readings: Sequence[Reading], kpi: Kpi) -> Aggregate:
    pairs = [
        (reading.numerator, reading.denominator)
        for reading in readings
        if reading.numerator is not None and reading.denominator is not None
    ]
    if not pairs:
        # Percentages without totals cannot be added up; their middle is all that can be said.
        return Aggregate(len(readings), median(_single(reading, kpi) for reading in readings))
    numerator, denominator = sum(each for each, _ in pairs), sum(each for _, each in pairs)
    value = numerator / denominator * 100
    low, high = wilson(min(max(numerator, 0), denominator), denominator)
    return Aggregate(len(pairs), value, (low * 100, high * 100), numerator, denominator)


def _mean(readings: Sequence[Reading], kpi: Kpi) -> Aggregate:
    pairs = [
        (reading.numerator, reading.denominator)
        if reading.numerator is not None and reading.denominator is not None
        else (reading.value or 0.0, 1.0)
        for reading in readings
    ]
    numerator, denominator = sum(each for each, _ in pairs), sum(each for _, each in pairs)
    interval = ratio_interval(pairs)
    if interval is not None:
        low, high = interval
        interval = (
            low if kpi.low is None else max(low, kpi.low),
            high if kpi.high is None else min(high, kpi.high),
        )
    return Aggregate(len(pairs), numerator / denominator, interval, numerator, denominator)


def status(figure: Aggregate, kpi: Kpi) -> KpiStatus:
    """How the figure stands to the target; only an interval that excludes it decides."""
    if figure.value is None:
        return "not_enough"
    if kpi.target is None:
        return "no_target"
    interval = (figure.value, figure.value) if kpi.aggregate == "sum" else figure.interval
    if interval is None:
        return "not_enough"
    low, high = interval
    if kpi.direction == "band":
        top = kpi.target_high if kpi.target_high is not None else kpi.target
        if high < kpi.target or low > top:
            return "missed"
        return "met" if low >= kpi.target and high <= top else "compatible"
    if kpi.aggregate == "sum" and low == kpi.target:
        return "met"
    if low <= kpi.target <= high:
        return "compatible"
    return "met" if (low > kpi.target) == (kpi.direction == "up") else "missed"


def feedback_readings(feedback: Sequence[Feedback]) -> list[Reading]:
    """Customers' scores out of five as readings of CSAT: answers of 4 and 5 over answers."""
    return [
        Reading(
            id=each.id, at=each.at, shift=each.shift, kpi=CSAT,
            numerator=1 if each.score >= TOP_BOX else 0, denominator=1,
        )
        for each in feedback
        if each.source == "customer" and each.score is not None and each.scale == CSAT_SCALE
    ]  # fmt: skip


def readings_of(logbook: Logbook, key: str, window: Period) -> tuple[list[Reading], str]:
    """A KPI's readings of a window and their source: its own, or for CSAT customers' scores."""
    readings = logbook.about(Reading, "kpi", key, window.since, window.until)
    if readings or key != CSAT:
        return readings, READINGS
    return feedback_readings(logbook.of(Feedback, window.since, window.until)), FEEDBACK


def kpi_findings(logbook: Logbook, kpis: dict[str, Kpi], period: Period) -> list[KpiFinding]:
    """A finding for each KPI that has readings in the findings window."""
    window = period.window(WINDOW_WEEKS)
    findings = []
    for key, kpi in kpis.items():
        readings, source = readings_of(logbook, key, window)
        if readings:
            findings.append(_finding(key, kpi, readings, source, period))
    return findings


def _finding(
    key: str, kpi: Kpi, readings: Sequence[Reading], source: str, period: Period
) -> KpiFinding:
    here = [reading for reading in readings if reading.shift in period]
    figure, whole = aggregate(here, kpi), aggregate(readings, kpi)
    return KpiFinding(
        kpi=key,
        name=kpi.name,
        unit=kpi.unit,
        direction=kpi.direction,
        control=kpi.control,
        formula=kpi.formula,
        n=figure.n,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        interval=figure.interval,
        target=kpi.target,
        target_high=kpi.target_high,
        status=status(figure, kpi),
        source=source,
        window_value=whole.value,
        window_interval=whole.interval,
        window_n=whole.n,
        window_evidence=tuple(reading.id for reading in reversed(readings)),
        evidence=tuple(reading.id for reading in reversed(here)),
        rule=_rule(kpi),
    )


def _rule(kpi: Kpi) -> str:
    how = {
        "proportion": "sum over sum, Wilson 95% interval",
        "mean": "sum over sum, 95% interval from 5 readings",
        "median": "median, 95% interval by order statistics from 6 readings",
        "sum": "sum",
    }[kpi.aggregate]
    return f"{how}; met or missed only if the interval excludes the target"
