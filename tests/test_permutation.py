"""The permutation test: exact p, and an interval that never contradicts it."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.permutation import DRAWS, Change, compare

LEVELS = st.lists(st.integers(1, 5), min_size=1, max_size=5)


def found(before: Sequence[float], after: Sequence[float]) -> Change:
    change = compare(before, after)
    assert change is not None
    return change


def brute(before: list[int], after: list[int]) -> float:
    """Twice the smaller tail, over all relabellings, one by one."""
    points = before + after
    sums = [sum(each) for each in combinations(points, len(after))]
    above = sum(each >= sum(after) for each in sums)
    below = sum(each <= sum(after) for each in sums)
    return min(1.0, 2 * min(above, below) / len(sums))


def test_four_against_four_wholly_apart_is_two_in_seventy() -> None:
    change = found([1, 2, 2, 3], [4, 4, 5, 5])
    assert (change.difference, change.ways, change.exact) == (2.5, 70, True)
    assert change.p == pytest.approx(2 / 70)


def test_three_against_three_cannot_do_better_than_one_in_ten() -> None:
    assert found([1, 1.1, 1.2], [9, 9.1, 9.2]).p == pytest.approx(0.1)


def test_no_points_no_test_and_all_the_same_is_no_change() -> None:
    assert compare([], [1]) is None
    assert compare([1], []) is None
    same = found([3, 3, 3, 3], [3, 3, 3, 3])
    assert (same.difference, same.p, same.low, same.high) == (0, 1, 0, 0)


def test_so_few_points_rule_nothing_out() -> None:
    change = found([1], [5])
    assert (change.p, change.low, change.high) == (1, None, None)


ODD = [0.1234567, 0.7654321, 0.3141593, 0.2718282]
"""Added to points, they leave them on no grid."""


def test_many_levels_are_all_counted() -> None:
    before, after = [2, 3, 3, 2, 4] * 4, [3, 4, 4, 3, 5] * 4
    change = found(before, after)
    assert (change.exact, change.ways) == (True, 137_846_528_820)
    assert change.p == float(2 * at_least(before, after, Fraction(0)))
    assert change.p == pytest.approx(0.000507, abs=1e-6)


@pytest.mark.parametrize(("n", "m"), [(12, 13), (30, 9), (9, 30), (24, 24)])
def test_an_end_of_the_interval_is_where_the_test_begins_to_refuse(n: int, m: int) -> None:
    random = Random(n)
    before = [random.randint(1, 5) for _ in range(n)]
    after = [random.randint(1, 5) for _ in range(m)]
    change = found([*before], [*after])
    assert change.low is not None
    assert change.high is not None
    low = Fraction(change.low).limit_denominator(100)
    high = Fraction(change.high).limit_denominator(100)
    near, twentieth = Fraction(1, 10**6), Fraction(1, 20)
    assert at_least(before, after, low - near) <= twentieth < at_least(before, after, low)
    assert at_least(after, before, -high - near) <= twentieth < at_least(after, before, -high)


def at_least(before: list[int], after: list[int], lowered: Fraction) -> Fraction:
    """The share of dealings whose sum is at least what happened, the points after lowered."""
    scale, less = lowered.denominator, lowered.numerator
    points = [*(each * scale for each in before), *(each * scale - less for each in after)]
    ways = Counter({(0, 0): 1})
    for point in points:
        for (taken, total), count in list(ways.items()):
            if taken < len(after):
                ways[taken + 1, total + point] += count
    happened = sum(points[len(before) :])
    whole = {total: count for (taken, total), count in ways.items() if taken == len(after)}
    more = sum(count for total, count in whole.items() if total >= happened)
    return Fraction(more, sum(whole.values()))


def test_many_other_figures_are_drawn_the_same_each_time() -> None:
    before = [level + ODD[place % 4] for place, level in enumerate([2, 3, 3, 2, 4] * 4)]
    after = [level + ODD[place % 3] for place, level in enumerate([3, 4, 4, 3, 5] * 4)]
    change = found(before, after)
    assert (change.exact, change.ways) == (False, DRAWS)
    assert change == found(before, after)
    assert change.p < 0.01
    assert change.low is not None
    assert change.high is not None
    assert 0 < change.low < 1 < change.high < 2


def test_it_says_how_p_was_found() -> None:
    words = "permutation test on the difference of means, two-sided, "
    assert found([1, 2], [3, 4]).rule == f"{words}all 6 relabellings"
    assert found([1, 2] * 8, [3, 4] * 8).rule == f"{words}all 601,080,390 relabellings"
    more = "all of more than 10^17 relabellings"
    assert found([1, 2] * 15, [3, 4] * 15).rule == f"{words}{more}"
    assert found(ODD * 4, [1.0] * 16).rule == f"{words}20,000 drawn relabellings"


@given(LEVELS, LEVELS)
def test_p_is_that_of_all_relabellings(before: list[int], after: list[int]) -> None:
    assert found([*before], [*after]).p == pytest.approx(brute(before, after))


@given(LEVELS, LEVELS)
def test_p_of_a_tenth_and_an_interval_without_zero_are_the_same(
    before: list[int], after: list[int]
) -> None:
    change = found([*before], [*after])
    if change.low is None or change.high is None:
        assert change.p > 0.1
        return
    assert change.low <= change.difference + 1e-9
    assert change.high >= change.difference - 1e-9
    apart = change.low > 1e-9 or change.high < -1e-9
    assert apart == (change.p <= 0.1 + 1e-12)


@given(LEVELS, LEVELS, st.integers(-3, 3))
def test_a_shift_of_one_side_shifts_the_interval(
    before: list[int], after: list[int], shift: int
) -> None:
    one, other = found([*before], [*after]), found([*before], [each + shift for each in after])
    assert other.difference == pytest.approx(one.difference + shift)
    if one.low is not None and one.high is not None:
        assert other.low == pytest.approx(one.low + shift)
        assert other.high == pytest.approx(one.high + shift)


@given(LEVELS, LEVELS)
def test_the_other_way_round_it_is_the_same_with_the_other_sign(
    before: list[int], after: list[int]
) -> None:
    one, other = found([*before], [*after]), found([*after], [*before])
    assert other.p == pytest.approx(one.p)
    assert other.difference == pytest.approx(-one.difference)
