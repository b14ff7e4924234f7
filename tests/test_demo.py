"""`reflect demo`: a story that holds together on whatever day it is told."""

import io
import os
import shlex
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest

from reflectcli.analysis.goals import goal_findings
from reflectcli.cli.context import World
from reflectcli.cli.main import run
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.prompts import DEFAULT_PROMPTS
from reflectcli.domain.records import (
    KINDS,
    Challenge,
    Checkin,
    Experiment,
    Feedback,
    Goal,
    Rating,
    Reading,
    Record,
    Shift,
    Success,
)
from reflectcli.storage.repository import Repository
from tests.conftest import NOW, Journal

WEEK = [f"2026-11-{day}T{clock}:00+01:00" for day, clock in (
    (16, "08:30"), (17, "12:00"), (18, "23:50"), (19, "00:30"), (19, "09:00"),
    (20, "16:40"), (21, "03:59"), (21, "23:00"), (22, "04:00"), (22, "23:59"),
)]  # fmt: skip
"""Monday to Sunday, at odd times too."""
ODD_DAYS = ["2028-02-29T18:00:00+01:00", "2027-01-01T10:00:00-05:00", "2026-12-31T23:59:00+05:30"]


def made(bare: Journal, folder: Path, now: str = NOW) -> Logbook:
    """The records of a demo told at that moment."""
    assert bare("demo", str(folder), now=now).code == 0
    return Repository(folder / "journal", datetime.fromisoformat(now)).load()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The journal of the whole story, told on a Sunday evening; for tests that only read."""
    folder, now = tmp_path_factory.mktemp("sample") / "demo", "2026-11-22T22:40:00+01:00"
    out = io.StringIO()
    world = World({"REFLECT_NOW": now}, datetime.fromisoformat(now), io.StringIO(), out, out)
    assert run(["demo", str(folder)], world) == 0
    return Repository(folder / "journal", world.now)


@pytest.fixture(scope="module")
def story(sample: Repository) -> Logbook:
    """The records of the whole story."""
    return sample.load()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: its path and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def words(value: Any) -> Iterator[str]:
    """Every free text within a record: sentences, not names or references."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from words(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from words(getattr(value, each.name))


# what it prints and leaves


def test_it_shows_the_week_and_says_where_everything_lies(bare: Journal, tmp_path: Path) -> None:
    done = bare("demo", str(tmp_path / "demo"))
    place = tmp_path / "demo"
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[0] == (
        "Twelve weeks of Noor Almeida, an invented support agent. "
        f"The journal lies in {place / 'journal'}"
    )
    assert lines[2].startswith("Week 47 · Mon 16 – Sun 22 Nov 2026")
    assert "Focus  empathy" in done.out
    assert f"The report for a mentor is {place / 'report.md'}" in lines
    assert {path.name for path in place.iterdir()} == {"journal", "report.md"}


def test_the_week_is_the_one_that_reflect_week_shows(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    shown = bare("demo", str(place)).out
    again = bare("week", "--journal", str(place / "journal"))
    assert again.code == 0
    assert again.out in shown


def test_the_report_tells_of_all_twelve_weeks(bare: Journal, tmp_path: Path) -> None:
    bare("demo", str(tmp_path / "demo"))
    report = (tmp_path / "demo" / "report.md").read_text(encoding="utf-8")
    assert report.startswith("# Reflection report of Noor Almeida\n")
    assert "31 Aug – 22 Nov 2026" in report
    assert "| de-escalation | **strength** |" in report
    assert "| empathy | **focus** |" in report
    assert "stairwell" not in report


def test_the_commands_to_try_are_about_this_journal(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "a demo"
    out = bare("demo", str(place)).out
    commands = [shlex.split(line) for line in out.splitlines() if line.startswith("  reflect ")]
    assert [command[3] for command in commands] == ["week", "goal", "show", "search"]
    for _, flag, folder, name, *rest in commands:
        assert (flag, folder) == ("--journal", str(place / "journal"))
        done = bare(flag, folder, name, *rest)
        assert done.code == 0, name
        assert done.out.count("\n") >= 4
    assert len(list(place.rglob(f"*-success-{commands[2][4]}.toml"))) == 1


def test_a_journal_is_named_before_the_command_or_after_it(bare: Journal, tmp_path: Path) -> None:
    bare("demo", str(tmp_path / "demo"))
    folder = str(tmp_path / "demo" / "journal")
    assert bare("--journal", folder, "week").out == bare("week", "--journal", folder).out != ""
    other = str(tmp_path / "other")
    assert bare("--journal", other, "week", "--journal", folder).code == 0
    assert other in bare("--journal", other, "week").err


@pytest.mark.parametrize(
    ("now", "week", "before"),
    [
        ("2026-11-23T07:00:00+01:00", "Week 47", "week -2"),
        ("2026-11-25T20:00:00+01:00", "Week 47", "week -2"),
        ("2026-11-26T03:00:00+01:00", "Week 47", "week -2"),
        ("2026-11-26T09:00:00+01:00", "Week 48", "week -1"),
        ("2026-11-29T09:00:00+01:00", "Week 48", "week -1"),
    ],
)
def test_until_wednesday_it_shows_the_week_before(
    bare: Journal, tmp_path: Path, now: str, week: str, before: str
) -> None:
    out = bare("demo", str(tmp_path / "demo"), now=now).out
    assert out.splitlines()[2].startswith(week)
    assert f"/journal {before}\n" in out


def test_without_a_folder_it_takes_a_temporary_one(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first, second = bare("demo"), bare("demo")
    assert (first.code, second.code) == (0, 0)
    places = sorted(tmp_path.glob("reflect-demo-*"))
    assert len(places) == 2
    assert contents(places[0] / "journal") == contents(places[1] / "journal")


def test_a_home_folder_and_a_new_folder_in_a_new_folder(bare: Journal, home: Path) -> None:
    assert bare("demo", "~/one/two").code == 0
    assert (home / "one" / "two" / "journal" / "journal.toml").is_file()


def test_an_empty_folder_will_do(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "empty"
    place.mkdir()
    assert bare("demo", str(place)).code == 0


def test_a_folder_with_something_in_it_is_left_as_it_is(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "full"
    place.mkdir()
    (place / ".hidden").write_bytes(b"mine")
    done = bare("demo", str(place))
    assert (done.code, done.out) == (5, "")
    assert done.err == (
        f"error: {place} is not empty; it is left as it is\n"
        "hint: name a new folder, or none at all for a temporary one\n"
    )
    assert contents(place) == {".hidden": b"mine"}


def test_a_file_in_the_place_is_left_as_it_is(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"mine")
    done = bare("demo", str(place))
    assert done.code == 5
    assert f"{place} is a file; it is left as it is" in done.err
    assert place.read_bytes() == b"mine"


def test_a_second_demo_does_not_write_over_the_first(bare: Journal, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    bare("demo", str(place))
    before = contents(place)
    assert bare("demo", str(place)).code == 5
    assert contents(place) == before


def test_the_users_own_journal_and_state_are_untouched(
    journal: Journal, home: Path, tmp_path: Path
) -> None:
    journal("note", "mine")
    before = contents(journal.root), contents(home)
    assert journal("demo", str(tmp_path / "demo")).code == 0
    assert (contents(journal.root), contents(home)) == before


def test_nothing_is_started_in_the_default_place(bare: Journal, home: Path, tmp_path: Path) -> None:
    assert bare("demo", str(tmp_path / "demo")).code == 0
    assert not bare.root.exists()
    assert contents(home) == {}


def test_settings_that_are_broken_do_not_matter(bare: Journal, home: Path, tmp_path: Path) -> None:
    for folder in (home / "config" / "reflectcli", home / "Library/Application Support/reflectcli"):
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text("not toml", encoding="utf-8")
    assert bare("demo", str(tmp_path / "demo")).code == 0


# the same story on every day


def test_the_same_moment_makes_the_same_bytes(bare: Journal, tmp_path: Path) -> None:
    for name in ("one", "two"):
        bare("demo", str(tmp_path / name))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("now", WEEK + ODD_DAYS)
def test_any_day_will_do(bare: Journal, tmp_path: Path, now: str) -> None:
    found = made(bare, tmp_path / "demo", now)
    moment = datetime.fromisoformat(now)
    assert found.problems == ()
    assert 300 <= len(found) <= 450
    assert {record.kind for record in found} == set(KINDS)
    assert all(record.at <= moment and record.shift <= moment.date() for record in found)
    day = (moment - timedelta(hours=4)).date()
    monday = day - timedelta(days=day.weekday())
    assert any(record.shift >= monday for record in found), "nothing of the current week"
    assert verdicts(found, shown_until(day))["empathy"] == "focus"
    assert verdicts(found, shown_until(day))["de_escalation"] == "strength"


def shown_until(day: date) -> date:
    """The Sunday of the week that the demo shows on that day."""
    return day + timedelta(days=6 - day.weekday() - (7 if day.weekday() < 3 else 0))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be chosen here")
@pytest.mark.parametrize("now", ["2026-10-25T21:00:00+01:00", "2027-03-28T21:00:00+02:00"])
def test_the_day_on_which_the_clocks_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        out = io.StringIO()
        world = World({}, datetime.fromisoformat(now), io.StringIO(), out, out)
        with redirect_stdout(out):
            assert run(["demo", str(tmp_path / "demo")], world) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    found = Repository(tmp_path / "demo" / "journal", world.now).load()
    assert found.problems == ()
    assert {record.at.utcoffset() for record in found} == {timedelta(hours=1), timedelta(hours=2)}
    assert all(record.at <= world.now for record in found)


def test_another_day_only_moves_the_dates(bare: Journal, tmp_path: Path) -> None:
    one = made(bare, tmp_path / "one", "2026-11-22T23:00:00+01:00")
    two = made(bare, tmp_path / "two", "2028-03-05T23:00:00+01:00")
    assert [record.id for record in one] == [record.id for record in two]
    apart = date(2028, 3, 5) - date(2026, 11, 22)
    assert {b.shift - a.shift for a, b in zip(one, two, strict=True)} == {apart}
    assert [list(words(record)) for record in one] == [list(words(record)) for record in two]


def test_what_came_later_in_the_day_is_not_there_yet(bare: Journal, tmp_path: Path) -> None:
    noon = made(bare, tmp_path / "noon", "2026-11-20T12:00:00+01:00")
    night = made(bare, tmp_path / "night", "2026-11-20T23:00:00+01:00")
    assert {record.id for record in noon} < {record.id for record in night}
    later = [record for record in night if record.id not in {each.id for each in noon}]
    assert {record.shift for record in later} == {date(2026, 11, 20)}


# what the story is made of


def test_nothing_is_told_twice(story: Logbook) -> None:
    # Only what made a success work may come again: that is how one learns of it.
    records = [replace(each, factors=()) if isinstance(each, Success) else each for each in story]
    told = Counter(text for record in records for text in words(record))
    assert [text for text, times in told.items() if times > 1] == []
    assert len(told) >= 250
    assert max(len(text) for text in told) <= 160


def test_whole_numbers_stand_in_the_files_as_one_would_write_them(sample: Repository) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sample.root.glob("*/**/*.toml")]
    assert len(texts) > 300
    assert [line for text in texts for line in text.splitlines() if line.endswith(".0")] == [
        "target = 4.0"
    ]


def test_every_id_that_is_named_is_there(story: Logbook) -> None:
    ids = {record.id for record in story}
    assert len(ids) == len(story)
    named = [link for record in story for link in record.links]
    named += [checkin.goal for checkin in story.of(Checkin)]
    assert len(named) > 10
    assert set(named) <= ids
    goals = {goal.id for goal in story.of(Goal)}
    assert {checkin.goal for checkin in story.of(Checkin)} <= goals


def test_answers_answer_the_questions_that_were_asked(story: Logbook) -> None:
    sets = set()
    for shift in story.of(Shift):
        sets.add(shift.prompts)
        assert shift.answers
        assert set(shift.answers) <= set(DEFAULT_PROMPTS[shift.prompts].questions)
    assert len(sets) >= 3


def test_a_working_week_has_four_or_five_shifts(story: Logbook) -> None:
    days = {record.shift for record in story if record.kind in ("shift", "note", "rating")}
    weeks = Counter(day.isocalendar()[:2] for day in days)
    assert len(weeks) == 12
    assert set(weeks.values()) <= {4, 5}


def test_two_shifts_have_no_reflection(story: Logbook) -> None:
    worked = {record.shift for record in story if record.kind == "note"}
    assert len(worked - {shift.shift for shift in story.of(Shift)}) == 2


def test_a_night_belongs_to_the_evening_before(story: Logbook) -> None:
    nights = [record for record in story if record.at.date() != record.shift]
    assert all(record.at.date() - record.shift == timedelta(days=1) for record in nights)
    assert len({record.shift for record in nights}) >= 4
    assert any(record.kind == "note" and f"{record.at:%H:%M}" == "02:10" for record in nights)


def test_one_record_is_private_and_some_have_tags(story: Logbook) -> None:
    assert [record.kind for record in story if record.private] == ["note"]
    assert len({tag for record in story for tag in record.tags}) >= 5


def test_the_sixth_week_is_rough(story: Logbook) -> None:
    since = date(2026, 10, 5)
    until = since + timedelta(days=6)
    rough = [shift.mood for shift in story.of(Shift, since, until) if shift.mood]
    usual = [shift.mood for shift in story.of(Shift) if shift.mood]
    assert mean(rough) <= 2 < 3.4 < mean(usual)
    hard = story.of(Challenge, since, until)
    assert len(hard) >= 4
    assert sum(each.control == "system" for each in hard) >= 3
    assert sum("process_policy" in each.causes for each in hard) >= 3
    assert csat(story.of(Reading, since, until)) < 60


def csat(readings: list[Reading]) -> float:
    """Satisfaction in percent: sum over sum."""
    found = [each for each in readings if each.kpi == "csat"]
    return 100 * sum(r.numerator or 0 for r in found) / sum(r.denominator or 0 for r in found)


def test_the_figures_are_plausible(story: Logbook) -> None:
    readings = story.of(Reading)
    assert {each.kpi for each in readings} == {"csat", "frt", "aht", "qa_score"}
    assert 80 <= csat(readings) <= 90
    for each in readings:
        if each.kpi == "aht":
            assert 360 <= (each.numerator or 0) / (each.denominator or 1) <= 600
    first = [r.value or 0 for r in readings if r.kpi == "frt" and r.shift < date(2026, 9, 14)]
    last = [r.value or 0 for r in readings if r.kpi == "frt" and r.shift >= date(2026, 11, 9)]
    assert median(last) < 300 < 400 < median(first)
    assert sum(each.guess is not None for each in readings) >= 5


def test_challenges_and_feedback_say_what_they_should(story: Logbook) -> None:
    for challenge in story.of(Challenge):
        assert challenge.trigger and challenge.causes and challenge.control
        assert challenge.own_part and challenge.next_if and challenge.next_then
    feedback = story.of(Feedback)
    assert {each.source for each in feedback} == {"customer", "colleague", "mentor", "manager"}
    assert {each.type for each in feedback} >= {"suggestion", "concern", "compliment", "criticism"}
    assert any(each.asked for each in feedback)
    assert any(
        each.source == "customer" and "writing" in each.skills and each.type == "criticism"
        for each in feedback
    )


def levels(records: list[Rating] | list[Feedback], skill: str) -> list[int]:
    """The levels of a skill in records that rate."""
    rated = (each.skills if isinstance(each, Rating) else each.ratings for each in records)
    found = (levels.get(skill) for levels in rated)
    return [level for level in found if isinstance(level, int)]


def verdicts(story: Logbook, until: date) -> dict[str, str]:
    """The verdicts by the published rule, computed here anew."""
    half_year = story.of(Rating, until - timedelta(days=181), until)
    every = [n for each in half_year for n in each.skills.values() if isinstance(n, int)]
    m0 = mean(every)
    found = {}
    for skill in {skill for each in half_year for skill in each.skills}:
        own = levels(story.of(Rating, until - timedelta(days=83), until), skill)
        shrunk = (sum(own) + 4 * m0) / (len(own) + 4)
        if len(own) < 5:
            found[skill] = "not_enough"
        elif shrunk >= 4 or (shrunk >= m0 + 0.4 and shrunk >= 3.5):
            found[skill] = "strength"
        elif shrunk <= 2.75 or shrunk <= m0 - 0.4:
            found[skill] = "focus"
        else:
            found[skill] = "steady"
    return found


def test_one_strength_one_focus_and_one_without_enough_data(story: Logbook) -> None:
    assert verdicts(story, date(2026, 11, 22)) == {
        "de_escalation": "strength",
        "empathy": "focus",
        "writing": "not_enough",
        "listening": "steady",
        "problem_solving": "steady",
        "composure": "steady",
        "product_knowledge": "steady",
        "ownership": "steady",
    }
    assert 2.3 <= mean(levels(story.of(Rating), "empathy")) <= 2.7
    assert len(levels(story.of(Rating), "writing")) == 3


def test_others_agree_on_some_things_and_not_on_others(story: Logbook) -> None:
    own, feedback = story.of(Rating), story.of(Feedback)
    colleagues = [each for each in feedback if each.source == "colleague"]
    mentor = [each for each in feedback if each.source == "mentor"]
    assert len(levels(colleagues, "empathy")) >= 5
    assert mean(levels(colleagues, "empathy")) - mean(levels(own, "empathy")) >= 1
    assert mean(levels(own, "writing")) - mean(levels(mentor, "writing")) >= 0.5
    assert abs(mean(levels(mentor, "de_escalation")) - mean(levels(own, "de_escalation"))) < 0.5


def test_one_goal_is_met_one_is_at_risk_and_one_was_dropped(story: Logbook, tmp_path: Path) -> None:
    config = Repository(tmp_path / "demo" / "journal", datetime.fromisoformat(NOW)).config
    found = {
        each.title: each
        for each in goal_findings(story, config, date(2026, 11, 22), date(2026, 8, 31))
    }
    goals = {each.title: each for each in story.of(Goal)}
    assert {title: finding.status for title, finding in found.items()} == {
        "Empathy to 4.0": "at_risk",
        "Twelve better templates": "on_track",
        "First reply under 5 min": "closed",
        "No coffee after four": "closed",
    }
    reply = found["First reply under 5 min"].current
    assert reply is not None and reply < 300
    assert [goals[title].outcome for title in found if goals[title].closed] == ["dropped", "met"]
    empathy = goals["Empathy to 4.0"]
    assert empathy.due is not None and empathy.due > date(2026, 12, 13)
    assert 0 < found["Empathy to 4.0"].steps_done < found["Empathy to 4.0"].steps_total


def test_what_was_done_lies_in_the_past_from_the_first_day_on(
    bare: Journal, tmp_path: Path
) -> None:
    """A Thursday has the least of the week that is shown."""
    found = made(bare, tmp_path / "demo", "2026-11-19T04:00:00+01:00")
    today = date(2026, 11, 19)
    for goal in found.of(Goal):
        done = [step.done for step in goal.steps if step.done]
        assert all(day < today for day in [*done, *(each.on for each in goal.history)])
        assert goal.closed is None or goal.closed < today
    assert [each.finished for each in found.of(Experiment)] == [None]


def test_the_files_are_the_users_alone(bare: Journal, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("permissions are those of POSIX")
    bare("demo", str(tmp_path / "demo"))
    open_to_others = [path for path in (tmp_path / "demo").rglob("*") if path.stat().st_mode & 0o77]
    assert open_to_others == []


def test_records_read_as_an_agent_would_have_written_them(story: Logbook) -> None:
    record: Record = next(each for each in story.of(Challenge) if each.tags == ("upstream",))
    assert record.at.utcoffset() == timedelta(hours=1)
    assert all("@" not in text for each in story for text in words(each))
