"""The words of a mapping against a header: names may hold every mark that parts the words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.plain import is_id
from reflectcli.errors import ReflectError, SourceLocation
from reflectcli.storage.importing.columns import Columns
from reflectcli.storage.importing.ids import LENGTH, Keys, record_id
from reflectcli.storage.importing.moments import checked_format, fitting_formats, parse_moment


def columns(*names: str) -> Columns:
    return Columns(names, SourceLocation("in.csv", 1))


HEADER = columns(
    "Date", "Time: start", "a=b", "CSAT Score", "Score/10", "Score/10/5", "Answered (Y/N)",
    "from..to", "to", " padded ", "",
)  # fmt: skip


@pytest.mark.parametrize(
    ("split", "text", "name", "rest"),
    [
        ("with_format", "Date", "Date", None),
        ("with_format", "Date:%H:%M", "Date", "%H:%M"),
        ("with_format", "Time: start", "Time: start", None),
        ("with_format", "Time: start:%H:%M", "Time: start", "%H:%M"),
        ("with_format", "padded:%d", "padded", "%d"),
        ("with_yes", "Answered (Y/N):Y", "Answered (Y/N)", "Y"),
        ("with_yes", "Time: start:yes: sure", "Time: start", "yes: sure"),
        ("with_yes", "a=b", "a=b", None),
        ("with_value", "Answered (Y/N)=Y", "Answered (Y/N)", "Y"),
        ("with_value", "a=b=c=d", "a=b", "c=d"),
        ("with_value", "Date=", "Date", ""),
        ("with_value", "Time: start= 9 ", "Time: start", "9"),
        ("with_maximum", "CSAT Score", "CSAT Score", 5),
        ("with_maximum", "CSAT Score/7", "CSAT Score", 7),
        ("with_maximum", "Score/10", "Score/10", 5),
        ("with_maximum", "Score/10/10", "Score/10", 10),
        ("with_maximum", "Score/10/5", "Score/10", 5),
        ("with_maximum", "Answered (Y/N)", "Answered (Y/N)", 5),
    ],
)
def test_a_column_and_what_follows_it(split: str, text: str, name: str, rest: Any) -> None:
    column, found = getattr(HEADER, split)(text)
    assert (column.name, found) == (name, rest)
    assert HEADER.names[column.index] == name


def test_two_columns_and_their_format() -> None:
    start, end, written = HEADER.span("from..to..to:%H:%M")
    assert (start.name, end.name, written) == ("from..to", "to", "%H:%M")
    start, end, written = HEADER.span("Date..Time: start")
    assert (start.name, end.name, written) == ("Date", "Time: start", None)


@pytest.mark.parametrize(
    ("call", "missing"),
    [
        (lambda: HEADER.column("Dat"), "Dat"),
        (lambda: HEADER.column(""), ""),
        (lambda: HEADER.with_format("Dat:%d"), "Dat"),
        (lambda: HEADER.with_maximum("csat score/5"), "csat score"),
        (lambda: HEADER.with_value("Dates=4"), "Dates"),
        (lambda: HEADER.span("Dat..to"), "Dat"),
        (lambda: HEADER.span("Date..too"), "too"),
    ],
)
def test_a_column_that_is_not_there(call: Callable[[], object], missing: str) -> None:
    with pytest.raises(ReflectError) as caught:
        call()
    assert str(caught.value).startswith(f"there is no column {missing!r}; there are 'Date', ")
    assert caught.value.code == 3


NAMES = st.text(st.sampled_from("ab %:=/.5()"), min_size=1).map(str.strip).filter(bool)


@given(name=NAMES, value=NAMES)
def test_a_name_alone_in_the_header_is_always_found(name: str, value: str) -> None:
    alone = columns("zz", name)
    column, rest = alone.with_value(f"{name}={value}")
    assert (column.index, rest) == (1, value)
    dated, written = alone.with_format(f"{name}:%d{value}")
    assert (dated.index, written) == (1, f"%d{value}")
    column, most = alone.with_maximum(f"{name}/7")
    assert (column.index, most) == (1, 7)


@given(kind=st.text(), kpi=st.text(), key=st.lists(st.text(st.characters(codec="utf-8"))))
def test_ids_are_ids_and_the_same_each_time(kind: str, kpi: str, key: list[str]) -> None:
    made = record_id("reading", kpi.encode("utf-8", "ignore").decode(), key)
    assert len(made) == LENGTH
    assert is_id(made)
    assert made == record_id("reading", kpi.encode("utf-8", "ignore").decode(), tuple(key))


def test_ids_do_not_change_between_versions() -> None:
    """Else importing again would bring everything in twice."""
    assert record_id("feedback", "", ("id", "a1")) == "ksg8frczfy"
    assert record_id("reading", "frt", ("id", "a1")) == "t7a48caqy8"


def test_cells_are_not_run_together() -> None:
    assert record_id("reading", "", ("a", "b")) != record_id("reading", "", ("ab",))
    assert record_id("reading", "a", ("b",)) != record_id("reading", "", ("a", "b"))


def test_keys_count_equal_rows_where_there_is_no_id() -> None:
    keys = Keys(columns("Id", "Score").column("Id"))
    assert keys.key(("7", "5")) == keys.key(("7", "4")) == ("id", "7")
    assert keys.key(("", "5")) == ("row", "1", "", "5")
    assert keys.key(("", "5")) == ("row", "2", "", "5")


FORMATS = ["%d/%m/%Y", "%m/%d/%Y %H:%M", "%d-%b-%y", "%d.%m.%Y %H:%M:%S", "%B %d, %Y"]


@given(
    written=st.sampled_from(FORMATS),
    moments=st.lists(
        st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2050-01-01")),
        min_size=1,
    ),
)
def test_a_format_is_found_for_any_column_in_it(written: str, moments: list[datetime]) -> None:
    texts = [moment.strftime(written) for moment in moments]
    assert written in fitting_formats(texts)
    for found in fitting_formats(texts):
        assert all(parse_moment(text, found, "a date") for text in texts)


@pytest.mark.parametrize(
    ("text", "written", "has_clock"),
    [
        ("2026-11-20", None, False),
        ("2026-11-20T10:00:00.5+02:00", None, True),
        ("20/11/2026", "%d/%m/%Y", False),
        ("20/11/2026 3 PM", "%d/%m/%Y %I %p", True),
    ],
)
def test_moments(text: str, written: str | None, has_clock: bool) -> None:
    moment, found = parse_moment(text, written, "a date")
    assert moment.date().isoformat() == "2026-11-20"
    assert found == has_clock
    assert moment.utcoffset() in (None, timedelta(hours=2))


@pytest.mark.parametrize(
    "text", ["20261120", "2026-W47-5", "2026-11-31", "2026-11-20x", "20/11/2026"]
)
def test_what_only_looks_like_iso_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="not a date as 2026-11-20"):
        parse_moment(text, None, "a date")


def test_unpadded_formats_are_read_as_padded_ones() -> None:
    assert checked_format("%-d/%#m/%Y", dated=True) == "%d/%m/%Y"
    assert checked_format("%H:%M", dated=False) == "%H:%M"


def test_no_text_fits_no_format() -> None:
    assert fitting_formats([]) == []
    assert fitting_formats(["2026-11-20", "2026-11-21 10:00"]) == [""]
