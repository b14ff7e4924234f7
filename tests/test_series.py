"""What each measure is made of, and the points that come of it."""

import pytest

from reflectcli.analysis.report import build_report, elapsed
from reflectcli.analysis.series import (
    kinds_behind,
    points_of,
    rating_points,
    records_behind,
    weekly_readings,
)
from reflectcli.analysis.slopes import Point
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.measures import parse_measure
from reflectcli.domain.periods import Period, last_weeks, months_of, week_of
from reflectcli.domain.records import Note, Record
from tests.records import checkin, feedback, goal, logbook, make, on, rating, reading

CONFIG = JournalConfig()
ALL = last_weeks(12, on(83))


def points(measure: str, *records: Record, of: str = "none") -> list[tuple[int, float]]:
    """The points of a measure, each with its day from the Monday on."""
    known = parse_measure(measure, CONFIG)
    behind = records_behind(known, logbook(*records), CONFIG, of, ALL)
    return [((each.day - on(0)).days, each.value) for each in points_of(known, behind, CONFIG)]


def test_ratings_of_one_shift_are_one_point_their_mean() -> None:
    evening = [rating(on(3), empathy=level) for level in (2, 3, 5)]
    others = [rating(on(4), empathy="n/a"), rating(on(4), listening=1), rating(on(5), empathy=4)]
    assert rating_points([*evening, *others], "empathy") == [
        Point(on(3), 10 / 3), Point(on(5), 4),
    ]  # fmt: skip
    assert points("rating:empathy", *evening, *others) == [(3, pytest.approx(10 / 3)), (5, 4)]


def test_a_count_runs_on_under_the_mondays_of_its_weeks() -> None:
    notes = [make(Note, on(day), text="x") for day in (-1, 0, 6, 7, 83)]
    assert points("count:note", *notes) == [(0, 2), (7, 3), (77, 4)]


def test_a_manual_measure_is_what_its_own_check_ins_say() -> None:
    mine, other = goal(on(0)), goal(on(0))
    said = [checkin(on(3), mine, 2.5), checkin(on(4), mine), checkin(on(5), other, 9)]
    assert points("manual", *said, of=mine.id) == [(3, 2.5)]
    assert points("manual", checkin(on(6), mine, 0), of=mine.id) == [(6, 0)]


def test_the_readings_of_a_week_are_one_point() -> None:
    readings = [reading(on(day), "csat", good, 10) for day, good in ((0, 8), (6, 10), (7, 5))]
    assert points("kpi:csat", *readings) == [(0, 90), (7, 50)]
    assert [(week, len(found)) for week, found in weekly_readings(readings)] == [
        (on(0), 2), (on(7), 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "kinds"),
    [
        ("rating:empathy", ["rating"]),
        ("kpi:csat", ["reading", "feedback"]),
        ("manual", ["checkin"]),
        ("count:shift", ["shift"]),
    ],
)
def test_the_kinds_behind_a_measure(measure: str, kinds: list[str]) -> None:
    assert kinds_behind(parse_measure(measure, CONFIG)) == kinds


@pytest.mark.parametrize(
    ("period", "days", "until"),
    [
        (week_of(on(80)), 80, on(83)),
        (months_of(on(80), 1), 80, on(80)),
        (months_of(on(80), 1), 90, months_of(on(80), 1).until),
        (months_of(on(80), 1), 20, months_of(on(80), 1).until),
        (Period(on(0), on(7), ""), 5, on(5)),
        (Period(on(0), on(6), ""), 5, on(6)),
        (Period(on(0), on(7), ""), 0, on(0)),
    ],
)
def test_a_period_has_elapsed_up_to_the_day_but_a_week_is_whole(
    period: Period, days: int, until: object
) -> None:
    assert elapsed(period, on(days)) == Period(period.since, until, period.label)  # type: ignore[arg-type]


def test_what_is_due_is_due_now_and_no_matter_of_a_period_that_is_over() -> None:
    book = logbook(rating(on(40), empathy=3), feedback(on(41), text="well done"))
    assert build_report(book, CONFIG, week_of(on(83)), on(83)).due
    assert not build_report(book, CONFIG, week_of(on(70)), on(83)).due
