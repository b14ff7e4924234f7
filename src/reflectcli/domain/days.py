"""The day that a few words mean: "mon", "3 days ago", "20 nov", "end of month", "2026-11-20".

A journal looks back, so a bare weekday or a date without a year is the latest one that is not in
the future; `ahead` turns that round for due dates.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.errors import ReflectError

HINT = "write a date as today, yesterday, mon, last friday 18:30, 3 days ago or 2026-11-20"

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FIXED = {
    "today": 0, "now": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "yesterday morning": -1, "yesterday afternoon": -1,
    "yesterday evening": -1, "day before yesterday": -2, "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip
_UNITS = {"day": 1, "week": 7, "d": 1, "w": 7}
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ENDS = {"month": 1, "quarter": 3, "year": 12}
YEARS = range(1900, 3000)
"""Of these a day is believed; any other is a slip of the finger."""
_MONTH = r"(?:of )?([a-z]{3,})\.?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"


def day_of(words: str, today: date, text: str, *, ahead: bool = False) -> date:
    """The day that the words mean on the day `today`; they are lower case, parted by one space.

    Raises:
        ReflectError: they are no date, or could be two; `text` is what the user wrote.
    """
    words = words.removeprefix("the ")
    name, _, rest = words.partition(" ")
    try:
        day = _named(words, today, ahead)
        if day is None and (index := _weekday_number(name)) is not None:
            day = _written(rest, today, ahead)
            if day is not None and day.weekday() != index:
                raise ReflectError(
                    f"{day} is a {WEEKDAYS[day.weekday()].title()}, not {name!r}",
                    hint="leave the day of the week out, or correct the date",
                )
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise ReflectError(f"not a date: {text!r}", hint=HINT)
    if day.year not in YEARS:
        raise ReflectError(f"the year {day.year} is too far away: {text!r}", hint=HINT)
    return day


def _named(words: str, today: date, ahead: bool) -> date | None:
    if words in _FIXED:
        return today + timedelta(days=_FIXED[words])
    for attempt in (_weekday, _distance, _end, _written):
        day = attempt(words, today, ahead)
        if day is not None:
            return day
    return None


def _weekday_number(name: str) -> int | None:
    name = name.removesuffix(".")
    if len(name) < 3:
        return None
    spelled = "wednesday" if name == "weds" else name
    return next((i for i, day in enumerate(WEEKDAYS) if day.startswith(spelled)), None)


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    prefix, _, name = words.rpartition(" ")
    index = _weekday_number(name)
    if index is None or prefix not in ("", "last", "next", "this", "on"):
        return None
    if prefix == "next" or (ahead and prefix != "last"):
        return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - index) % 7
    return today - timedelta(days=7 if prefix == "last" and back == 0 else back)


def _distance(words: str, today: date, ahead: bool) -> date | None:
    if found := re.fullmatch(r"(last|next) (week|month|year)", words):
        return _steps(today, -1 if found[1] == "last" else 1, found[2])
    found = re.fullmatch(
        r"(?:(in) )?(\w+?) ?(days?|weeks?|months?|years?|[dw])(?: (ago|from now))?", words
    )
    if not found or bool(found[1]) == bool(found[4]):
        return None
    number = int(found[2]) if found[2].isdecimal() else _NUMBERS.get(found[2])
    if number is None:
        return None
    return _steps(today, -number if found[4] == "ago" else number, found[3].rstrip("s"))


def _steps(today: date, number: int, unit: str) -> date:
    if unit in ("month", "year"):
        return add_months(today, number * _ENDS[unit])
    return today + timedelta(days=number * _UNITS[unit])


def _end(words: str, today: date, ahead: bool) -> date | None:
    found = re.fullmatch(r"end of (?:the |this )?(month|quarter|year)", words)
    if not found:
        return None
    months = _ENDS[found[1]]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    return add_months(first, months) - timedelta(days=1)


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
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d\d)(\d\d)", words):
        year, month, day = (int(part) for part in found.groups() if part)
        return date(year, month, day)
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?", words):
        return _day_month(int(found[1]), int(found[2]), found[3], today, ahead)
    if found := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?", words):
        return _slashed(int(found[1]), int(found[2]), found[3], today, ahead)
    if found := re.fullmatch(rf"{_NTH} {_MONTH}(?: (\d{{4}}))?", words):
        return _day_month(int(found[1]), _month(found[2]), found[3], today, ahead)
    if found := re.fullmatch(rf"{_MONTH} {_NTH}(?: (\d{{4}}))?", words):
        return _day_month(int(found[2]), _month(found[1]), found[3], today, ahead)
    return None


def month_number(name: str) -> int | None:
    """The number of the month that three letters or more begin."""
    for number, month in enumerate(_MONTHS, 1):
        if len(name) >= 3 and month.startswith(name):
            return number
    return None


def _month(name: str) -> int:
    number = month_number(name)
    if number is None:
        raise ValueError(name)
    return number


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
