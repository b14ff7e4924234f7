"""A year day by day: how much was written, or the levels of one skill."""

from collections import Counter
from datetime import date, timedelta

from reflectcli.analysis.averages import mean
from reflectcli.analysis.streak import OWN
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Rating
from reflectcli.errors import Problem
from reflectcli.frozen import dataclass

DAY = timedelta(days=1)
KINDS = tuple(cls.kind for cls in OWN)
"""The kinds that are counted: the agent's own words and levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day up to today: entries, the skill's mean level, and what the rhythm says of it."""

    day: date
    entries: int
    level: float | None
    expected: bool
    away: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A year: its days up to today, the first `starts` weekday of a week, and the sums.

    `first` is the first day with an entry; `fixed` tells whether the rhythm says which days have a
    shift. With a `skill`, `rated` is on how many days it was rated and `mean` the mean of these.
    """

    period: Period
    starts: int
    fixed: bool
    days: tuple[CalendarDay, ...]
    first: date | None
    shifts: int
    entries: int
    skill: str | None
    rated: int
    mean: float | None
    problems: tuple[Problem, ...]


def build_calendar(
    logbook: Logbook, config: JournalConfig, period: Period, today: date, skill: str | None
) -> Calendar:
    """The calendar of a year from its records, as far as it has passed on the day `today`."""
    schedule = config.rhythm.schedule
    counted = Counter(
        each.shift for kind in OWN for each in logbook.of(kind, period.since, period.until)
    )
    levels = _levels(logbook, period, skill) if skill else {}
    passed = max(0, (min(today, period.until) - period.since).days + 1)
    days = [period.since + n * DAY for n in range(passed)]
    return Calendar(
        period=period,
        starts=_starts(config),
        fixed=schedule.is_fixed,
        days=tuple(
            CalendarDay(
                day=day,
                entries=counted[day],
                level=levels.get(day),
                expected=schedule.expects(day),
                away=schedule.away_on(day) is not None,
            )
            for day in days
        ),
        first=min(counted, default=None),
        shifts=len(counted),
        entries=counted.total(),
        skill=skill,
        rated=len(levels),
        mean=mean(list(levels.values())) if levels else None,
        problems=logbook.problems,
    )


def _starts(config: JournalConfig) -> int:
    from reflectcli.domain.filing import WEEKDAYS

    return WEEKDAYS.index(config.week_starts)


def _levels(logbook: Logbook, period: Period, skill: str) -> dict[date, float]:
    """The mean of a skill's levels on each day that it was rated."""
    found: dict[date, list[int]] = {}
    for rating in logbook.of(Rating, period.since, period.until):
        level = rating.skills.get(skill)
        if isinstance(level, int):
            found.setdefault(rating.shift, []).append(level)
    return {day: mean(levels) for day, levels in found.items()}
