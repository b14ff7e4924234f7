"""Every way to deal points to two groups, counted without making them: exact with any number.

Ratings and counts have few different sums. How many ways there are to take k points of a group
with each sum is told by adding the points one by one (Pagano & Tritchler 1983); all sums of a k
are one long number, so that a point is added to all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import comb, floor, gcd, lcm, sqrt
from operator import mul
from struct import unpack

from reflectcli.analysis.averages import Z90

DENOMINATORS = 12
"""A shift's mean of up to so many ratings lies on a grid."""
MOST_SUMS = 60_000
"""With more different sums of each number of points it is quicker to draw."""
MOST_POINTS = 128
"""Of so many points any number of ways has at most 128 bits."""
_TINY = 1e-9
_BELOW = 1e-6
"""Less than lies between two shifts, which are whole numbers over one up to `MOST_POINTS`."""


class Dealings:
    """The shifts of all dealings but the one that happened, in order: asked for by rank.

    Where `swapped` points of each group change sides, the dealing becomes as extreme as what
    happened when the points after are lowered by the difference of the sums over `swapped`.
    """

    def __init__(self, before: Sequence[int], after: Sequence[int], unit: float) -> None:
        self._unit = unit
        swaps = range(1, min(len(before), len(after)) + 1)
        come, gone = _ways(before, len(swaps)), _ways(after, len(swaps))
        self._gone = gone
        self._gone_below = [[0, *accumulate(ways)] for ways in gone]
        self._come_from = [list(accumulate(reversed(ways)))[::-1] for ways in come]
        least_come, least_gone = (accumulate(sorted(each)) for each in (before, after))
        self._apart = [
            gone - come for _, gone, come in zip(swaps, least_gone, least_come, strict=False)
        ]
        self.total = comb(len(before) + len(after), len(after)) - 1
        self._middle, self._error = _normal(before, after)

    def up_to(self, shift: float) -> int:
        """How many shifts are at most so large."""
        return self._up_to(shift / self._unit)

    def below(self, shift: float) -> int:
        """How many shifts are smaller."""
        return self._up_to(shift / self._unit - _BELOW)

    def at_rank(self, rank: int) -> float:
        """The shift of that rank from below, from 0."""
        sign = 1 if 2 * rank > self.total else -1
        low = high = self._middle + sign * Z90 * self._error
        step = self._error / 10
        while (under := self._up_to(low := low - step)) > rank:
            step *= 2
        while (upto := self._up_to(high := high + step)) <= rank:
            step *= 2
        return self._unit * self._found(rank, self._between(low, high), under, upto)

    def _found(self, rank: int, shifts: Sequence[float], under: int, upto: int) -> float:
        """The shift of that rank among these, of which `under` are below and `upto` up to them."""
        first, last, even = 0, len(shifts) - 1, False
        while first < last:
            # By proportion and by halves in turn: the one is quick, the other sure.
            share = 0.5 if even else (rank - under) / (upto - under)
            place = min(last - 1, first + int(share * (last - first)))
            count = self._up_to(shifts[place])
            if count > rank:
                last, upto = place, count
            else:
                first, under = place + 1, count
            even = not even
        return shifts[first]

    def _up_to(self, shift: float) -> int:
        """How many shifts are at most so many units."""
        found = 0
        for swapped, apart in enumerate(self._apart, 1):
            gone, come = self._gone[swapped - 1], self._come_from[swapped - 1]
            offset = apart - floor(swapped * shift + _TINY)
            start = min(len(gone), max(0, -offset))
            # With the least of the sums that go, whatever comes is enough.
            found += self._gone_below[swapped - 1][start] * come[0]
            found += sum(map(mul, gone[start:], come[start + offset :]))
        return found

    def _between(self, low: float, high: float) -> list[float]:
        """The shifts that there may be above `low`, up to `high`."""
        found: set[float] = set()
        for swapped in range(1, len(self._apart) + 1):
            sums = (floor(swapped * each + _TINY) + 1 for each in (low, high))
            found.update(total / swapped for total in range(*sums))
        return sorted(found)


def dealings(before: Sequence[float], after: Sequence[float]) -> Dealings | None:
    """The dealings of points that have few different sums; None where that are too many."""
    points = [*before, *after]
    if len(points) > MOST_POINTS:
        return None
    steps = [_denominator(value) for value in set(points)]
    parts = lcm(*steps)
    if 0 in steps:
        return None
    least = min(points)
    places = [round((value - least) * parts) for value in points]
    size = gcd(*places) or 1
    whole = [place // size for place in places]
    sides = whole[: len(before)], whole[len(before) :]
    if sum(_sums(side, min(len(before), len(after))) for side in sides) > MOST_SUMS:
        return None
    return Dealings(*sides, size / parts)


def _denominator(value: float) -> int:
    """The smallest number that makes it whole; 0 where none does."""
    for number in range(1, DENOMINATORS + 1):
        if abs(value * number - round(value * number)) < _TINY:
            return number
    return 0


def _sums(points: Sequence[int], most: int) -> int:
    """Between how many sums those of up to so many points lie."""
    ordered = sorted(points)
    return sum(
        high - low + 1
        for _, low, high in zip(
            range(most), accumulate(ordered), accumulate(reversed(ordered)), strict=False
        )
    )


def _ways(points: Sequence[int], most: int) -> list[list[int]]:
    """How many ways there are to take 1, 2, up to `most` points, for each sum from the least on."""
    size = 8 if len(points) < 64 else 16
    rows = [1, *[0] * most]
    for point in points:
        for taken in range(most, 0, -1):
            if rows[taken - 1]:
                rows[taken] += rows[taken - 1] << 8 * size * point
    ordered = sorted(points)
    least, greatest = accumulate(ordered), accumulate(reversed(ordered))
    found = []
    for row, low, high in zip(rows[1:], least, greatest, strict=False):
        count = high - low + 1
        data = (row >> 8 * size * low).to_bytes(size * count, "little")
        words = unpack(f"<{size * count // 8}Q", data)
        found.append(
            [*words]
            if size == 8
            else [first | rest << 64 for first, rest in zip(words[::2], words[1::2], strict=True)]
        )
    return found


def _normal(before: Sequence[int], after: Sequence[int]) -> tuple[float, float]:
    """The difference of the means and its standard error, where the search begins."""
    means = [sum(side) / len(side) for side in (before, after)]
    squares = sum(
        (each - mean) ** 2
        for side, mean in zip((before, after), means, strict=True)
        for each in side
    )
    n, m = len(before), len(after)
    error = sqrt(squares / (n + m - 1) * (1 / n + 1 / m))
    return means[1] - means[0], max(error, 1.0)
