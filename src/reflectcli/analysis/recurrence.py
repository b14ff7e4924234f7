"""When something recurs: the one rule for themes and for causes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

SHIFTS, WITHIN_DAYS, WEEKS = 3, 28, 2
RULE = f"recurring: at least {SHIFTS} shifts within {WITHIN_DAYS} days, in {WEEKS} different weeks"


def recurs(days: Iterable[date]) -> bool:
    """Tell whether some 28 days hold at least 3 of the shifts, in at least 2 ISO weeks."""
    ordered = sorted(set(days))
    for number, first in enumerate(ordered):
        end = bisect_left(ordered, WITHIN_DAYS, number, key=lambda day: (day - first).days)
        near = ordered[number:end]
        if len(near) >= SHIFTS and len({day.isocalendar()[:2] for day in near}) >= WEEKS:
            return True
    return False
