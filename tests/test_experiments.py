"""Experiments: sides of equal length, one look, a verdict by a rule fixed beforehand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.due import due_items
from reflectcli.analysis.experiments import (
    before_days,
    experiment_finding,
    experiment_findings,
    first_day,
)
from reflectcli.analysis.trial_findings import ExperimentFinding, Trial
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Challenge, Experiment, Note, Record, Success
from tests.records import feedback, logbook, make, on, rating, reading

START, UNTIL = on(56), on(83)
LATER = on(84)


def tried(**values: Any) -> Experiment:
    given: dict[str, Any] = {
        "hypothesis": "it helps", "measure": "rating:empathy", "start": START, "until": UNTIL,
        "min_n": 4,
    } | values  # fmt: skip
    return make(Experiment, given["start"], **given)


def rated(first: date, *levels: int, every: int = 3) -> list[Record]:
    return [rating(first + timedelta(days=every * n), empathy=x) for n, x in enumerate(levels)]


def find(experiment: Experiment, *records: Record, as_of: date = LATER) -> ExperimentFinding:
    return experiment_finding(experiment, logbook(experiment, *records), JournalConfig(), as_of)


def judged(experiment: Experiment, *records: Record) -> Trial:
    finding = find(make_finished(experiment), *records)
    assert finding.trial is not None
    return finding.trial


def make_finished(experiment: Experiment) -> Experiment:
    return replace(experiment, finished=LATER, verdict="inconclusive")


def test_better_beyond_chance_is_kept_and_worse_is_dropped() -> None:
    low, high = rated(on(30), 2, 3, 2, 2, 3), rated(START, 4, 4, 5, 4, 4)
    kept = judged(tried(), *low, *high)
    assert (kept.verdict, kept.n_before, kept.n_after) == ("keep", 5, 5)
    assert kept.mean_before == pytest.approx(2.4)
    assert kept.mean_after == pytest.approx(4.2)
    assert kept.p == pytest.approx(2 / 252)
    assert kept.interval is not None
    assert 0 < kept.interval[0] < 1.8 < kept.interval[1]
    worse = judged(tried(), *rated(on(30), 4, 4, 5, 4, 4), *rated(START, 2, 3, 2, 2, 3))
    assert worse.verdict == "drop"


def test_what_chance_explains_is_inconclusive() -> None:
    found = judged(tried(), *rated(on(30), 3, 2, 3, 3, 2), *rated(START, 3, 3, 2, 3, 3))
    assert found.verdict == "inconclusive"
    assert found.p is not None
    assert found.p > 0.1


def test_below_the_smallest_n_there_is_no_p_and_no_verdict() -> None:
    records = (*rated(on(30), 1, 1, 1, 1), *rated(START, 5, 5, 5, 5))
    assert judged(tried(min_n=4), *records).verdict == "keep"
    few = judged(tried(min_n=5), *records)
    assert (few.verdict, few.p, few.n_before) == ("inconclusive", None, 4)


def test_no_point_on_a_side_is_said_and_is_no_crash() -> None:
    found = judged(tried(), *rated(START, 5, 5, 5, 5))
    assert (found.n_before, found.change, found.verdict) == (0, None, "inconclusive")
    assert found.rule.startswith("no points on one side")


def test_while_it_runs_nothing_is_tested() -> None:
    found = find(tried(), *rated(on(30), 1, 1, 1, 1), *rated(START, 5, 5, 5, 5), as_of=on(64))
    assert (found.status, found.day, found.days, found.n) == ("running", 9, 28, 3)
    assert found.trial is None
    assert find(tried(), as_of=on(55)).status == "planned"
    assert find(tried(), as_of=UNTIL).status == "running"
    assert find(tried(), as_of=LATER).status == "to_judge"


def test_the_side_before_is_as_long_as_the_trial_and_at_most_twelve_weeks() -> None:
    assert before_days(tried()) == (on(28), on(55))
    assert before_days(tried(until=START + timedelta(days=200))) == (
        START - timedelta(days=84), on(55),
    )  # fmt: skip
    assert first_day(tried()) == START - timedelta(days=84)
    older = rated(on(0), 5, 5, 5, 5, 5)
    assert judged(tried(), *older, *rated(START, 5)).n_before == 0


def test_points_after_the_last_day_do_not_count() -> None:
    assert judged(tried(), *rated(UNTIL, 5, 5, 5, every=1)).n_after == 1


def test_several_ratings_of_a_shift_are_one_point() -> None:
    assert judged(tried(), *rated(START, 5, 4, 3, every=0)).n_after == 1


def test_a_kpi_has_a_point_a_shift_and_less_is_better_where_the_kpi_says_so() -> None:
    slow = [reading(on(30 + n), "frt", seconds) for n, seconds in enumerate((300, 320, 310, 330))]
    fast = [reading(START + timedelta(days=n), "frt", 200 + n) for n in range(4)]
    found = judged(tried(measure="kpi:frt"), *slow, *fast)
    assert (found.better, found.verdict, found.n_after) == ("down", "keep", 4)
    proportion = [reading(START, "csat", 4, 5), reading(START, "csat", 16, 20)]
    assert judged(tried(measure="kpi:csat"), *proportion).mean_after == 80


def test_csat_comes_from_customers_where_it_has_no_readings() -> None:
    said = [feedback(START + timedelta(days=n), score=5, scale=5) for n in range(3)]
    assert judged(tried(measure="kpi:csat"), *said).mean_after == 100


def test_a_band_is_measured_by_the_distance_from_it() -> None:
    config = JournalConfig()
    aht = replace(config.kpis["aht"], target=360, target_high=480)
    config = replace(config, kpis={**config.kpis, "aht": aht})
    experiment = make_finished(tried(measure="kpi:aht"))
    far = [reading(on(30 + n), "aht", 540 + n) for n in range(4)]
    near = [reading(START + timedelta(days=n), "aht", 400 + n) for n in range(4)]
    found = experiment_finding(experiment, logbook(experiment, *far, *near), config, LATER)
    assert found.trial is not None
    assert (found.trial.mean_before, found.trial.mean_after) == (61.5, 0)
    assert (found.trial.better, found.trial.verdict) == ("down", "keep")


def test_a_count_has_a_point_a_whole_week_and_a_silent_week_is_a_gap() -> None:
    experiment = tried(measure="count:success")
    wins = [make(Success, START + timedelta(days=day), text="x") for day in (0, 1, 2, 8, 21)]
    words = [make(Note, START + timedelta(days=22), text="x")]
    found = judged(experiment, *wins, *words)
    assert found.n_after == 3
    assert found.mean_after == pytest.approx((3 + 1 + 1) / 3)
    assert before_days(tried(measure="count:note", until=START + timedelta(days=30))) == (
        on(28), on(55),
    )  # fmt: skip


def test_fewer_challenges_are_better() -> None:
    hard = [make(Challenge, on(30), text="x")]
    assert judged(tried(measure="count:challenge"), *hard).better == "down"


def test_a_start_after_an_unusually_hard_week_is_said() -> None:
    usual = [rating(on(7 * week + day), empathy=4) for week in range(7) for day in (1, 3)]
    hard = [rating(on(50), empathy=1), rating(on(52), empathy=2)]
    found = find(tried(), *usual, *hard)
    assert found.rebound is not None
    assert (found.rebound.value, found.rebound.usual, found.rebound.weeks) == (1.5, 4, 8)
    assert found.rebound.beyond_limits
    assert find(tried(), *usual, rating(on(50), empathy=4)).rebound is None
    assert find(tried(), *usual).rebound is None
    assert find(tried(), *usual[-8:], *hard).rebound is None


def test_the_worst_of_six_is_said_to_be_just_that() -> None:
    weeks = [rating(on(14 + 7 * n), empathy=level) for n, level in enumerate((4, 2, 5, 2, 4))]
    found = find(tried(), *weeks, rating(on(49), empathy=1))
    assert found.rebound is not None
    assert (found.rebound.beyond_limits, found.rebound.weeks) == (False, 6)


def test_a_report_shows_what_runs_and_what_was_judged_in_it() -> None:
    running, done = tried(), make_finished(tried())
    book = logbook(running, done)

    def shown(since: date) -> set[str]:
        return {each.id for each in experiment_findings(book, JournalConfig(), on(90), since)}

    assert shown(on(80)) == {running.id, done.id}
    assert shown(on(85)) == {running.id}


def test_one_whose_days_are_over_is_due() -> None:
    experiment = tried()

    def due(day: date) -> list[str]:
        items = due_items(logbook(experiment), JournalConfig(), day)
        return [each.what for each in items if each.record == experiment.id]

    assert due(UNTIL) == []
    assert due(LATER) == ['judge the experiment "it helps"']


@given(
    st.lists(st.integers(1, 5), max_size=7),
    st.lists(st.integers(1, 5), max_size=7),
    st.integers(4, 6),
)
def test_a_verdict_needs_both_sides_and_a_small_p(
    before: list[int], after: list[int], min_n: int
) -> None:
    found = judged(tried(min_n=min_n), *rated(on(30), *before), *rated(START, *after))
    if found.verdict != "inconclusive":
        assert min(len(before), len(after)) >= min_n
        assert found.p is not None
        assert found.p <= 0.1
        assert found.change is not None
        assert (found.change > 0) == (found.verdict == "keep")


@given(st.lists(st.integers(1, 5), min_size=8, max_size=8), st.randoms())
def test_the_order_of_the_records_does_not_matter(levels: list[int], chance: Any) -> None:
    experiment = make_finished(tried())
    records = [*rated(on(30), *levels[:4]), *rated(START, *levels[4:])]
    first = find(experiment, *records)
    chance.shuffle(records)
    assert find(experiment, *records) == first
