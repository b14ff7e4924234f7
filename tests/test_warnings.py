"""Warnings against self-deception: what raises each, what does not, and who gets to see them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.mirror import Caution
from reflectcli.analysis.report import build_report
from reflectcli.analysis.skills import skill_findings
from reflectcli.analysis.warnings import cautions
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.periods import Period, last_weeks, week_of
from reflectcli.domain.records import Challenge, Change, Note, Rating, Record, Shift, Step, Success
from reflectcli.domain.rubric import Rubric
from tests.conftest import Journal
from tests.records import checkin, feedback, goal, logbook, make, on, rating
from tests.story import dated

SUNDAY = on(83)
TWELVE = last_weeks(12, SUNDAY)
MIXED = {"empathy": 2, "listening": 3, "writing": 4, "verbal": 3}
SAME = dict.fromkeys(MIXED, 3)


def warned(*records: Record, period: Period = TWELVE) -> list[Caution]:
    book = logbook(*records)
    return cautions(book, skill_findings(book, Rubric(), period), period, SUNDAY)


def kinds(*records: Record, period: Period = TWELVE) -> list[str]:
    return [each.kind for each in warned(*records, period=period)]


def spread(levels: dict[str, int], *days: int) -> list[Record]:
    return [rating(on(day), levels) for day in days]


def files() -> dict[str, str]:
    made: dict[str, str] = {}
    for number in range(5):
        body = "[skills]\nempathy = 3\nlistening = 3\nwriting = 3\nverbal = 3\n"
        made |= dated(f"ra000{number}", "rating", date(2026, 10, 5) + timedelta(days=number), body)
    return made


def test_on_screen_under_a_heading_of_their_own(journal: Journal) -> None:
    journal.write(files())
    shown = (
        "For you alone\n"
        "  In 5 of the last 5 shifts nearly all skills got one level. The          ra0004\n"
        "  rubric's words may tell them apart: reflect rate shows them.\n"
    )
    assert journal("report").out.endswith("\n" + shown)
    assert journal("week").out.endswith("\n" + shown)


def test_no_export_holds_them_unless_asked(journal: Journal, tmp_path: Path) -> None:
    journal.write(files())
    journal("report", "-f", "terminal", "-o", str(tmp_path / "report.txt"))
    sent = [
        journal("report", "-f", "markdown").out,
        journal("report", "-f", "json").out,
        journal("week", "--json").out,
        (tmp_path / "report.txt").read_text(encoding="utf-8"),
    ]
    for text in sent:
        assert "one level" not in text
        assert "For you alone" not in text
        assert "warnings" not in text


def test_asked_for_they_come_with_n_rule_and_records(journal: Journal) -> None:
    journal.write(files())
    (found,) = json.loads(journal("report", "-f", "json", "--private").out)["warnings"]
    assert (found["kind"], found["n"]) == ("same_levels", 5)
    assert found["evidence"] == ["ra0004", "ra0003", "ra0002", "ra0001", "ra0000"]
    assert (
        "## For you alone\n\n"
        "- In 5 of the last 5 shifts nearly all skills got one level. The rubric's words may tell"
        " them apart: reflect rate shows them. n = 5; at least 80% of a shift's levels alike, 4"
        " skills or more, in 3 of the last 5 shifts (`ra0004` `ra0003` `ra0002` `ra0001` `ra0000`)"
    ) in journal("report", "-f", "markdown", "--private").out


def test_the_demos_report_for_a_mentor_holds_none(bare: Journal, tmp_path: Path) -> None:
    assert bare("demo", str(tmp_path / "demo")).code == 0
    assert "For you alone" not in (tmp_path / "demo" / "report.md").read_text(encoding="utf-8")


def test_they_are_built_only_when_asked_for() -> None:
    book = logbook(*spread(SAME, 70, 71, 72))
    assert build_report(book, JournalConfig(), TWELVE, SUNDAY).warnings is None
    asked = build_report(book, JournalConfig(), TWELVE, SUNDAY, warn=True)
    assert asked.warnings is not None
    assert [each.kind for each in asked.warnings] == ["same_levels"]


@pytest.mark.parametrize(
    ("same", "mixed", "warns"),
    [((10, 20, 30), (), True), ((10, 20), (), False), ((30, 40, 50), (10, 20), True),
     ((10, 20, 30), (40, 50, 60), False)],
)  # fmt: skip
def test_the_same_level_in_three_of_the_last_five(
    same: tuple[int, ...], mixed: tuple[int, ...], warns: bool
) -> None:
    found = kinds(*spread(SAME, *same), *spread(MIXED, *mixed))
    assert ("same_levels" in found) is warns


def test_four_of_five_alike_are_80_percent_and_three_skills_are_too_few() -> None:
    five = {**SAME, "composure": 4}
    assert kinds(*spread(five, 10, 20, 30)) == ["same_levels"]
    three = {"empathy": 3, "listening": 3, "writing": 3}
    assert kinds(*spread(three, 10, 20, 30)) == []
    halves = [rating(on(day), {key: 3}) for day in (10, 20, 30) for key in SAME]
    assert kinds(*halves) == ["same_levels"]


def felt(moods: list[int], levels: list[int], first: int = 40) -> list[Record]:
    records: list[Record] = []
    for number, (mood, level) in enumerate(zip(moods, levels, strict=True)):
        records.append(make(Shift, on(first + number), mood=mood))
        records.append(rating(on(first + number), empathy=level, listening=min(5, level + 1)))
    return records


def test_ratings_that_follow_the_mood() -> None:
    moods = [1, 2, 3, 4, 5, 4, 3, 2]
    found = warned(*felt(moods, [1, 1, 2, 3, 4, 3, 2, 1]))
    assert [each.kind for each in found] == ["follows_mood"]
    assert found[0].n == 8
    assert found[0].what.startswith("Your ratings went together with your mood in 8 shifts (tau 0.")
    assert "because" not in found[0].what


@pytest.mark.parametrize(
    ("moods", "levels"),
    [
        ([1, 2, 3, 4, 5, 4, 3], [1, 1, 2, 3, 4, 3, 2]),  # seven shifts
        ([1, 2, 3, 4, 5, 4, 3, 2], [4, 3, 2, 1, 1, 2, 3, 4]),  # the other way
        ([3] * 8, [1, 2, 3, 4, 3, 2, 1, 2]),  # a mood that stands still
        ([1, 5, 2, 4, 3, 1, 5, 3], [2, 2, 3, 3, 2, 3, 2, 3]),  # nothing in common
    ],
)
def test_ratings_that_do_not(moods: list[int], levels: list[int]) -> None:
    assert kinds(*felt(moods, levels)) == []


def notes(*days: int) -> list[Record]:
    return [make(Note, on(day), text="x") for day in days]


def test_the_last_week_carrying_the_period() -> None:
    early, late = notes(10, 20, 30, 40), notes(77, 78, 79, 80, 81, 82, 83)
    assert kinds(*early, *late) == ["recency"]
    assert kinds(*early, *late, period=week_of(SUNDAY)) == []
    assert kinds(*notes(10, 20, 30), *late[:6]) == []  # nine records
    assert kinds(*notes(10, 20, 30, 40, 50), *late) == []  # 7 of 12 are 58%
    others = [feedback(on(83), text="y") for _ in range(20)]
    assert kinds(*notes(10, 20, 30, 40, 50), *late, *others) == []


def test_a_goal_that_rests() -> None:
    aim = goal(on(55), "Empathy")
    (found,) = warned(aim)
    assert found.what == (
        'One goal has rested for four weeks or longer: "Empathy". Keep it, change it or close it:'
        f" reflect goal checkin {aim.id}"
    )
    assert kinds(goal(on(56))) == []


def test_what_touches_a_goal() -> None:
    aim = goal(on(10))
    assert kinds(aim, checkin(on(60), aim)) == []
    assert kinds(aim, make(Challenge, on(60), text="x", links=(aim.id,))) == []
    assert kinds(goal(on(10), steps=(Step(text="a", done=on(60)),))) == []
    assert kinds(goal(on(10), history=(Change(on=on(60), text="later"),))) == []
    assert kinds(goal(on(10), closed=on(60))) == []
    assert kinds(goal(on(10), steps=(Step(text="a", due=on(60)),))) == ["resting_goal"]


def strong() -> list[Record]:
    return [rating(on(day), de_escalation=5) for day in range(10, 50, 4)]


def test_a_strength_that_no_success_names() -> None:
    (found,) = warned(*strong())
    assert (found.kind, found.n) == ("uncelebrated", 10)
    assert found.what == (
        "de-escalation is a strength (10 ratings), and no success names it yet."
        " Worth a line when it next helps."
    )


@pytest.mark.parametrize(
    "win",
    [
        make(Success, on(60), text="x", skills=("de_escalation",)),
        make(Success, on(60), text="My De-escalation worked"),
        make(Shift, on(60), answers={"best_moment": "de-escalation on the phone"}),
        feedback(on(60), type="compliment", text="calm", skills=("de_escalation",)),
    ],
)
def test_a_win_about_it_is_enough(win: Record) -> None:
    assert kinds(*strong(), win) == []


def test_a_new_rubric_inside_the_window() -> None:
    old = [make(Rating, on(day), skills={"empathy": 3}, rubric=1) for day in (10, 20)]
    new = [make(Rating, on(day), skills={"empathy": 3}, rubric=2) for day in (30, 40, 50)]
    (found,) = warned(*old, *new)
    assert (found.kind, found.n) == ("rubric_change", 5)
    assert found.evidence == (new[0].id, old[0].id)
    assert "from 7 Oct on" in found.what
    assert kinds(*new) == []


def test_the_week_shows_one_and_the_report_three(journal: Journal) -> None:
    made = files()
    for number in range(5):
        made |= dated(
            f"rb000{number}",
            "rating",
            date(2026, 11, 16) + timedelta(days=number),
            "rubric = 2\n[skills]\nempathy = 5\nlistening = 5\nwriting = 5\nverbal = 5\n",
        )
    for number in range(4):
        made |= dated(f"n0000{number}", "note", date(2026, 11, 21), 'text = "x"\n')
    goals = 'title = "Calm"\nmeasure = "manual"\n'
    head = dated("g00001", "goal", date(2026, 9, 1), goals)
    made["goals/2026-09-01-goal-g00001.toml"] = next(iter(head.values()))
    journal.write(made)
    found = json.loads(journal("report", "-f", "json", "--private").out)["warnings"]
    assert [each["kind"] for each in found][:3] == ["rubric_change", "same_levels", "recency"]
    assert len(found) > 3

    def shown(command: str) -> int:
        _, _, below = journal(command).out.partition("For you alone\n")
        return sum(line.rstrip().endswith(tuple(made_ids)) for line in below.splitlines())

    made_ids = [each["evidence"][0] for each in found]
    assert (shown("week"), shown("report")) == (1, 3)


RECORDS = st.lists(
    st.one_of(
        st.builds(lambda day, level: rating(on(day), dict.fromkeys(MIXED, level)),
                  st.integers(0, 83), st.integers(1, 5)),
        st.builds(lambda day, mood: make(Shift, on(day), mood=mood),
                  st.integers(0, 83), st.integers(1, 5)),
        st.builds(lambda day: goal(on(day)), st.integers(0, 83)),
    ),
    max_size=30,
)  # fmt: skip


@given(RECORDS)
def test_each_names_its_n_its_rule_and_records_that_are_there(records: list[Record]) -> None:
    ids = {each.id for each in records}
    for each in warned(*records):
        assert each.n >= 1
        assert each.rule
        assert each.evidence
        assert set(each.evidence) <= ids
        assert "!" not in each.what


@given(RECORDS)
def test_older_records_and_their_order_change_nothing(records: list[Record]) -> None:
    old = spread(SAME, -300, -290, -280)
    assert warned(*records) == warned(*reversed(records), *old)
