"""Slopes by their rank are those of all pairs in order."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.pair_slopes import PLAIN, all_slopes, count_pairs, slopes_at

KINDS: dict[str, Callable[[Random, int], float]] = {
    "levels": lambda random, place: random.randint(1, 5),
    "means": lambda random, place: random.choice((1, 2.5, 3, 10 / 3, 11 / 3)),
    "rising": lambda random, place: place / 100 + random.randint(1, 3),
    "seconds": lambda random, place: random.randint(20, 40_000) / 7,
    "alike": lambda random, place: 4,
    "straight": lambda random, place: place * 0.1,
}


def expected(days: list[int], values: list[float]) -> list[float]:
    places = range(len(days))
    return sorted(
        (values[last] - values[first]) / (days[last] - days[first])
        for last in places
        for first in range(last)
        if days[first] != days[last]
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("span", [70, 400, 5000])
def test_each_rank_has_its_slope(kind: str, seed: int, span: int) -> None:
    random = Random(f"{seed} {kind}")
    n = random.randint(PLAIN + 1, 2 * PLAIN)
    days = sorted(random.randrange(span) for _ in range(n))
    values = [float(KINDS[kind](random, place)) for place in range(n)]
    slopes = expected(days, values)
    assert count_pairs(days) == len(slopes)
    middle = len(slopes) // 2
    for ranks in (
        [middle, middle + 1], [0, len(slopes) - 1], [3], [len(slopes) - 4],
        random.sample(range(len(slopes)), 6), [middle, middle],
    ):  # fmt: skip
        assert slopes_at(days, values, ranks) == [slopes[rank] for rank in ranks]


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(-50, 50)), min_size=2, max_size=20))
def test_few_points_and_points_in_no_order(points: list[tuple[int, float]]) -> None:
    days, values = [day for day, _ in points], [value for _, value in points]
    slopes = expected(days, values)
    assert sorted(all_slopes(days, values)) == slopes
    assert slopes_at(days, values, range(len(slopes))) == slopes


def test_many_points_in_no_order() -> None:
    random = Random(1)
    days = random.sample(range(1000), PLAIN + 20)
    values = [random.random() for _ in days]
    slopes = expected(days, values)
    assert slopes_at(days, values, [0, 99, 4000]) == [slopes[0], slopes[99], slopes[4000]]
