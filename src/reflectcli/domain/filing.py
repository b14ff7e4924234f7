"""Where a record belongs: the format, the folders of the long-lived kinds, the day of a moment."""

from datetime import date, datetime, time, timedelta

FORMAT = 1
"""The version of the file format that this program writes."""

LONG_LIVED: dict[str, str] = {"goal": "goals", "experiment": "experiments"}
"""The folder of each kind that is not filed by month."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week in the order of `date.weekday()`."""

DAY_STARTS = time(4)
"""When a working day begins where the journal says nothing."""


def working_day(moment: datetime, day_starts: time) -> date:
    """The local date of the shift that a moment belongs to."""
    before = moment.time().replace(tzinfo=None) < day_starts
    return moment.date() - timedelta(days=1) if before else moment.date()


def clock_day(shift: date, clock: time, day_starts: time) -> date:
    """The calendar date of a time within a shift: 02:10 of Friday's shift is on Saturday."""
    return shift + timedelta(days=1) if clock < day_starts else shift


def is_ahead(shift: date, at: datetime, now: datetime) -> bool:
    """Tell whether a day has not begun yet where the record of it was written."""
    return shift > now.date() and shift > now.astimezone(at.tzinfo).date()
