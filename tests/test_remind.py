"""`reflect remind`: what each scheduler reads, checked by its own verifier where it is there."""

import plistlib
import re
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from reflectcli.domain.schedule import Away, Schedule, parse_rota
from reflectcli.render import reminders
from reflectcli.render.reminders import EVERY_DAY, Reminder
from reflectcli.render.reminders_ics import ics
from tests.conftest import Journal
from tests.story import dated

WEEK = 'shifts = ["monday", "tuesday", "thursday"]'
ROTA = 'rota = "4 on 2 off from 2026-11-23"'
ODD = ("/opt/it's 100% $HOME/reflect",)
MONDAY = date(2026, 11, 23)
HORIZON = timedelta(days=60)


@pytest.fixture
def rhythm(bare: Journal) -> Journal:
    return bare.write({"journal.toml": f"format = 1\n[rhythm]\n{WEEK}\n"})


def printed(journal: Journal, form: str, *words: str) -> str:
    result = journal("remind", "--print", form, "--at", "22:05", *words)
    assert result.code == 0
    assert len(result.err.splitlines()) == 1
    return result.out


def reminder(**changes: object) -> Reminder:
    usual = {
        "at": time(22, 5), "days": (0, 1, 3), "rota": None, "away": (), "program": ("reflect",),
        "options": (), "now": datetime.fromisoformat("2026-11-22T16:40:00+01:00"),
        "platform": "linux",
    }  # fmt: skip
    return Reminder(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("systemd", "systemctl --user enable --now reflect-remind.timer"),
        ("cron", "crontab -e"),
        ("launchd", "launchctl bootstrap"),
        ("schtasks", "schtasks /Create /TN reflect /XML reflect.xml"),
        ("ics", "open it with your calendar"),
    ],
)
def test_one_line_says_where_to_put_it(rhythm: Journal, form: str, says: str) -> None:
    result = rhythm("remind", "--print", form, "--at", "10pm")
    assert result.code == 0
    assert result.err.startswith("at 22:00: ")
    assert says in result.err
    assert result.err.count("\n") == 1


def parts(text: str) -> dict[str, str]:
    """The files that systemd's form holds, by their names."""
    pieces = re.split(r"^# ~/\.config/systemd/user/(\S+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


@pytest.mark.parametrize("program", [("reflect",), ODD, ("/usr/bin/python3", "-m", "reflectcli")])
def test_systemd_accepts_its_units(tmp_path: Path, program: tuple[str, ...]) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    units = parts(reminders.systemd(reminder(program=program)))
    assert list(units) == ["reflect-remind.service", "reflect-remind.timer"]
    assert verified(tmp_path, units) == (0, "")
    # Of a mistake it would have told.
    timer = units["reflect-remind.timer"].replace("22:05", "22:65")
    _, said = verified(tmp_path, units | {"reflect-remind.timer": timer})
    assert "22:65" in said


def verified(folder: Path, units: dict[str, str]) -> tuple[int, str]:
    """What systemd's own verifier says of units."""
    for name, text in units.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(folder / name) for name in units)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("days", "normal"),
    [((0, 1, 3), "Mon,Tue,Thu *-*-* 22:05:00"), (EVERY_DAY, "*-*-* 22:05:00"),
     ((5, 6), "Sat,Sun *-*-* 22:05:00")],
)  # fmt: skip
def test_systemd_reads_the_days_as_meant(days: tuple[int, ...], normal: str) -> None:
    timer = parts(reminders.systemd(reminder(days=days)))["reflect-remind.timer"]
    (calendar,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    assert calendar == normal
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=1", calendar],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    (read,) = re.findall(r"Normalized form: (.*)", done.stdout)
    assert read == normal


def unescaped(exec_start: str) -> list[str]:
    """The words of an ExecStart line, as systemd.service(5) reads them."""
    words = re.findall(r"'((?:[^'\\]|\\.)*)'|(\S+)", exec_start)
    plain = [re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for quoted, bare in words]
    return [word.replace("%%", "%").replace("$$", "$") for word in plain]


def crontab(text: str) -> tuple[list[str], str]:
    """The five fields and the command of the one job, as cron reads it."""
    (job,) = [line for line in text.splitlines() if line and not line.startswith("#")]
    *fields, command = job.split(None, 5)
    limits = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    for field, (low, high) in zip(fields, limits, strict=True):
        assert field == "*" or all(low <= int(part) <= high for part in field.split(","))
    # An unescaped % would end the command.
    assert not re.search(r"(?<!\\)%", command)
    return fields, command.replace("\\%", "%")


def script(form: str, program: tuple[str, ...], platform: str = "linux") -> str:
    """The shell script that a form runs."""
    given = reminder(program=program, platform=platform)
    if form == "systemd":
        (line,) = re.findall(r"^ExecStart=(.*)$", reminders.systemd(given), re.MULTILINE)
        shell, option, text = unescaped(line)
    elif form == "cron":
        return crontab(reminders.cron(given))[1]
    else:
        shell, option, text = plistlib.loads(reminders.launchd(given).encode())["ProgramArguments"]
    assert (shell, option) == ("/bin/sh", "-c")
    return text


@pytest.mark.parametrize("form", ["systemd", "cron", "launchd"])
@pytest.mark.parametrize("due", ["log 2", ""])
def test_the_script_reminds_only_where_something_is_due(
    tmp_path: Path, form: str, due: str
) -> None:
    if shutil.which("sh") is None:
        pytest.skip("sh is not installed")
    folder = tmp_path / "it's 100% $HOME"
    folder.mkdir()
    for name, body in (
        ("reflect", f'test "$1" = prompt-status && echo "{due}"'),
        ("notify-send", f'printf "%s|" "$@" > "{tmp_path}/shown"'),
        ("osascript", f'printf "%s|" "$@" > "{tmp_path}/shown"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    text = script(form, (str(folder / "reflect"),))
    path = {"PATH": f"{folder}:/usr/bin:/bin"}
    subprocess.run(["sh", "-c", text], env=path, check=True)
    shown = tmp_path / "shown"
    assert shown.exists() == bool(due)
    if due:
        assert "Two minutes for this shift: reflect log" in shown.read_text(encoding="utf-8")


@pytest.mark.parametrize(("days", "field"), [((0, 1, 3), "1,2,4"), ((6,), "0"), (EVERY_DAY, "*")])
def test_a_line_for_cron(days: tuple[int, ...], field: str) -> None:
    fields, command = crontab(reminders.cron(reminder(days=days)))
    assert fields == ["5", "22", "*", "*", field]
    assert "XDG_RUNTIME_DIR=/run/user/$(id -u) notify-send" in command
    assert "osascript" in script("cron", ("reflect",), "darwin")


def test_an_agent_for_launchd() -> None:
    content = plistlib.loads(reminders.launchd(reminder(days=(0, 6))).encode())
    assert content["Label"] == "reflect.remind"
    assert content["StartCalendarInterval"] == [
        {"Hour": 22, "Minute": 5, "Weekday": 1}, {"Hour": 22, "Minute": 5, "Weekday": 0},
    ]  # fmt: skip
    daily = plistlib.loads(reminders.launchd(reminder(days=EVERY_DAY)).encode())
    assert daily["StartCalendarInterval"] == {"Hour": 22, "Minute": 5}


SPACE = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def test_a_task_for_windows() -> None:
    program = ("C:\\Program Files\\reflect.exe",)
    task = ET.fromstring(reminders.schtasks(reminder(program=program)))
    (trigger,) = task.findall("t:Triggers/t:CalendarTrigger", SPACE)
    assert trigger.findtext("t:StartBoundary", None, SPACE) == "2026-11-23T22:05:00"
    days = trigger.find("t:ScheduleByWeek/t:DaysOfWeek", SPACE)
    assert days is not None
    assert [each.tag.partition("}")[2] for each in days] == ["Monday", "Tuesday", "Thursday"]
    assert task.findtext("t:Actions/t:Exec/t:Command", None, SPACE) == "cmd.exe"
    assert task.findtext("t:Actions/t:Exec/t:Arguments", None, SPACE) == (
        '/c ""C:\\Program Files\\reflect.exe" prompt-status | findstr . >nul'
        ' && start "reflect" cmd /k "C:\\Program Files\\reflect.exe""'
    )


def test_windows_can_say_a_rota() -> None:
    rota = parse_rota("2 on 1 off from 2026-11-22")
    task = ET.fromstring(reminders.schtasks(reminder(days=EVERY_DAY, rota=rota)))
    triggers = task.findall("t:Triggers/t:CalendarTrigger", SPACE)
    assert [each.findtext("t:StartBoundary", None, SPACE) for each in triggers] == [
        "2026-11-22T22:05:00", "2026-11-23T22:05:00",
    ]  # fmt: skip
    every = {each.findtext("t:ScheduleByDay/t:DaysInterval", None, SPACE) for each in triggers}
    assert every == {"3"}


NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def events(text: str) -> list[date]:
    """The days until the horizon on which the calendar's events come, as RFC 5545 counts them."""
    assert all(line.endswith("\r") for line in text.removesuffix("\n").split("\n"))
    found: list[date] = []
    calendar: Any = Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        start, rule = event.decoded("DTSTART"), event["RRULE"]
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta(0)
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)
        out = event.get("EXDATE", [])
        left_out = {
            each.dt for group in (out if isinstance(out, list) else [out]) for each in group.dts
        }
        step = rule["INTERVAL"][0] if rule["FREQ"] == ["DAILY"] else 1
        days = rule.get("BYDAY", NAMES)
        moment = start
        while moment.date() <= MONDAY + HORIZON:
            if NAMES[moment.weekday()] in days and moment not in left_out:
                found.append(moment.date())
            moment += timedelta(days=step)
        assert NAMES[start.weekday()] in days
    return sorted(found)


HOLIDAYS = '\n[rhythm.away]\n"2026-12-24..2027-01-02" = "holidays"\n"2026-11-24" = "dentist"\n'


@pytest.mark.parametrize("lines", [WEEK, ROTA, 'rota = "2 on 2 off 3 on 2 off from 2026-01-01"'])
def test_a_calendar_has_an_event_for_each_shift(bare: Journal, lines: str) -> None:
    bare.write({"journal.toml": f"format = 1\n[rhythm]\n{lines}\n{HOLIDAYS}"})
    away = {"2026-12-24..2027-01-02": "x", "2026-11-24": "x"}
    schedule = (
        Schedule(["monday", "tuesday", "thursday"], None, away)
        if lines == WEEK
        else Schedule((), lines.split('"')[1], away)
    )
    today = MONDAY - timedelta(days=1)
    assert events(printed(bare, "ics")) == schedule.shifts(today, MONDAY + HORIZON)


def test_a_calendar_without_a_rhythm_has_every_day(journal: Journal) -> None:
    found = events(printed(journal, "ics"))
    assert found == [MONDAY + timedelta(days=n) for n in range(-1, HORIZON.days + 1)]


def test_a_shift_that_ends_after_midnight_ends_on_the_next_day(rhythm: Journal) -> None:
    rhythm.write({"journal.toml": f"format = 1\n[rhythm]\n{WEEK}\n{HOLIDAYS}"})
    cron = rhythm("remind", "--print", "cron", "--at", "01:30").out
    assert crontab(cron)[0] == ["30", "1", "*", "*", "2,3,5"]
    days = events(rhythm("remind", "--print", "ics", "--at", "01:30").out)
    # Monday's shift is reminded of on Tuesday; Tuesday the 24th is a day off.
    assert days[:3] == [date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 1)]


def test_without_a_time_it_is_the_usual_one(rhythm: Journal) -> None:
    for number, clock in enumerate(("21:00", "23:40", "00:30", "22:10")):
        day = MONDAY - timedelta(days=number + 2)
        rhythm.write(dated(f"s4hft{number}", "shift", day, 'text = "x"\n', clock))
    result = rhythm("remind", "--print", "cron")
    assert result.err.startswith("at 23:40: ")
    assert crontab(result.out)[0][:2] == ["40", "23"]


def test_without_any_time_it_asks_for_one(rhythm: Journal) -> None:
    result = rhythm("remind", "--print", "cron")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: remind needs a time\nhint: reflect remind --print … --at 22:00\n"
    )  # fmt: skip


def test_a_journal_that_was_named_is_named_to_the_reminder(rhythm: Journal) -> None:
    assert f"prompt-status --journal {rhythm.root})" in printed(rhythm, "cron")


def test_what_is_no_scheduler_is_refused(rhythm: Journal) -> None:
    result = rhythm("remind", "--print", "at")
    assert result.code == 2
    assert "'systemd', 'cron', 'launchd', 'schtasks', 'ics'" in result.err
    assert rhythm("remind").code == 2
    assert rhythm("remind", "--print", "cron", "--at", "25:00").code == 2


def test_days_away_are_those_of_the_calendar() -> None:
    away = (Away(MONDAY, MONDAY, "x"),)
    assert events(ics(reminder(away=away)))[0] == MONDAY + timedelta(days=1)
