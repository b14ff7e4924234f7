"""Means, medians and ranks are those of the standard library, to the last bit."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.averages import SAMPLE, Z90, Z95, at_rank, mean, median

NUMBERS = st.lists(st.floats(-1e6, 1e6) | st.integers(-9, 9), min_size=1)


@given(NUMBERS)
def test_mean_and_median(values: list[float]) -> None:
    assert mean(values) == statistics.fmean(values)
    assert median(values) == statistics.median(values)
    assert median(iter(values)) == statistics.median(values)


def test_the_points_of_the_normal_distribution() -> None:
    normal = statistics.NormalDist()
    assert (normal.inv_cdf((1 + 0.90) / 2), normal.inv_cdf(0.975)) == (Z90, Z95)


@pytest.mark.parametrize("n", [1, 10, SAMPLE, SAMPLE + 1, 7 * SAMPLE])
@pytest.mark.parametrize("step", [1, 37, 1000])
def test_a_rank_is_that_of_the_sorted_values(n: int, step: int) -> None:
    values = [(place * 7919 + place * place) % 1009 / step for place in range(n)]
    for rank in {0, n // 20, n // 2, n - 1}:
        assert at_rank(values, rank) == sorted(values)[rank]


def test_a_rank_of_values_that_come_in_waves() -> None:
    """Each that the sample takes is a high one."""
    values = [float(place % 2 == 0) for place in range(4 * SAMPLE)]
    assert [at_rank(values, rank) for rank in (0, 1999, 2000, 3999)] == [0, 0, 1, 1]
