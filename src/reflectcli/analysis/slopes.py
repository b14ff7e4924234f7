"""The slope of a series that outliers do not move (Theil-Sen), with its interval (Sen 1968)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import sqrt
from statistics import NormalDist, median

from reflectcli.frozen import dataclass

CONFIDENCE = 0.90


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
    """The slope of points over real days; None when they all lie on one day."""
    days = [point.day.toordinal() for point in points]
    values = [point.value for point in points]
    slopes = sorted(
        (values[j] - values[i]) / (days[j] - days[i])
        for i in range(len(points))
        for j in range(i + 1, len(points))
        if days[j] != days[i]
    )
    if not slopes:
        return None
    middle = median(slopes)
    last = max(days)
    current = median(value + middle * (last - day) for day, value in zip(days, values, strict=True))
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    spread = z * sqrt(_variance(days, values))
    low = max(0, round((len(slopes) - spread) / 2) - 1)
    high = min(len(slopes) - 1, round((len(slopes) + spread) / 2))
    return Slope(middle, slopes[low], slopes[high], current)


def _variance(days: Sequence[int], values: Sequence[float]) -> float:
    """The variance of Kendall's S with ties in days and values (Kendall 1975)."""
    n = len(values)

    def term(count: int) -> int:
        return count * (count - 1) * (2 * count + 5)

    ties = sum(term(count) for series in (days, values) for count in Counter(series).values())
    return max(0.0, (term(n) - ties) / 18)
