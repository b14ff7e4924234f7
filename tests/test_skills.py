"""Strength, focus, steady or not enough: the rule of STATISTICS, and what it is taken over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.findings import SkillFinding
from reflectcli.analysis.skills import (
    focus_of,
    overall,
    own_mean,
    shrunk_mean,
    skill_findings,
    verdict,
)
from reflectcli.domain.periods import Period, last_weeks, week_of
from reflectcli.domain.records import Record
from reflectcli.domain.rubric import Rubric, Skill
from tests.records import feedback, logbook, on, rating

WEEK = week_of(on(83))
"""The last week of the twelve that begin on the Monday."""


def find(skill: str, *records: Record, period: Period = WEEK) -> SkillFinding:
    found = skill_findings(logbook(*records), Rubric(), period)
    return next(each for each in found if each.skill == skill)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([5], 3.8), ([5, 5, 5], 4.143), ([4] * 12, 3.875)],
)
def test_the_published_vectors_of_shrinkage(values: list[float], expected: float) -> None:
    assert shrunk_mean(values, 3.5) == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("values", "shifts", "m0", "word"),
    [
        ([5] * 4, 4, 3.0, "not_enough"),
        ([5] * 5, 2, 3.0, "not_enough"),
        ([5] * 5, 3, 3.0, "strength"),  # 37/9 = 4.11
        ([4] * 12, 9, 3.5, "steady"),  # 3.875 < 3.9
        ([4] * 16, 9, 3.5, "strength"),  # 78/20 = 3.9 = m0 + .4
        ([4, 4, 4, 4, 3], 5, 2.8, "steady"),  # 30.2/9 = 3.36 >= m0 + .4 but < 3.5
        ([1] * 5, 3, 3.0, "focus"),  # 17/9 = 1.89
        ([2.5] * 8, 5, 3.25, "focus"),  # 33/12 = 2.75
        ([3] * 16, 5, 3.5, "focus"),  # 62/20 = 3.1 = m0 - .4
        ([3] * 15, 5, 3.5, "steady"),  # 59/19 = 3.105
    ],
)
def test_the_verdicts_edges(values: list[float], shifts: int, m0: float, word: str) -> None:
    assert verdict(values, shifts, m0) == word


def test_the_own_mean_is_three_below_ten_ratings() -> None:
    nine = [rating(on(day), empathy=5) for day in range(9)]
    assert own_mean(nine) == 3.0
    assert own_mean([*nine, rating(on(9), empathy=5)]) == 5.0
    assert own_mean([*nine, rating(on(9), empathy="n/a")]) == 3.0


def test_not_applicable_never_counts() -> None:
    ratings = [rating(on(day), empathy="n/a" if day % 2 else 4) for day in range(70, 84)]
    found = find("empathy", *ratings)
    assert (found.n, found.shifts, found.mean) == (7, 7, 4.0)
    assert len(found.evidence) == 7


def test_ten_ratings_of_one_evening_are_no_verdict() -> None:
    found = find("empathy", *(rating(on(80), empathy=5) for _ in range(10)))
    assert found.verdict == "not_enough"
    assert (found.n, found.shifts) == (10, 1)
    assert found.shrunk is None


def test_a_week_is_judged_by_twelve_weeks_and_the_own_mean_by_twenty_six() -> None:
    old = [rating(WEEK.until - timedelta(days=84 + day), empathy=1) for day in range(10)]
    older = [rating(WEEK.until - timedelta(days=182 + day), empathy=5) for day in range(50)]
    new = [rating(on(day), empathy=4) for day in (60, 61, 80, 81, 82)]
    found = find("empathy", *old, *older, *new)
    assert (found.n, found.mean) == (5, 4.0)
    assert found.m0 == pytest.approx((10 * 1 + 5 * 4) / 15)
    assert (found.period_n, found.period_mean) == (3, 4.0)


def test_a_longer_period_is_its_own_window() -> None:
    ratings = [rating(on(day), empathy=4) for day in range(0, 110, 10)]
    found = find("empathy", *ratings, period=last_weeks(16, on(111)))
    assert (found.n, found.period_n) == (11, 11)
    assert len(found.weekly) == 16


def test_the_lowest_skill_is_no_focus_for_being_lowest() -> None:
    records = [rating(on(day), empathy=4, listening=5, writing=5) for day in range(60, 80)]
    found = skill_findings(logbook(*records), Rubric(), WEEK)
    assert next(each for each in found if each.skill == "empathy").verdict == "strength"
    assert focus_of(found) is None


def test_one_focus_the_lowest_of_them() -> None:
    records = [rating(on(day), empathy=2, writing=1, listening=5) for day in range(60, 80)]
    found = skill_findings(logbook(*records), Rubric(), WEEK)
    focus = focus_of(found)
    assert focus is not None
    assert focus.skill == "writing"


def test_feedback_stands_beside_the_verdict_and_does_not_move_it() -> None:
    ratings = [rating(on(day), empathy=3) for day in range(70, 80)]
    said = feedback(on(79), skills=("empathy",), score=1, scale=5, text="cold")
    rated = feedback(on(79), "mentor", ratings={"empathy": 5})
    other = feedback(on(79), skills=("writing",), text="typos")
    alone, beside = find("empathy", *ratings), find("empathy", *ratings, said, rated, other)
    assert (beside.verdict, beside.shrunk) == (alone.verdict, alone.shrunk)
    assert set(beside.feedback) == {said.id, rated.id}


def test_the_weeks_are_counted_from_the_end_and_gaps_are_not_zeros() -> None:
    found = find("empathy", rating(on(83), empathy=5), rating(on(0), empathy=1))
    assert found.weekly == (1.0, *[None] * 10, 5.0)


def test_an_inactive_skill_shows_only_if_it_was_rated() -> None:
    assert all(each.skill != "compliance" for each in skill_findings(logbook(), Rubric(), WEEK))
    assert find("compliance", rating(on(80), compliance=3)).n == 1


@given(st.lists(st.integers(1, 5), min_size=5, max_size=40), st.floats(1, 5))
def test_a_verdict_never_contradicts_the_mean(values: list[int], m0: float) -> None:
    mean = sum(values) / len(values)
    word = verdict(values, 3, m0)
    low, high = sorted((mean, m0))
    assert low - 1e-9 <= shrunk_mean(values, m0) <= high + 1e-9
    if word == "strength":
        assert max(mean, m0) >= 3.5 - 1e-9
    if word == "focus":
        assert min(mean, m0) <= 2.75 + 1e-9 or mean < m0


CRITICAL = Rubric(
    skills={
        "care": Skill(name="care", low="a", middle="b", high="c", weight=3),
        "rules": Skill(name="rules", low="a", middle="b", high="c", critical=True),
    }
)


@pytest.mark.parametrize(
    ("rules", "score", "unzeroed", "failed"),
    [(5, 100.0, 100.0, ()), (3, 87.5, 87.5, ()), (2, 0.0, 81.25, ("rules",))],
)
def test_a_critical_skill_below_half_makes_the_score_zero(
    rules: int, score: float, unzeroed: float, failed: tuple[str, ...]
) -> None:
    records = [rating(on(day), care=5, rules=rules) for day in range(78, 84)]
    found = overall(skill_findings(logbook(*records), CRITICAL, WEEK), CRITICAL)
    assert found is not None
    assert (found.score, found.unzeroed, found.failed) == (score, unzeroed, failed)


def test_no_overall_score_without_a_verdict() -> None:
    findings = skill_findings(logbook(rating(on(80), care=5)), CRITICAL, WEEK)
    assert overall(findings, CRITICAL) is None


def test_of_two_equally_low_skills_the_one_with_more_ratings_is_the_focus() -> None:
    few = [rating(on(60 + day), empathy=1) for day in range(8)]
    many = [rating(on(60 + day), writing=1) for day in range(8)]
    level = [rating(on(20 + day), listening=5, verbal=5) for day in range(20)]
    every = skill_findings(logbook(*few, *many, *level), Rubric(), WEEK)
    found = {each.skill: each for each in every}
    one, other = found["empathy"], replace(found["writing"], n=found["writing"].n + 1)
    assert one.shrunk == other.shrunk and one.verdict == other.verdict == "focus"
    for order in ([one, other], [other, one]):
        chosen = focus_of(order)
        assert chosen is not None and chosen.skill == "writing"
    alike = focus_of([found["writing"], one])
    assert alike is not None and alike.skill == "empathy"


def test_what_is_clear_comes_first_the_best_at_the_front() -> None:
    days = range(60, 72)
    records = [rating(on(day), empathy=2, writing=5, listening=4) for day in days]
    unclear = [rating(on(80), verbal=5, negotiation=1)]
    found = skill_findings(logbook(*records, *unclear), Rubric(), WEEK)
    names = [each.skill for each in found if each.n]
    assert names[:3] == ["writing", "listening", "empathy"]
    assert [each.skill for each in found][3] == "verbal"
