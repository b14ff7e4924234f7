"""The rhythm: weekdays or a rota, days away, and what counts as a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.schedule import (
    Away,
    Schedule,
    is_away,
    is_rota,
    parse_away,
    parse_rota,
)
from tests.conftest import Journal

MONDAY = date(2026, 11, 2)
ROTA = "4 on 2 off from 2026-11-02"
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def november(*numbers: int) -> list[date]:
    return [date(2026, 11, number) for number in numbers]


def test_weekdays_are_the_shifts_of_every_week() -> None:
    schedule = Schedule(["monday", "friday"])
    assert schedule.is_fixed
    assert schedule.shifts(MONDAY, date(2026, 11, 15)) == november(2, 6, 9, 13)
    assert schedule.weekdays == (0, 4)
    assert schedule.next_shift(MONDAY) == date(2026, 11, 6)


def test_a_rota_goes_on_before_and_after_its_day_and_before_weekdays() -> None:
    schedule = Schedule(["sunday"], ROTA)
    assert schedule.shifts(MONDAY, date(2026, 11, 14)) == november(2, 3, 4, 5, 8, 9, 10, 11, 14)
    assert schedule.expects(date(2026, 10, 27))
    assert not schedule.expects(date(2026, 11, 1))
    assert schedule.weekdays == ()


def test_a_rota_of_several_parts() -> None:
    rota = parse_rota("2 on, 2 off, 3 on, 2 off, 2 on, 3 off from 2026-11-02")
    assert "".join("x" if on else "." for on in rota.turn) == "xx..xxx..xx..."
    assert rota.since == MONDAY


def test_without_a_rhythm_nothing_is_expected() -> None:
    schedule = Schedule()
    assert not schedule.is_fixed
    assert schedule.shifts(MONDAY, date(2027, 11, 2)) == []
    assert schedule.next_shift(MONDAY) is None


def test_days_away_hold_no_shift_from_the_first_to_the_last() -> None:
    away = {"2026-11-06..2026-11-09": "a long weekend", "2026-11-16": "dentist"}
    schedule = Schedule(["monday", "friday"], None, away)
    assert schedule.shifts(MONDAY, date(2026, 11, 20)) == november(2, 13, 20)
    found = schedule.away_on(date(2026, 11, 7))
    assert found == Away(date(2026, 11, 6), date(2026, 11, 9), "a long weekend")
    assert (found.days, found.name) == (4, "2026-11-06..2026-11-09")
    assert [each.name for each in schedule.away] == ["2026-11-06..2026-11-09", "2026-11-16"]
    assert schedule.away_on(date(2026, 11, 10)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "4 on", "4 on 2 off", "from 2026-11-02", "4 on from 2026-11-02", "4 off 2 on from x",
        "4 off 2 on from 2026-11-02", "0 on 2 off from 2026-11-02", "4 on 2 off from 2026-13-02",
        "4 on 2 off from 20261102", "four on 2 off from 2026-11-02", "-4 on 2 off from 2026-11-02",
        "300 on 300 off from 2026-11-02", "4 on 2 off since 2026-11-02",
        "² on 2 off from 2026-11-02",
    ],
)  # fmt: skip
def test_what_is_no_rota(text: str) -> None:
    assert not is_rota(text)


@pytest.mark.parametrize(
    "text",
    ["", "..", "2026-11-02..", "..2026-11-02", "2026-11-03..2026-11-02", "2026-W45-1", "20261102",
     "2026-11-02...2026-11-03", "2026-11-02..2026-11-03..2026-11-04"],
)  # fmt: skip
def test_what_names_no_days(text: str) -> None:
    assert not is_away(text)


@given(DAYS, st.integers(0, 400))
def test_the_name_of_days_away_reads_back(first: date, more: int) -> None:
    away = Away(first, first + timedelta(days=more), "x")
    assert parse_away(away.name, "x") == away


@given(DAYS, DAYS, st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4))
def test_a_gap_is_its_days_without_those_away(
    one: date, other: date, spans: list[tuple[date, int]]
) -> None:
    earlier, later = min(one, other), max(one, other)
    later = min(later, earlier + timedelta(days=700))
    away = {Away(day, day + timedelta(days=more)).name: "x" for day, more in spans}
    schedule = Schedule((), None, away)
    passed = [earlier + timedelta(days=n + 1) for n in range((later - earlier).days)]
    counted = [day for day in passed if schedule.away_on(day) is None]
    assert schedule.days_since(earlier, later) == len(counted)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('rota = "4 and 2"', "rhythm.rota must be a rota such as 4 on 2 off from 2026-11-02"),
        ("rota = 4", "rhythm.rota must be text"),
        (
            'away = { "xmas" = "x" }',
            "rhythm.away.xmas must be a date, or two as in 2026-12-24..2027-01-02",
        ),
        ('away = { "2026-12-24" = "" }', "rhythm.away.2026-12-24 must not be empty"),
        ('shifts = ["mon"]', "rhythm.shifts[1] must be one of monday,"),
    ],
)
def test_a_rhythm_that_is_none_is_shown_with_its_line(
    bare: Journal, line: str, message: str
) -> None:
    bare.write({"journal.toml": f"format = 1\n[rhythm]\n{line}\n"})
    result = bare("week")
    assert result.code == 3
    assert result.err.startswith(f"error: journal.toml:3: {message}")
    assert f"  3 | {line}" in result.err
