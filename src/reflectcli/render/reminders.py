"""A reminder in the form of each system's own scheduler.

What a scheduler cannot say (a rota, days away, a reflection that is done already) `reflect
prompt-status` knows: each reminder asks it first and keeps quiet where it prints nothing. A
calendar cannot ask, so that its events leave out the days away themselves.
"""

import shlex
from datetime import datetime, time, timedelta
from xml.sax.saxutils import escape

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.domain.schedule import Away, Rota
from reflectcli.frozen import dataclass

TITLE = "Two minutes for this shift"
SAYS = f"{TITLE}: reflect log"
EVERY_DAY = tuple(range(7))
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """When to remind, and what to ask whether it is needed.

    `days` are the weekdays, Monday 0; with a `rota` all of them. All days are those of the
    calendar: a shift that goes on after midnight ends on the next one. `program` are the words that
    run `reflect`, `options` those after its command.
    """

    at: time
    days: tuple[int, ...]
    rota: Rota | None
    away: tuple[Away, ...]
    program: tuple[str, ...]
    options: tuple[str, ...]
    now: datetime
    platform: str

    @property
    def asks(self) -> str:
        """The shell command that prints something if the reminder is needed."""
        return shlex.join((*self.program, "prompt-status", *self.options))


def _script(reminder: Reminder, notify: str) -> str:
    return f'test -z "$({reminder.asks})" || {notify}'


def _notify(platform: str, before: str = "") -> str:
    if platform == "darwin":
        return f'osascript -e \'display notification "{SAYS}" with title "reflect"\''
    return f'{before}notify-send reflect "{SAYS}"'


def systemd(reminder: Reminder) -> str:
    """A service and its timer, each below the name of its file."""
    script = _script(reminder, _notify("linux"))
    for letter, escaped in (("\\", "\\\\"), ("'", "\\'"), ("%", "%%"), ("$", "$$")):
        script = script.replace(letter, escaped)
    days = ",".join(WEEKDAYS[day][:3].title() for day in reminder.days)
    when = "" if reminder.days == EVERY_DAY else f"{days} "
    return (
        "# ~/.config/systemd/user/reflect-remind.service\n"
        f"[Unit]\nDescription={TITLE}\n\n"
        f"[Service]\nType=oneshot\nExecStart=/bin/sh -c '{script}'\n\n"
        "# ~/.config/systemd/user/reflect-remind.timer\n"
        f"[Unit]\nDescription={TITLE}\n\n"
        f"[Timer]\nOnCalendar={when}*-*-* {reminder.at:%H:%M}:00\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def cron(reminder: Reminder) -> str:
    """A line of a crontab, with a comment above it."""
    # A job of cron does not know the desktop that it is to show something on.
    script = _script(reminder, _notify(reminder.platform, "XDG_RUNTIME_DIR=/run/user/$(id -u) "))
    days = ",".join(str((day + 1) % 7) for day in reminder.days)
    when = "*" if reminder.days == EVERY_DAY else days
    at = f"{reminder.at.minute} {reminder.at.hour}"
    return f"# {SAYS}\n{at} * * {when} {script.replace('%', chr(92) + '%')}\n"


def launchd(reminder: Reminder) -> str:
    """The property list of a launch agent."""
    from plistlib import dumps

    at = {"Hour": reminder.at.hour, "Minute": reminder.at.minute}
    days = [] if reminder.days == EVERY_DAY else reminder.days
    content = {
        "Label": "reflect.remind",
        "ProgramArguments": ["/bin/sh", "-c", _script(reminder, _notify("darwin"))],
        "StartCalendarInterval": [at | {"Weekday": (day + 1) % 7} for day in days] or at,
    }
    return dumps(content, sort_keys=False).decode()


def schtasks(reminder: Reminder) -> str:
    """A task for the Task Scheduler, which opens a window with the desk for today."""
    from subprocess import list2cmdline

    run = list2cmdline([*reminder.program, *reminder.options])
    asks = list2cmdline([*reminder.program, "prompt-status", *reminder.options])
    arguments = f'/c "{asks} | findstr . >nul && start "reflect" cmd /k {run}"'
    triggers = "".join(
        f"    <CalendarTrigger>\n      <StartBoundary>{start:%Y-%m-%dT%H:%M:%S}</StartBoundary>\n"
        f"      {schedule}\n    </CalendarTrigger>\n"
        for start, schedule in _triggers(reminder)
    )
    # Without an XML declaration: the command reads it in whatever encoding it was saved.
    return (
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n'
        f"  <RegistrationInfo><Description>{TITLE}</Description></RegistrationInfo>\n"
        f"  <Triggers>\n{triggers}  </Triggers>\n"
        # Else it would not start on a laptop without its cable.
        "  <Settings>\n"
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n"
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n"
        "  </Settings>\n"
        "  <Actions>\n    <Exec>\n      <Command>cmd.exe</Command>\n"
        f"      <Arguments>{escape(arguments)}</Arguments>\n    </Exec>\n  </Actions>\n</Task>\n"
    )


def _triggers(reminder: Reminder) -> list[tuple[datetime, str]]:
    """Each start with how it comes again."""
    if reminder.rota is not None:
        every = f"<ScheduleByDay><DaysInterval>{len(reminder.rota.turn)}</DaysInterval>"
        return [(start, f"{every}</ScheduleByDay>") for start in starts(reminder)]
    days = "".join(f"<{WEEKDAYS[day].title()} />" for day in reminder.days)
    weekly = f"<WeeksInterval>1</WeeksInterval><DaysOfWeek>{days}</DaysOfWeek>"
    return [(starts(reminder)[0], f"<ScheduleByWeek>{weekly}</ScheduleByWeek>")]


def starts(reminder: Reminder) -> list[datetime]:
    """The first day from today on of each series: one for each shift of a turn, or one for all."""
    today = reminder.now.date()
    if reminder.rota is not None:
        days = [today + n * DAY for n in range(len(reminder.rota.turn))]
        days = [day for day in days if day in reminder.rota]
    else:
        days = [today + n * DAY for n in range(7) if (today + n * DAY).weekday() in reminder.days]
        days = days[:1]
    return [datetime.combine(day, reminder.at) for day in days]
