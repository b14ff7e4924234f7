"""The slopes of all pairs of points, by their rank, without making them all.

Ten years hold three million pairs. A pair's slope is below some slope exactly where its points,
seen along that slope, have changed places (Matoušek 1991): so the pairs between two slopes are
found by two orders of the points, and these alone are made and sorted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb, sqrt
from operator import gt

PLAIN = 80
"""Up to so many points it is quicker to make all pairs."""
_ROUNDING = 1e-14
"""The share of a figure by which binary sums may be off, generously."""


def count_pairs(days: Sequence[int]) -> int:
    """How many pairs of points lie on different days."""
    return comb(len(days), 2) - sum(comb(n, 2) for n in Counter(days).values())


def slopes_at(days: Sequence[int], values: Sequence[float], ranks: Sequence[int]) -> list[float]:
    """The slopes of these ranks, from 0, among those of all pairs of points."""
    if len(days) <= PLAIN or any(map(gt, days, days[1:])):
        slopes = sorted(all_slopes(days, values))
        return [slopes[rank] for rank in ranks]
    falling = _falling(days, values)
    flat = _equal(values) - _equal(list(zip(days, values, strict=True)))
    found = {rank: 0.0 for rank in ranks if falling <= rank < falling + flat}
    for some in (
        [rank for rank in ranks if rank < falling],
        [rank for rank in ranks if rank >= falling + flat],
    ):
        if some:
            found |= _between(days, values, some, flat, rising=some[0] >= falling)
    return [found[rank] for rank in ranks]


def all_slopes(days: Sequence[int], values: Sequence[float]) -> Iterator[float]:
    """The slope of each pair of points on different days."""
    for last, (day, value) in enumerate(zip(days, values, strict=True)):
        for first in range(last):
            if days[first] != day:
                yield (value - values[first]) / (day - days[first])


def _equal(things: Sequence[object]) -> int:
    return sum(comb(n, 2) for n in Counter(things).values())


def _falling(days: Sequence[int], values: Sequence[float]) -> int:
    """How many pairs of points on different days fall."""
    earlier: list[float] = []
    count, start = 0, 0
    for end in range(1, len(days) + 1):
        if end == len(days) or days[end] != days[start]:
            for value in values[start:end]:
                count += len(earlier) - bisect_right(earlier, value)
            for value in values[start:end]:
                insort(earlier, value)
            start = end
    return count


def _between(
    days: Sequence[int], values: Sequence[float], ranks: Sequence[int], flat: int, *, rising: bool
) -> dict[int, float]:
    """The slopes of these ranks, which all fall or all rise."""
    pairs, most = count_pairs(days), max(values) - min(values) + 1
    sample = sorted(_some(days, values))
    room = int(1.5 * sqrt(len(sample))) + 1
    rounding = _ROUNDING * (max(map(abs, values)) + most * (days[-1] - days[0]))
    while True:
        low_place = len(sample) * min(ranks) // pairs - room
        high_place = len(sample) * max(ranks) // pairs + room
        low = sample[low_place] if low_place >= 0 else -most
        high = sample[high_place] if high_place < len(sample) else most
        low, high = (max(low, 0.0), high) if rising else (low, min(high, 0.0))
        below, slopes = _inside(days, values, low, high)
        slopes.sort()
        found = {rank: slopes[rank - below] for rank in ranks if 0 <= rank - below < len(slopes)}
        # At 0 itself nothing is rounded. Elsewhere a pair at a bound may be taken for the wrong
        # side of it, so that only what lies well inside has its rank for sure.
        least = low if low == 0 else low + rounding
        greatest = high if high == 0 else high - rounding
        if len(found) == len(set(ranks)) and all(
            least <= each <= greatest for each in found.values()
        ):
            return found
        room *= 4


def _some(days: Sequence[int], values: Sequence[float]) -> Iterator[float]:
    """The slopes of some pairs, the same ones each time."""
    n, state = len(days), 1937
    for _ in range(4 * n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        first = (state >> 8) % n
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        last = (state >> 8) % n
        if days[first] != days[last]:
            yield (values[last] - values[first]) / (days[last] - days[first])


def _inside(
    days: Sequence[int], values: Sequence[float], low: float, high: float
) -> tuple[int, list[float]]:
    """How many pairs have a slope of at most `low`, and the slopes between it and `high`."""
    start = days[0]
    along = [value - low * (day - start) for day, value in zip(days, values, strict=True)]
    order = sorted(range(len(days)), key=lambda place: (along[place], -days[place]))
    below = 0
    slopes: list[float] = []
    seen_days: list[int] = []
    seen: list[float] = []
    points: list[tuple[int, float]] = []
    for place in order:
        day, value = days[place], values[place]
        below += len(seen_days) - bisect_right(seen_days, day)
        insort(seen_days, day)
        turned = value - high * (day - start)
        slopes += [
            (value - other) / (day - earlier)
            for earlier, other in points[bisect_right(seen, turned) :]
            if earlier < day
        ]
        at = bisect_left(seen, turned)
        seen.insert(at, turned)
        points.insert(at, (day, value))
    return below, slopes
