"""`reflect remind`: a reminder for the system's own scheduler, by the journal's rhythm."""

import os
import sys
from collections.abc import Callable
from datetime import time
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reflectcli.cli.options import Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.moments import parse_clock
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from reflectcli.render.reminders import Reminder

app = typer.Typer(add_completion=False)
APPS = {"remind": app}

Form = Literal["systemd", "cron", "launchd", "schtasks", "ics"]
PLACES: dict[Form, str] = {
    "systemd": "save both parts under the names above them, then: systemctl --user enable --now"
    " reflect-remind.timer",
    "cron": "add these lines with: crontab -e",
    "launchd": "save it as ~/Library/LaunchAgents/reflect.remind.plist, then: launchctl bootstrap"
    " gui/$(id -u) ~/Library/LaunchAgents/reflect.remind.plist",
    "schtasks": "save it as reflect.xml, then: schtasks /Create /TN reflect /XML reflect.xml",
    "ics": "save it as reflect.ics and open it with your calendar; made anew after a change",
}
ENOUGH, LAST = 3, 10


@app.command()
def remind(
    ctx: typer.Context,
    form: Annotated[Form, typer.Option("--print", help="For which scheduler.")],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="18:30; else when you usually reflect."),
    ] = None,
    journal: Journal = None,
) -> None:
    """Print a reminder to reflect, for the scheduler of your system or your calendar.

    It comes on the days of your rhythm (shifts or rota in journal.toml), else every day, and only
    where the reflection is still due. Nothing is installed: where to put it is said beside it.

    Examples:
      reflect remind --print systemd --at 22:00

      reflect remind --print ics --at 22:00 > reflect.ics
    """
    session = open_session(ctx, journal)
    session.require_existing()
    clock = parse_clock(at) if at else _usual(session)
    text = _renderer(form)(_reminder(session, clock))
    # A text stream of Windows writes the line ends of RFC 5545 by itself.
    session.world.stdout.write(text.replace("\r\n", "\n") if os.name == "nt" else text)
    session.say(f"at {clock:%H:%M}: {PLACES[form]}")


def _renderer(form: Form) -> "Callable[[Reminder], str]":
    from reflectcli.render import reminders

    if form == "ics":
        from reflectcli.render.reminders_ics import ics

        return ics
    found: Callable[[Reminder], str] = getattr(reminders, form)
    return found


def _usual(session: Session) -> time:
    """The middle one of the times of the last reflections, counted from when the day starts."""
    newest = islice(session.repository.newest(kinds=["shift"]), LAST)
    starts = session.repository.file.basics.day_starts
    clocks = [each.at.time().replace(tzinfo=None, second=0, microsecond=0) for each in newest]
    if len(clocks) < ENOUGH:
        raise ReflectError("remind needs a time", hint="reflect remind --print … --at 22:00")
    return sorted(clocks, key=lambda clock: (clock < starts, clock))[len(clocks) // 2]


def _reminder(session: Session, clock: time) -> "Reminder":
    from datetime import timedelta

    from reflectcli.frozen import replace
    from reflectcli.render.reminders import EVERY_DAY, Reminder

    schedule = session.config.rhythm.schedule
    # A shift that ends after midnight ends on the next day of the calendar.
    later = timedelta(days=clock < session.config.day_starts)
    rota = schedule.rota and replace(schedule.rota, since=schedule.rota.since + later)
    away = [replace(a, since=a.since + later, until=a.until + later) for a in schedule.away]
    days = [(day + later.days) % 7 for day in schedule.weekdays]
    named = not session.settings.journal_is_default
    return Reminder(
        at=clock.replace(second=0), days=tuple(sorted(days)) or EVERY_DAY, rota=rota,
        away=tuple(away), program=_program(session),
        options=("--journal", str(session.settings.journal)) if named else (),
        now=session.world.now, platform=sys.platform,
    )  # fmt: skip


def _program(session: Session) -> tuple[str, ...]:
    """The words that run this program wherever it is called from."""
    from shutil import which

    beside = os.path.dirname(sys.executable)
    places = (session.world.env.get("PATH", os.defpath), beside)
    found = which("reflect", path=os.pathsep.join(places))
    return (os.path.abspath(found),) if found else (sys.executable, "-m", "reflectcli")
