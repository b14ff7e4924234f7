"""Kendall's tau with ties on both sides: against every permutation, and the published vectors."""

from itertools import permutations
from statistics import pvariance
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis import concordance
from reflectcli.analysis.concordance import probability, score, tau_b

LEVELS = st.integers(1, 5).map(float)
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), min_size=2, max_size=6)


def against_time(*values: float) -> list[tuple[float, float]]:
    return list(enumerate(values))


@pytest.mark.parametrize(
    ("values", "s", "p"),
    [
        ((1, 2, 3, 4, 5), 10, 0.01667),
        ((3, 3, 4, 3, 4, 4), 7, 0.2000),
        ((3, 3, 4, 3, 4, 4, 5, 4), 15, 0.0500),
        ((5, 4, 4, 3, 4, 3, 3, 2), -20, 0.00714),
        ((4, 4, 4, 4, 4, 4), 0, 1.0),
    ],
)
def test_the_published_vectors(values: tuple[float, ...], s: int, p: float) -> None:
    assert score(against_time(*values)) == s
    assert probability(against_time(*values)) == pytest.approx(p, abs=5e-6)


@given(PAIRS)
def test_p_counts_every_permutation(pairs: list[tuple[float, float]]) -> None:
    firsts, seconds = [a for a, _ in pairs], [b for _, b in pairs]
    reached = abs(score(pairs))
    every = [abs(score(list(zip(firsts, dealt, strict=True)))) for dealt in permutations(seconds)]
    share = sum(s >= reached for s in every) / len(every)
    assert probability(pairs) == pytest.approx(share, abs=1e-12)


@given(PAIRS)
def test_the_two_series_may_change_places(pairs: list[tuple[float, float]]) -> None:
    turned = [(b, a) for a, b in pairs]
    assert tau_b(turned) == pytest.approx(tau_b(pairs))
    assert probability(turned) == pytest.approx(probability(pairs))


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=13, max_size=40))
def test_many_pairs_have_a_probability_too(pairs: list[tuple[float, float]]) -> None:
    assert 0 <= probability(pairs) <= 1
    assert -1 <= tau_b(pairs) <= 1 + 1e-9


def test_the_normal_p_is_near_the_exact_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [
        (float(first), second)
        for first, second in zip(
            (3, 3, 4, 2, 4, 4, 3, 5, 4, 3, 5, 4), (1, 2, 3, 1, 3, 2, 4, 4, 5, 2, 3, 5), strict=True
        )
    ]
    exact = probability(pairs)
    monkeypatch.setattr(concordance, "EXACT_PAIRS", 0)
    assert probability(pairs) == pytest.approx(exact, abs=0.01)


@pytest.mark.parametrize(
    ("pairs", "tau"),
    [
        ([(1, 1), (2, 2), (3, 3)], 1),
        ([(1, 3), (2, 2), (3, 1)], -1),
        ([(1, 1), (1, 2), (2, 2)], 0.5),
        ([(1, 4), (2, 4), (3, 4)], 0),
        ([], 0),
        ([(1, 1)], 0),
    ],
)
def test_tau_by_arithmetic(pairs: list[tuple[float, float]], tau: float) -> None:
    assert tau_b(pairs) == pytest.approx(tau)


def test_the_largest_exact_case_is_quick() -> None:
    start = perf_counter()
    probability([(number / 7, number % 5 + 1) for number in range(12)])
    assert perf_counter() - start < 2


@given(PAIRS.filter(lambda pairs: len(pairs) > 2))
def test_the_variance_is_that_of_every_permutation(pairs: list[tuple[float, float]]) -> None:
    """Kendall 1970, with ties on both sides."""
    firsts, seconds = [a for a, _ in pairs], [b for _, b in pairs]
    every = [score(list(zip(firsts, dealt, strict=True))) for dealt in permutations(seconds)]
    assert concordance._variance(pairs) == pytest.approx(pvariance(every), abs=1e-9)
