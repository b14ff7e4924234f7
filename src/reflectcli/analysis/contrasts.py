"""What comparing two periods finds, as data."""

from __future__ import annotations

from typing import Literal

from reflectcli.domain.kpis import Unit
from reflectcli.domain.periods import Period
from reflectcli.frozen import dataclass

ContrastVerdict = Literal["better", "worse", "no_change", "not_enough"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One period's figure: its value, the ratings or readings behind it, and their shifts."""

    value: float | None
    n: int
    shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A skill or a KPI in both periods; `difference` and `interval` are of the means of shifts."""

    kind: Literal["skill", "kpi"]
    key: str
    name: str
    unit: Unit | None
    before: Side
    now: Side
    difference: float | None
    interval: tuple[float | None, float | None] | None
    p: float | None
    verdict: ContrastVerdict
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A period beside an earlier one, with the counts of successes and challenges written down."""

    before: Period
    now: Period
    successes: tuple[int, int]
    challenges: tuple[int, int]
    contrasts: tuple[Contrast, ...]
