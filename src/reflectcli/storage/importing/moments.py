"""Dates and times as exports write them, and the formats that fit a whole column."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timezone

from reflectcli.domain.filing import working_day
from reflectcli.domain.moments import parse_clock
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage.importing.columns import Column

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?")
_OFFSET = re.compile(r" (UTC|GMT|[-+]\d{2}:?\d{2})$")
_ZONE = re.compile(r"(?:GMT|UTC)([-+])(\d{1,2})(?::?(\d{2}))?$")
"""Google's way of an offset: GMT+1."""
_HOURS = frozenset("HIcX")
_YEARS = frozenset("YyGcx")
_DAYS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d",
    "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %b %y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y",
    "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%Y-%m-%d",
)  # fmt: skip
_CLOCKS = (
    "", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", "T%H:%M:%S",
    " %H:%M:%S %z", " %H:%M %z", " %H:%M:%S %Z", " %H:%M %Z", " %I:%M:%S %p %Z",
)  # fmt: skip

_SAMPLE = datetime.fromisoformat("2001-02-03T04:05:06+00:00")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's clock and calendar: what time it is, where days begin, which offset holds."""

    now: datetime
    day_starts: time
    localize: Callable[[date, time], datetime]

    def local(self, moment: datetime) -> datetime:
        """A moment with the offset that the user's clock has then."""
        if moment.tzinfo is None:
            return self.localize(moment.date(), moment.time())
        near = moment.astimezone(self.now.tzinfo)
        offset = self.localize(near.date(), near.time().replace(tzinfo=None)).utcoffset()
        return moment.astimezone(timezone(offset) if offset is not None else None)


class UnreadableError(ValueError):
    """A text that is no date or time in the format that was expected."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The columns that say when: a date or a moment, and perhaps a time of day of its own."""

    column: Column
    format: str | None
    clock: Column | None = None
    clock_format: str | None = None

    def read(self, cells: Sequence[str], calendar: Calendar) -> tuple[datetime, date]:
        """The moment and the shift of a row; noon where there is no time of day.

        Raises:
            UnreadableError: the date does not fit its format.
            ValueError: another reason; both name what stands there.
        """
        text = self.column.of(cells)
        if not text:
            raise ValueError(f"no date in {self.column.name}")
        found, has_clock = parse_moment(text, self.format, "a date")
        if self.clock is not None:
            if written := self.clock.of(cells):
                found = datetime.combine(found.date(), _clock(written, self.clock_format))
                has_clock = True
            else:
                has_clock = False
        try:
            moment, shift = _placed(found, has_clock, calendar)
        except (OverflowError, OSError, ValueError):
            raise ValueError(f"{text} is too far away") from None
        if shift > calendar.now.date() or (has_clock and moment > calendar.now):
            raise ValueError(f"{text} is in the future")
        if shift.year < 1970:
            raise ValueError(f"{text} is before 1970")
        return moment, shift


def _placed(found: datetime, has_clock: bool, calendar: Calendar) -> tuple[datetime, date]:
    if not has_clock:
        return calendar.localize(found.date(), time(12)), found.date()
    moment = calendar.local(found)
    return moment, working_day(moment, calendar.day_starts)


def parse_moment(text: str, written: str | None, what: str) -> tuple[datetime, bool]:
    """The moment of a cell by its format, or as ISO; whether it holds a time of day.

    Raises:
        UnreadableError: with the reason.
    """
    try:
        if written is not None:
            return _parsed(text, written), bool(_HOURS & set(_letters(written)))
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(_OFFSET.sub(_offset, text)), len(text) > 10
    except ValueError:
        pass
    wanted = f"as {written}" if written else "as 2026-11-20 (a format says otherwise)"
    raise UnreadableError(f"not {what} {wanted}: {text!r}")


def _offset(found: re.Match[str]) -> str:
    return "+00:00" if found[1] in ("UTC", "GMT") else found[1]


def _clock(text: str, written: str | None) -> time:
    if written is not None:
        try:
            return _parsed(text, written).time()
        except ValueError:
            raise ValueError(f"not a time as {written}: {text!r}") from None
    try:
        return parse_clock(text)
    except ReflectError as error:
        raise ValueError(str(error)) from None


def checked_format(written: str, *, dated: bool) -> str:
    """A format that can be read with, `%-d` as `%d`; `dated`: it must hold a year.

    Raises:
        ReflectError: it is no format.
    """
    usable = re.sub(r"%[-#]([a-zA-Z])", r"%\1", written)
    try:
        _parsed(_SAMPLE.strftime(usable), usable)
    except (ValueError, re.error):
        # A format that says the same twice, as %d %d, is a pattern that cannot be made.
        raise ReflectError(
            f"not a format: {written!r}", hint="%d day, %m month, %Y year, %H:%M time: %d/%m/%Y"
        ) from None
    if dated and not _YEARS & set(_letters(usable)):
        raise ReflectError(f"the format {written!r} has no year", hint="%Y is 2026, %y is 26")
    return usable


def _parsed(text: str, written: str) -> datetime:
    if "%Z" in written and (found := _ZONE.search(text)):
        sign, hours, minutes = found.groups()
        text = f"{text[: found.start()]}{sign}{int(hours):02}{minutes or '00'}"
        written = written.replace("%Z", "%z")
    moment = datetime.strptime(text, written)  # noqa: DTZ007 - the export's own local time
    named = "%Z" in written and moment.tzinfo is None and re.search(r"\b(UTC|GMT)\b", text)
    return moment.replace(tzinfo=UTC) if named else moment


def _letters(written: str) -> list[str]:
    return re.findall(r"%(.)", written)


def fitting_formats(texts: Sequence[str]) -> list[str]:
    """The common formats that read every one of the texts; "" is ISO, which needs none."""
    if not texts:
        return []
    if all(_fits(text, None) for text in texts):
        return [""]
    formats = [day + clock for clock in _CLOCKS for day in _DAYS]
    return [each for each in formats if all(_fits(text, each) for text in texts)]


def _fits(text: str, written: str | None) -> bool:
    try:
        parse_moment(text, written, "")
    except ValueError:
        return False
    return True
