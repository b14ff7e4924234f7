"""Dates and times as people type them, around a clock that is passed in."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reflectcli.domain.days import add_months
from reflectcli.domain.filing import clock_day, working_day
from reflectcli.domain.moments import (
    parse_clock,
    parse_day,
    parse_when,
)
from reflectcli.errors import ReflectError
from tests.conftest import Journal

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)

BACK = [
    ("today", "2026-11-22"),
    ("Today", "2026-11-22"),
    (" now ", "2026-11-22"),
    ("tonight", "2026-11-22"),
    ("this morning", "2026-11-22"),
    ("this afternoon", "2026-11-22"),
    ("this evening", "2026-11-22"),
    ("yesterday", "2026-11-21"),
    ("last night", "2026-11-21"),
    ("yesterday evening", "2026-11-21"),
    ("the day before yesterday", "2026-11-20"),
    ("day before yesterday", "2026-11-20"),
    ("tomorrow", "2026-11-23"),
    ("mon", "2026-11-16"),
    ("monday", "2026-11-16"),
    ("MON", "2026-11-16"),
    ("mon.", "2026-11-16"),
    ("on monday", "2026-11-16"),
    ("tues", "2026-11-17"),
    ("weds", "2026-11-18"),
    ("thurs", "2026-11-19"),
    ("sat", "2026-11-21"),
    ("sun", "2026-11-22"),
    ("last sun", "2026-11-15"),
    ("last friday", "2026-11-20"),
    ("this friday", "2026-11-20"),
    ("next friday", "2026-11-27"),
    ("next sunday", "2026-11-29"),
    ("3 days ago", "2026-11-19"),
    ("three days ago", "2026-11-19"),
    ("a day ago", "2026-11-21"),
    ("0 days ago", "2026-11-22"),
    ("3d ago", "2026-11-19"),
    ("2w ago", "2026-11-08"),
    ("2 weeks ago", "2026-11-08"),
    ("a week ago", "2026-11-15"),
    ("last week", "2026-11-15"),
    ("a month ago", "2026-10-22"),
    ("last month", "2026-10-22"),
    ("9 months ago", "2026-02-22"),
    ("a year ago", "2025-11-22"),
    ("last year", "2025-11-22"),
    ("in 3 days", "2026-11-25"),
    ("3 days from now", "2026-11-25"),
    ("in two weeks", "2026-12-06"),
    ("next week", "2026-11-29"),
    ("next month", "2026-12-22"),
    ("2026-11-20", "2026-11-20"),
    ("2026-1-2", "2026-01-02"),
    ("2026/11/20", "2026-11-20"),
    ("2026.11.20", "2026-11-20"),
    ("20261120", "2026-11-20"),
    ("2024-02-29", "2024-02-29"),
    ("20/11/2026", "2026-11-20"),
    ("11/20/2026", "2026-11-20"),
    ("20-11-2026", "2026-11-20"),
    ("20.11.2026", "2026-11-20"),
    ("20. 11. 2026", "2026-11-20"),
    ("5.6.2026", "2026-06-05"),
    ("20.11.", "2026-11-20"),
    ("31.12.", "2025-12-31"),
    ("5/5", "2026-05-05"),
    ("20/11", "2026-11-20"),
    ("11/30", "2025-11-30"),
    ("20 nov", "2026-11-20"),
    ("20 Nov 2025", "2025-11-20"),
    ("20 nov.", "2026-11-20"),
    ("22 november", "2026-11-22"),
    ("23 nov", "2025-11-23"),
    ("3rd june", "2026-06-03"),
    ("3rd of june", "2026-06-03"),
    ("june 3rd", "2026-06-03"),
    ("June 3, 2025", "2025-06-03"),
    ("9 sept", "2026-09-09"),
    ("29 feb", "2024-02-29"),
    ("31 dec", "2025-12-31"),
    ("Fri 20 Nov", "2026-11-20"),
    ("friday, 20 november 2026", "2026-11-20"),
    ("Fri 2026-11-20", "2026-11-20"),
]


@pytest.mark.parametrize(("text", "day"), BACK)
def test_dates_seen_from_a_sunday(text: str, day: str) -> None:
    assert str(parse_day(text, SUNDAY)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-18"),
        ("sun", "2026-11-15"),
        ("wed", "2026-11-18"),
        ("last wed", "2026-11-11"),
        ("last thu", "2026-11-12"),
        ("this thu", "2026-11-12"),
        ("next wed", "2026-11-25"),
        ("next thu", "2026-11-19"),
        ("20 nov", "2025-11-20"),
    ],
)
def test_dates_seen_from_a_wednesday(text: str, day: str) -> None:
    assert str(parse_day(text, WEDNESDAY)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mon", "2026-11-23"),
        ("sun", "2026-11-29"),
        ("this friday", "2026-11-27"),
        ("last friday", "2026-11-20"),
        ("31 dec", "2026-12-31"),
        ("22 nov", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("29 feb", "2028-02-29"),
        ("31.12.", "2026-12-31"),
        ("in 6 weeks", "2027-01-03"),
        ("next week", "2026-11-29"),
        ("next month", "2026-12-22"),
        ("next year", "2027-11-22"),
        ("end of month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("end of year", "2026-12-31"),
        ("end of the quarter", "2026-12-31"),
    ],
)
def test_due_dates_look_ahead(text: str, day: str) -> None:
    assert str(parse_day(text, SUNDAY, ahead=True)) == day


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("last friday 18:30", "2026-11-20", "18:30"),
        ("last friday at 6pm", "2026-11-20", "18:00"),
        ("yesterday at noon", "2026-11-21", "12:00"),
        ("fri midnight", "2026-11-20", "00:00"),
        ("18:30", "2026-11-22", "18:30"),
        ("6pm", "2026-11-22", "18:00"),
        ("6 pm", "2026-11-22", "18:00"),
        ("6:05 am", "2026-11-22", "06:05"),
        ("12am", "2026-11-22", "00:00"),
        ("12 pm", "2026-11-22", "12:00"),
        ("at 9:15", "2026-11-22", "09:15"),
        ("noon", "2026-11-22", "12:00"),
        ("2026-11-20T18:30", "2026-11-20", "18:30"),
        ("2026-11-20 18:30", "2026-11-20", "18:30"),
        ("2026-11-20T18:30:15", "2026-11-20", "18:30:15"),
        ("20 nov 7:00", "2026-11-20", "07:00"),
        ("20/11/2026, 07:00", "2026-11-20", "07:00"),
        ("Fri 20 Nov 16:40", "2026-11-20", "16:40"),
        ("3 days ago 23:59", "2026-11-19", "23:59"),
        ("last night at 11pm", "2026-11-21", "23:00"),
    ],
)
def test_a_date_with_its_time(text: str, day: str, clock: str) -> None:
    when = parse_when(text, SUNDAY)
    assert (when.day, when.clock) == (date.fromisoformat(day), time.fromisoformat(clock))


@pytest.mark.parametrize("text", ["18:30", "6:30pm", "6:30 PM", "half past", "25:00", "18:60"])
def test_a_time_of_its_own(text: str) -> None:
    if text in ("half past", "25:00", "18:60"):
        with pytest.raises(ReflectError, match="not a time"):
            parse_clock(text)
    else:
        assert parse_clock(text) == time(18, 30)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "18", "1", "someday", "m", "mo nday", "last", "ago", "3 ago", "days ago",
        "3 days", "three", "-3 days ago", "2026", "2026-11", "2026-13-01", "2026-11-31",
        "2026-02-29", "29 feb 2026", "31 june", "32 nov", "0 nov", "11/20/26", "20 foo",
        "1/2/3/4", "today yesterday", "last today", "99:99", "fri 25:00", "13pm", "0am",
        "9" * 30 + " days ago", "9" * 5000 + " days ago", "9" * 20 + " months ago",
        "in " + "9" * 12 + " weeks", "9999 years ago", "²2 days ago", "2026-11-20T", "T18:30Z",
        "\x00", "\ud800", "🎉", "20261320", "sat 20 nov", "0026-11-20", "12026-11-20",
    ],
)  # fmt: skip
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ReflectError) as caught:
        parse_when(text, SUNDAY)
    assert caught.value.problem.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("someday", "not a date: 'someday'"),
        ("5/6/2026", "5/6 could be two dates"),
        ("5-6", "5/6 could be two dates"),
        ("fri 25:00", "not a time: 'fri 25:00'"),
        ("sat 20 nov", "2026-11-20 is a Friday, not 'sat'"),
        ("0026-11-20", "the year 26 is too far away: '0026-11-20'"),
    ],
)
def test_the_words_about_a_wrong_date(text: str, message: str) -> None:
    with pytest.raises(ReflectError) as caught:
        parse_when(text, SUNDAY)
    assert str(caught.value) == message


def test_a_day_takes_no_time() -> None:
    with pytest.raises(ReflectError) as caught:
        parse_day("fri 18:30", SUNDAY)
    assert str(caught.value) == "a date without a time is wanted here, not 'fri 18:30'"


WORDS = st.sampled_from(
    [
        "0", "1", "3", "12", "29", "31", "2024", "2026", "99999999", "mon", "friday", "last",
        "next", "this", "on", "in", "at", "a", "ago", "from", "now", "today", "yesterday", "noon",
        "midnight", "am", "pm", "days", "weeks", "months", "d", "w", "nov", "feb", "june", "20/11",
        "5/6/2026", "18:30", "6pm", "2026-11-20", "3rd", "-", "/", ".", ",", "t", "of", "end",
    ]
)  # fmt: skip
ANY = st.text(max_size=20) | st.lists(WORDS, max_size=5).map(" ".join)
TODAYS = st.dates(date(1930, 1, 1), date(2120, 12, 31))


@given(ANY, TODAYS, st.booleans())
@settings(max_examples=400)
@example("9" * 5000 + " days ago", SUNDAY, False)
@example("18" * 3000 + ":30", SUNDAY, True)
def test_any_text_is_a_date_or_an_error_that_says_so(text: str, today: date, ahead: bool) -> None:
    try:
        when = parse_when(text, today, ahead=ahead)
    except ReflectError as error:
        assert str(error)
        assert error.problem.hint
    else:
        assert isinstance(when.day, date)


DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "last mon", "this tue"]
PAST = st.one_of(
    st.sampled_from(DAY_NAMES),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.day} {day:%b}".lower()),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.day}.{day.month}."),
    st.integers(0, 500).map("{} days ago".format),
    st.integers(0, 90).map("{} months ago".format),
)


@given(PAST, TODAYS)
def test_a_date_that_is_not_whole_is_never_in_the_future(text: str, today: date) -> None:
    assert parse_day(text, today) <= today


@given(PAST.filter(lambda text: "ago" not in text and "last" not in text), TODAYS)
def test_a_due_date_that_is_not_whole_is_never_past(text: str, today: date) -> None:
    assert parse_day(text, today, ahead=True) >= today


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), TODAYS, st.times())
def test_a_whole_date_is_itself_whatever_day_it_is(day: date, today: date, clock: time) -> None:
    minute = clock.replace(second=0, microsecond=0)
    for text in (str(day), f"{day:%d.%m.%Y}", f"{day.day} {day:%B} {day.year}"):
        assert parse_when(f"{text} {minute:%H:%M}", today).day == day
        assert parse_when(f"{text} {minute:%H:%M}", today).clock == minute
        assert parse_day(text, today, ahead=True) == day


@pytest.mark.parametrize(
    ("moment", "shift"),
    [
        ("2026-11-22T03:59:59", "2026-11-21"),
        ("2026-11-22T04:00:00", "2026-11-22"),
        ("2026-11-22T00:00:00", "2026-11-21"),
        ("2026-11-22T23:59:00", "2026-11-22"),
    ],
)
def test_a_shift_runs_past_midnight(moment: str, shift: str) -> None:
    found = working_day(datetime.fromisoformat(moment), time(4))
    assert str(found) == shift
    assert clock_day(found, time.fromisoformat(moment[11:]), time(4)) == date(2026, 11, 22)


@given(TODAYS, st.times(), st.times())
def test_the_shift_and_the_day_of_a_time_are_each_others_way_back(
    day: date, clock: time, starts: time
) -> None:
    assert working_day(datetime.combine(clock_day(day, clock, starts), clock), starts) == day


@given(TODAYS, st.integers(-1000, 1000))
def test_months_on_keep_the_day_or_end_a_shorter_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("arguments", "at", "shift"),
    [
        (["--on", "yesterday"], "2026-11-21T16:40:00+01:00", "2026-11-21"),
        (["--on", "yesterday", "--at", "2:10"], "2026-11-22T02:10:00+01:00", "2026-11-21"),
        (["--at", "9am"], "2026-11-22T09:00:00+01:00", "2026-11-22"),
        (["--on", "last friday 18:30"], "2026-11-20T18:30:00+01:00", "2026-11-20"),
        (["--on", "fri 18:30", "--at", "19:00"], "2026-11-20T19:00:00+01:00", "2026-11-20"),
    ],
)
def test_a_note_for_another_time(
    journal: Journal, arguments: list[str], at: str, shift: str
) -> None:
    assert journal("note", *arguments, "x").code == 0
    ((name, text),) = journal.records("note").items()
    assert name.startswith(f"{shift[:4]}/{shift[5:7]}/{shift}-note-")
    assert f"at = {at}\nshift = {shift}\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--at", "23:00"], "23:00 is still to come"),
        (["--on", "today", "--at", "23:00"], "23:00 is still to come"),
        (["--on", "today 23:00"], "23:00 is still to come"),
        (["--on", "tomorrow"], "2026-11-23 is in the future; a journal looks back"),
        (["--on", "2027-01-01"], "2027-01-01 is in the future; a journal looks back"),
    ],
)
def test_a_note_is_never_dated_ahead(journal: Journal, arguments: list[str], message: str) -> None:
    before = journal.files()
    result = journal("note", *arguments, "x")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[0] == f"error: {message}"
    assert journal.files() == before
