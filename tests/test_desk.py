"""`reflect` alone: the rhythm, the streak, this day in the past, and never more than a screen."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.desk import build_desk
from reflectcli.analysis.due import due_items
from reflectcli.analysis.on_this_day import days_back
from reflectcli.analysis.streak import Streak, find_streak
from reflectcli.analysis.warnings import cautions
from reflectcli.domain.journal import JournalConfig, Rhythm
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Activity, Challenge, Note, Record, Shift, Step
from reflectcli.domain.schedule import Schedule
from tests.conftest import Journal
from tests.records import feedback, goal, logbook, make, on, rating
from tests.story import FILES, TARGETS, dated

SUNDAY = on(83)
WEEKDAYS = Schedule(["monday", "tuesday", "wednesday", "thursday", "friday"])


def reflected(*days: int) -> list[Record]:
    return [make(Shift, on(day), text="x") for day in days]


def noted(*days: int) -> list[Record]:
    return [make(Note, on(day), text="x") for day in days]


def row(*records: Record, schedule: Schedule, today: date = SUNDAY) -> tuple[int, int]:
    found = find_streak(logbook(*records), schedule, today)
    return found.shifts, found.passed


def test_days_off_are_no_gap_in_a_streak() -> None:
    fortnight = (70, 71, 72, 73, 74, 77, 78, 79, 80, 81)
    assert row(*reflected(*fortnight), schedule=WEEKDAYS) == (10, 0)
    assert row(*reflected(*fortnight), schedule=Schedule()) == (10, 0)


def test_one_miss_in_seven_is_let_pass_a_second_one_is_not() -> None:
    week = (77, 78, 80, 81)
    assert row(*reflected(*week), schedule=WEEKDAYS) == (4, 1)
    assert row(*reflected(70, 71, 73, 74, *week), schedule=WEEKDAYS) == (6, 1)
    apart = (63, 64, 65, 67, 70, 71, 72, 73, 74, 77, 78, 80, 81)
    assert row(*reflected(*apart), schedule=WEEKDAYS) == (13, 2)


def test_a_holiday_is_no_gap_in_a_streak() -> None:
    away = Schedule(["monday", "friday"], None, {f"{on(57)}..{on(80)}": "holidays"})
    assert row(*reflected(49, 53, 56, 81), schedule=away) == (4, 0)
    without = Schedule(["monday", "friday"])
    assert row(*reflected(49, 53, 56, 81), schedule=without) == (1, 0)


def test_today_is_no_miss_while_it_lasts_and_counts_when_it_is_done() -> None:
    friday = on(81)
    done = reflected(77, 78, 79, 80)
    assert row(*done, *noted(81), schedule=WEEKDAYS, today=friday) == (4, 0)
    assert row(*done, *reflected(81), schedule=WEEKDAYS, today=friday) == (5, 0)


def test_a_shift_beside_the_rhythm_counts_where_it_was_reflected_on() -> None:
    week = (77, 78, 79, 80, 81)
    assert row(*reflected(*week, 82), schedule=WEEKDAYS) == (6, 0)
    assert row(*reflected(*week), *noted(82), schedule=WEEKDAYS) == (5, 0)
    # Without a fixed rhythm what was written on tells the shifts.
    assert row(*reflected(*week), *noted(75, 76), schedule=Schedule()) == (5, 0)
    assert row(*reflected(70, *week), *noted(75), schedule=Schedule()) == (6, 1)


def test_the_last_twelve_shifts_are_counted_and_an_old_streak_may_be_older() -> None:
    days = range(-100, 82)
    weekdays = [day for day in days if on(day).weekday() < 5]
    found = find_streak(logbook(*reflected(*weekdays)), WEEKDAYS, SUNDAY)
    assert found == Streak(reflected=12, of=12, shifts=len(weekdays), passed=0, more=True)
    assert find_streak(logbook(), WEEKDAYS, SUNDAY) == Streak(
        reflected=0, of=0, shifts=0, passed=0, more=False
    )


@given(st.sets(st.integers(0, 82)), st.sets(st.integers(0, 82)))
def test_a_streak_never_counts_more_than_there_is(done: set[int], notes: set[int]) -> None:
    for schedule in (Schedule(), WEEKDAYS, Schedule((), "4 on 2 off from 2026-09-07")):
        found = find_streak(logbook(*reflected(*done), *noted(*notes)), schedule, SUNDAY)
        assert found.shifts <= len(done)
        assert found.passed <= 1 + found.shifts // 6
        assert found.reflected <= found.of <= 12


def config(**rhythm: object) -> JournalConfig:
    return JournalConfig(rhythm=Rhythm(**rhythm))  # type: ignore[arg-type]


def whats(*records: Record, today: date = SUNDAY, **rhythm: object) -> list[str]:
    return [item.what for item in due_items(logbook(*records), config(**rhythm), today)]


def test_a_scheduled_shift_waits_for_its_reflection_and_a_day_away_does_not() -> None:
    fresh = rating(SUNDAY, empathy=3)
    assert whats(fresh, shifts=("sunday",)) == ["this shift's reflection"]
    assert whats(fresh, rota="1 on 1 off from 2026-11-27") == ["this shift's reflection"]
    assert whats(fresh, rota="1 on 1 off from 2026-11-28") == []
    assert whats(fresh, shifts=("sunday",), away={f"{SUNDAY}": "wedding"}) == []


def test_days_away_put_off_what_is_due_by_the_rhythm() -> None:
    old = rating(on(70), empathy=3)
    open_goal = goal(on(60), "old one")
    assert whats(old, open_goal) == ["reassess empathy", 'check in on "old one"']
    away = {f"{on(71)}..{on(82)}": "holidays"}
    assert whats(old, open_goal, away=away) == []
    now = {f"{on(82)}..{on(90)}": "holidays"}
    dated_step = goal(on(60), "b", steps=(Step(text="read", due=on(84)),))
    assert whats(old, open_goal, dated_step, away=now) == ['"read" by Mon 30 Nov']


def test_the_shift_before_days_off_can_still_be_reflected_on() -> None:
    friday, monday = on(81), on(84)
    records = [rating(monday, empathy=3), make(Note, friday, text="a")]
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
    found = due_items(logbook(*records), config(shifts=weekdays), monday)
    assert [(each.what, each.command) for each in found] == [
        ("this shift's reflection", "reflect log"),
        ("Friday's reflection", f"reflect log --on {friday}"),
    ]
    assert whats(*records, today=on(85), shifts=weekdays) == ["this shift's reflection"]


def test_a_step_agreed_with_the_mentor_is_called_so() -> None:
    said = feedback(on(80), "mentor", text="Shadow Ana.")
    step = Step(text="shadow Ana", due=on(85))
    agreed = goal(on(81), "calm", steps=(step,), links=(said.id,))
    fresh = rating(SUNDAY, empathy=3)
    assert whats(fresh, said, agreed) == ['with your mentor: "shadow Ana" by Tue 1 Dec']
    assert whats(fresh, said, goal(on(81), "calm", steps=(step,))) == ['"shadow Ana" by Tue 1 Dec']


def test_weeks_away_make_no_goal_rest_and_no_week_forgotten() -> None:
    period = last_weeks(5, SUNDAY)
    records: list[Record] = [make(Note, on(78 + n % 5), text="x") for n in range(12)]
    records += [goal(on(50), "old one"), make(Challenge, on(83), text="y", links=())]
    away = Schedule((), None, {f"{on(52)}..{on(76)}": "holidays"})
    plain = cautions(logbook(*records), [], period, SUNDAY)
    assert {each.kind for each in plain} == {"recency", "resting_goal"}
    assert cautions(logbook(*records), [], period, SUNDAY, away) == []


def test_the_next_step_is_of_the_goal_that_ends_first() -> None:
    near = goal(on(50), "near", due=on(120), steps=(Step(text="done", done=on(60)), Step(text="a")))
    later = goal(on(40), "later", due=on(150), steps=(Step(text="b"),))
    never = goal(on(30), "never", steps=(Step(text="c"),))
    shut = goal(on(30), "shut", due=on(90), closed=on(70), steps=(Step(text="d"),))
    found = build_desk(logbook(never, later, near, shut), JournalConfig(), SUNDAY).next_step
    assert found is not None
    assert (found.text, found.goal, found.until, found.id) == ("a", "near", on(120), near.id)
    assert build_desk(logbook(shut), JournalConfig(), SUNDAY).next_step is None
    soon = goal(on(50), "near", due=on(120), steps=(Step(text="a", due=on(85)),))
    assert build_desk(logbook(soon), JournalConfig(), SUNDAY).next_step is None


def test_this_day_is_looked_for_a_year_half_a_year_and_a_month_ago() -> None:
    assert [day for day, _ in days_back(date(2026, 8, 31))] == [
        date(2025, 8, 31), date(2026, 2, 28), date(2026, 7, 31),
    ]  # fmt: skip
    assert days_back(date(2028, 2, 29))[0] == (date(2027, 2, 28), "A year ago")


YEAR_AGO = date(2025, 11, 22)
WON = {
    **dated("h1gh00", "feedback", YEAR_AGO, 'source = "customer"\ntype = "compliment"\n'
            'text = "kind"\n'),
    **dated("h1gh01", "shift", YEAR_AGO, '[answers]\nbest_moment = "The quiet hour."\n'),
    **dated("h1gh02", "success", YEAR_AGO, 'text = "First week without an escalation."\n'),
    **dated("h1gh03", "success", date(2026, 5, 22), 'text = "half a year"\n'),
    **dated("h1gh04", "success", date(2026, 10, 22), 'text = "a month"\n'),
}  # fmt: skip


@pytest.fixture
def story(bare: Journal) -> Journal:
    return bare.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})


def memory(journal: Journal) -> str:
    lines = [line for line in journal().out.splitlines() if " ago today: " in line]
    assert len(lines) < 2
    return " ".join(lines[0].split()) if lines else ""


def test_one_thing_that_went_well_on_this_day(story: Journal) -> None:
    assert memory(story) == ""
    names = list(story.write(WON).files())
    for kind, text in (
        ("success-h1gh02", "A year ago today: First week without an escalation. h1gh02"),
        ("shift-h1gh01", "A year ago today: The quiet hour. h1gh01"),
        ("feedback-h1gh00", "A year ago today: customer: “kind” h1gh00"),
        ("success-h1gh03", "Half a year ago today: half a year h1gh03"),
        ("success-h1gh04", "A month ago today: a month h1gh04"),
    ):
        assert memory(story) == text
        (name,) = [name for name in names if kind in name]
        (story.root / name).unlink()
    assert memory(story) == ""


def rhythm(journal: Journal, lines: str) -> Journal:
    return journal.write({"journal.toml": f"format = 1\n{TARGETS}\n[rhythm]\n{lines}\n"})


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ("", "Sunday 22 Nov · shift 6 of this week                           reflected 1 of 10"),
        (
            'shifts = ["monday", "friday", "sunday"]',
            "Sunday 22 Nov · shift 6 of 6 this week                          reflected 1 of 6",
        ),
        (
            'rota = "4 on 2 off from 2026-11-22"',
            "Sunday 22 Nov · shift 7 of 7 this week                          reflected 1 of 9",
        ),
    ],
)
def test_the_head_says_which_shift_it_is(story: Journal, lines: str, head: str) -> None:
    assert rhythm(story, lines)().out.splitlines()[0] == head


WEEK = 'shifts = ["monday", "tuesday", "wednesday", "thursday", "friday"]\n'


def test_a_day_off_and_a_day_away_are_called_so(story: Journal) -> None:
    rhythm(story, WEEK + 'away = { "2026-12-24..2027-01-02" = "holidays" }')
    off = story(now="2026-11-29T12:00:00+01:00").out
    assert off.startswith("Sunday 29 Nov · day off, next shift Mon 30 Nov ")
    assert "this shift's reflection" not in off
    away = story(now="2026-12-25T12:00:00+01:00").out
    assert away.startswith("Friday 25 Dec · away until Sat 2 Jan 2027 ")
    assert "Nothing is due" in away
    today = json.loads(story("--json", now="2026-12-25T12:00:00+01:00").out)["today"]
    assert today["rhythm"] == {
        "number": 0, "of": 0, "following": "2027-01-04",
        "away": {"since": "2026-12-24", "until": "2027-01-02", "text": "holidays"},
    }  # fmt: skip


def test_the_streak_stands_beside_how_many_were_reflected(story: Journal) -> None:
    rhythm(story, WEEK)
    for day in (16, 17, 18, 20):
        story.write(dated(f"s4hf{day}", "shift", date(2026, 11, day), 'text = "x"\n'))
    assert story().out.splitlines()[0].endswith("  reflected 5 of 11 · streak 5, 1 let pass")
    story.env["COLUMNS"] = "70"
    assert story().out.splitlines()[0].endswith("  streak 5, 1 let pass")
    assert "reflected" not in story().out.splitlines()[0]
    today = json.loads(story("--json").out)["today"]
    assert (today["reflected"], today["shifts"], today["shift_of_week"]) == (5, 11, 7)
    assert today["streak"] == {"reflected": 5, "of": 11, "shifts": 5, "passed": 1, "more": False}


def crowded(journal: Journal) -> Journal:
    """A journal with far more to say than a screen holds."""
    journal.write(WON)
    for number in range(20):
        text = f"note {number:02} " + "and a long line that goes on over the edge of it " * 2
        clock = f"{number % 12 + 4:02}:{number:02}"
        journal.write(
            dated(f"n0t3{number:02}", "note", date(2026, 11, 22), f'text = "{text}"\n', clock)
        )
    for number in range(9):
        body = f'title = "Goal {number} with a title that is long, longer than its column"\n'
        body += "[[steps]]\ntext = 'one step'\ndue = 2026-11-23\n"
        path = next(iter(dated(f"g0a1{number}0", "goal", date(2026, 10, 1), body).items()))
        journal.write({f"goals/{path[0].rpartition('/')[2]}": path[1]})
    return journal


@pytest.mark.parametrize("columns", ["80", "120"])
def test_it_is_never_more_than_a_screen(story: Journal, columns: str) -> None:
    story.env["COLUMNS"] = columns
    lines = crowded(story)().out.splitlines()
    assert len(lines) <= 22
    assert max(map(len, lines)) <= int(columns)
    assert any("earlier: reflect list note" in line for line in lines)
    assert any("more: reflect week" in line for line in lines)
    assert any("16:20  listened first, worked" in line for line in lines)


def test_the_desk_shouts_at_nobody(story: Journal) -> None:
    for journal in (story, crowded(rhythm(story, WEEK))):
        out = journal().out
        assert "!" not in out
        assert not {"missed", "lost", "failed", "broken", "forgot"} & set(out.lower().split())


def test_an_activity_alone_makes_no_shift() -> None:
    only = make(Activity, SUNDAY, type="course", title="x")
    desk = build_desk(logbook(only), config(shifts=("monday",)), SUNDAY)
    assert (desk.rhythm.number, desk.rhythm.following) == (0, SUNDAY + timedelta(days=1))


def test_a_goal_of_which_no_step_is_done_has_a_next_one() -> None:
    begun = goal(on(50), "begun", steps=(Step(text="first"), Step(text="second")))
    over = goal(on(40), "over", due=on(90), steps=(Step(text="did it", done=on(60)),))
    found = build_desk(logbook(begun, over), JournalConfig(), SUNDAY).next_step
    assert found is not None
    assert (found.text, found.goal) == ("first", "begun")


@pytest.mark.parametrize(
    ("day", "said"), [(82, ["yesterday's reflection"]), (81, ["Friday's reflection"]), (80, [])]
)
def test_yesterday_is_the_day_before(day: int, said: list[str]) -> None:
    records = [make(Note, on(day), text="a"), rating(SUNDAY, empathy=3)]
    assert whats(*records, shifts=("thursday", "friday")) == said
