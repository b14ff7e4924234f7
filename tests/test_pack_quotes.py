"""Which records a pack quotes, and what its agenda brings up that is not the agent's alone."""

from typing import Any

from reflectcli.analysis.pack_agenda import agenda_data
from reflectcli.analysis.pack_quotes import MOST, Quotes
from reflectcli.analysis.report import build_report
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Activity, Note, Record, Shift, Success
from tests.records import feedback, goal, logbook, make, on, rating

WINDOW = last_weeks(12, on(83))


def quotes(*records: Record) -> Quotes:
    return Quotes(logbook(*records), WINDOW)


def test_a_rating_of_one_skill_tells_of_it_one_of_several_may_mean_any() -> None:
    one = make(type(rating(on(80))), on(80), skills={"empathy": 4}, text="one")
    two = make(type(one), on(81), skills={"empathy": 4, "listening": 4}, text="two")
    none = rating(on(82), empathy=3)
    assert quotes(one, two, none).about_skill("empathy", (), hard_first=True) == [one.id]


def test_the_sorts_take_turns_and_the_newest_of_each_comes_first() -> None:
    good = [make(Success, on(day), text="good", skills=("empathy",)) for day in (70, 71)]
    told = make(type(rating(on(1))), on(72), skills={"empathy": 4}, text="told")
    heard = [feedback(on(day), text="heard") for day in (60, 61, 62)]
    held = quotes(*good, told, *heard)
    ids = held.about_skill("empathy", [each.id for each in heard], hard_first=False)
    assert ids == [good[1].id, heard[0].id, told.id, good[0].id]
    assert held.taken().keys() == {*ids} and len(ids) == MOST


def test_a_reflection_a_goal_and_what_has_no_text_are_not_quoted() -> None:
    said = make(Note, on(80), text="said")
    course = make(Activity, on(81), type="training", title="a course")
    silent = [make(Shift, on(80), text="whole"), goal(on(80)), feedback(on(80), score=4, scale=5)]
    held = quotes(said, course, *silent)
    assert held.take([each.id for each in (*silent, said, course, said)]) == [said.id, course.id]
    assert [each["text"] for each in held.taken().values()] == ["said", "a course"]
    assert held.take(["gone", said.id]) == [said.id]


def findings(**more: Any) -> dict[str, Any]:
    cause = {"key": "cause:policy", "category": "policy", "shifts": 3, "quoted": ["a", "b", "c"]}
    kpi = {"key": "kpi:wait", "kpi": "wait", "name": "waiting", "unit": "seconds", "value": 90,
           "target": 60, "n": 6, "control": "system", "status": "missed", "rule": "x"}  # fmt: skip
    mine = [{"control": "mine", "recurring": True}, {"control": "system", "recurring": False}]
    shared = [{"control": "shared", "recurring": True}, {"control": "mine", "recurring": True}]
    return {
        "goals": [],
        "causes": [cause | {"controls": shared}, cause | {"key": "no", "controls": mine}],
        "kpis": [kpi, kpi | {"status": "met"}, kpi | {"control": "mine"}],
    } | more


def test_what_recurs_by_a_shared_lever_and_what_misses_by_none_goes_upstream() -> None:
    book = logbook(make(Note, on(80), text="x"))
    report = build_report(book, JournalConfig(), WINDOW, on(83))
    cause, kpi = agenda_data(report, book, findings(), ())["upstream"]
    assert cause == {
        "key": "cause:policy", "category": "policy", "shifts": 3, "controls": ["shared"],
        "quoted": ["a", "b"],
    }  # fmt: skip
    assert kpi == {
        "key": "kpi:wait", "kpi": "wait", "name": "waiting", "unit": "seconds", "value": 90,
        "target": 60, "n": 6,
    }  # fmt: skip
