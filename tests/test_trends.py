"""Trends: the published vectors, p against brute force, and judging many series as one family."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, combinations_with_replacement, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.slopes import Point, theil_sen
from reflectcli.analysis.trends import (
    UNJUDGED,
    Series,
    Trend,
    downwards,
    exact_p,
    falling_pairs,
    judge,
    kendall_s,
    mann_kendall,
    neither,
    normal_p,
    passing,
    towards,
    upwards,
    week_means,
)
from tests.records import on

VECTORS = [
    ([1, 2, 3, 4, 5], 10, "0.01667", 1),
    ([3, 3, 4, 3, 4, 4], 7, "0.20000", 0.2),
    ([3, 3, 4, 3, 4, 4, 5, 4], 15, "0.05000", 0.225),
    ([5, 4, 4, 3, 4, 3, 3, 2], -20, "0.00714", -1 / 3),
    ([4, 4, 4, 4, 4, 4], 0, "1.00000", 0),
]
CSAT = [
    (44, 22), (36, 23), (37, 20), (37, 23), (56, 29), (41, 23),
    (35, 15), (36, 19), (51, 28), (38, 11), (38, 24), (38, 18),
]  # fmt: skip
"""The negative check of STATISTICS: answers and good ones, a week each."""


def daily(*values: float, step: int = 1) -> list[Point]:
    return [Point(on(step * number), value) for number, value in enumerate(values)]


def one(*values: float, step: int = 7) -> Trend:
    return judge([Series(daily(*values, step=step), upwards, "a shift")])[0]


@pytest.mark.parametrize(("values", "s", "p", "slope"), VECTORS)
def test_the_published_vectors(values: list[float], s: int, p: str, slope: float) -> None:
    found, chance = mann_kendall(values)
    assert (found, f"{chance:.5f}") == (s, p)
    line = theil_sen(daily(*values))
    assert line is not None
    assert line.a_day == pytest.approx(slope)


def test_the_negative_check() -> None:
    values = [k / n * 100 for n, k in CSAT]
    s, p = mann_kendall(values)
    assert (s, f"{p:.4f}") == (-12, "0.4590")
    assert f"{normal_p(s, tuple(Counter(values).values())):.4f}" == "0.4507"
    trend = one(*values)
    assert trend.verdict == "stable"
    assert f"{trend.slope_per_week:.3f}" == "-0.803"


def distribution(values: tuple[int, ...]) -> Counter[int]:
    """How many orders of the values have which S, each place by brute force."""
    return Counter(naive_s(order) for order in permutations(values))


def naive_s(values: tuple[float, ...]) -> int:
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_p_is_that_of_brute_force_for_every_series_over_five_levels(n: int) -> None:
    for values in combinations_with_replacement(range(1, 6), n):
        check(values)


def check(values: tuple[int, ...]) -> None:
    """Every S that any order of these values has; so every series that they make."""
    orders = distribution(values)
    ties = tuple(sorted(Counter(values).values()))
    for s in orders:
        extreme = sum(count for other, count in orders.items() if abs(other) >= abs(s))
        assert exact_p(s, ties) == extreme / math.factorial(len(values))


def tie_patterns(n: int, parts: int = 5, least: int = 1) -> Iterator[tuple[int, ...]]:
    """How often up to five levels may occur in n places, the rarest first."""
    if not n:
        yield ()
    for first in range(least, n + 1) if parts else ():
        for rest in tie_patterns(n - first, parts - 1, first):
            yield (first, *rest)


def placements(ties: tuple[int, ...]) -> Counter[int]:
    """How many arrangements of tied values have which S, one value laid out after another."""
    found: Counter[int] = Counter()

    def place(free: tuple[int, ...], level: int, s: int) -> None:
        if level == len(ties):
            found[s] += 1
            return
        for chosen in combinations(range(len(free)), ties[level]):
            left = [place for place in range(len(free)) if place not in chosen]
            gain = sum((other > own) - (other < own) for own in chosen for other in left)
            place(tuple(free[each] for each in left), level + 1, s + gain)

    place(tuple(range(sum(ties))), 0, 0)
    return found


@pytest.mark.parametrize("ties", [*tie_patterns(7), *tie_patterns(8)], ids=str)
def test_p_is_that_of_brute_force_for_every_series_of_seven_and_eight_points(
    ties: tuple[int, ...],
) -> None:
    """Only its S and its ties decide the p of a series, so these are all 468,750 of them."""
    arrangements = placements(ties)
    for s in arrangements:
        extreme = sum(count for other, count in arrangements.items() if abs(other) >= abs(s))
        assert exact_p(s, ties) == extreme / arrangements.total()


@given(st.lists(st.integers(1, 5), min_size=7, max_size=8))
def test_p_of_any_series_of_seven_or_eight_levels(values: list[int]) -> None:
    ties = tuple(sorted(Counter(values).values()))
    arrangements = placements(ties)
    s = naive_s(tuple(values))
    extreme = sum(count for other, count in arrangements.items() if abs(other) >= abs(s))
    chance = extreme / arrangements.total()
    assert mann_kendall(values) == (s, 1.0 if s == 0 else chance)


@given(st.lists(st.integers(1, 5) | st.floats(-9, 9), max_size=40))
def test_s_is_that_of_all_pairs_and_turns_with_the_series(values: list[float]) -> None:
    assert kendall_s(values) == naive_s(tuple(values))
    assert kendall_s(values[::-1]) == -kendall_s(values)
    assert kendall_s([-value for value in values]) == -kendall_s(values)
    assert 0 < mann_kendall(values)[1] <= 1


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_the_orders_are_all_there_and_as_many_fall_as_rise(counts: list[int]) -> None:
    orders = falling_pairs(tuple(counts))
    all_orders = math.factorial(sum(counts)) // math.prod(map(math.factorial, counts))
    assert sum(orders) == all_orders
    assert orders == orders[::-1]
    assert sorted(orders) == sorted(falling_pairs(tuple(sorted(counts))))


def test_twelve_points_take_few_steps_whatever_their_ties() -> None:
    """4,096 ways to leave out values of twelve, and not 479,001,600 orders."""
    for ties in ((1,) * 12, (1, 1, 2, 2, 3, 3), (4, 4, 4), (12,)):
        orders = falling_pairs(ties)
        assert len(orders) <= 67
        assert sum(orders) == math.factorial(12) // math.prod(map(math.factorial, ties))


def test_beyond_twelve_points_the_normal_formula_with_ties() -> None:
    rising = list(range(13))
    s, p = mann_kendall(rising)
    z = 77 / math.sqrt(13 * 12 * 31 / 18)
    assert s == 78
    assert p == pytest.approx(math.erfc(z / math.sqrt(2)))
    tied = [3] * 7 + [4] * 6
    z = 41 / math.sqrt((13 * 12 * 31 - 7 * 6 * 19 - 6 * 5 * 17) / 18)
    s, p = mann_kendall(tied)
    assert s == 42
    assert p == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert mann_kendall([4] * 20) == (0, 1.0)


def test_below_six_points_there_is_no_trend() -> None:
    trend = one(1, 2, 3, 4, 5)
    assert (trend.verdict, trend.n, trend.needed) == ("not_enough", 5, 6)
    assert (trend.p, trend.slope_per_week, trend.slope_interval) == (None, None, None)
    assert trend.rule == "one point a shift; a trend needs 6 points"
    assert one().verdict == "not_enough"


def test_the_words_of_a_single_series() -> None:
    assert one(1, 2, 3, 4, 5, 6).verdict == "improving"
    assert one(6, 5, 4, 3, 2, 1).verdict == "declining"
    assert one(3, 3, 4, 3, 4, 4).verdict == "stable"
    assert one(4, 4, 4, 4, 4, 4).verdict == "stable"
    rising = one(1, 2, 3, 4, 5, 6)
    assert rising.slope_per_week == pytest.approx(1)
    assert rising.slope_interval == pytest.approx((1, 1))
    assert UNJUDGED.verdict == "not_enough"


def test_nine_still_series_beside_it_make_a_trend_only_possible() -> None:
    """A p of .05 is no news where ten skills are looked at."""
    points = daily(3, 3, 4, 3, 4, 4, 5, 4, step=7)
    still = Series(daily(*[4] * 8), upwards, "a shift")
    rising = Series(points, upwards, "a shift")
    assert judge([rising])[0].verdict == "improving"
    assert judge([rising, *[still] * 9])[0].verdict == "possible"
    short = Series(points[:5], upwards, "a shift")
    assert judge([rising, *[short] * 9])[0].verdict == "improving"


@pytest.mark.parametrize(
    ("ps", "bar"),
    [
        ([0.01, 0.02, 0.9], 0.02),
        ([0.04, 0.9, 0.9], 0),
        ([0.1], 0.1),
        ([0.06, 0.09, 0.09], 0.09),
        ([], 0),
    ],
)
def test_benjamini_and_hochberg(ps: list[float], bar: float) -> None:
    assert passing(ps) == bar


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=14))
def test_what_passes_together_would_pass_alone(ps: list[float]) -> None:
    bar = passing(ps)
    assert bar <= 0.1 + 1e-9
    assert all(p <= 0.1 + 1e-9 for p in ps if p <= bar)
    assert passing([*ps, 1.0]) <= bar
    assert passing(sorted(ps, reverse=True)) == bar


def test_what_is_good_decides_the_word() -> None:
    falling = daily(9, 8, 7, 6, 5, 4, step=7)
    words = [
        judge([Series(falling, good, "an ISO week")])[0].verdict
        for good in (upwards, downwards, neither, towards(1, 3), towards(9, 12), towards(2, 20))
    ]
    assert words == ["declining", "improving", "possible", "improving", "declining", "possible"]


def test_the_slope_of_levels_is_that_of_the_weeks() -> None:
    """Most pairs of shifts are equal, so that their median slope is 0 although the skill rises."""
    levels = [3, 3, 3, 4, 3, 3, 3, 4, 3, 4, 3, 4, 4, 3, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4]
    points = [Point(on(number // 2 * 7 + number % 2), each) for number, each in enumerate(levels)]
    shifts = theil_sen(points)
    assert shifts is not None
    assert shifts.a_day == 0
    trend = judge([Series(points, upwards, "a shift")])[0]
    assert (trend.verdict, trend.n) == ("improving", 24)
    assert trend.slope_per_week is not None
    assert 0.05 < trend.slope_per_week < 0.15


def test_fewer_than_six_weeks_stay_shifts() -> None:
    points = daily(*range(20))
    assert week_means(points) == points
    assert len(week_means(daily(*range(84)))) == 12
    assert week_means(daily(*range(84)))[0] == Point(on(3), 3)


@given(
    st.lists(st.lists(st.integers(1, 5), max_size=30), max_size=12),
    st.integers(-400, 4000),
    st.randoms(use_true_random=False),
)
def test_trends_hold_whenever_it_is_and_in_whatever_order_of_series(
    family: list[list[int]], days: int, random: object
) -> None:
    first = [Series(daily(*values, step=2), upwards, "a shift") for values in family]
    shift = timedelta(days=days * 7)
    later = [
        Series([Point(each.day + shift, each.value) for each in series.points], upwards, "a shift")
        for series in first
    ]
    assert judge(first) == judge(later)
    assert judge(first[::-1]) == judge(first)[::-1]
    mirrored = [
        Series([Point(each.day, 6 - each.value) for each in series.points], downwards, "a shift")
        for series in first
    ]
    assert [each.verdict for each in judge(mirrored)] == [each.verdict for each in judge(first)]
