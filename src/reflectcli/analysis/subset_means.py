"""Sums and means of all subsets of a few numbers, asked for without making all of them.

The numbers are parted in two halves. Sixteen have 65,536 subsets, but each half has 256, and how
many pairs of these stay below a bound is told by one look-up in order for each of the 256
(Horowitz & Sahni 1974).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import reduce
from math import pi
from operator import add

PLAIN = 9
"""Up to so many numbers it is quicker to make all subsets."""
_FEW = 100
_NOISE = 1e-9
"""What binary sums may be off by, generously."""

_Part = tuple[float, ...]


def parts(values: Sequence[float]) -> list[_Part]:
    """Every subset, each in the order of the values."""
    found: list[_Part] = [()]
    for value in values:
        found += [(*part, value) for part in found]
    return found


def count_outside(values: Sequence[float], low: float, high: float) -> int:
    """How many subsets have a sum of at most `low` or of at least `high`, which is above it."""
    half = len(values) // 2
    sums = sorted(map(sum, parts(values[half:])))
    firsts = list(map(sum, parts(values[:half])))
    below = sum(bisect_right(sums, low - first) for first in firsts)
    return below + sum(len(sums) - bisect_left(sums, high - first) for first in firsts)


def mean_at(values: Sequence[float], rank: int) -> float:
    """The mean of that rank, from 0, among those of all subsets that are not empty."""
    if len(values) > PLAIN:
        found = _Halves(values).mean_at(rank)
        if found is not None:
            return found
    return sorted(reduce(add, part) / len(part) for part in parts(values) if part)[rank]


class _Halves:
    """The subsets of both halves; together they have a mean of at most t where their keys do.

    A subset's key is its sum less t for each of its numbers: keys of both add up to at most 0.
    """

    def __init__(self, values: Sequence[float]) -> None:
        half = len(values) // 2
        self._values = values
        self._first, self._last = parts(values[:half]), parts(values[half:])
        self._sums = [
            [(sum(part), len(part)) for part in each] for each in (self._first, self._last)
        ]

    def mean_at(self, rank: int) -> float | None:
        """The mean of that rank; None where rounding could have a say in it."""
        # Odd ends, for bounds between them that are no mean themselves.
        low, high = min(self._values) - pi / 3, max(self._values) + pi / 4
        # The empty subset has the key 0 and is counted with any bound.
        below, upto = 1, 2 ** len(self._values)
        while upto - below > _FEW and high - low > 1000 * _NOISE:
            middle = (low + high) / 2
            count = self._count(middle)
            if count - 1 > rank:
                high, upto = middle, count
            else:
                low, below = middle, count
        means = sorted(self._between(low, high))
        place = rank - (below - 1)
        if len(means) != upto - below or not 0 <= place < len(means):
            return None
        sure = low + _NOISE / 10 <= means[place] <= high - _NOISE / 10
        return means[place] if sure else None

    def _keys(self, bound: float) -> tuple[list[float], list[float]]:
        """What each first half may add, and the key of each last one."""
        firsts, lasts = self._sums
        return [bound * n - total for total, n in firsts], [total - bound * n for total, n in lasts]

    def _count(self, bound: float) -> int:
        rooms, keys = self._keys(bound)
        keys.sort()
        return sum(bisect_right(keys, room) for room in rooms)

    def _between(self, low: float, high: float) -> list[float]:
        """The means above `low` and up to `high`, each added up in the order of the values."""
        (low_rooms, low_keys), (rooms, keys) = self._keys(low), self._keys(high)
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ordered = [keys[place] for place in order]
        # From one bound to the other a key moves by no more than this.
        reach = (high - low) * len(self._values) + _NOISE
        found = []
        for part, low_room, room in zip(self._first, low_rooms, rooms, strict=True):
            start, end = bisect_left(ordered, room - reach), bisect_right(ordered, room)
            total = reduce(add, part, 0.0)
            for place in order[start:end]:
                if low_keys[place] > low_room:
                    rest = self._last[place]
                    found.append(reduce(add, rest, total) / (len(part) + len(rest)))
        return found
