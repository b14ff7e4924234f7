"""Trends that chance does not explain: Mann-Kendall, judged together over all series of a report.

Below 6 points there is none. Up to 12 points p is exact, over all orders of the values with the
ties that the series has; above, the normal formula with correction for continuity and ties
(Mann 1945, Kendall 1975). Improving and declining must pass Benjamini & Hochberg (1995) at
q = .10 across all series of a report, so that ten skills are not ten chances of a false alarm.

The test takes a point a shift; the slope is Theil-Sen's over the means of ISO weeks. On levels
from 1 to 5 most pairs of shifts are equal, so the median slope of shifts is 0 even where a skill
rises a whole level in twelve weeks: with half a level of noise from day to day 5% of such rises
would be called, against 77% with the weeks' means (tests/benchmarks/false_alarms.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from math import erfc, sqrt
from typing import Literal

from reflectcli.analysis.slopes import Point, Slope, theil_sen
from reflectcli.frozen import dataclass

MIN_POINTS = 6
EXACT_UP_TO = 12
Q = 0.10
"""The share of false ones among the trends that are called; also the p of a possible one."""

TrendVerdict = Literal["improving", "declining", "possible", "stable", "not_enough"]
Good = Callable[[Slope, int], int]
"""What is good: 1 where a slope over so many days leads there, -1 where away, 0 for neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Where a series goes: `n` points of `needed`, p unadjusted, slopes a week with 90% interval.

    `p` and the slopes are None below the minimum; the slopes also where all lies on one day.
    """

    verdict: TrendVerdict
    n: int
    needed: int
    p: float | None
    slope_per_week: float | None
    slope_interval: tuple[float, float] | None
    rule: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of their days, what is good for them, and what a point is."""

    points: Sequence[Point]
    good: Good
    point: str


def upwards(slope: Slope, days: int) -> int:
    """More is better."""
    return (slope.a_day > 0) - (slope.a_day < 0)


def downwards(slope: Slope, days: int) -> int:
    """Less is better."""
    return -upwards(slope, days)


def towards(low: float, high: float) -> Good:
    """A band is better: good is what leads nearer to it, and moving within it is neither."""

    def outside(value: float) -> float:
        return max(low - value, value - high, 0.0)

    def good(slope: Slope, days: int) -> int:
        before = outside(slope.current - slope.a_day * days)
        return (before > outside(slope.current)) - (before < outside(slope.current))

    return good


def neither(slope: Slope, days: int) -> int:
    """No direction is known to be good."""
    return 0


def mann_kendall(values: Sequence[float]) -> tuple[int, float]:
    """Kendall's S of a series in its order, and its two-sided p; p is 1 where S is 0."""
    s = kendall_s(values)
    if s == 0:
        return 0, 1.0
    ties = tuple(sorted(Counter(values).values()))
    return s, exact_p(s, ties) if len(values) <= EXACT_UP_TO else normal_p(s, ties)


def kendall_s(values: Sequence[float]) -> int:
    """How many pairs rise less how many fall, from first to last."""
    earlier: list[float] = []
    s = 0
    for value in values:
        s += bisect_left(earlier, value) + bisect_right(earlier, value) - len(earlier)
        insort(earlier, value)
    return s


@cache
def exact_p(s: int, ties: tuple[int, ...]) -> float:
    """P(|S| >= |s|) over all orders of values that occur so often each."""
    orders = falling_pairs(ties)
    unequal = len(orders) - 1
    extreme = sum(count for falls, count in enumerate(orders) if abs(unequal - 2 * falls) >= abs(s))
    return extreme / sum(orders)


@cache
def falling_pairs(ties: tuple[int, ...]) -> tuple[int, ...]:
    """How many orders of a multiset have 0, 1, 2, ... falling pairs.

    The counts of a value among the others depend on no order of the others, so the distribution
    is built value by value (MacMahon's Gaussian multinomial).
    """
    orders: tuple[int, ...] = (1,)
    placed = 0
    for count in ties:
        placed += count
        orders = _product(orders, _merges(placed - count, count))
    return orders


@cache
def _merges(first: int, second: int) -> tuple[int, ...]:
    """How many ways to merge two rows of equal values have 0, 1, 2, ... falling pairs."""
    if not first or not second:
        return (1,)
    # Whichever row the last place is of: one of the first falls below all the second before it.
    ends_high = _merges(first, second - 1)
    ends_low = (0,) * second + _merges(first - 1, second)
    longer = first * second + 1
    padded = (each + (0,) * (longer - len(each)) for each in (ends_high, ends_low))
    return tuple(high + low for high, low in zip(*padded, strict=True))


def _product(first: Sequence[int], second: Sequence[int]) -> tuple[int, ...]:
    result = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            result[i + j] += a * b
    return tuple(result)


def normal_p(s: int, ties: Sequence[int]) -> float:
    """The two-sided p of S by the normal formula, corrected for continuity and ties."""
    n = sum(ties)
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    return erfc((abs(s) - 1) / sqrt(2 * variance)) if s and variance else 1.0


def passing(ps: Sequence[float], q: float = Q) -> float:
    """The largest p that passes Benjamini-Hochberg among these; 0 where none does."""
    ranked = sorted(ps)
    passes = (p for rank, p in enumerate(ranked, 1) if p <= rank * q / len(ranked) + 1e-12)
    return max(passes, default=0.0)


def week_means(points: Sequence[Point]) -> list[Point]:
    """A point an ISO week: the mean value on the mean day; the points where weeks are too few."""
    weeks = [list(group) for _, group in groupby(points, lambda point: point.day.isocalendar()[:2])]
    return [_middle(week) for week in weeks] if len(weeks) >= MIN_POINTS else list(points)


def _middle(points: Sequence[Point]) -> Point:
    n = len(points)
    day = date.fromordinal(sum(point.day.toordinal() for point in points) // n)
    return Point(day, sum(point.value for point in points) / n)


def judge(family: Sequence[Series]) -> list[Trend]:
    """The trend of each series of a report; all that have enough points are judged together."""
    tested = [_test(each) for each in family]
    ps = [test[1] for test in tested if test is not None]
    bar = passing(ps)
    return [_trend(each, test, bar, len(ps)) for each, test in zip(family, tested, strict=True)]


def _test(series: Series) -> tuple[int, float] | None:
    if len(series.points) < MIN_POINTS:
        return None
    return mann_kendall([point.value for point in series.points])


def _trend(series: Series, test: tuple[int, float] | None, bar: float, family: int) -> Trend:
    weeks = week_means(series.points) if test is not None else series.points
    slope = theil_sen(weeks) if test is not None else None
    return Trend(
        verdict="not_enough" if test is None else _verdict(series, test, bar, slope),
        n=len(series.points),
        needed=MIN_POINTS,
        p=None if test is None else test[1],
        slope_per_week=slope.a_day * 7 if slope else None,
        slope_interval=(slope.low * 7, slope.high * 7) if slope else None,
        rule=_rule(series, len(weeks), family),
    )


def _verdict(
    series: Series, test: tuple[int, float], bar: float, slope: Slope | None
) -> TrendVerdict:
    s, p = test
    if p > Q:
        return "stable"
    if slope is None or p > bar or slope.a_day * s <= 0:
        return "possible"
    days = (series.points[-1].day - series.points[0].day).days
    way = series.good(slope, days)
    return "improving" if way > 0 else "declining" if way < 0 else "possible"


def _rule(series: Series, weeks: int, family: int) -> str:
    if len(series.points) < MIN_POINTS:
        return f"one point {series.point}; a trend needs {MIN_POINTS} points"
    how = "exact" if len(series.points) <= EXACT_UP_TO else "normal formula"
    over = " over weeks" if weeks < len(series.points) else ""
    return (
        f"one point {series.point}; Mann-Kendall ({how}, two-sided), Theil-Sen{over} with 90% "
        "interval; improving or declining only past Benjamini-Hochberg at q = .10 across the "
        f"report's {family} series"
    )


UNJUDGED = Trend(
    verdict="not_enough", n=0, needed=MIN_POINTS, p=None,
    slope_per_week=None, slope_interval=None, rule="not judged here",
)  # fmt: skip
"""The trend of a finding that was made without a report around it."""
