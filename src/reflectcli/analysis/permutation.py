"""Whether two groups of points differ beyond chance: the exact permutation test, and its interval.

Every way to deal the points to the two groups is as likely as the one that happened if nothing
changed (Fisher 1935; Pitman 1937). The interval holds the shifts that the same test would not
refuse, taken from the same relabellings (Pagano & Tritchler 1983), so that p and interval never
contradict each other. Levels and their means have so few different sums that all relabellings are
counted, however many; only where sums are too many are some of them drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import ceil, comb, log
from sys import byteorder

from reflectcli.analysis.averages import at_rank
from reflectcli.analysis.dealings import Dealings, dealings
from reflectcli.frozen import dataclass

MOST_LISTED = 200_000
"""Up to so many relabellings each is looked at; above, they are counted by their sums, and where
these are too many for that, `DRAWS` of them are drawn."""
DRAWS = 20_000
SEED = 1937
"""The draws are the same each time, so that the same records give the same figures."""
TAIL = 20
"""One in so many relabellings lies beyond each end of the 90% interval."""
_MOST_WRITTEN = 10**12
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of the means, after less before, with its two-sided p and 90% interval.

    An end of the interval is None where so few points rule nothing out. `ways` is the number of
    relabellings looked at, `exact` tells whether these were all: then p is no estimate.
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
        if not self.exact:
            how = f"{self.ways:,} drawn"
        elif self.ways < _MOST_WRITTEN:
            how = f"all {self.ways:,}"
        else:
            how = f"all of more than 10^{len(str(self.ways)) - 1}"
        return f"permutation test on the difference of means, two-sided, {how} relabellings"


def compare(before: Sequence[float], after: Sequence[float]) -> Change | None:
    """The change from one group of points to the other; None where one of them is empty."""
    if not before or not after:
        return None
    every = comb(len(before) + len(after), len(after))
    shifts = _shifts(before, after, every)
    # The dealing that happened is one of the ways, and as extreme as itself at any shift.
    ways = shifts.total + 1
    larger, smaller = 1 + shifts.up_to(0), ways - shifts.below(0)
    rank = ways // TAIL - 1
    held = 0 <= rank < shifts.total
    return Change(
        difference=sum(after) / len(after) - sum(before) / len(before),
        p=min(1.0, 2 * min(larger, smaller) / ways),
        low=shifts.at_rank(rank) if held else None,
        high=shifts.at_rank(shifts.total - 1 - rank) if held else None,
        ways=ways,
        exact=ways == every,
    )


class _Listed:
    """The shifts of the relabellings, one by one."""

    def __init__(self, shifts: list[float]) -> None:
        self._shifts = shifts
        self.total = len(shifts)

    def up_to(self, shift: float) -> int:
        return len([1 for each in self._shifts if each <= shift + _TINY])

    def below(self, shift: float) -> int:
        return len([1 for each in self._shifts if each < shift - _TINY])

    def at_rank(self, rank: int) -> float:
        if 2 * rank < self.total:
            return at_rank(self._shifts, rank)
        return -at_rank([-each for each in self._shifts], self.total - 1 - rank)


def _shifts(before: Sequence[float], after: Sequence[float], every: int) -> _Listed | Dealings:
    """For each relabelling the shift at which it becomes as extreme as what happened."""
    if every <= MOST_LISTED:
        return _Listed(list(_every(before, after)))
    return dealings(before, after) or _Listed(list(_drawn(before, after)))


def _every(before: Sequence[float], after: Sequence[float]) -> Iterator[float]:
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
