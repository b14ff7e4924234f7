"""Reminders as a calendar file (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.render.reminders import DAY, SAYS, TITLE, Reminder, starts

MOMENT = "%Y%m%dT%H%M%S"


def ics(reminder: Reminder) -> str:
    """A calendar file with an alarm for each shift, in local time wherever it is read."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reflectcli//reflect remind//EN"]
    for number, start in enumerate(starts(reminder), 1):
        lines += _event(reminder, number, start)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(reminder: Reminder, number: int, start: datetime) -> list[str]:
    if reminder.rota is not None:
        rule = f"FREQ=DAILY;INTERVAL={len(reminder.rota.turn)}"
    else:
        rule = "FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day][:2].upper() for day in reminder.days)
    stamp = reminder.now.astimezone(UTC).strftime(MOMENT)
    away = _left_out(reminder, start)
    return [
        "BEGIN:VEVENT", f"UID:remind-{number}@reflectcli", f"DTSTAMP:{stamp}Z",
        f"DTSTART:{start:{MOMENT}}", "DURATION:PT15M", f"RRULE:{rule}",
        *(f"EXDATE:{datetime.combine(day, reminder.at):{MOMENT}}" for day in away),
        f"SUMMARY:{TITLE}", "DESCRIPTION:reflect log",
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{SAYS}", "TRIGGER:PT0S", "END:VALARM",
        "END:VEVENT",
    ]  # fmt: skip


def _left_out(reminder: Reminder, start: datetime) -> Iterator[date]:
    """The days away on which the series would come."""
    first = start.date()
    for away in reminder.away:
        for n in range(away.days):
            day = away.since + n * DAY
            if day >= first and _comes(reminder, first, day):
                yield day


def _comes(reminder: Reminder, first: date, day: date) -> bool:
    if reminder.rota is not None:
        return (day - first).days % len(reminder.rota.turn) == 0
    return day.weekday() in reminder.days
