"""The slope of a series that outliers do not move (Theil-Sen), with its interval (Sen 1968)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import sqrt

from reflectcli.analysis.averages import Z90, median
from reflectcli.analysis.pair_slopes import count_pairs, slopes_at
from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Slope:
    """The median slope a day, its 90% interval, and the fitted value on the last day."""

    a_day: float
    low: float
    high: float
    current: float


def theil_sen(points: Sequence[Point]) -> Slope | None:
    """The slope of points in the order of their days; None when they all lie on one day."""
    days = [point.day.toordinal() for point in points]
    values = [point.value for point in points]
    pairs = count_pairs(days)
    if not pairs:
        return None
    spread = Z90 * sqrt(_variance(days, values))
    low = max(0, round((pairs - spread) / 2) - 1)
    high = min(pairs - 1, round((pairs + spread) / 2))
    ranks = [low, (pairs - 1) // 2, pairs // 2, high]
    least, before, after, greatest = slopes_at(days, values, ranks)
    middle = before if pairs % 2 else (before + after) / 2
    last = max(days)
    current = median(value + middle * (last - day) for day, value in zip(days, values, strict=True))
    return Slope(middle, least, greatest, current)


def _variance(days: Sequence[int], values: Sequence[float]) -> float:
    """The variance of Kendall's S with ties in days and values (Kendall 1975)."""
    n = len(values)

    def term(count: int) -> int:
        return count * (count - 1) * (2 * count + 5)

    ties = sum(term(count) for series in (days, values) for count in Counter(series).values())
    return max(0.0, (term(n) - ties) / 18)
