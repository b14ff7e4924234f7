"""The sign-flip test of paired differences, and the interval that it inverts to (Fisher 1935).

Where a difference is no more than chance, each pair could as well have come out with the other
sign: all 2^n ways to flip signs are equally likely. The mean is believed as far as few of them
reach it. Up to 16 pairs every way is counted; above, the sum of flipped signs is taken as normal.
"""

from collections.abc import Sequence
from math import erfc, sqrt

from reflectcli.analysis.averages import Z90, at_rank, mean

EXACT_PAIRS = 16
CONFIDENCE = 0.90
_NOISE = 1e-9
"""What binary sums of thirds and tenths may be off by."""

Interval = tuple[float, float]


def sign_flip(differences: Sequence[float]) -> tuple[float, Interval | None]:
    """The two-sided probability of a mean as far from 0 as this one, and the interval of means.

    The interval holds the means that the test does not reject at 10%; None below five pairs.
    """
    if len(differences) > EXACT_PAIRS:
        return _normal_p(differences), _normal_interval(differences)
    sums = _subset_sums(differences)
    return _exact_p(differences, sums), _exact_interval(sums)


def sign_flip_p(differences: Sequence[float]) -> float:
    """The two-sided probability of a mean as far from 0 as this one, 0 to 1."""
    return sign_flip(differences)[0]


def sign_flip_interval(differences: Sequence[float]) -> Interval | None:
    """The means that the sign-flip test does not reject at 10%; None below five pairs."""
    return sign_flip(differences)[1]


def _exact_p(differences: Sequence[float], sums: Sequence[Sequence[float]]) -> float:
    total = sum(differences)
    # Flipping the signs of a subset takes twice its sum away from the total.
    reach = abs(total) - _NOISE
    low, high = (total - reach) / 2, (total + reach) / 2
    reached = sum(len([1 for each in some if each <= low or each >= high]) for some in sums)
    return float(reached / 2 ** len(differences))


def _exact_interval(sums: Sequence[Sequence[float]]) -> Interval | None:
    """Order statistics of the means of all subsets (Hartigan 1969).

    Which is the same as testing each mean in turn.
    """
    # 0.05 * 2^n is a whole number for no n, so that rounding cannot move the rank.
    rank = int((1 - CONFIDENCE) / 2 * 2 ** (len(sums) - 1))
    if rank == 0:
        return None
    means = [total / size for size, totals in enumerate(sums) if size for total in totals]
    return at_rank(means, rank - 1), -at_rank([-each for each in means], rank - 1)


def _subset_sums(values: Sequence[float]) -> list[list[float]]:
    """The sums of all subsets, by the subsets' size; that of nothing is 0."""
    sums: list[list[float]] = [[0.0], *([] for _ in values)]
    for taken, value in enumerate(values, 1):
        for size in range(taken, 0, -1):
            sums[size] += [total + value for total in sums[size - 1]]
    return sums


def _normal_p(differences: Sequence[float]) -> float:
    spread = sqrt(sum(each * each for each in differences))
    return erfc(abs(sum(differences)) / spread / sqrt(2)) if spread else 1.0


def _normal_interval(differences: Sequence[float]) -> Interval:
    """The inverted test with the normal distribution: n(m - t)^2 <= z^2 (variance + (m - t)^2)."""
    n, middle = len(differences), mean(differences)
    squares = sum((each - middle) ** 2 for each in differences)
    half = sqrt(Z90**2 * squares / (n * (n - Z90**2)))
    return middle - half, middle + half
