"""How far two series rise together: Kendall's tau-b, and the probability that chance does it.

Up to 12 pairs every way to deal one series to the other is counted, with the ties that both have;
above, the normal distribution with the variance for ties on both sides (Kendall 1970).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import comb, erfc, sqrt

EXACT_PAIRS = 12

Pair = tuple[float, float]
_Left = tuple[int, ...]


def score(pairs: Sequence[Pair]) -> int:
    """Kendall's S: pairs of pairs that go the same way, less those that go apart."""
    earlier: list[float] = []
    s = 0
    for _, tied in groupby(sorted(pairs), key=lambda pair: pair[0]):
        seconds = [second for _, second in tied]
        for second in seconds:
            s += bisect_left(earlier, second) + bisect_right(earlier, second) - len(earlier)
        for second in seconds:
            insort(earlier, second)
    return s


def tau_b(pairs: Sequence[Pair]) -> float:
    """Kendall's tau-b, -1 to 1; 0 where a series does not move at all."""
    whole = comb(len(pairs), 2)
    free = [
        whole - sum(comb(count, 2) for count in Counter(side).values())
        for side in zip(*pairs, strict=True)
    ]
    return score(pairs) / sqrt(free[0] * free[1]) if len(free) == 2 and all(free) else 0.0


def probability(pairs: Sequence[Pair]) -> float:
    """The two-sided probability of an S as far from 0 as this one, 0 to 1."""
    reached = abs(score(pairs))
    if len(pairs) > EXACT_PAIRS:
        variance = _variance(pairs)
        return erfc(max(0, reached - 1) / sqrt(2 * variance)) if variance > 0 else 1.0
    ways = _distribution(pairs)
    return sum(count for s, count in ways.items() if abs(s) >= reached) / sum(ways.values())


def _distribution(pairs: Sequence[Pair]) -> Counter[int]:
    """How many ways of dealing the second series to the first come to each S."""
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    left: _Left = tuple(seconds[value] for value in sorted(seconds))
    states: dict[_Left, Counter[int]] = {left: Counter({0: 1})}
    for first in sorted(firsts):
        following: dict[_Left, Counter[int]] = {}
        for rest, scores in states.items():
            for taken in _hands(rest, firsts[first]):
                after = tuple(a - b for a, b in zip(rest, taken, strict=True))
                ways, step = _ways(rest, taken), _step(taken, after)
                into = following.setdefault(after, Counter())
                for s, count in scores.items():
                    into[s + step] += count * ways
        states = following
    return sum(states.values(), Counter())


def _hands(rest: _Left, size: int) -> Iterator[_Left]:
    """All ways to take so many from what is left of each value."""
    if not rest:
        if size == 0:
            yield ()
        return
    for here in range(min(rest[0], size) + 1):
        yield from ((here, *others) for others in _hands(rest[1:], size - here))


def _ways(rest: _Left, taken: _Left) -> int:
    product = 1
    for a, b in zip(rest, taken, strict=True):
        product *= comb(a, b)
    return product


def _step(taken: _Left, after: _Left) -> int:
    """What the taken ones add to S against all that come with a higher first value."""
    return sum(
        count * (sum(after[level + 1 :]) - sum(after[:level]))
        for level, count in enumerate(taken)
        if count
    )


def _variance(pairs: Sequence[Pair]) -> float:
    n = len(pairs)
    t, u = ([float(count) for count in Counter(side).values()] for side in zip(*pairs, strict=True))
    whole = n * (n - 1) * (2 * n + 5)
    tied = sum(each * (each - 1) * (2 * each + 5) for each in [*t, *u])
    twos = sum(each * (each - 1) for each in t) * sum(each * (each - 1) for each in u)
    threes = sum(each * (each - 1) * (each - 2) for each in t) * sum(
        each * (each - 1) * (each - 2) for each in u
    )
    extra = twos / (2 * n * (n - 1)) + threes / (9 * n * (n - 1) * (n - 2))
    return (whole - tied) / 18 + extra
