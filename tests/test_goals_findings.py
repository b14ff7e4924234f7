"""Goals: progress, required pace, forecast and status, each only with enough behind it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.findings import GoalFinding
from reflectcli.analysis.goals import goal_findings
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Goal, Note, Record, Step
from tests.records import checkin, goal, logbook, make, on, rating, reading

TODAY = on(70)


def find(of: Goal, *records: Record, as_of: date = TODAY) -> GoalFinding:
    found = goal_findings(logbook(of, *records), JournalConfig(), as_of, on(0))
    return next(each for each in found if each.id == of.id)


def empathy(**values: Any) -> Goal:
    given: dict[str, Any] = {
        "measure": "rating:empathy",
        "baseline": 2,
        "target": 4,
        "due": on(140),
    } | values
    return goal(on(0), **given)


def weekly(*levels: int) -> list[Record]:
    """A rating a week, from the third day on."""
    return [rating(on(3 + 7 * week), empathy=level) for week, level in enumerate(levels)]


def test_progress_is_the_way_from_baseline_to_target_whichever_way_is_good() -> None:
    up = find(empathy(), *weekly(3, 3))
    assert (up.current, up.progress) == (3, 0.5)
    down = goal(on(0), measure="kpi:frt", baseline=600, target=300)
    assert find(down, reading(on(1), "frt", 450)).progress == 0.5


def test_below_six_points_only_the_required_pace() -> None:
    found = find(empathy(), *weekly(3, 3, 3, 3, 3))
    assert (found.status, found.points, found.pace, found.eta) == ("not_enough", 5, None, None)
    assert found.required_pace == pytest.approx((4 - 3) / 70 * 7)


def test_six_points_within_a_fortnight_are_not_enough_either() -> None:
    daily = [rating(on(day), empathy=4) for day in range(1, 14)]
    assert find(empathy(), *daily).status == "not_enough"
    assert find(empathy(), *daily, rating(on(15), empathy=4)).status == "met"


def test_met_takes_three_of_the_last_four() -> None:
    assert find(empathy(), *weekly(3, 3, 3, 3, 3, 5)).status != "met"
    assert find(empathy(), *weekly(3, 3, 3, 4, 4, 2, 5)).status == "met"


def test_several_ratings_of_a_shift_are_one_point() -> None:
    evening = [rating(on(10), empathy=level) for level in (1, 2, 3, 4, 5, 3)]
    assert find(empathy(), *evening).points == 1


def test_ahead_on_track_and_at_risk_follow_from_the_forecasts_range() -> None:
    def stand(due: date) -> GoalFinding:
        of = goal(on(0), baseline=0, target=100, due=due)
        values = (5, 12, 14, 21, 26, 29, 36, 38, 45, 52)
        return find(of, *(checkin(on(7 * week), of, value) for week, value in enumerate(values)))

    sure = stand(on(400))
    assert sure.eta is not None
    early, late = sure.eta
    assert TODAY < early < late
    assert sure.status == "ahead"
    assert stand(late).status == "ahead"
    assert stand(early).status == "on_track"
    assert stand(early - timedelta(days=1)).status == "at_risk"


def test_falling_is_at_risk_and_standing_still_is_no_forecast() -> None:
    assert find(empathy(), *weekly(4, 4, 3, 3, 3, 2, 2, 2, 1, 1)).status == "at_risk"
    unsure = find(empathy(due=on(150)), *weekly(3, 2, 3, 2, 3, 2, 4, 3, 2, 3))
    assert unsure.eta is None
    assert unsure.status in ("not_enough", "at_risk")


def test_no_forecast_further_ahead_than_twice_the_observed_span() -> None:
    slow = [rating(on(1 + 3 * n), empathy=2 if n < 7 else 3) for n in range(14)]
    found = find(empathy(target=5, due=on(400)), *slow, as_of=on(41))
    assert (found.eta, found.status) == (None, "not_enough")


def test_overdue_when_the_day_has_passed_and_closed_when_it_was_closed() -> None:
    assert find(empathy(due=on(69)), *weekly(2, 2)).status == "overdue"
    assert find(empathy(due=on(70)), *weekly(2, 2)).status != "overdue"
    closed = find(empathy(closed=on(60), outcome="partly"), *weekly(2, 2))
    assert (closed.status, closed.outcome) == ("closed", "partly")
    assert closed.required_pace is None


def test_a_goal_that_was_closed_later_was_open_on_the_day_of_the_report() -> None:
    closed = empathy(closed=on(60), outcome="partly")
    early = find(closed, *weekly(2, 2, 3), as_of=on(59))
    assert (early.status, early.outcome) == ("not_enough", None)
    assert early.required_pace == find(empathy(), *weekly(2, 2, 3), as_of=on(59)).required_pace


def test_a_goal_closed_before_the_period_is_not_shown() -> None:
    closed = logbook(empathy(closed=on(30)))
    assert len(goal_findings(closed, JournalConfig(), TODAY, on(30))) == 1
    assert goal_findings(closed, JournalConfig(), TODAY, on(31)) == []
    assert goal_findings(logbook(empathy()), JournalConfig(), on(-1), on(-10)) == []


def test_a_kpi_has_one_point_a_week() -> None:
    of = goal(on(0), measure="kpi:csat", baseline=70, target=90, due=on(200))
    readings = [reading(on(day), "csat", 16, 20) for day in range(14)]
    found = find(of, *readings)
    assert (found.points, found.current, found.unit) == (2, 80.0, "percent")


def test_a_count_grows_from_nothing_and_is_met_when_it_is_reached() -> None:
    of = goal(on(0), measure="count:note", target=4, due=on(100))
    notes = [make(Note, on(10 + day), text="x") for day in range(3)]
    found = find(of, make(Note, on(-1), text="before"), *notes)
    assert (found.baseline, found.current, found.progress) == (0, 3, 0.75)
    assert find(of, *notes, make(Note, on(40), text="y")).status == "met"


def test_a_manual_goal_goes_by_its_own_check_ins() -> None:
    of, other = goal(on(0), baseline=0, target=10, due=on(100)), goal(on(0), target=1)
    found = find(of, checkin(on(5), of, 4), checkin(on(6), of), checkin(on(7), other, 9))
    assert (found.current, found.progress, found.points) == (4, 0.4, 1)


def test_a_goal_without_a_target_has_steps_and_no_figures() -> None:
    of = goal(on(0), steps=(Step(text="a", done=on(3)), Step(text="b"), Step(text="c")))
    found = find(of)
    assert (found.steps_done, found.steps_total, found.next_step) == (1, 3, "b")
    assert (found.progress, found.status, found.required_pace) == (None, "not_enough", None)


def test_nothing_after_the_day_counts() -> None:
    found = find(empathy(), *weekly(3, 3, 5, 5), as_of=on(12))
    assert (found.points, found.current) == (2, 3)


@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=15),
    st.sampled_from([2, 3, 4]),
    st.integers(0, 300),
)
def test_a_forecast_is_never_in_the_past_and_never_beyond_its_horizon(
    levels: list[int], target: int, due: int
) -> None:
    as_of = on(3 + 7 * len(levels))
    of = goal(on(0), measure="rating:empathy", baseline=1, target=target, due=on(due))
    found = find(of, *weekly(*levels), as_of=as_of)
    if found.eta is not None:
        early, late = found.eta
        span = timedelta(days=7 * (len(levels) - 1))
        assert as_of <= early <= late <= as_of + 2 * span
    if len(levels) < 6:
        assert found.status in ("not_enough", "overdue")
