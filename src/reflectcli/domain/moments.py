"""Dates and times as a tired person types them: "yesterday", "last friday 18:30", "3 days ago".

A journal looks back, so a bare weekday or a date without a year is the latest one that is not in
the future; `ahead` turns that round for due dates.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reflectcli.domain.journal import WEEKDAYS
from reflectcli.errors import ReflectError

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_UNITS = {"day": 1, "week": 7, "d": 1, "w": 7}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIME = re.compile(
    r"(?:^|\s+|t)(?:at\s+)?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?|(\d{1,2})\s*(am|pm)|(noon|midnight))$"
)
HINT = "write a date as today, yesterday, mon, last friday 18:30, 3 days ago or 2026-11-20"


def working_day(moment: datetime, day_starts: time) -> date:
    """The local date of the shift that a moment belongs to."""
    before = moment.time().replace(tzinfo=None) < day_starts
    return moment.date() - timedelta(days=1) if before else moment.date()


def clock_day(shift: date, clock: time, day_starts: time) -> date:
    """The calendar date of a time within a shift: 02:10 of Friday's shift is on Saturday."""
    return shift + timedelta(days=1) if clock < day_starts else shift


@dataclass(frozen=True, slots=True)
class When:
    """A parsed date with the time that was given with it, if any."""

    day: date
    clock: time | None = None


def parse_when(text: str, today: date, *, ahead: bool = False) -> When:
    """The date, and the time if one was given, that the text means on the day `today`.

    Raises:
        ReflectError: the text is no date, or could be two.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    clock = None
    if (found := _TIME.search(words)) and not re.fullmatch(r"\d{1,2}", words):
        clock = _clock(found, text)
        words = words[: found.start()].strip()
    if not words and clock is not None:
        return When(today, clock)
    day = _day(words, today, ahead)
    if day is None:
        raise ReflectError(f"not a date: {text!r}", hint=HINT)
    return When(day, clock)


def parse_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The date that the text means; a time with it is an error."""
    when = parse_when(text, today, ahead=ahead)
    if when.clock is not None:
        raise ReflectError(f"a date without a time is wanted here, not {text!r}", hint=HINT)
    return when.day


def parse_clock(text: str) -> time:
    """The time of day that the text means: 18:30, 6pm, 6:30 pm."""
    found = _TIME.match(text.lower().strip())
    if not found:
        raise ReflectError(f"not a time: {text!r}", hint="write a time as 18:30 or 6pm")
    return _clock(found, text)


def _clock(found: re.Match[str], text: str) -> time:
    hour, minute, second, half, bare_hour, bare_half, word = found.groups()
    if word:
        return time(12 if word == "noon" else 0)
    hours, half = int(hour or bare_hour), half or bare_half
    if half:
        if not 1 <= hours <= 12:
            raise ReflectError(f"not a time: {text!r}", hint="write a time as 18:30 or 6pm")
        hours = hours % 12 + (12 if half == "pm" else 0)
    try:
        return time(hours, int(minute or 0), int(second or 0))
    except ValueError:
        raise ReflectError(f"not a time: {text!r}", hint="hours go to 23, minutes to 59") from None


def _day(words: str, today: date, ahead: bool) -> date | None:
    fixed = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
    if words in fixed:
        return today + timedelta(days=fixed[words])
    for attempt in (_weekday, _distance, _written):
        day = attempt(words, today, ahead)
        if day is not None:
            return day
    return None


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    prefix, _, name = words.rpartition(" ")
    if len(name) < 3 or prefix not in ("", "last", "next", "this", "on"):
        return None
    index = next((i for i, day in enumerate(WEEKDAYS) if day.startswith(name)), None)
    if index is None:
        return None
    if prefix == "next" or (ahead and prefix != "last"):
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - index) % 7
    return today - timedelta(days=7 if prefix == "last" and back == 0 else back)


def _distance(words: str, today: date, ahead: bool) -> date | None:
    found = re.fullmatch(
        r"(?:(in) )?(\w+?) ?(days?|weeks?|months?|years?|[dw])(?: (ago|from now))?", words
    )
    if not found or bool(found[1]) == bool(found[4]):
        return None
    number = int(found[2]) if found[2].isdecimal() else _NUMBERS.get(found[2])
    if number is None:
        return None
    sign, unit = (-1 if found[4] == "ago" else 1), found[3].rstrip("s")
    try:
        if unit in ("month", "year"):
            return add_months(today, sign * number * (12 if unit == "year" else 1))
        return today + timedelta(days=sign * number * _UNITS[unit])
    except (ValueError, OverflowError):
        return None


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            if last == 28:
                raise
    raise ValueError(months)


def _written(words: str, today: date, ahead: bool) -> date | None:
    try:
        if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", words):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?", words):
            return _day_month(int(found[1]), int(found[2]), found[3], today, ahead)
        if found := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?", words):
            return _slashed(int(found[1]), int(found[2]), found[3], today, ahead)
        if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,})(?: (\d{4}))?", words):
            return _day_month(int(found[1]), _month(found[2]), found[3], today, ahead)
        if found := re.fullmatch(r"([a-z]{3,}) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", words):
            return _day_month(int(found[2]), _month(found[1]), found[3], today, ahead)
    except ValueError:
        return None
    return None


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name) or name == "sept" == month[:4]:
            return number
    raise ValueError(name)


def _slashed(first: int, second: int, year: str | None, today: date, ahead: bool) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise ReflectError(
            f"{first}/{second} could be two dates",
            hint="write it with the year first, as 2026-11-20, or with the month's name",
        )
    day, month = (first, second) if second <= 12 else (second, first)
    return _day_month(day, month, year, today, ahead)


def _day_month(day: int, month: int, year: str | None, today: date, ahead: bool) -> date:
    if year:
        return date(int(year), month, day)
    # 29 February may be up to eight years away.
    for distance in range(9):
        try:
            candidate = date(today.year + (distance if ahead else -distance), month, day)
        except ValueError:
            continue
        if candidate >= today if ahead else candidate <= today:
            return candidate
    raise ValueError(day, month)
