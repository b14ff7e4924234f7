"""Whose words count for which side, which records hold a rule, and how an agent felt."""

from typing import Any

import pytest

from reflectcli.analysis.trends import UNJUDGED
from reflectcli.analysis.tries import is_rule
from reflectcli.analysis.voices import HIGH, LOW, others_voices, own_voices, people
from reflectcli.analysis.wellbeing import feeling, feeling_points
from reflectcli.domain.periods import last_weeks, week_of
from reflectcli.domain.records import Activity, Challenge, Note, Shift, Success
from tests.records import feedback, goal, logbook, make, on

WINDOW = last_weeks(12, on(83))


@pytest.mark.parametrize(
    ("said", "side"),
    [
        ({"type": "compliment"}, "success"),
        ({"type": "complaint"}, "challenge"),
        ({"type": "complaint", "score": 5, "scale": 5}, "challenge"),
        ({"score": HIGH * 100, "scale": 100}, "success"),
        ({"score": HIGH * 100 - 1, "scale": 100}, None),
        ({"score": LOW * 100 + 1, "scale": 100}, None),
        ({"score": LOW * 100, "scale": 100}, "challenge"),
        ({}, None),
    ],
)
def test_feedback_counts_by_its_type_or_else_its_score(said: dict[str, Any], side: str) -> None:
    (voice,) = others_voices(logbook(feedback(on(5), text="x", **said)), WINDOW)
    assert (voice.place, voice.texts) == ((on(5), side), ["x"])


def test_an_interaction_speaks_with_all_of_its_texts() -> None:
    good = make(Success, on(1), text="a", root_cause="b", solution="c", replicate_when="d",
                factors=("e", "f"), tags=("t",))  # fmt: skip
    hard = make(Challenge, on(2), text="a", trigger="b", own_part="c", root_cause="d", solution="e")
    found = {each.record: each for each in own_voices(logbook(good, hard), WINDOW)}
    assert (found[good.id].place[1], found[good.id].texts) == ("success", [*"abcdef"])
    assert (found[hard.id].place[1], found[hard.id].texts) == ("challenge", [*"abcde"])
    assert tuple(found[good.id].tags) == ("t",)


def test_the_names_that_records_name_are_peoples() -> None:
    book = logbook(
        feedback(on(1), text="x", author="Kim"), feedback(on(1), text="x"),
        make(Activity, on(2), type="coaching", title="x", people=("Ola", "Sam")),
        goal(on(3), helpers=("Ana",)),
    )  # fmt: skip
    assert list(people(book)) == ["Kim", "Ola", "Sam", "Ana"]


def test_what_holds_a_rule() -> None:
    assert is_rule(make(Challenge, on(1), text="x", next_then="y"))
    assert not is_rule(make(Challenge, on(1), text="x", next_if="y"))
    assert is_rule(make(Success, on(1), text="x", factors=("y",)))
    assert is_rule(make(Success, on(1), text="x", replicate_when="y"))
    assert not is_rule(make(Success, on(1), text="x"))
    assert not is_rule(make(Note, on(1), text="x"))


def test_a_feeling_is_the_mean_of_days_and_a_day_that_of_its_reflections() -> None:
    shifts = [
        make(Shift, on(day), mood=mood)
        for day, mood in ((60, 1), (60, 4), (70, None), (78, 5), (79, 2), (90, 1))
    ]
    points = feeling_points(shifts, lambda shift: shift.mood)
    assert [(each.day, each.value) for each in points][:2] == [(on(60), 2.5), (on(78), 5)]
    found = feeling("mood", logbook(*shifts), WINDOW, week_of(on(83)), UNJUDGED)
    assert (found.n, found.period_n, found.period_mean) == (3, 2, 3.5)
    assert found.mean == pytest.approx((2.5 + 5 + 2) / 3)
    assert found.evidence == tuple(shifts[place].id for place in (4, 3, 1, 0))
    empty = feeling("mood", logbook(*shifts), WINDOW, week_of(on(70)), UNJUDGED)
    assert (empty.period_n, empty.period_mean) == (0, None)
