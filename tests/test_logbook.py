"""A logbook gives the records of a kind, of a field's value and of some days."""

import pickle
from copy import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.logbook import Logbook, in_order, merged
from reflectcli.domain.records import (
    KINDS,
    Challenge,
    Checkin,
    Interaction,
    Note,
    Reading,
    Record,
    Success,
)
from reflectcli.errors import Problem
from tests.benchmarks.made_records import made_records
from tests.records import MONDAY, goal, logbook, make, on, reading

RECORDS = made_records(400)
BOOK = Logbook(in_order(RECORDS))
DAYS = st.none() | st.sampled_from([each.shift + timedelta(days=1) for each in RECORDS[::5]])


def plain(
    records: tuple[Record, ...], kind: type[Record], since: date | None, until: date | None
) -> list[Record]:
    return [
        each
        for each in records
        if isinstance(each, kind)
        and (since is None or each.shift >= since)
        and (until is None or each.shift <= until)
    ]


@given(st.sampled_from([*KINDS.values(), Record, Interaction]), DAYS, DAYS)
def test_the_records_of_a_kind_and_of_some_days(
    kind: type[Record], since: date | None, until: date | None
) -> None:
    assert BOOK.of(kind, since, until) == plain(BOOK.records, kind, since, until)


@given(st.sampled_from(["csat", "frt", "aht", "nothing"]), DAYS, DAYS)
def test_the_records_about_a_thing(kpi: str, since: date | None, until: date | None) -> None:
    readings = plain(BOOK.records, Reading, since, until)
    expected = [each for each in readings if isinstance(each, Reading) and each.kpi == kpi]
    assert BOOK.about(Reading, "kpi", kpi, since, until) == expected


@given(DAYS.filter(bool))
def test_what_is_known_on_a_day(day: date) -> None:
    assert BOOK.up_to(day).records == tuple(plain(BOOK.records, Record, None, day))


def test_a_logbook_that_ends_by_then_is_itself() -> None:
    assert BOOK.up_to(date(2030, 1, 1)) is BOOK


def test_records_in_no_order_are_found_all_the_same() -> None:
    notes = [make(Note, on(day), text="a") for day in (3, 1, 2)]
    book = Logbook(tuple(notes))
    assert book.of(Note, on(2)) == [notes[0], notes[2]]
    assert book.of(Note, until=on(2)) == [notes[1], notes[2]]
    assert book.up_to(on(2)).records == (notes[1], notes[2])


def test_the_lists_are_the_askers_own() -> None:
    book = logbook(make(Note, MONDAY, text="a"), reading(MONDAY, "csat", 1, 2))
    book.of(Note).clear()
    book.about(Reading, "kpi", "csat").clear()
    assert len(book.of(Note)) == len(book.about(Reading, "kpi", "csat")) == 1


def test_an_interaction_is_either_of_its_kinds_in_the_order_of_time() -> None:
    first, second = make(Challenge, on(0), text="a"), make(Success, on(1), text="b")
    third = make(Challenge, on(2), text="c")
    assert logbook(third, second, first).of(Interaction) == [first, second, third]


def test_nothing_of_a_logbook_changes() -> None:
    book = logbook(make(Note, MONDAY, text="a"))
    with pytest.raises(AttributeError, match="immutable"):
        book.records = ()


def test_a_logbook_is_its_records_and_problems() -> None:
    note, problem = make(Note, MONDAY, text="a"), Problem("torn")
    book = Logbook((note,), (problem,))
    book.of(Note)
    assert book == Logbook((note,), (problem,)) != Logbook((note,))
    assert book != (note,)
    assert copy(book) == pickle.loads(pickle.dumps(book)) == book
    assert repr(Logbook()) == "Logbook(records=(), problems=())"
    assert [*book] == [note]
    assert len(book) == 1
    assert hash(Logbook()) == hash(Logbook())


def test_merged_logbooks_hold_each_record_once() -> None:
    aim = goal(MONDAY)
    look = make(Checkin, on(1), goal=aim.id)
    both = merged(logbook(aim, look), logbook(aim))
    assert both.records == (aim, look)
    assert both.about(Checkin, "goal", aim.id) == [look]
