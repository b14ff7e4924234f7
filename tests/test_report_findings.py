"""What a report is put together from: counts, moments, promises, what is due, the window."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.desk import build_desk
from reflectcli.analysis.due import due_items
from reflectcli.analysis.highlights import challenges, counts, heard, if_then, wins
from reflectcli.analysis.report import build_report, half_year, older_reach
from reflectcli.domain.journal import JournalConfig, Rhythm
from reflectcli.domain.logbook import Logbook, in_order
from reflectcli.domain.periods import last_weeks, week_of
from reflectcli.domain.records import Activity, Challenge, Note, Record, Shift, Step, Success
from tests.records import feedback, goal, logbook, make, on, rating, reading

CONFIG = JournalConfig()
WEEK = week_of(on(83))
SUNDAY = WEEK.until


def whats(*records: Record, config: JournalConfig = CONFIG) -> list[str]:
    return [item.what for item in due_items(logbook(*records), config, SUNDAY)]


def test_the_counts_are_of_the_period_and_a_shift_counts_once() -> None:
    found = counts(
        logbook(
            make(Note, on(80), text="a"),
            make(Note, on(80), text="b"),
            make(Shift, on(81), answers={"what": "x"}),
            make(Success, on(81), text="c"),
            rating(on(82), empathy=3),
            feedback(on(83), text="d"),
            reading(on(83), "nps", 3),
            make(Activity, on(83), type="course", title="e"),
            make(Note, on(70), text="before"),
        ),
        WEEK,
    )
    assert (found.shifts, found.entries, found.notes, found.ratings) == (3, 2, 2, 1)
    assert (found.feedback, found.readings, found.activities) == (1, 1, 1)


def test_wins_are_successes_best_moments_and_compliments_by_day() -> None:
    records = [
        feedback(on(82), type="compliment", text="kind"),
        feedback(on(82), type="concern", text="slow"),
        make(Success, on(80), text="worked"),
        make(Shift, on(81), answers={"best_moment": "best", "hardest_moment": "hard"}),
    ]
    assert [each.text for each in wins(logbook(*records), WEEK)] == ["worked", "best", "kind"]
    assert [each.text for each in challenges(logbook(*records), WEEK)] == ["hard"]
    assert [each.text for each in heard(logbook(*records), WEEK)] == ["slow"]


def test_a_promise_reads_as_a_sentence() -> None:
    whole = make(Challenge, on(1), text="x", next_if="they repeat,", next_then="I slow down")
    assert if_then(whole) == "If they repeat, then I slow down"
    assert if_then(make(Challenge, on(1), text="x", next_then="I slow down")) == "I slow down"
    assert if_then(make(Challenge, on(1), text="x", next_if="alone")) is None


def test_the_promise_beside_the_focus_is_about_it_where_there_is_one() -> None:
    low = [rating(on(day), empathy=1, listening=5) for day in range(60, 80)]
    about = make(Challenge, on(70), text="x", next_then="about", skills=("empathy",))
    later = make(Challenge, on(80), text="x", next_then="later")
    both = build_report(logbook(*low, about, later), CONFIG, WEEK, SUNDAY)
    assert both.focus is not None
    assert both.focus_promise is not None
    assert (both.focus.skill, both.focus_promise.text) == ("empathy", "about")
    only = build_report(logbook(*low, later), CONFIG, WEEK, SUNDAY)
    assert only.focus_promise is not None
    assert only.focus_promise.text == "later"


def test_a_shift_with_notes_waits_for_its_reflection() -> None:
    note = make(Note, SUNDAY, text="a")
    assert "this shift's reflection" in whats(note)
    assert "this shift's reflection" not in whats(note, make(Shift, SUNDAY, text="done"))
    assert "yesterday's reflection" in whats(make(Note, SUNDAY - timedelta(days=1), text="a"))
    planned = JournalConfig(rhythm=Rhythm(shifts=("sunday",)))
    assert "this shift's reflection" in whats(config=planned)


def test_reassessment_is_due_after_a_week_and_a_first_rating_at_once() -> None:
    assert whats() == ["a first rating of your skills"]
    assert whats(rating(SUNDAY - timedelta(days=6), empathy=3)) == []
    assert whats(rating(SUNDAY - timedelta(days=7), empathy=3)) == ["reassess empathy"]
    many = {"empathy": 3, "listening": 3, "verbal": 3, "writing": 3, "ownership": 3}
    stale = whats(rating(SUNDAY - timedelta(days=7), many))
    assert stale == ["reassess listening, verbal communication, writing and 2 more"]
    never = JournalConfig(rhythm=Rhythm(rate_every_days=0))
    assert whats(rating(SUNDAY - timedelta(days=30), empathy=3), config=never) == []


def test_goals_are_due_when_untouched_and_steps_when_their_day_is_near() -> None:
    fresh = rating(SUNDAY, empathy=3)
    old = goal(SUNDAY - timedelta(days=14), "old one")
    assert whats(fresh, old) == ['check in on "old one"']
    stepped = goal(
        SUNDAY - timedelta(days=30),
        steps=(Step(text="read", done=SUNDAY), Step(text="practise", due=on(85))),
    )
    assert whats(fresh, stepped) == ['"practise" by Tue 1 Dec']
    closed = goal(SUNDAY - timedelta(days=30), closed=SUNDAY, outcome="met")
    assert whats(fresh, closed) == []


def test_a_report_of_the_past_shows_nothing_as_due() -> None:
    promised = goal(SUNDAY, steps=(Step(text="listen in", origin="mentor reply 5deeef1738"),))
    known = logbook(make(Note, SUNDAY, text="a"), promised)
    now = build_report(known, CONFIG, WEEK, SUNDAY)
    assert now.due
    assert [each.text for each in now.agreed] == ["listen in"]
    later = build_report(known, CONFIG, WEEK, SUNDAY + timedelta(days=30))
    assert not later.due
    assert not later.agreed


def test_a_report_reads_half_a_year_and_what_older_goals_are_measured_by() -> None:
    def reach(*goals: Record) -> object:
        return older_reach(logbook(*goals), CONFIG, WEEK)

    assert half_year(WEEK) == SUNDAY - timedelta(days=181)
    assert half_year(last_weeks(60, SUNDAY)) == SUNDAY - timedelta(days=419)
    assert reach() is None
    assert reach(goal(on(0))) is None
    assert reach(goal(on(-200), closed=on(-190), target=1)) is None
    old = goal(on(-200), measure="rating:empathy", target=4)
    older = goal(on(-300), measure="count:note", target=4)
    assert reach(old) == (on(-200), ["rating"])
    assert reach(old, older, goal(on(0))) == (on(-300), ["note", "rating"])
    assert reach(goal(on(-200))) == (on(-200), ["checkin"])


def test_the_desk_counts_the_shifts_of_the_week_and_the_reflected_ones() -> None:
    records = [make(Note, on(day), text="a") for day in (70, 78, 80, 83)]
    desk = build_desk(logbook(*records, make(Shift, on(78), text="x")), CONFIG, SUNDAY)
    assert (desk.rhythm.number, desk.streak.reflected, desk.streak.of) == (3, 1, 3)
    assert [note.text for note in desk.notes] == ["a"]
    assert build_desk(logbook(), CONFIG, SUNDAY).empty


@given(st.permutations(range(30)))
def test_the_order_of_files_changes_nothing(order: list[int]) -> None:
    records: list[Record] = [rating(on(54 + n), empathy=n % 5 + 1) for n in range(20)]
    records += [make(Success, on(83), id=f"zzzz{n:02}", text=str(n)) for n in range(10)]
    straight = Logbook(in_order(records))
    shuffled = Logbook(in_order([records[index] for index in order]))
    assert build_report(straight, CONFIG, WEEK, SUNDAY) == build_report(
        shuffled, CONFIG, WEEK, SUNDAY
    )


def test_older_records_beside_them_change_no_finding_of_the_window() -> None:
    recent: list[Record] = [rating(on(day), empathy=day % 5 + 1) for day in range(0, 84, 3)]
    old: list[Record] = [rating(on(-200 - day), empathy=1) for day in range(300)]
    assert build_report(logbook(*recent), CONFIG, WEEK, SUNDAY) == build_report(
        logbook(*recent, *old), CONFIG, WEEK, SUNDAY
    )
