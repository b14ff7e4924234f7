"""Where a measure stands before a goal on it begins: the last twelve weeks as one figure."""

from __future__ import annotations

from datetime import date

from reflectcli.analysis.kpis import aggregate, readings_of
from reflectcli.analysis.skills import WINDOW_WEEKS, levels
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.measures import Measure
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Rating
from reflectcli.frozen import dataclass

DECIMALS = {"percent": 1, "seconds": 0, "points": 2, "count": 1}


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure and how many ratings or readings it is made of, rounded as it is shown."""

    value: float
    n: int
    of: str


def find_baseline(
    measure: Measure, logbook: Logbook, config: JournalConfig, today: date
) -> Baseline | None:
    """The mean of a skill's ratings, or a KPI's figure; None where there is none to start from.

    A count starts from nothing and a manual measure from its first check-in; so does a KPI that
    is a sum, which depends on the length of time.
    """
    window = last_weeks(WINDOW_WEEKS, today)
    if measure.kind == "rating":
        values = levels(logbook.of(Rating, window.since, window.until), measure.name)
        mean = sum(values) / len(values) if values else None
        return None if mean is None else Baseline(_rounded(mean, 1), len(values), "rating")
    if measure.kind != "kpi" or config.kpis[measure.name].aggregate == "sum":
        return None
    kpi = config.kpis[measure.name]
    readings, source = readings_of(logbook, measure.name, window)
    value = aggregate(readings, kpi).value
    if value is None:
        return None
    thing = "reading" if source == "readings" else "customer score"
    return Baseline(_rounded(value, DECIMALS[kpi.unit]), len(readings), thing)


def _rounded(value: float, decimals: int) -> float:
    rounded = round(value, decimals)
    return int(rounded) if rounded == int(rounded) else rounded
