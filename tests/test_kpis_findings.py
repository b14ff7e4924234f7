"""KPIs: sums over sums, medians, sources, intervals and the target's status."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.findings import KpiFinding
from reflectcli.analysis.kpis import Aggregate, aggregate, kpi_findings, status
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi
from reflectcli.domain.periods import week_of
from reflectcli.domain.records import Record
from tests.records import feedback, logbook, on, reading

WEEK = week_of(on(83))
CSAT, FRT, AHT, NPS, CONTACTS = (
    DEFAULT_KPIS[key] for key in ("csat", "frt", "aht", "nps", "contacts")
)


def find(key: str, *records: Record, **change: object) -> KpiFinding:
    kpis = {**DEFAULT_KPIS, key: replace(DEFAULT_KPIS[key], **change)}  # type: ignore[arg-type]
    return next(each for each in kpi_findings(logbook(*records), kpis, WEEK) if each.kpi == key)


def test_a_proportion_is_the_sum_over_the_sum_never_a_mean_of_percentages() -> None:
    found = find("csat", reading(on(80), "csat", 1, 1), reading(on(81), "csat", 17, 19))
    assert (found.numerator, found.denominator, found.value) == (18, 20, 90.0)
    assert found.interval is not None
    assert found.interval == pytest.approx((69.90, 97.21), abs=5e-3)
    assert found.n == 2


def test_percentages_without_totals_have_a_middle_but_no_interval_and_no_verdict() -> None:
    readings = [reading(on(day), "csat", value) for day, value in ((78, 80), (79, 90), (80, 99))]
    found = find("csat", *readings, target=85)
    assert (found.value, found.interval, found.status) == (90, None, "not_enough")
    with_total = find("csat", *readings, reading(on(81), "csat", 18, 20), target=85)
    assert (with_total.value, with_total.n) == (90.0, 1)


def test_durations_take_the_median() -> None:
    values = (60, 120, 180, 240, 300, 36000)
    found = find("frt", *(reading(on(80), "frt", value) for value in values))
    assert (found.value, found.interval, found.n) == (210, (60, 36000), 6)
    few = find("frt", *(reading(on(80), "frt", value) for value in values[:5]), target=100)
    assert (few.interval, few.status) == (None, "not_enough")


def test_a_mean_weighs_each_reading_by_its_denominator() -> None:
    found = find("aht", reading(on(80), "aht", 3000, 10), reading(on(81), "aht", 600))
    assert found.value == pytest.approx(3600 / 11)


def test_a_count_is_a_sum_and_needs_no_interval() -> None:
    figure = aggregate([reading(on(80), "contacts", 30), reading(on(81), "contacts", 31)], CONTACTS)
    assert figure.value == 61
    assert status(figure, replace(CONTACTS, target=61)) == "met"
    assert status(figure, replace(CONTACTS, target=62)) == "missed"


@pytest.mark.parametrize(
    ("direction", "target", "high", "word"),
    [
        ("up", 69, None, "met"),
        ("up", 85, None, "compatible"),
        ("up", 98, None, "missed"),
        ("down", 98, None, "met"),
        ("down", 69, None, "missed"),
        ("down", 85, None, "compatible"),
        ("band", 60, 98, "met"),
        ("band", 80, 98, "compatible"),
        ("band", 10, 69, "missed"),
        ("band", 98, 99, "missed"),
    ],
)
def test_only_an_interval_that_excludes_the_target_decides(
    direction: str, target: float, high: float | None, word: str
) -> None:
    kpi = replace(CSAT, direction=direction, target=target, target_high=high)  # type: ignore[arg-type]
    figure = aggregate([reading(on(80), "csat", 18, 20)], kpi)
    assert status(figure, kpi) == word


def test_no_target_and_no_reading_have_words_of_their_own() -> None:
    assert status(Aggregate(0), replace(CSAT, target=85)) == "not_enough"
    assert find("csat", reading(on(80), "csat", 18, 20)).status == "no_target"
    before = find("csat", reading(on(20), "csat", 18, 20), target=85)
    assert (before.n, before.value, before.status) == (0, None, "not_enough")
    assert before.window_value == 90.0


def test_csat_comes_from_customers_scores_only_where_it_has_no_readings() -> None:
    scores = [feedback(on(80), score=score, scale=5) for score in (5, 4, 3)]
    others = [
        feedback(on(80), "colleague", score=1, scale=5),
        feedback(on(80), score=9, scale=10),
        feedback(on(80), text="thanks"),
    ]
    found = find("csat", *scores, *others)
    assert (found.numerator, found.denominator) == (2, 3)
    assert found.source == "scored customer feedback"
    assert set(found.evidence) == {each.id for each in scores}
    own = find("csat", *scores, reading(on(30), "csat", 18, 20))
    assert (own.source, own.n, own.window_n) == ("readings", 0, 1)


def test_evidence_is_of_the_period_newest_first() -> None:
    first, second = reading(on(79), "nps", 30), reading(on(80), "nps", 50)
    found = find("nps", reading(on(3), "nps", 0), first, second)
    assert found.evidence == (second.id, first.id)
    assert (found.n, found.value, found.window_n) == (2, 40, 3)


def test_kpis_without_a_reading_are_not_shown() -> None:
    assert kpi_findings(logbook(reading(on(80), "nps", 30)), DEFAULT_KPIS, WEEK)[0].kpi == "nps"
    assert kpi_findings(logbook(), DEFAULT_KPIS, WEEK) == []


@given(
    st.lists(
        st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=30,
    ),
    st.randoms(),
)
def test_the_order_of_readings_does_not_matter(
    pairs: list[tuple[int, int]], random: object
) -> None:
    readings = [reading(on(80), "csat", *pair) for pair in pairs]
    kpi: Kpi = CSAT
    assert aggregate(readings, kpi) == aggregate(readings[::-1], kpi)
    assert aggregate(readings, FRT) == aggregate(readings[::-1], FRT)
    assert aggregate(readings, AHT).value == pytest.approx(aggregate(readings[::-1], NPS).value)


def test_a_reading_of_a_share_is_one_figure_of_a_median() -> None:
    figures = [
        reading(on(80), "frt", 600, 10),
        reading(on(81), "frt", 90),
        reading(on(82), "frt", 30),
    ]
    assert find("frt", *figures).value == 60


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("csat", "sum over sum, Wilson 95% interval"),
        ("aht", "sum over sum, 95% interval from 5 readings"),
        ("frt", "median, 95% interval by order statistics from 6 readings"),
        ("contacts", "sum"),
    ],
)
def test_the_rule_is_told(key: str, rule: str) -> None:
    found = find(key, reading(on(80), key, 1))
    assert found.rule == f"{rule}; met or missed only if the interval excludes the target"
