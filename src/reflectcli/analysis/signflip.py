"""The sign-flip test of paired differences, and the interval that it inverts to (Fisher 1935).

Where a difference is no more than chance, each pair could as well have come out with the other
sign: all 2^n ways to flip signs are equally likely. The mean is believed as far as few of them
reach it. Up to 16 pairs every way is counted; above, the sum of flipped signs is taken as normal.
"""

from collections.abc import Sequence
from itertools import chain
from math import erfc, sqrt
from statistics import NormalDist, fmean

EXACT_PAIRS = 16
CONFIDENCE = 0.90
_NOISE = 1e-9
"""What binary sums of thirds and tenths may be off by."""

Interval = tuple[float, float]


def sign_flip_p(differences: Sequence[float]) -> float:
    """The two-sided probability of a mean as far from 0 as this one, 0 to 1."""
    total = sum(differences)
    if len(differences) > EXACT_PAIRS:
        spread = sqrt(sum(each * each for each in differences))
        return erfc(abs(total) / spread / sqrt(2)) if spread else 1.0
    reach = abs(total) - _NOISE
    # Flipping the signs of a subset takes twice its sum away from the total.
    flipped = (total - 2 * each for each in chain(*_subset_sums(differences)))
    reached = sum(1 for each in flipped if abs(each) >= reach)
    return float(reached / 2 ** len(differences))


def sign_flip_interval(differences: Sequence[float]) -> Interval | None:
    """The means that the sign-flip test does not reject at 10%; None below five pairs.

    The ends are order statistics of the means of all subsets (Hartigan 1969), which is the same as
    testing each mean in turn.
    """
    n = len(differences)
    if n > EXACT_PAIRS:
        return _normal_interval(differences)
    # 0.05 * 2^n is a whole number for no n, so that rounding cannot move the rank.
    rank = int((1 - CONFIDENCE) / 2 * 2**n)
    if rank == 0:
        return None
    sums = _subset_sums(differences)
    means = sorted(total / size for size, totals in enumerate(sums) if size for total in totals)
    return means[rank - 1], means[-rank]


def _subset_sums(values: Sequence[float]) -> list[list[float]]:
    """The sums of all subsets, by the subsets' size; that of nothing is 0."""
    sums: list[list[float]] = [[0.0], *([] for _ in values)]
    for taken, value in enumerate(values, 1):
        for size in range(taken, 0, -1):
            sums[size] += [total + value for total in sums[size - 1]]
    return sums


def _normal_interval(differences: Sequence[float]) -> Interval:
    """The inverted test with the normal distribution: n(m - t)^2 <= z^2 (variance + (m - t)^2)."""
    n, mean = len(differences), fmean(differences)
    squares = sum((each - mean) ** 2 for each in differences)
    z2 = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) ** 2
    half = sqrt(z2 * squares / (n * (n - z2)))
    return mean - half, mean + half
