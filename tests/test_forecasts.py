"""Forecasts: kept with a check-in, scored when the goal is met, summed up from three on."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.forecasts import forecast_finding, reached_on, score, summed_up
from reflectcli.analysis.goals import met_on
from reflectcli.analysis.trial_findings import ForecastFinding, ScoredForecast
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Checkin, Goal, Note, Record
from reflectcli.render.forecasts import forecast_words, range_words
from tests.conftest import Journal
from tests.records import MONDAY, goal, logbook, make, on, rating, reading
from tests.story import dated, head

TODAY = on(120)


def forecast(made: int, early: int, late: int, to: Goal) -> Checkin:
    return make(
        Checkin, on(made), goal=to.id, text="x", forecast_early=on(early), forecast_late=on(late)
    )


def reach(of: Goal, *records: Record, as_of: date = TODAY) -> date | None:
    return reached_on(of, logbook(of, *records), JournalConfig(), as_of)


def empathy(**values: Any) -> Goal:
    given: dict[str, Any] = {"measure": "rating:empathy", "baseline": 2, "target": 4} | values
    return goal(on(0), **given)


def weekly(*levels: int) -> list[Record]:
    return [rating(on(7 * week), empathy=level) for week, level in enumerate(levels)]


def find(*records: Record, since: date = MONDAY) -> ForecastFinding:
    return forecast_finding(logbook(*records), JournalConfig(), TODAY, since)


def test_a_goal_is_met_on_the_first_day_that_three_of_four_held() -> None:
    assert reach(empathy(), *weekly(2, 3, 3, 4, 3, 4, 4, 2, 2)) == on(42)
    assert reach(empathy(), *weekly(2, 3, 3, 4, 3, 4)) is None
    assert reach(empathy(), *weekly(4, 4, 4, 4, 4)) is None
    assert reach(empathy(), *weekly(4, 4, 4, 4, 4, 4)) == on(35)


def test_what_a_day_brings_later_does_not_change_it() -> None:
    of = empathy()
    assert reach(of, *weekly(4, 4, 4, 4, 4, 4, 1, 1, 1)) == on(35)
    assert reach(of, *weekly(4, 4, 4, 4, 4, 4), as_of=on(34)) is None


def test_else_it_is_met_when_it_is_closed_as_met() -> None:
    closed = empathy(closed=on(20), outcome="met")
    assert reach(closed, *weekly(2, 3, 3)) == on(20)
    assert reach(closed, *weekly(2, 3, 3), as_of=on(19)) is None
    assert reach(empathy(closed=on(20), outcome="partly"), *weekly(2, 3, 3)) is None
    assert reach(closed, *weekly(4, 4, 4, 4, 4, 4)) == on(20)


def test_a_count_is_met_on_the_day_of_its_last_record() -> None:
    of = goal(on(0), measure="count:note", target=3)
    notes = [make(Note, on(day), text="x") for day in (2, 5, 9, 30)]
    assert reach(of, *notes) == on(9)


def test_a_kpi_is_met_on_a_readings_day_not_on_its_weeks_monday() -> None:
    of = goal(on(0), measure="kpi:frt", baseline=600, target=300)
    readings = [reading(on(7 * week + 3), "frt", 290) for week in range(6)]
    assert met_on(of, logbook(of, *readings), JournalConfig(), TODAY) == on(38)


def test_a_forecast_is_off_by_the_day_less_the_middle_of_its_range() -> None:
    of = empathy()
    scored = score(forecast(10, 30, 40, of), on(44))
    assert scored is not None
    assert (scored.days_off, scored.within) == (9, False)
    inside = score(forecast(10, 30, 41, of), on(30))
    assert inside is not None
    assert (inside.days_off, inside.within) == (-5.5, True)


def test_a_forecast_made_on_the_day_or_after_it_is_none() -> None:
    of = empathy()
    assert score(forecast(44, 44, 50, of), on(44)) is None
    assert score(make(Checkin, on(10), goal=of.id, text="x"), on(44)) is None


def test_fewer_than_three_make_no_median() -> None:
    of = empathy()
    records = [of, *weekly(2, 3, 3, 4, 4, 4), forecast(10, 30, 40, of), forecast(20, 30, 40, of)]
    found = find(*records)
    assert (found.kept, found.n, found.median_off) == (2, 2, None)
    assert forecast_words(found) == "2 forecasts kept, 2 of 3 scored: not enough data"
    whole = find(*records, forecast(21, 20, 24, of))
    assert (whole.n, whole.median_off, whole.late_by, whole.within) == (3, 0, 0, 2)


def test_the_median_and_how_many_lay_within() -> None:
    of = empathy()
    met = on(35)
    records = [of, *weekly(4, 4, 4, 4, 4, 4)]
    records += [
        forecast(5, 20, 32, of), forecast(6, 25, 27, of), forecast(7, 30, 40, of),
        forecast(8, 24, 38, of),
    ]  # fmt: skip
    found = find(*records)
    assert [each.actual for each in found.scored] == [met] * 4
    assert [each.days_off for each in found.scored] == [4, 0, 9, 9]
    assert forecast_words(found) == (
        "your forecasts were off by a median of 6.5 days, mostly too early; "
        "2 of 4 within their range"
    )


def test_none_kept_nothing_said() -> None:
    assert forecast_words(find(empathy(), *weekly(4, 4, 4, 4, 4, 4))) == ""


def test_a_goal_set_before_the_records_that_are_read_is_left_out() -> None:
    of = empathy()
    assert find(of, forecast(5, 20, 30, of), since=on(1)).kept == 0


def test_the_days_of_a_range() -> None:
    assert range_words(date(2026, 12, 3), date(2027, 1, 20)) == "3 Dec – 20 Jan 2027"
    assert range_words(date(2026, 12, 3), date(2026, 12, 3)) == "3 Dec"


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 120))
def test_within_means_no_further_off_than_half_the_range(
    made: int, ahead: int, length: int, actual: int
) -> None:
    of = empathy()
    early, late = made + ahead, made + ahead + length
    scored = score(forecast(made, early, late, of), on(actual))
    if made >= actual:
        assert scored is None
        return
    assert scored is not None
    assert scored.within == (abs(scored.days_off) <= length / 2)
    assert scored.days_off == actual - (early + late) / 2


@given(st.lists(st.integers(-50, 50), max_size=9))
def test_the_sum_is_of_all_scored(offs: list[int]) -> None:
    scored = [
        ScoredForecast(
            checkin="k1ch44", goal="p0c4de", made=on(0), early=on(60), late=on(60),
            actual=on(60) + timedelta(days=off), days_off=off, within=off == 0,
        )
        for off in offs
    ]  # fmt: skip
    found = summed_up(len(scored) + 1, scored)
    assert found.n == len(offs)
    assert found.within == offs.count(0)
    if len(offs) < 3:
        assert found.median_off is None
    else:
        assert found.median_off is not None
        assert min(map(abs, offs)) <= found.median_off <= max(map(abs, offs))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.randoms())
def test_the_day_is_the_same_whatever_the_order(levels: list[int], chance: Any) -> None:
    of, records = empathy(), weekly(*levels)
    first = reach(of, *records)
    chance.shuffle(records)
    assert reach(of, *records) == first


GOAL = "goals/2026-09-01-goal-p0c4de.toml"
VALUES = (5, 12, 14, 21, 26, 29, 36, 38, 45, 52, 58)


@pytest.fixture
def steady(journal: Journal) -> Journal:
    """A journal with a goal that moves steadily, a check-in a week."""
    set_on = date(2026, 9, 1)
    body = 'title = "a hundred calls"\nbaseline = 0\ntarget = 100\ndue = 2027-03-01\n'
    files = {GOAL: head("p0c4de", "goal", set_on) + body}
    for week, value in enumerate(VALUES):
        day = set_on + timedelta(days=7 * week)
        files |= dated(f"ch{week:04}", "checkin", day, f'goal = "p0c4de"\nvalue = {value}\n')
    return journal.write(files)


def test_a_checkin_keeps_the_forecast_of_its_day(steady: Journal) -> None:
    result = steady("goal", "checkin", "p0c4de", "62", "going well")
    assert result.code == 0
    assert " · a hundred calls: 62 · forecast " in result.out
    (name,) = [each for each in steady.records("checkin") if "2026-11-22" in each]
    text = steady.records("checkin")[name]
    assert "\nforecast_early = 202" in text
    assert "\nforecast_late = 202" in text
    assert steady("check").code == 0
    page = steady("goal", "show", "p0c4de").out
    assert "62: going well (forecast " in " ".join(page.split())
    assert "1 forecast kept, 0 of 3 scored: not enough data" in page


def test_where_there_is_no_forecast_none_is_kept(journal: Journal) -> None:
    journal("goal", "add", "sleep more", "--target", "7")
    result = journal("goal", "checkin", "last", "6")
    assert "forecast" not in result.out
    assert "forecast" not in "".join(journal.records("checkin").values())


def test_when_the_goal_is_met_they_are_scored(steady: Journal) -> None:
    for week in (8, 9, 10):
        day = date(2026, 9, 1) + timedelta(days=7 * week)
        early, late = day + timedelta(days=20), day + timedelta(days=30)
        body = f'goal = "p0c4de"\ntext = "x"\nforecast_early = {early}\nforecast_late = {late}\n'
        steady.write(dated(f"fc{week:04}", "checkin", day, body, "21:00"))
    steady("goal", "close", "p0c4de", "--outcome", "met")
    said = (
        "our forecasts were off by a median of 6 days, mostly too late; 1 of 3 within their range"
    )
    data = json.loads(steady("report", "-f", "json").out)["forecasts"]
    assert (data["kept"], data["n"]) == (3, 3)
    assert [each["days_off"] for each in data["scored"]] == [-13, -6, 1]
    assert f"y{said}" in " ".join(steady("report").out.split())
    assert f"Y{said} (`fc0010`, `fc0009`, `fc0008`)" in steady("report", "-f", "markdown").out
    assert f"y{said}" in " ".join(steady("goal", "show", "p0c4de").out.split())
    assert "forecasts" not in steady("week").out


def test_half_a_forecast_is_a_fault(journal: Journal) -> None:
    journal.write({GOAL: head("p0c4de", "goal", date(2026, 9, 1)) + 'title = "x"\n'})
    day = date(2026, 11, 20)
    journal.write(dated("k1ch44", "checkin", day, 'goal = "p0c4de"\nforecast_late = 2026-12-01\n'))
    result = journal("check")
    assert result.code == 3
    assert "forecast_early and forecast_late go together" in result.out + result.err


def test_what_comes_after_a_goal_is_closed_or_after_the_day_asked_of_does_not_meet_it() -> None:
    closed = empathy(closed=on(21), outcome="met")
    assert reach(closed, *weekly(2, 3, 3, 3, 4, 4, 4, 4)) == on(21)
    assert reach(closed, *weekly(2, 3, 3, 3), as_of=on(20)) is None
    let_go = empathy(closed=on(21), outcome="dropped")
    assert reach(let_go, *weekly(2, 3, 3, 3, 4, 4, 4, 4)) is None
    assert reach(closed, *weekly(4, 4, 4, 4, 4, 4), as_of=on(14)) is None
