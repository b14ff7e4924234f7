"""The median slope and its interval, against the slopes of all pairs."""

from itertools import combinations, permutations
from statistics import median, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.slopes import Point, _variance, theil_sen
from tests.records import on

VALUES = st.lists(st.integers(1, 5).map(float), min_size=2, max_size=6)


def weekly(*values: float) -> list[Point]:
    return [Point(on(7 * week), value) for week, value in enumerate(values)]


@given(VALUES)
def test_the_variance_is_that_of_every_order_of_the_values(values: list[float]) -> None:
    """Kendall 1975: exact where no two points are of one day."""

    def score(order: tuple[float, ...]) -> int:
        return sum((b > a) - (b < a) for a, b in combinations(order, 2))

    every = pvariance([score(order) for order in permutations(values)])
    assert _variance(range(len(values)), values) == pytest.approx(every, abs=1e-9)


@given(VALUES)
def test_slope_and_current_figure_are_medians(values: list[float]) -> None:
    found = theil_sen(weekly(*values))
    assert found is not None
    pairs = combinations(enumerate(values), 2)
    slopes = [(late - early) / (7 * (last - first)) for (first, early), (last, late) in pairs]
    assert found.a_day == pytest.approx(median(slopes), abs=1e-12)
    last = 7 * (len(values) - 1)
    fitted = [value + found.a_day * (last - 7 * week) for week, value in enumerate(values)]
    assert found.current == pytest.approx(median(fitted), abs=1e-12)
    assert found.low <= found.a_day <= found.high


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        # Of 28 slopes the 7th and the 22nd: half of 28 less and plus 1.645 times the root of 65.33.
        ((1, 3, 9, 27, 81, 243, 729, 2187), 20.0, 364.0),
        ((1, 2), 1, 1),
        ((1, 2, 4), 1, 2),
    ],
)
def test_the_interval_is_made_of_slopes_of_these_ranks(
    values: tuple[float, ...], low: float, high: float
) -> None:
    found = theil_sen(weekly(*values))
    assert found is not None
    assert (found.low * 7, found.high * 7) == pytest.approx((low, high))


def test_points_of_one_day_have_no_slope() -> None:
    assert theil_sen([Point(on(1), 1), Point(on(1), 2)]) is None
    assert theil_sen([]) is None
