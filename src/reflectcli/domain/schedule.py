"""When an agent works: weekdays or a rota, without the days away.

Light enough for a shell prompt: it imports nothing but dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.frozen import dataclass

DAY = timedelta(days=1)
LONGEST = 366
"""Days that a rota can take to begin anew."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days without shifts, the first and the last included, and why."""

    since: date
    until: date
    text: str = ""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def name(self) -> str:
        """How journal.toml calls it: 2026-12-24..2027-01-02, or one date."""
        return f"{self.since}" if self.since == self.until else f"{self.since}..{self.until}"

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Rota:
    """Shifts that come in turn: for each day of the turn from `since` on, whether it is one."""

    turn: tuple[bool, ...]
    since: date

    def __contains__(self, day: date) -> bool:
        return self.turn[(day - self.since).days % len(self.turn)]


def parse_away(name: str, text: str = "") -> Away:
    """The days that a name in journal.toml means.

    Raises:
        ValueError: it is no date and no two dates in their order.
    """
    first, dots, last = name.partition("..")
    away = Away(_date(first), _date(last if dots else first), text)
    if away.until < away.since:
        raise ValueError(name)
    return away


def parse_rota(text: str) -> Rota:
    """The rota that a text means: 4 on 2 off from 2026-11-02, also with several of both.

    Raises:
        ValueError: it is none.
    """
    words = text.lower().replace(",", " ").split()
    *pairs, origin, day = words
    if origin != "from" or len(pairs) % 4 or not pairs:
        raise ValueError(text)
    turn: list[bool] = []
    for index in range(0, len(pairs), 2):
        number, word = pairs[index : index + 2]
        works = index % 4 == 0
        if word != ("on" if works else "off") or not number.isdecimal() or not int(number):
            raise ValueError(text)
        turn += [works] * min(int(number), LONGEST)
    if len(turn) > LONGEST:
        raise ValueError(text)
    return Rota(tuple(turn), _date(day))


def _date(text: str) -> date:
    # Not 20261224 or 2026-W52-4, which fromisoformat takes as well.
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def is_away(name: str) -> bool:
    """Tell whether the text names days: a date, or two with dots between them."""
    try:
        parse_away(name)
    except ValueError:
        return False
    return True


def is_rota(text: str) -> bool:
    """Tell whether the text is a rota."""
    try:
        parse_rota(text)
    except ValueError:
        return False
    return True


class Schedule:
    """The days on which shifts are expected, by weekdays or a rota, without the days away."""

    __slots__ = ("_away", "_numbers", "_rota")

    def __init__(
        self, weekdays: Iterable[str] = (), rota: str | None = None,
        away: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._numbers = frozenset(WEEKDAYS.index(name) for name in weekdays)
        self._rota = parse_rota(rota) if rota else None
        self._away = [parse_away(name, text) for name, text in (away or {}).items()]
        self._away.sort(key=lambda each: (each.since, each.until))

    @property
    def is_fixed(self) -> bool:
        """Tell whether the shifts are known beforehand."""
        return self._rota is not None or bool(self._numbers)

    @property
    def rota(self) -> Rota | None:
        """The rota, where there is one; it goes before the weekdays."""
        return self._rota

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The numbers of the weekdays with shifts, Monday 0; empty with a rota or no rhythm."""
        return () if self._rota else tuple(sorted(self._numbers))

    @property
    def away(self) -> list[Away]:
        """All days away, the earliest first."""
        return list(self._away)

    def away_on(self, day: date) -> Away | None:
        """The days away that a day is one of."""
        return next((each for each in self._away if day in each), None)

    def expects(self, day: date) -> bool:
        """Tell whether there is a shift on a day by the rhythm, and it is no day away."""
        on = day in self._rota if self._rota else day.weekday() in self._numbers
        return on and self.away_on(day) is None

    def shifts(self, since: date, until: date) -> list[date]:
        """The days from one to another, both included, on which a shift is expected."""
        days = (since + n * DAY for n in range((until - since).days + 1))
        return [day for day in days if self.expects(day)] if self.is_fixed else []

    def next_shift(self, after: date) -> date | None:
        """The first day after one on which a shift is expected, within a year."""
        return next(iter(self.shifts(after + DAY, after + LONGEST * DAY)), None)

    def days_since(self, earlier: date, later: date) -> int:
        """How many days have passed from one day to another; days away do not count."""
        passed, reached = (later - earlier).days, earlier
        for each in self._away:
            first, last = max(each.since, reached + DAY), min(each.until, later)
            if first <= last:
                passed -= (last - first).days + 1
                reached = last
        return passed
