"""Sums and means of subsets are those that all subsets, made one by one, have in order."""

from collections.abc import Callable
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.subset_means import _Halves, count_outside, mean_at, parts

KINDS: dict[str, Callable[[Random], float]] = {
    "halves": lambda random: random.randint(-8, 8) / 2,
    "scattered": lambda random: random.gauss(0.2, 1),
    "thirds": lambda random: random.choice((1 / 3, -2 / 3, 0.5, 1.0, 0.0)),
    "alike": lambda random: 0.5,
    "sevenths": lambda random: random.randint(-30, 30) / 7,
}


def every(values: list[float]) -> list[tuple[float, ...]]:
    """All subsets, each in the order of the values."""
    places = range(len(values))
    return [
        tuple(values[place] for place in chosen)
        for size in range(len(values) + 1)
        for chosen in combinations(places, size)
    ]


def added(part: tuple[float, ...]) -> float:
    """The sum of the numbers one after the other, as no later Python makes it more exact."""
    total = 0.0
    for each in part:
        total += each
    return total


@given(st.lists(st.integers(-9, 9).map(float), max_size=7))
def test_parts_are_all_subsets(values: list[float]) -> None:
    assert sorted(parts(values)) == sorted(every(values))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 5, 9, 10, 12, 13])
def test_each_rank_has_its_mean(kind: str, n: int) -> None:
    random = Random(f"{kind} {n}")
    for _ in range(3):
        values = [KINDS[kind](random) for _ in range(n)]
        means = sorted(added(part) / len(part) for part in every(values) if part)
        for rank in {0, len(means) // 20, len(means) // 2, len(means) - 1}:
            assert mean_at(values, rank) == means[rank]


@given(st.lists(st.integers(-12, 12).map(lambda each: each / 4), max_size=9), st.data())
def test_the_sums_outside_are_counted(values: list[float], data: st.DataObject) -> None:
    sums = [added(part) for part in every(values)]
    low = data.draw(st.sampled_from(sums))
    high = max(low + 0.01, data.draw(st.sampled_from(sums)))
    outside = sum(each <= low or each >= high for each in sums)
    assert count_outside(values, low, high) == outside


@pytest.mark.parametrize("kind", KINDS)
def test_the_halves_decide_without_making_all(kind: str) -> None:
    random = Random(kind)
    values = [KINDS[kind](random) for _ in range(14)]
    assert _Halves(values).mean_at(818) is not None
