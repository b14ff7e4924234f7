"""The sign-flip test of paired differences, and the interval that it inverts to (Fisher 1935).

Where a difference is no more than chance, each pair could as well have come out with the other
sign: all 2^n ways to flip signs are equally likely. The mean is believed as far as few of them
reach it. Up to 16 pairs every way is counted; above, the sum of flipped signs is taken as normal.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

from reflectcli.analysis.averages import Z90, mean
from reflectcli.analysis.subset_means import count_outside, mean_at

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
    return _exact_p(differences), _exact_interval(differences)


def sign_flip_p(differences: Sequence[float]) -> float:
    """The two-sided probability of a mean as far from 0 as this one, 0 to 1."""
    return sign_flip(differences)[0]


def sign_flip_interval(differences: Sequence[float]) -> Interval | None:
    """The means that the sign-flip test does not reject at 10%; None below five pairs."""
    return sign_flip(differences)[1]


def _exact_p(differences: Sequence[float]) -> float:
    total = sum(differences)
    reach = abs(total) - _NOISE
    if reach <= 0:
        return 1.0
    # Flipping the signs of a subset takes twice its sum away from the total.
    reached = count_outside(differences, (total - reach) / 2, (total + reach) / 2)
    return float(reached / 2 ** len(differences))


def _exact_interval(differences: Sequence[float]) -> Interval | None:
    """Order statistics of the means of all subsets (Hartigan 1969).

    Which is the same as testing each mean in turn.
    """
    # 0.05 * 2^n is a whole number for no n, so that rounding cannot move the rank.
    rank = int((1 - CONFIDENCE) / 2 * 2 ** len(differences))
    if rank == 0:
        return None
    low = mean_at(differences, rank - 1)
    return low, -mean_at([-each for each in differences], rank - 1)


def _normal_p(differences: Sequence[float]) -> float:
    spread = sqrt(sum(each * each for each in differences))
    return erfc(abs(sum(differences)) / spread / sqrt(2)) if spread else 1.0


def _normal_interval(differences: Sequence[float]) -> Interval:
    """The inverted test with the normal distribution: n(m - t)^2 <= z^2 (variance + (m - t)^2)."""
    n, middle = len(differences), mean(differences)
    squares = sum((each - middle) ** 2 for each in differences)
    half = sqrt(Z90**2 * squares / (n * (n - Z90**2)))
    return middle - half, middle + half
