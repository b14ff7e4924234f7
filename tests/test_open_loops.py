"""Open loops: what opens each kind, what closes it, and the command that does."""

import json
import shlex
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.mirror import OpenLoop
from reflectcli.analysis.open_loops import asks_for_work, open_loops
from reflectcli.domain.journal import JournalConfig, Rhythm
from reflectcli.domain.periods import last_weeks, week_of
from reflectcli.domain.records import Activity, Challenge, Note, Record, Step, Success
from tests.conftest import Journal
from tests.records import feedback, goal, logbook, make, on, rating
from tests.story import dated

SUNDAY = on(83)
WEEK = week_of(SUNDAY)
NEVER = JournalConfig(rhythm=Rhythm(rate_every_days=0))


def loops(*records: Record, config: JournalConfig = NEVER) -> list[OpenLoop]:
    return open_loops(logbook(*records), config, WEEK, SUNDAY)


def kinds(*records: Record, config: JournalConfig = NEVER) -> list[str]:
    return [each.kind for each in loops(*records, config=config)]


def practice(day: int, *skills: str, **values: object) -> Activity:
    return make(Activity, on(day), type="practice", title="role play", skills=skills, **values)


def promise(day: int, **values: object) -> Challenge:
    return make(Challenge, on(day), text="x", next_then="I wait", **values)


def files() -> dict[str, str]:
    return {
        **dated(
            "ch0001",
            "challenge",
            date(2026, 10, 5),
            'text = "x"\nnext_if = "they shout"\nnext_then = "I wait"\n',
        ),
        **dated(
            "fb0001",
            "feedback",
            date(2026, 10, 1),
            'source = "mentor"\ntype = "suggestion"\nskills = ["writing"]\ntext = "Shorter."\n',
        ),
        **dated(
            "act001",
            "activity",
            date(2026, 10, 20),
            'type = "practice"\ntitle = "role play"\nskills = ["de_escalation"]\n',
        ),
    }


def test_the_week_shows_the_two_oldest_with_their_commands(journal: Journal) -> None:
    journal.write(files())
    out = journal("week").out
    assert (
        "\n"
        "Still open\n"
        "   1 Oct  feedback about writing (mentor) has no goal yet                 fb0001\n"
        '          reflect goal add "work on writing" --measure rating:writing --target 4\n'
        "   5 Oct  no try written down: If they shout, then I wait                 ch0001\n"
        "          reflect worked ch0001 yes\n"
        "  and 1 more in reflect report\n"
    ) in out


def test_the_report_shows_all(journal: Journal) -> None:
    journal.write(files())
    out = journal("report").out
    start = out.index("Still open")
    assert out[start : out.index("\n\n", start)] == (
        "Still open\n"
        "   1 Oct  feedback about writing (mentor) has no goal yet                 fb0001\n"
        '          reflect goal add "work on writing" --measure rating:writing --target 4\n'
        "   5 Oct  no try written down: If they shout, then I wait                 ch0001\n"
        '  20 Oct  de-escalation not looked at again since "role play"             act001\n'
        "          reflect rate\n"
        "  a try is written down by reflect worked ID yes|no"
    )
    assert (
        "## Still open\n\n"
        "- since 1 Oct: feedback about writing (mentor) has no goal yet (`fb0001`)\n"
    ) in journal("report", "-f", "markdown").out


def test_json_names_kind_day_records_and_command(journal: Journal) -> None:
    journal.write(files())
    found = json.loads(journal("report", "-f", "json").out)["open_loops"]
    assert [each["kind"] for each in found] == [
        "feedback_without_goal",
        "promise_not_tried",
        "practice_without_second_look",
    ]
    assert found[1] == {
        "kind": "promise_not_tried",
        "what": "If they shout, then I wait",
        "since": "2026-10-05",
        "command": "reflect worked ch0001 yes",
        "evidence": ["ch0001"],
        "skill": None,
    }


def test_each_command_runs_and_closes_its_loop(journal: Journal) -> None:
    journal.write(files())
    for each in json.loads(journal("report", "-f", "json").out)["open_loops"]:
        command = shlex.split(each["command"])[1:]
        if command == ["rate"]:
            command.append("de_escalation=4")
        assert journal(*command).code == 0
    assert json.loads(journal("report", "-f", "json").out)["open_loops"] == []


def test_the_command_of_a_goal_without_practice_runs_and_closes_it(journal: Journal) -> None:
    assert journal("goal", "add", "Shorter", "-m", "rating:writing", "--target", "4").code == 0
    later = "2026-12-20T12:00:00+01:00"
    found = json.loads(journal("week", "--json", now=later).out)["open_loops"]
    assert [each["kind"] for each in found] == ["goal_without_practice"]
    assert found[0]["what"] == 'goal "Shorter" has seen no practice yet'
    assert journal(*shlex.split(found[0]["command"])[1:], now=later).code == 0
    assert json.loads(journal("week", "--json", now=later).out)["open_loops"] == []


@pytest.mark.parametrize(
    ("values", "skills"),
    [
        ({"type": "concern", "skills": ("writing",)}, ["writing"]),
        ({"type": "criticism", "skills": ("writing",)}, ["writing"]),
        ({"type": "suggestion", "skills": ("writing",)}, ["writing"]),
        ({"type": "compliment", "skills": ("writing",)}, []),
        ({"skills": ("writing",)}, []),
        ({"score": 2, "scale": 5, "skills": ("writing",)}, ["writing"]),
        ({"score": 3, "scale": 5, "skills": ("writing",)}, []),
        ({"score": 5, "scale": 10, "skills": ("writing",)}, ["writing"]),
        ({"score": 1, "scale": 5}, []),
        ({"ratings": {"writing": 2, "empathy": 3, "listening": "n/a"}}, ["writing"]),
    ],
)
def test_what_asks_for_work(values: dict[str, Any], skills: list[str]) -> None:
    assert asks_for_work(feedback(on(80), **values)) == skills


def test_a_goal_on_the_skill_closes_the_feedback_even_when_it_ended_later() -> None:
    said = feedback(on(60), type="concern", skills=("writing",))
    assert kinds(said) == ["feedback_without_goal"]
    named = goal(on(70), skills=("writing",), measure="kpi:csat")
    assert kinds(said, named) == []
    assert kinds(said, goal(on(75), measure="rating:writing")) == []
    assert kinds(said, goal(on(10), measure="rating:writing", closed=on(65))) == []
    ended_before = goal(on(10), measure="rating:writing", closed=on(50))
    assert kinds(said, ended_before) == ["feedback_without_goal"]
    assert kinds(said, goal(on(75), measure="rating:empathy")) == ["feedback_without_goal"]


def test_feedback_about_one_skill_is_one_loop_with_all_its_records() -> None:
    said = [feedback(on(day), who, type="concern", skills=("writing",))
            for day, who in ((60, "mentor"), (61, "customer"), (62, "mentor"))]  # fmt: skip
    (found,) = loops(*said)
    assert found.what == "feedback about writing (mentor, customer) has no goal yet"
    assert found.evidence == tuple(each.id for each in reversed(said))
    assert found.since == on(60)


def test_a_goal_has_a_fortnight_until_practice_is_missed() -> None:
    assert kinds(goal(on(70), measure="rating:empathy")) == []
    assert kinds(goal(on(69), measure="rating:empathy")) == ["goal_without_practice"]


def test_practice_of_a_goal_is_an_activity_a_link_or_a_step_done() -> None:
    aim = goal(on(10), skills=("empathy",))
    look = rating(on(80), empathy=3)
    assert kinds(aim, practice(20, "empathy"), look) == []
    assert kinds(aim, practice(20, links=(aim.id,))) == []
    assert kinds(aim, practice(9, "empathy"), look) == ["goal_without_practice"]
    step = goal(on(10), skills=("empathy",), steps=(Step(text="read", done=on(12)),))
    assert kinds(step) == []
    assert kinds(goal(on(10), measure="kpi:csat")) == []  # no skill that could be practised
    assert kinds(goal(on(10), skills=("empathy",), closed=on(50))) == []


def test_a_second_look_is_a_rating_or_a_word_by_others_on_a_later_day() -> None:
    done = practice(60, "empathy")
    assert kinds(done) == ["practice_without_second_look"]
    assert kinds(done, rating(on(60), empathy=3)) == ["practice_without_second_look"]
    assert kinds(done, rating(on(61), empathy="n/a")) == ["practice_without_second_look"]
    assert kinds(done, rating(on(61), empathy=3)) == []
    assert kinds(done, feedback(on(61), skills=("empathy",), text="better")) == []
    assert kinds(practice(70, "empathy")) == []


def test_after_practice_upon_feedback_somebody_is_asked_again() -> None:
    aim = goal(on(50), measure="rating:empathy")
    said = feedback(on(55), type="concern", skills=("empathy",))
    done, look = practice(60, "empathy"), rating(on(61), empathy=3)
    (found,) = loops(aim, said, done, look)
    assert (found.kind, found.since) == ("not_asked_again", on(60))
    assert found.evidence == (done.id, said.id)
    again = feedback(on(70), skills=("empathy",), type="compliment")
    assert kinds(aim, said, done, look, again) == []


def test_a_promise_is_open_until_a_later_record_links_to_it() -> None:
    made = promise(60)
    assert kinds(made) == ["promise_not_tried"]
    assert kinds(promise(70)) == []
    for cls in (Success, Note):
        assert kinds(made, make(cls, on(61), text="tried", links=(made.id,))) == []
    assert kinds(made, make(Note, on(59), text="before", links=(made.id,))) != []
    assert kinds(make(Challenge, on(60), text="x", next_if="alone")) == []


def test_reassessment_is_overdue_after_twice_the_rhythm() -> None:
    weekly = JournalConfig()
    records = [rating(on(69), empathy=3), rating(on(70), listening=3), rating(on(60), writing=2)]
    (found,) = loops(*records, config=weekly)
    assert found.what == "not rated for 14 days or longer: writing, empathy"
    assert found.since == on(67)
    assert set(found.evidence) == {records[0].id, records[2].id}
    assert kinds(*records) == []
    past = open_loops(logbook(*records), weekly, WEEK, SUNDAY + timedelta(days=30))
    assert past == []


def test_what_was_begun_before_the_window_is_let_go() -> None:
    old = [promise(-1), practice(-1, "empathy"), feedback(on(-1), type="concern", skills=("own",))]
    assert kinds(*old) == []
    told = feedback(on(-1), type="concern", skills=("empathy",))
    assert kinds(told) == []
    assert open_loops(logbook(told), NEVER, last_weeks(13, SUNDAY), SUNDAY) != []


@given(st.permutations([promise(60), promise(50), practice(55, "empathy"), promise(50)]))
def test_loops_stand_oldest_first_whatever_the_order_of_files(records: list[Record]) -> None:
    found = loops(*records)
    assert [each.since for each in found] == [on(50), on(50), on(55), on(60)]
    assert found == loops(*reversed(records))
    assert all(each.evidence and each.command.startswith("reflect ") for each in found)
