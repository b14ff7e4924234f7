"""Periods: the days that a summary or a report is about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reflectcli.domain.days import YEARS, add_months, month_number
from reflectcli.domain.filing import WEEKDAYS
from reflectcli.domain.journal import Weekday
from reflectcli.domain.moments import parse_day
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass

HINT = (
    "write a period as week, month -1, 2026-W47, 2026-11, 2026-Q4, 2026 or 2026-08-01..2026-08-31"
)
_UNITS = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included."""

    since: date
    until: date
    label: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def window(self, weeks: int) -> Period:
        """The weeks that end with this period, or the period itself where that is longer."""
        since = min(self.since, self.until - timedelta(days=7 * weeks - 1))
        return Period(since, self.until, f"{weeks} weeks to {self.until}")


def week_of(day: date, starts: Weekday = "monday") -> Period:
    """The week that a day lies in, named by its ISO number where it starts on a Monday."""
    since = day - timedelta(days=(day.weekday() - WEEKDAYS.index(starts)) % 7)
    iso = since.isocalendar()
    label = f"{iso.year}-W{iso.week:02}" if starts == "monday" else f"week of {since}"
    return Period(since, since + timedelta(days=6), label)


def months_of(day: date, months: int) -> Period:
    """The calendar month (1), quarter (3) or year (12) that a day lies in."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    label = {
        1: f"{first.year:04}-{first.month:02}",
        3: f"{first.year:04}-Q{(first.month + 2) // 3}",
        12: f"{first.year:04}",
    }[months]
    # From a January's last day on, so that no day beyond the calendar's end is asked for.
    until = add_months(date(first.year, 1, 31), first.month + months - 2)
    return Period(first, until, label)


def named(unit: str, day: date, starts: Weekday = "monday") -> Period:
    """The week, month, quarter or year that a day lies in."""
    return week_of(day, starts) if unit == "week" else months_of(day, _months(unit))


def _months(unit: str) -> int:
    return {"month": 1, "quarter": 3, "year": 12}[unit]


def back(unit: str, steps: int, today: date, starts: Weekday = "monday") -> Period:
    """The week, month, quarter or year some steps before the one of today."""
    if unit == "week":
        return week_of(today - timedelta(days=7 * steps), starts)
    return named(unit, add_months(today.replace(day=1), -steps * _months(unit)), starts)


def last_weeks(weeks: int, until: date) -> Period:
    """The weeks that end with a day."""
    return Period(until - timedelta(days=7 * weeks - 1), until, f"{weeks} weeks to {until}")


def between(since: date, until: date) -> Period:
    """The period from one day to another, named as the month or quarter that it may be."""
    if until < since:
        raise ReflectError(f"the period ends ({until}) before it begins ({since})")
    for months in (1, 3, 12):
        whole = months_of(since, months)
        if (whole.since, whole.until) == (since, until):
            return whole
    return Period(since, until, f"{since}..{until}")


def parse_period(
    text: str, today: date, unit: str | None = None, starts: Weekday = "monday"
) -> Period:
    """The period that the text means; `unit` gives a bare -1 its meaning.

    Raises:
        ReflectError: the text is no period.
    """
    words = " ".join(text.lower().replace("−", "-").split())
    try:
        period = _relative(words, today, unit, starts) or _absolute(words, today, unit, starts)
    except (ValueError, OverflowError):
        period = None
    except ReflectError:
        if ".." in words:
            raise
        period = None
    if period is None:
        raise ReflectError(f"not a period: {text!r}", hint=HINT)
    for day in (period.since, period.until):
        if day.year not in YEARS:
            raise ReflectError(f"the year {day.year} is too far away: {text!r}", hint=HINT)
    return period


def _relative(words: str, today: date, unit: str | None, starts: Weekday) -> Period | None:
    if found := re.fullmatch(r"(?:(week|month|quarter|year) ?)?(-\d{1,4}|0)?", words):
        chosen = found[1] or unit
        return (chosen and back(chosen, -int(found[2] or 0), today, starts)) or None
    if found := re.fullmatch(r"(last|this|previous)(?: (week|month|quarter|year))?", words):
        chosen = found[2] or unit
        return back(chosen, 0 if found[1] == "this" else 1, today, starts) if chosen else None
    if found := re.fullmatch(r"(?:last )?(\d{1,3}) weeks?", words):
        return last_weeks(max(1, int(found[1])), today)
    return None


def _absolute(words: str, today: date, unit: str | None, starts: Weekday) -> Period | None:
    if found := re.fullmatch(r"(\d{4})-?w(\d{1,2})", words):
        return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    if found := re.fullmatch(r"(\d{4})-?q([1-4])", words):
        return months_of(date(int(found[1]), int(found[2]) * 3, 1), 3)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
        return months_of(date(int(found[1]), int(found[2]), 1), 1)
    if re.fullmatch(r"\d{4}", words):
        return months_of(date(int(words), 1, 1), 12)
    if found := re.fullmatch(r"([a-z]{3,})(?: (\d{4}))?", words):
        return _named_month(found[1], found[2], today) or _around(words, today, unit, starts)
    first, dots, last = words.partition("..")
    if dots:
        return _range(first.strip(), last.strip(), today, starts)
    return _around(words, today, unit, starts)


def _named_month(name: str, year: str | None, today: date) -> Period | None:
    """November is the latest one that has begun."""
    number = month_number(name)
    if number is None:
        return None
    return months_of(date(int(year or today.year - (number > today.month)), number, 1), 1)


def _range(first: str, last: str, today: date, starts: Weekday) -> Period:
    """From the first day of the first to the last day of the last: days, or periods."""
    since = _absolute(first, today, None, starts)
    until = _absolute(last, today, None, starts) if last else None
    return between(
        since.since if since else parse_day(first, today),
        until.until if until else parse_day(last, today) if last else today,
    )


def _around(words: str, today: date, unit: str | None, starts: Weekday) -> Period | None:
    return named(unit, parse_day(words, today), starts) if unit else None


def previous(period: Period) -> Period:
    """The period of the same kind before this one: the month before a month, else as many days."""
    for months in (1, 3, 12):
        if months_of(period.since, months) == period:
            return months_of(period.since - timedelta(days=1), months)
    until = period.since - timedelta(days=1)
    since = until - timedelta(days=period.days - 1)
    if period.days == 7 and "W" in period.label:
        return week_of(since)
    return between(since, until)
