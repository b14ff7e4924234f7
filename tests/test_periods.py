"""Periods as people type them, and the days that they hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.periods import (
    Period,
    back,
    between,
    last_weeks,
    months_of,
    parse_period,
    week_of,
)
from reflectcli.errors import ReflectError
from tests.conftest import Journal
from tests.test_moments import ANY, TODAYS

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "unit", "since", "until", "label"),
    [
        ("", "week", "2026-11-16", "2026-11-22", "2026-W47"),
        ("week", None, "2026-11-16", "2026-11-22", "2026-W47"),
        ("Week", None, "2026-11-16", "2026-11-22", "2026-W47"),
        ("0", "week", "2026-11-16", "2026-11-22", "2026-W47"),
        ("-1", "week", "2026-11-09", "2026-11-15", "2026-W46"),
        ("−1", "week", "2026-11-09", "2026-11-15", "2026-W46"),
        ("week -1", None, "2026-11-09", "2026-11-15", "2026-W46"),
        ("week-1", None, "2026-11-09", "2026-11-15", "2026-W46"),
        ("last week", None, "2026-11-09", "2026-11-15", "2026-W46"),
        ("previous week", "month", "2026-11-09", "2026-11-15", "2026-W46"),
        ("this week", None, "2026-11-16", "2026-11-22", "2026-W47"),
        ("-47", "week", "2025-12-22", "2025-12-28", "2025-W52"),
        ("-46", "week", "2025-12-29", "2026-01-04", "2026-W01"),
        ("month", None, "2026-11-01", "2026-11-30", "2026-11"),
        ("-1", "month", "2026-10-01", "2026-10-31", "2026-10"),
        ("month -11", None, "2025-12-01", "2025-12-31", "2025-12"),
        ("last month", None, "2026-10-01", "2026-10-31", "2026-10"),
        ("quarter", None, "2026-10-01", "2026-12-31", "2026-Q4"),
        ("-1", "quarter", "2026-07-01", "2026-09-30", "2026-Q3"),
        ("-4", "quarter", "2025-10-01", "2025-12-31", "2025-Q4"),
        ("year", None, "2026-01-01", "2026-12-31", "2026"),
        ("last year", None, "2025-01-01", "2025-12-31", "2025"),
        ("2026-W47", None, "2026-11-16", "2026-11-22", "2026-W47"),
        ("2026W47", None, "2026-11-16", "2026-11-22", "2026-W47"),
        ("2026-w1", None, "2025-12-29", "2026-01-04", "2026-W01"),
        ("2026-W53", None, "2026-12-28", "2027-01-03", "2026-W53"),
        ("2026-11", None, "2026-11-01", "2026-11-30", "2026-11"),
        ("2024-02", None, "2024-02-01", "2024-02-29", "2024-02"),
        ("2026-Q4", None, "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026q1", None, "2026-01-01", "2026-03-31", "2026-Q1"),
        ("2026", None, "2026-01-01", "2026-12-31", "2026"),
        ("november", None, "2026-11-01", "2026-11-30", "2026-11"),
        ("dec", None, "2025-12-01", "2025-12-31", "2025-12"),
        ("Aug 2023", None, "2023-08-01", "2023-08-31", "2023-08"),
        ("2023-08-01..2023-08-31", None, "2023-08-01", "2023-08-31", "2023-08"),
        ("2026-11-16..2026-11-20", None, "2026-11-16", "2026-11-20", "2026-11-16..2026-11-20"),
        ("2026-11-16 .. fri", None, "2026-11-16", "2026-11-20", "2026-11-16..2026-11-20"),
        ("mon..", None, "2026-11-16", "2026-11-22", "2026-11-16..2026-11-22"),
        ("2026-07..2026-09", None, "2026-07-01", "2026-09-30", "2026-Q3"),
        ("2026-W46..2026-W47", None, "2026-11-09", "2026-11-22", "2026-11-09..2026-11-22"),
        ("nov..", None, "2026-11-01", "2026-11-22", "2026-11-01..2026-11-22"),
        ("12 weeks", None, "2026-08-31", "2026-11-22", "12 weeks to 2026-11-22"),
        ("last 4 weeks", None, "2026-10-26", "2026-11-22", "4 weeks to 2026-11-22"),
        ("2026-11-04", "week", "2026-11-02", "2026-11-08", "2026-W45"),
        ("3 weeks ago", "week", "2026-10-26", "2026-11-01", "2026-W44"),
        ("yesterday", "month", "2026-11-01", "2026-11-30", "2026-11"),
        ("monday", "week", "2026-11-16", "2026-11-22", "2026-W47"),
    ],
)
def test_periods_seen_from_a_sunday(
    text: str, unit: str | None, since: str, until: str, label: str
) -> None:
    period = parse_period(text, SUNDAY, unit)
    assert (str(period.since), str(period.until), period.label) == (since, until, label)


@pytest.mark.parametrize(
    ("text", "today", "since", "label"),
    [
        ("week", SUNDAY, "2026-11-22", "week of 2026-11-22"),
        ("week", MONDAY, "2026-11-22", "week of 2026-11-22"),
        ("last week", SUNDAY, "2026-11-15", "week of 2026-11-15"),
        ("2026-W47", SUNDAY, "2026-11-16", "2026-W47"),
    ],
)
def test_weeks_that_start_on_sunday(text: str, today: date, since: str, label: str) -> None:
    """An ISO week's number is always that of the week from Monday on."""
    period = parse_period(text, today, starts="sunday")
    assert (str(period.since), period.label, period.days) == (since, label, 7)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", None), ("-1", None), ("1", "week"), ("fortnight", None), ("2025-W53", None),
        ("2026-W0", None), ("2026-W54", None), ("2026-13", None), ("2026-Q5", None), ("0000", None),
        ("9999", None), ("week -9999999", None), ("week 9", None), ("smarch", None),
        ("2026-11-04", None), ("year -9999", None), ("quarter -9999", None),
    ],
)  # fmt: skip
def test_what_is_no_period_is_said_to_be_none(text: str, unit: str | None) -> None:
    with pytest.raises(ReflectError) as caught:
        parse_period(text, SUNDAY, unit)
    assert caught.value.problem.hint


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ReflectError) as caught:
        parse_period("2026-11-20..2026-11-16", SUNDAY)
    assert str(caught.value) == "the period ends (2026-11-16) before it begins (2026-11-20)"


UNITS = st.sampled_from(["week", "month", "quarter", "year"])
STARTS = st.sampled_from(["monday", "sunday", "saturday"])


@given(ANY, TODAYS, UNITS | st.none(), STARTS)
def test_any_text_is_a_period_or_an_error_that_says_so(
    text: str, today: date, unit: str | None, starts: str
) -> None:
    try:
        period = parse_period(text, today, unit, starts)  # type: ignore[arg-type]
    except ReflectError as error:
        assert str(error)
    else:
        assert period.since <= period.until


@given(TODAYS, STARTS)
def test_a_week_holds_its_day_and_starts_where_the_journal_says(day: date, starts: str) -> None:
    week = week_of(day, starts)  # type: ignore[arg-type]
    assert day in week
    assert week.days == 7
    assert f"{week.since:%A}".lower() == starts


@given(TODAYS, UNITS, st.integers(0, 40), STARTS)
def test_periods_lie_side_by_side(day: date, unit: str, steps: int, starts: str) -> None:
    later = back(unit, steps, day, starts)  # type: ignore[arg-type]
    earlier = back(unit, steps + 1, day, starts)  # type: ignore[arg-type]
    assert earlier.until + timedelta(days=1) == later.since
    assert day in back(unit, 0, day, starts)  # type: ignore[arg-type]


@given(TODAYS, st.sampled_from([1, 3, 12]))
def test_a_whole_month_quarter_or_year_is_known_again(day: date, months: int) -> None:
    whole = months_of(day, months)
    assert day in whole
    assert between(whole.since, whole.until) == whole
    assert parse_period(whole.label, day) == whole


@given(TODAYS)
def test_a_weeks_label_names_it(day: date) -> None:
    assert parse_period(week_of(day).label, day) == week_of(day)


def test_a_window_is_never_shorter_than_its_period() -> None:
    week = week_of(SUNDAY)
    assert week.window(12) == last_weeks(12, SUNDAY)
    year = months_of(SUNDAY, 12)
    assert (year.window(12).since, year.window(12).until) == (year.since, year.until)
    assert date(2026, 11, 15) not in Period(week.since, week.until, "")


def test_old_years_keep_four_digits() -> None:
    assert months_of(date(987, 6, 5), 1).label == "0987-06"


@pytest.mark.parametrize("text", ["0001", "0001-W01", "9998", "9999-W50", "1899-12", "3000"])
def test_a_year_far_away_is_a_slip(journal: Journal, text: str) -> None:
    result = journal("week", text, "--compare", "previous")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: the year {int(text[:4])} is too far away: {text!r}\n")
