"""When something recurs: the one rule for themes and for causes."""

from collections.abc import Iterable
from datetime import date, timedelta

SHIFTS, WITHIN_DAYS, WEEKS = 3, 28, 2
RULE = f"recurring: at least {SHIFTS} shifts within {WITHIN_DAYS} days, in {WEEKS} different weeks"


def recurs(days: Iterable[date]) -> bool:
    """Tell whether some 28 days hold at least 3 of the shifts, in at least 2 ISO weeks."""
    ordered = sorted(set(days))
    for number, first in enumerate(ordered):
        near = [day for day in ordered[number:] if day - first < timedelta(days=WITHIN_DAYS)]
        if len(near) >= SHIFTS and len({day.isocalendar()[:2] for day in near}) >= WEEKS:
            return True
    return False
