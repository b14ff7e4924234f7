"""Dealings that are counted are those that are made one by one."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis import permutation
from reflectcli.analysis.dealings import MOST_POINTS, Dealings, dealings
from reflectcli.analysis.permutation import Change, compare

STEPS = st.integers(0, 9)
SIDES = st.lists(STEPS, min_size=1, max_size=6)


def counted(before: Sequence[float], after: Sequence[float]) -> Dealings:
    found = dealings(before, after)
    assert found is not None
    return found


def made(before: Sequence[int], after: Sequence[int], parts: int) -> list[Fraction]:
    """The shift of each dealing but the one that happened, by its definition."""
    points = [*before, *after]
    happened = set(range(len(before), len(points)))
    shifts = []
    for chosen in combinations(range(len(points)), len(after)):
        swapped = len(happened.difference(chosen))
        if swapped:
            fewer = sum(after) - sum(points[place] for place in chosen)
            shifts.append(Fraction(fewer, swapped * parts))
    return sorted(shifts)


@given(SIDES, SIDES, st.integers(1, 12))
def test_every_shift_is_that_of_a_dealing(before: list[int], after: list[int], parts: int) -> None:
    expected = made(before, after, parts)
    found = counted([each / parts for each in before], [each / parts for each in after])
    assert found.total == len(expected)
    for rank in {0, len(expected) // 20, len(expected) // 2, len(expected) - 1}:
        assert found.at_rank(rank) == pytest.approx(float(expected[rank]))


@given(SIDES, SIDES, st.integers(1, 12), st.fractions(-3, 3, max_denominator=12))
def test_as_many_shifts_are_smaller(
    before: list[int], after: list[int], parts: int, shift: Fraction
) -> None:
    expected = made(before, after, parts)
    found = counted([each / parts for each in before], [each / parts for each in after])
    assert found.up_to(float(shift)) == sum(each <= shift for each in expected)
    assert found.below(float(shift)) == sum(each < shift for each in expected)


@given(SIDES, SIDES, st.sampled_from([1, 2, 3, 7]))
def test_it_changes_no_figure_whether_dealings_are_made_or_counted(
    before: list[int], after: list[int], parts: int
) -> None:
    sides = [each / parts for each in before], [each / parts for each in after]
    listed = compare(*sides)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permutation, "MOST_LISTED", 0)
        found = compare(*sides)
    assert isinstance(listed, Change)
    assert isinstance(found, Change)
    assert (found.p, found.ways, found.exact) == (listed.p, listed.ways, True)
    assert (found.low, found.high) == pytest.approx((listed.low, listed.high))


@pytest.mark.parametrize(
    ("n", "m", "hits"), [(20, 15, 12), (63, 65, 40), (90, 38, 30), (8, 100, 3)]
)
def test_of_yes_and_no_p_is_fishers(n: int, m: int, hits: int) -> None:
    """Of so many points that their ways need more than 64 bits: the hypergeometric tail."""
    yes = hits + n // 3
    change = compare([1.0] * (n // 3) + [0.0] * (n - n // 3), [1.0] * hits + [0.0] * (m - hits))
    assert change is not None
    tails = [
        sum(comb(yes, k) * comb(n + m - yes, m - k) for k in span if 0 <= m - k <= n + m - yes)
        for span in (range(hits + 1), range(hits, min(yes, m) + 1))
    ]
    assert (change.ways, change.exact) == (comb(n + m, m), True)
    assert change.p == min(1.0, 2 * min(tails) / comb(n + m, m))


def test_drawn_ones_come_near_to_all() -> None:
    random = Random(5)
    before = [random.randint(1, 5) / 2 for _ in range(22)]
    after = [random.randint(2, 6) / 2 for _ in range(19)]
    every = compare(before, after)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permutation, "dealings", lambda *_: None)
        some = compare(before, after)
    assert every is not None
    assert some is not None
    assert (every.exact, some.exact) == (True, False)
    assert some.p == pytest.approx(every.p, abs=0.01)
    assert (some.low, some.high) == pytest.approx((every.low, every.high), abs=0.05)


def test_what_has_too_many_sums_or_points_is_left_to_drawing() -> None:
    random = Random(7)
    assert dealings([random.random() for _ in range(20)], [1.0, 2.0]) is None
    assert dealings([each * 10_000.0 + each % 7 for each in range(20)], [3.0] * 20) is None
    assert dealings([3.0] * MOST_POINTS, [4.0]) is None
