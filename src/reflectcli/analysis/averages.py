"""Means, medians and the normal distribution's points: equal to the last bit to `statistics`.

That module costs half of what starting Python costs, for it brings fractions and decimals along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

Z90, Z95 = 1.6448536269514715, 1.9599639845400536
"""Between minus and plus so many standard deviations lie 90% and 95% of a normal distribution."""


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value, its sum rounded once only."""
    return fsum(values) / len(values)


def median(values: Iterable[float]) -> float:
    """The middle one of at least one value, or the mean of the two in the middle."""
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


SAMPLE = 1000


def at_rank(values: Sequence[float], rank: int) -> float:
    """The value of a rank from below, from 0; only those that may be it are put in order."""
    if len(values) <= SAMPLE:
        return sorted(values)[rank]
    some = sorted(values[:: len(values) // SAMPLE])
    place = len(some) * rank // len(values) + SAMPLE // 20
    bound = some[min(place, len(some) - 1)]
    low = [each for each in values if each <= bound]
    return sorted(low if len(low) > rank else values)[rank]
