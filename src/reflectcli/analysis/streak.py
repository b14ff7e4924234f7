"""The streak of reflected shifts: by the shifts that there were, one miss in seven let pass."""

from datetime import date, timedelta

from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Challenge, Note, Rating, Record, Shift, Success
from reflectcli.domain.schedule import Schedule
from reflectcli.frozen import dataclass

OWN: tuple[type[Record], ...] = (Note, Shift, Success, Challenge, Rating)
"""The kinds that hold the agent's own words or levels: a shift with one was worked."""
GRACE = 6
"""Reflected shifts between two misses, so that both are let pass."""
STREAK = 12
"""How many of the last shifts are looked at for `reflected`."""
EDGE = timedelta(days=175)
"""A streak that is older may have begun before the half year that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """How steadily shifts are reflected on, up to yesterday or, once it is done, today.

    `reflected` of the last `of` shifts have a reflection; `shifts` are those of the streak, in
    which `passed` misses were let pass; `more` tells that it may go back further.
    """

    reflected: int
    of: int
    shifts: int
    passed: int
    more: bool


def worked(logbook: Logbook) -> list[date]:
    """The shifts that hold any word of the agent's own, oldest first."""
    return sorted({each.shift for kind in OWN for each in logbook.of(kind)})


def find_streak(logbook: Logbook, schedule: Schedule, today: date) -> Streak:
    """The streak on a day.

    A shift counts where the rhythm expects one, or, without a fixed rhythm, where anything was
    written; one that was reflected on always counts. Days off and days away are no gap.
    """
    done = {each.shift for each in logbook.of(Shift)}
    days = _counted(logbook, schedule, done, today)
    past = [day for day in days if day != today][-STREAK:]
    shifts, passed, whole = _length(days, done)
    more = whole and bool(days) and today - days[0] >= EDGE
    reflected = len(done & set(past))
    return Streak(reflected=reflected, of=len(past), shifts=shifts, passed=passed, more=more)


def _counted(logbook: Logbook, schedule: Schedule, done: set[date], today: date) -> list[date]:
    """The shifts that count, oldest first; today's only once it is reflected on."""
    known = [day for day in worked(logbook) if day <= today]
    if not known:
        return []
    expected = (
        schedule.shifts(known[0], today)
        if schedule.is_fixed
        else [day for day in known if schedule.away_on(day) is None]
    )
    return sorted({day for day in expected if day != today} | (done & set(known)))


def _length(days: list[date], done: set[date]) -> tuple[int, int, bool]:
    """Reflected shifts and misses let pass, and whether nothing broke it as far as is known."""
    shifts = passed = misses = 0
    steady = GRACE
    for day in reversed(days):
        if day in done:
            shifts, passed, misses, steady = shifts + 1, passed + misses, 0, steady + 1
        elif steady < GRACE:
            return shifts, passed, False
        else:
            misses, steady = misses + 1, 0
    return shifts, passed, True
