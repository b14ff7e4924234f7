"""Figures as people write them, in the unit of their KPI."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.domain.kpis import DEFAULT_KPIS
from reflectcli.domain.values import (
    Figure,
    lowest_score,
    parse_duration,
    parse_figure,
    parse_number,
    parse_score,
)
from reflectcli.errors import ReflectError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("37", 37), (" 37 ", 37), ("4.5", 4.5), ("4,5", 4.5), ("1,50", 1.5), ("0,125", 0.125),
        ("-3", -3), ("−3", -3), ("+3", 3), ("0", 0), ("4.0", 4), ("1234.567", 1234.567),
        (".5", 0.5), ("٤", 4),
    ],
)  # fmt: skip
def test_a_number(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "4x", "1 000", "1.2.3", "1,2,3", "--3", "1e5", "nan", "inf", "9" * 400,
     "4.", ".", "½", "1,234", "12,345", "-1,234"],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    """1,234 is a thousand to one half of the world and little more than one to the other."""
    with pytest.raises(ValueError):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4m30s", 270), ("4m 30s", 270), ("4 m 30 s", 270), ("4M30S", 270), ("4min 30sec", 270),
        ("4 minutes 30 seconds", 270), ("5 minutes", 300), ("1 minute", 60), ("90 mins", 5400),
        ("1h", 3600), ("1 hour", 3600), ("2 hrs", 7200), ("1h 5m", 3900), ("1.5h", 5400),
        ("1,5 h", 5400), ("1h30", 5400), ("2d", 172800), ("1 day 2h", 93600), ("0.5s", 0.5),
        ("4:30", 270), ("0:04:30", 270), ("00:04:30", 270), ("12:00:00", 43200), ("90:00", 5400),
        ("270", 270), ("270s", 270), ("270.5", 270.5), ("0", 0), ("0s", 0),
    ],
)  # fmt: skip
def test_a_duration(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "m", "h m s", "-5", "−5", "-4m", "4:60", "0:60:00", "4:3", "1:2:3:4", "4m30x", "30s 4m",
     "soon", "9" * 5000 + ":00", "9" * 400 + "s", "4 m 4 m", "1,234"],
)  # fmt: skip
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):
        parse_duration(text)


@pytest.mark.parametrize(
    ("kpi", "text", "figure"),
    [
        ("csat", "18/20", Figure(numerator=18, denominator=20)),
        ("csat", "18 / 20", Figure(numerator=18, denominator=20)),
        ("csat", "18 of 20", Figure(numerator=18, denominator=20)),
        ("csat", "18 out of 20", Figure(numerator=18, denominator=20)),
        ("csat", "0/20", Figure(numerator=0, denominator=20)),
        ("csat", "92%", Figure(value=92)),
        ("csat", "92 %", Figure(value=92)),
        ("csat", "92", Figure(value=92)),
        ("csat", "92,5 %", Figure(value=92.5)),
        ("csat", "0%", Figure(value=0)),
        ("csat", "100%", Figure(value=100)),
        ("nps", "-3", Figure(value=-3)),
        ("nps", "−3", Figure(value=-3)),
        ("nps", "+37", Figure(value=37)),
        ("ces", "81/20", Figure(numerator=81, denominator=20)),
        ("frt", "4m30s", Figure(value=270)),
        ("frt", "0:04:30", Figure(value=270)),
        ("frt", "270", Figure(value=270)),
        ("aht", "5400/20", Figure(numerator=5400, denominator=20)),
        ("contacts", "37", Figure(value=37)),
    ],
)
def test_a_figure_in_its_kpis_unit(kpi: str, text: str, figure: Figure) -> None:
    assert parse_figure(text, DEFAULT_KPIS[kpi], kpi) == figure


@pytest.mark.parametrize(
    ("kpi", "text", "message"),
    [
        ("csat", "", "csat cannot be ''"),
        ("csat", "good", "csat cannot be 'good'"),
        ("csat", "4m30s", "csat cannot be '4m30s'"),
        ("csat", "101%", "csat must be 0 to 100, not 101"),
        ("csat", "-1%", "csat must be 0 to 100, not -1"),
        ("csat", "21/20", "csat must be 0 to 100, not 105"),
        ("csat", "18/0", "csat: the second number must be more than 0"),
        ("csat", "18/-20", "csat: the second number must be more than 0"),
        ("csat", "1/2/3", "csat cannot be '1/2/3'"),
        ("nps", "37%", "nps cannot be '37%'"),
        ("nps", "101", "nps must be -100 to 100, not 101"),
        ("ces", "0", "ces must be 1 to 7, not 0"),
        ("frt", "soon", "frt cannot be 'soon'"),
        ("frt", "-5", "frt cannot be '-5'"),
        ("contacts", "-1", "contacts must be 0 or more, not -1"),
        ("contacts", "1,234", "contacts cannot be '1,234'"),
        ("contacts", "9" * 400, "contacts cannot be '" + "9" * 400 + "'"),
    ],
)
def test_a_figure_that_does_not_fit(kpi: str, text: str, message: str) -> None:
    with pytest.raises(ReflectError) as caught:
        parse_figure(text, DEFAULT_KPIS[kpi], kpi)
    assert str(caught.value) == message


ANY = st.text(max_size=12) | st.lists(
    st.sampled_from(["4", "20", "9" * 400, "/", "of", "%", "m", "s", "h", ":", "30", ",", ".", "-"])
).map("".join)


@given(ANY, st.sampled_from(list(DEFAULT_KPIS)))
@settings(max_examples=300)
def test_any_text_is_a_figure_in_range_or_an_error(text: str, key: str) -> None:
    kpi = DEFAULT_KPIS[key]
    try:
        figure = parse_figure(text, kpi, key)
    except ReflectError as error:
        assert str(error)
        return
    if figure.denominator is not None and figure.numerator is not None:
        value = figure.numerator / figure.denominator * (100 if kpi.unit == "percent" else 1)
    else:
        assert figure.value is not None
        value = figure.value
    assert kpi.low is None or value >= kpi.low
    assert kpi.high is None or value <= kpi.high
    assert abs(value) < float("inf")


@given(st.integers(0, 10**7))
def test_a_duration_is_read_back_however_it_is_written(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    assert parse_duration(f"{hours}h{rest // 60}m{rest % 60}s") == seconds
    assert parse_duration(f"{hours}:{rest // 60:02}:{rest % 60:02}") == seconds
    assert parse_duration(str(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("4/5", (4, 5)), ("4 / 5", (4, 5)), ("4 of 5", (4, 5)), ("4 out of 5", (4, 5)),
        ("4.5/5", (4.5, 5)), ("4,5/5", (4.5, 5)), ("1/5", (1, 5)), ("0/10", (0, 10)),
        ("9/10", (9, 10)), ("87/100", (87, 100)), ("7/7", (7, 7)),
    ],
)  # fmt: skip
def test_a_score(text: str, score: tuple[float, float]) -> None:
    assert parse_score(text) == score


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4", "not a score: '4'"),
        ("", "not a score: ''"),
        ("good", "not a score: 'good'"),
        ("4/five", "not a score: '4/five'"),
        ("6/5", "a score of 6 is not on a scale to 5"),
        ("0/5", "a score of 0 is not on a scale to 5"),
        ("-1/10", "a score of -1 is not on a scale to 10"),
        ("0/0", "a score of 0 is not on a scale to 0"),
        ("9" * 400 + "/5", "not a score: '" + "9" * 400 + "/5'"),
        ("1/1,234", "not a score: '1/1,234'"),
    ],
)
def test_what_is_no_score(text: str, message: str) -> None:
    with pytest.raises(ReflectError) as caught:
        parse_score(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(("scale", "lowest"), [(5, 1), (7, 1), (10, 0), (100, 0)])
def test_where_scales_begin(scale: float, lowest: float) -> None:
    assert lowest_score(scale) == lowest
