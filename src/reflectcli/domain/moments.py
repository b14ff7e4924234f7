"""Dates and times as a tired person types them: "yesterday", "last friday 18:30", "3 days ago".

The days are in `reflectcli.domain.days`; here are the times, and both together.
"""

import re
from datetime import date, time

from reflectcli.domain.days import HINT, day_of
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass

# Compiled when the first time is read, here and elsewhere: most commands read none.
_TIME = (
    r"(?:^|\s+|t)(?:at\s+)?"
    r"(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?|(\d{1,2})\s*(am|pm)|(noon|midnight))$"
)


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
    if found := re.search(_TIME, words):
        clock = _clock(found, text)
        words = words[: found.start()].strip()
    if not words and clock is not None:
        return When(today, clock)
    return When(day_of(words, today, text, ahead=ahead), clock)


def parse_day(text: str, today: date, *, ahead: bool = False) -> date:
    """The date that the text means; a time with it is an error."""
    when = parse_when(text, today, ahead=ahead)
    if when.clock is not None:
        raise ReflectError(f"a date without a time is wanted here, not {text!r}", hint=HINT)
    return when.day


def parse_clock(text: str) -> time:
    """The time of day that the text means: 18:30, 6pm, 6:30 pm."""
    found = re.match(_TIME, text.lower().strip())
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
