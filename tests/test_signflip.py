"""The sign-flip test: against counting every way by hand, and the interval that it inverts to."""

from itertools import product
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.signflip import EXACT_PAIRS, sign_flip_interval, sign_flip_p

HALVES = st.integers(-8, 8).map(lambda each: each / 2)
PAIRS = st.lists(HALVES, min_size=5, max_size=9)


def by_hand(differences: list[float]) -> float:
    """The share of all ways to flip signs that reach the mean."""
    total = abs(sum(differences))
    ways = list(product((1, -1), repeat=len(differences)))
    reached = [
        abs(sum(sign * each for sign, each in zip(signs, differences, strict=True))) >= total - 1e-9
        for signs in ways
    ]
    return sum(reached) / len(ways)


@given(st.lists(HALVES, max_size=9))
def test_p_counts_every_way_to_flip_the_signs(differences: list[float]) -> None:
    assert sign_flip_p(differences) == pytest.approx(by_hand(differences), abs=1e-12)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([1.0] * 5, 2 / 32),
        ([1.0, 1.0, 1.0, 1.0, -1.0], 12 / 32),
        ([0.0] * 6, 1.0),
        ([0.5, 1.0, 1.5, 2.0, 2.5, 3.0], 2 / 64),
    ],
)
def test_p_by_arithmetic(differences: list[float], p: float) -> None:
    assert sign_flip_p(differences) == pytest.approx(p)


def test_there_is_no_interval_below_five_pairs() -> None:
    assert sign_flip_interval([]) is None
    assert sign_flip_interval([1, 1, 1, 1]) is None
    assert sign_flip_interval([1, 1, 1, 1, 1]) == (1, 1)


def test_with_five_pairs_the_interval_goes_from_the_least_to_the_greatest() -> None:
    """One of 32 ways is 3%, two are more than 5%: only the least and the greatest are left."""
    assert sign_flip_interval([0.5, 2, 1, 1.5, 3]) == (0.5, 3)


@given(PAIRS)
def test_zero_is_outside_the_interval_exactly_where_the_test_rejects_it(
    differences: list[float],
) -> None:
    interval = sign_flip_interval(differences)
    assert interval is not None
    outside = interval[0] > 1e-9 or interval[1] < -1e-9
    assert outside == (by_hand(differences) <= 0.10)


@given(PAIRS, HALVES)
def test_the_interval_moves_with_the_differences_and_holds_their_mean(
    differences: list[float], step: float
) -> None:
    interval = sign_flip_interval(differences)
    moved = sign_flip_interval([each + step for each in differences])
    assert interval is not None
    assert moved is not None
    assert moved == pytest.approx((interval[0] + step, interval[1] + step))
    mean = sum(differences) / len(differences)
    assert interval[0] - 1e-9 <= mean <= interval[1] + 1e-9


@given(PAIRS)
def test_changing_sides_mirrors_the_interval(differences: list[float]) -> None:
    interval = sign_flip_interval(differences)
    mirrored = sign_flip_interval([-each for each in differences])
    assert interval is not None
    assert mirrored == pytest.approx((-interval[1], -interval[0]))


def test_many_pairs_are_near_the_exact_count() -> None:
    differences = [(-1) ** number * 0.5 + number % 5 / 4 for number in range(EXACT_PAIRS + 1)]
    exact = sign_flip_interval(differences[:-1])
    normal = sign_flip_interval(differences)
    assert exact is not None
    assert normal == pytest.approx(exact, abs=0.08)
    assert sign_flip_p(differences) == pytest.approx(sign_flip_p(differences[:-1]), abs=0.02)


def test_many_pairs_that_are_all_alike_have_no_spread() -> None:
    assert sign_flip_interval([0.5] * 20) == (0.5, 0.5)
    assert sign_flip_p([0.0] * 20) == 1.0


def test_the_largest_exact_case_is_quick() -> None:
    start = perf_counter()
    sign_flip_interval([each / 7 for each in range(EXACT_PAIRS)])
    assert perf_counter() - start < 2
