"""What experiments, guesses and kept forecasts came to, as data.

Values are in the measure's own unit: levels from 1 to 5, percent from 0 to 100, seconds.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from reflectcli.domain.fields import ExperimentVerdict
from reflectcli.domain.kpis import Unit
from reflectcli.frozen import dataclass

ExperimentStatus = Literal["planned", "running", "to_judge", "finished"]
Lean = Literal["low", "high", "none", "not_enough"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Before against after: points of each side, their means, and the test.

    `verdict` is what the rule says now; `change` is after less before, `interval` its 90%.
    `better` is the direction that is good for the measure.
    """

    n_before: int
    n_after: int
    mean_before: float | None
    mean_after: float | None
    change: float | None
    interval: tuple[float, float] | None
    p: float | None
    better: Literal["up", "down"]
    verdict: ExperimentVerdict
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebound:
    """An unusually bad week just before the start, after which the next is better by itself.

    `value` is that week's, `usual` the mean of the weeks before it; `beyond_limits` tells whether
    it lies outside of their process limits (XmR), else it is the worst of `weeks`.
    """

    value: float
    usual: float
    weeks: int
    beyond_limits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentFinding:
    """An experiment: how far it is while it runs, and what it came to when it is finished.

    While it runs nothing is tested, so that it is not stopped on a lucky day: `trial` is None.
    """

    id: str
    hypothesis: str
    measure: str
    unit: Unit | None
    start: date
    until: date
    min_n: int
    status: ExperimentStatus
    day: int
    days: int
    n: int
    finished: date | None
    verdict: ExperimentVerdict | None
    lesson: str | None
    before: tuple[date, date]
    trial: Trial | None
    rebound: Rebound | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFinding:
    """The agent's guesses of a KPI against what it was, in the KPI's unit.

    `bias` is the median of guess less value, `spread` the median distance from that; `p` is that
    of the sign test, `lean` says which way the guesses go where it is at most .10.
    """

    kpi: str
    name: str
    unit: Unit
    n: int
    needed: int
    bias: float | None
    spread: float | None
    p: float | None
    lean: Lean
    evidence: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredForecast:
    """A forecast that a check-in kept, and the day that came; `days_off` is actual less middle."""

    checkin: str
    goal: str
    made: date
    early: date
    late: date
    actual: date
    days_off: float
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFinding:
    """How the kept forecasts did: `median_off` is the median distance in days, of at least 3.

    `late_by` is the median of actual less middle: above 0, the goals were met later than said.
    """

    kept: int
    n: int
    needed: int
    median_off: float | None
    late_by: float | None
    within: int
    scored: tuple[ScoredForecast, ...]
    rule: str
