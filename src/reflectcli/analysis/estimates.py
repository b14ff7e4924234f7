"""Estimates with their intervals: proportion, median, ratio; 95% unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from reflectcli.analysis.averages import Z95

MEDIAN_MINIMUM = 6
"""Below six values no pair of order statistics holds the median with 95%."""
RATIO_MINIMUM = 5
"""Below five readings the spread of a ratio is not worth showing."""


def wilson(successes: float, n: float) -> tuple[float, float]:
    """The score interval of a proportion, 0 to 1 (Wilson 1927)."""
    share, z2 = successes / n, Z95 * Z95
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 of n and n of n the formula's ends are exact; rounding must not move them.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return low, high


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The order statistics that hold the median with at least 95% (binomial, no assumption)."""
    n = len(values)
    if n < MEDIAN_MINIMUM:
        return None
    ways, tail, rank = 1, 1, 0
    # In whole numbers: 2.5% of 2^n is no number for a float where n has four digits.
    while 40 * tail <= 1 << n:
        ways = ways * (n - rank) // (rank + 1)
        rank += 1
        tail += ways
    ordered = sorted(values)
    return ordered[rank - 1], ordered[n - rank]


def ratio_interval(pairs: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The interval of sum over sum from the readings' spread (ratio estimator, Cochran 1977)."""
    n = len(pairs)
    if n < RATIO_MINIMUM:
        return None
    total = sum(denominator for _, denominator in pairs)
    ratio = sum(numerator for numerator, _ in pairs) / total
    squares = sum((numerator - ratio * denominator) ** 2 for numerator, denominator in pairs)
    half = student_t(n - 1) * sqrt(n / (n - 1) * squares) / total
    return ratio - half, ratio + half


def student_t(freedom: int) -> float:
    """The 97.5% point of Student's t from the normal one (Cornish-Fisher; for 4 and more)."""
    z = Z95
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )
