"""Activities: hours by group, and what went together with them."""

import json
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.activities import GROUPS, hours, movements
from reflectcli.analysis.mirror import Movement
from reflectcli.domain.fields import ActivityType
from reflectcli.domain.periods import last_weeks, week_of
from reflectcli.domain.records import Activity, Record
from reflectcli.domain.rubric import Rubric
from tests.conftest import Journal
from tests.records import logbook, make, on, rating
from tests.story import dated

TWELVE = last_weeks(12, on(83))


def done(day: int, kind: str = "practice", **values: object) -> Activity:
    return make(Activity, on(day), type=kind, title="a thing", **values)


def around(day: int, before: int, after: int, n: int = 5) -> list[Record]:
    earlier: list[Record] = [rating(on(day - 1 - each), empathy=before) for each in range(n)]
    return earlier + [rating(on(day + 1 + each), empathy=after) for each in range(n)]


def move(*records: Record) -> Movement:
    (found,) = movements(logbook(*records), Rubric(), TWELVE)
    return found


def journal_files() -> dict[str, str]:
    files: dict[str, str] = {}
    middle = date(2026, 11, 10)
    for step in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5):
        day = middle + timedelta(days=step)
        body = f"[skills]\nempathy = {2 if step < 0 else 3}\n"
        files |= dated(f"ra{step + 5:04}", "rating", day, body)
    body = 'type = "shadowing"\ntitle = "Beside Ana"\nhours = 2\nskills = ["empathy"]\n'
    files |= dated("act001", "activity", middle, body)
    return files | dated("act002", "activity", middle, 'type = "reading"\ntitle = "A book"\n')


def test_hours_and_what_went_together_in_the_report(journal: Journal) -> None:
    journal.write(journal_files())
    out = journal("report").out
    start = out.index("Hours")
    assert out[start : out.index("\n\n", start)] == (
        "Hours  with others 2 h (1×) · courses and reading 1×, hours not written down\n"
        "  empathy: 2.0 (5 ratings in 5 shifts) before, 3.0 (5 ratings in 5        act001\n"
        "    shifts) after “Beside Ana”\n"
        "  It goes together, no more: four weeks before and after, and much else happened\n"
        "  in them."
    )
    assert "Hours" not in journal("week").out


def test_markdown_names_the_records(journal: Journal) -> None:
    journal.write(journal_files())
    out = journal("report", "-f", "markdown").out
    assert (
        "## Hours\n\n"
        "- with others 2 h (1×): `act001`\n"
        "- courses and reading 1×, hours not written down: `act002`\n\n"
        "- empathy: 2.0 (5 ratings in 5 shifts) before, 3.0 (5 ratings in 5 shifts) after"
        " “Beside Ana” (`act001` `ra0010` `ra0009` `ra0008` `ra0007` and 6 more)\n"
    ) in out


def test_json_has_the_movement_with_its_activity(journal: Journal) -> None:
    journal.write(journal_files())
    report = json.loads(journal("report", "-f", "json").out)
    (moved,) = next(each for each in report["activities"] if each["id"] == "act001")["moved"]
    assert moved["before"] == {"n": 5, "shifts": 5, "mean": 2}
    assert moved["after"] == {"n": 5, "shifts": 5, "mean": 3}
    assert moved["enough"] is True
    assert len(moved["evidence"]) == 11
    assert [(each["group"], each["hours"]) for each in report["hours"]] == [
        ("with_others", 2),
        ("formal", 0),
    ]


def test_every_type_of_activity_has_one_group() -> None:
    listed = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(listed) == sorted(get_args(ActivityType))


def test_hours_add_up_and_missing_ones_are_counted_not_guessed() -> None:
    activities = [
        done(80, "practice", hours=0.5),
        done(81, "practice"),
        done(82, "coaching", hours=1),
        done(83, "workshop", hours=2),
        done(-20, "course", hours=9),
    ]
    found = {each.group: each for each in hours(logbook(*activities), TWELVE)}
    assert set(found) == {"practice", "with_others"}
    assert (found["practice"].hours, found["practice"].untimed) == (0.5, 1)
    assert (found["with_others"].hours, found["with_others"].activities) == (3, 2)
    assert found["with_others"].evidence == (activities[3].id, activities[2].id)


def test_the_activitys_own_day_is_on_neither_side() -> None:
    found = move(*around(40, 2, 4), rating(on(40), empathy=5), done(40, skills=("empathy",)))
    assert (found.before.n, found.after.n) == (5, 5)
    assert (found.before.mean, found.after.mean) == (2, 4)


def test_the_sides_reach_four_weeks_and_no_further() -> None:
    edges = [rating(on(day), empathy=3) for day in (11, 12, 68, 69)]
    found = move(*edges, done(40, skills=("empathy",)))
    assert (found.before.n, found.after.n) == (1, 1)


@pytest.mark.parametrize(("n", "enough"), [(4, False), (5, True)])
def test_fewer_than_five_ratings_on_a_side_are_not_shown(n: int, enough: bool) -> None:
    assert move(*around(40, 2, 4, n), done(40, skills=("empathy",))).enough is enough


def test_five_ratings_of_one_evening_are_not_enough() -> None:
    evening = [rating(on(41), empathy=4) for _ in range(5)]
    before = around(40, 2, 4)[:5]
    assert not move(*before, *evening, done(40, skills=("empathy",))).enough


def test_a_skill_that_the_rubric_does_not_know_is_passed_over() -> None:
    assert movements(logbook(done(40, skills=("juggling",))), Rubric(), TWELVE) == []


def test_older_records_than_a_report_reads_change_nothing() -> None:
    year = last_weeks(52, on(83))
    activity = make(Activity, year.since, type="practice", title="x", skills=("empathy",))
    before = [rating(year.since - timedelta(days=each), empathy=1) for each in range(1, 8)]
    (found,) = movements(logbook(activity, *before), Rubric(), year)
    assert found.before.n == 0


@given(st.lists(st.integers(1, 83), max_size=30), st.integers(1, 83))
def test_no_rating_is_on_both_sides(days: list[int], day: int) -> None:
    ratings = [rating(on(each), empathy=3) for each in days]
    found = move(*ratings, done(day, skills=("empathy",)))
    assert found.before.n + found.after.n <= len(ratings) - days.count(day)
    assert len(found.evidence) == 1 + found.before.n + found.after.n
    assert found.enough <= (found.before.n >= 5 and found.after.n >= 5)


def test_a_week_counts_its_own_hours_only() -> None:
    records = logbook(done(70, hours=3), done(80, hours=1))
    assert [each.hours for each in hours(records, week_of(on(83)))] == [1]


def test_a_report_of_a_week_still_reads_half_a_year_back() -> None:
    """As far as the means of its findings reach, and to the day."""
    week = week_of(on(83))
    activity = done(80, skills=("empathy",))
    ratings = [rating(on(day), empathy=3) for day in (53, 79)]
    (found,) = movements(logbook(activity, *ratings), Rubric(), week)
    assert found.before.n == 2


@pytest.mark.parametrize(("days", "enough"), [((1, 2), False), ((1, 2, 3), True)])
def test_five_ratings_of_three_shifts_are_enough(days: tuple[int, ...], enough: bool) -> None:
    after = [rating(on(40 + each), empathy=4) for each in (*days, *days, *days)[:5]]
    assert move(*around(40, 2, 4)[:5], *after, done(40, skills=("empathy",))).enough is enough
