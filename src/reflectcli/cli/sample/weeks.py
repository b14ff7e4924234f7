"""The story's own calendar: "w12 fri" is the Friday of the week that the demo shows."""

import re
from datetime import date, timedelta

from reflectcli.domain.periods import Period, week_of

SHOWN = 12
"""The number of the week that the demo shows; one more chapter tells the days after it."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(rf"w(\d{{1,2}}) ({'|'.join(DAYS)})")


def shown_week(today: date) -> Period:
    """The latest week with enough to show: this one from Thursday on, before that the last one."""
    return week_of(today if today.weekday() >= DAYS.index("thu") else today - timedelta(days=7))


def is_day(text: str) -> bool:
    """Tell whether the text is a day of the story's calendar."""
    return _DAY.fullmatch(text) is not None


def day_of(text: str, shown: Period) -> date:
    """The date of a day of the story's calendar.

    Raises:
        ValueError: it is none.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"not a day of the story: {text!r}")
    return shown.since + timedelta(weeks=int(found[1]) - SHOWN, days=DAYS.index(found[2]))
