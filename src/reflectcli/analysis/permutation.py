"""Whether two groups of points differ beyond chance: the exact permutation test, and its interval.

Every way to deal the points to the two groups is as likely as the one that happened if nothing
changed (Fisher 1935; Pitman 1937). The interval holds the shifts that the same test would not
refuse, taken from the same relabellings in one pass (Pagano & Tritchler 1983), so that p and
interval never contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import ceil, comb, log
from sys import byteorder

from reflectcli.analysis.averages import at_rank
from reflectcli.frozen import dataclass

MOST_EXACT = 200_000
"""Up to so many relabellings all are looked at; above, `DRAWS` of them are drawn."""
DRAWS = 20_000
SEED = 1937
"""The draws are the same each time, so that the same records give the same figures."""
CONFIDENCE = 0.90
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of the means, after less before, with its two-sided p and 90% interval.

    An end of the interval is None where so few points rule nothing out. `ways` is the number of
    relabellings looked at, `exact` tells whether these were all.
    """

    difference: float
    p: float
    low: float | None
    high: float | None
    ways: int
    exact: bool

    @property
    def rule(self) -> str:
        """How p was found, in words."""
        how = f"all {self.ways:,}" if self.exact else f"{self.ways:,} drawn"
        return f"permutation test on the difference of means, two-sided, {how} relabellings"


def compare(before: Sequence[float], after: Sequence[float]) -> Change | None:
    """The change from one group of points to the other; None where one of them is empty."""
    if not before or not after:
        return None
    difference = sum(after) / len(after) - sum(before) / len(before)
    exact = comb(len(before) + len(after), len(after)) <= MOST_EXACT
    shifts = list(_every(before, after) if exact else _drawn(before, after))
    # The dealing that happened is one of the ways, and as extreme as itself at any shift.
    ways = len(shifts) + 1
    larger = 1 + len([1 for shift in shifts if shift <= _TINY])
    smaller = 1 + len([1 for shift in shifts if shift >= -_TINY])
    rank = int((1 - CONFIDENCE) / 2 * ways + _TINY) - 1
    held = 0 <= rank < len(shifts)
    return Change(
        difference=difference,
        p=min(1.0, 2 * min(larger, smaller) / ways),
        low=at_rank(shifts, rank) if held else None,
        high=-at_rank([-shift for shift in shifts], rank) if held else None,
        ways=ways,
        exact=exact,
    )


def _every(before: Sequence[float], after: Sequence[float]) -> Iterator[float]:
    """For each relabelling the shift at which it becomes as extreme as what happened."""
    total = sum(after)
    for swapped in range(1, min(len(before), len(after)) + 1):
        gone = [sum(group) for group in combinations(after, len(after) - swapped)]
        for come in combinations(before, swapped):
            left = total - sum(come)
            yield from ((left - kept) / swapped for kept in gone)


def _drawn(before: Sequence[float], after: Sequence[float]) -> Iterator[float]:
    points = [*before, *after]
    total, is_before = sum(after), len(before).__gt__
    for chosen in _samples(len(points), len(after), DRAWS - 1):
        swapped = sum(map(is_before, chosen))
        if swapped:
            yield (total - sum(map(points.__getitem__, chosen))) / swapped
        else:
            # Dealt as it happened: as extreme at any shift, on both sides.
            yield 0.0


def _samples(n: int, size: int, times: int) -> Iterator[list[int]]:
    """The samples of `Random(SEED).sample(range(n), size)`, in half the time.

    Its two ways are kept, and its draws, so that no figure changes with them.
    """
    from random import Random

    draw = Random(SEED).getrandbits
    if n > 21 + (4 ** ceil(log(size * 3, 4)) if size > 5 else 0):
        bits = n.bit_length()
        for _ in range(times):
            chosen: dict[int, None] = {}
            while len(chosen) < size:
                place = draw(bits)
                if place < n:
                    chosen[place] = None
            yield list(chosen)
        return
    every, shifts = list(range(n)), [32 - left.bit_length() for left in range(n + 1)]
    left, pool, taken = n, every[:], list[int]()
    for word in _words(draw):
        # One that is too high is drawn again.
        place = word >> shifts[left]
        if place >= left:
            continue
        left -= 1
        taken.append(pool[place])
        pool[place] = pool[left]
        if left == n - size:
            yield taken
            times -= 1
            if not times:
                return
            left, pool, taken = n, every[:], []


def _words(draw: Callable[[int], int]) -> Iterator[int]:
    """The source's words of 32 bits, many at once; a draw of fewer bits is the head of one."""
    while True:
        words = memoryview(draw(32 * 4096).to_bytes(4 * 4096, byteorder)).cast("I")
        yield from words if byteorder == "little" else reversed(words)
