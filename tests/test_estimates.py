"""The arithmetic of STATISTICS: Wilson's interval, the median's, the ratio's, Theil-Sen."""

from datetime import timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.estimates import median_interval, ratio_interval, student_t, wilson
from reflectcli.analysis.slopes import Point, theil_sen
from tests.records import MONDAY


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (4, 5, 0.3755, 0.9638),
        (18, 20, 0.6990, 0.9721),
        (0, 5, 0, 0.4345),
    ],
)
def test_wilson_gives_the_published_vectors(
    successes: int, n: int, low: float, high: float
) -> None:
    found = wilson(successes, n)
    assert found[0] == pytest.approx(low, abs=5e-5)
    assert found[1] == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    mirrored = wilson(n - successes, n)
    assert mirrored == pytest.approx((1 - high, 1 - low))


def test_wilson_at_the_ends_is_exact() -> None:
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0


@pytest.mark.parametrize("n", range(1, 6))
def test_no_interval_of_a_median_below_six_values(n: int) -> None:
    assert median_interval(range(n)) is None


@pytest.mark.parametrize(
    # From tables of the sign test's interval: ranks of the two order statistics.
    ("n", "low_rank", "high_rank"),
    [(6, 1, 6), (8, 1, 8), (9, 2, 8), (12, 3, 10), (20, 6, 15), (54, 20, 35)],
)
def test_the_medians_interval_takes_the_tabled_ranks(n: int, low_rank: int, high_rank: int) -> None:
    assert median_interval(range(1, n + 1)) == (low_rank, high_rank)


@given(st.lists(st.integers(-100, 100), min_size=6, max_size=60))
def test_the_medians_interval_holds_the_median(values: list[int]) -> None:
    found = median_interval(values)
    assert found is not None
    assert found[0] <= median(values) <= found[1]


@pytest.mark.parametrize(
    ("freedom", "point"), [(4, 2.776), (5, 2.571), (9, 2.262), (30, 2.042), (1000, 1.962)]
)
def test_students_t_agrees_with_the_tables(freedom: int, point: float) -> None:
    assert student_t(freedom) == pytest.approx(point, abs=0.005)


def test_the_ratios_interval_is_the_means_where_all_weigh_the_same() -> None:
    values = [300.0, 320.0, 280.0, 310.0, 290.0]
    found = ratio_interval([(value, 1) for value in values])
    assert found is not None
    half = 2.776 * 15.811 / 5**0.5
    assert found == pytest.approx((300 - half, 300 + half), abs=0.1)
    assert ratio_interval([(value, 1) for value in values[:4]]) is None


def points(*values: float) -> list[Point]:
    return [Point(MONDAY + timedelta(days=day), value) for day, value in enumerate(values)]


@pytest.mark.parametrize(
    ("series", "slope"),
    [
        ((1, 2, 3, 4, 5), 1),
        ((3, 3, 4, 3, 4, 4), 0.2),
        ((3, 3, 4, 3, 4, 4, 5, 4), 0.225),
        ((5, 4, 4, 3, 4, 3, 3, 2), -1 / 3),
        ((4, 4, 4, 4, 4, 4), 0),
    ],
)
def test_theil_sen_gives_the_published_vectors(series: tuple[float, ...], slope: float) -> None:
    found = theil_sen(points(*series))
    assert found is not None
    assert found.a_day == pytest.approx(slope)
    assert found.low <= found.a_day <= found.high


def test_theil_sen_on_the_golden_negative() -> None:
    counts = [
        (44, 22), (36, 23), (37, 20), (37, 23), (56, 29), (41, 23),
        (35, 15), (36, 19), (51, 28), (38, 11), (38, 24), (38, 18),
    ]  # fmt: skip
    series = [
        Point(MONDAY + timedelta(weeks=week), k / n * 100) for week, (n, k) in enumerate(counts)
    ]
    found = theil_sen(series)
    assert found is not None
    assert found.a_day * 7 == pytest.approx(-0.803, abs=5e-4)
    assert found.low < 0 < found.high


def test_theil_sen_uses_real_days_and_needs_two_of_them() -> None:
    assert theil_sen([Point(MONDAY, 1), Point(MONDAY, 5)]) is None
    assert theil_sen([]) is None
    apart = theil_sen([Point(MONDAY, 1), Point(MONDAY + timedelta(days=10), 2)])
    assert apart is not None
    assert apart.a_day == pytest.approx(0.1)
    assert apart.current == pytest.approx(2)


@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=20),
    st.integers(-3, 3),
    st.floats(-2, 2, allow_nan=False),
)
def test_theil_sen_follows_a_shift_and_a_tilt(values: list[int], shift: int, tilt: float) -> None:
    plain = theil_sen(points(*values))
    tilted = theil_sen(points(*(v + shift + tilt * i for i, v in enumerate(values))))
    assert plain is not None
    assert tilted is not None
    assert tilted.a_day == pytest.approx(plain.a_day + tilt, abs=1e-9)
