"""How much a text is about some words: BM25 (Robertson and Walker 1994)."""

from collections.abc import Sequence
from math import log

from reflectcli.frozen import dataclass

SATURATION = 1.2
"""How soon more of the same word adds nothing (k1)."""
LENGTH = 0.75
"""How much a long text must have more of a word than a short one (b)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each word stands in a text, and how long the text is."""

    counts: Sequence[int]
    length: int


def relevances(texts: Sequence[Counted], holders: Sequence[int], total: int) -> list[float]:
    """How relevant each text is, in no unit: more is better.

    Args:
        texts: The texts that were found.
        holders: For each word, how many of all texts have it: rare words count more.
        total: How many texts there are in all.
    """
    if not texts:
        return []
    mean = sum(each.length for each in texts) / len(texts)
    weights = [log(1 + (total - held + 0.5) / (held + 0.5)) for held in holders]
    return [
        sum(
            weight * count * (SATURATION + 1)
            / (count + SATURATION * (1 - LENGTH + LENGTH * each.length / mean))
            for weight, count in zip(weights, each.counts, strict=True)
        )
        for each in texts
    ]  # fmt: skip
