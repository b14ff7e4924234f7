"""Causes by lever, counted by shift; what is the system's and recurs is there to be raised."""

import json
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.causes import find_causes
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Challenge
from tests.conftest import Journal
from tests.records import logbook, make, on

PERIOD = last_weeks(12, on(83))


def hard(day: int, control: str | None, *causes: str, text: str = "hard") -> Challenge:
    return make(Challenge, on(day), text=text, causes=causes, control=control)


def test_shifts_are_counted_by_category_and_lever() -> None:
    records = [
        hard(0, "system", "tool_system", "workload"),
        hard(0, "system", "tool_system"),
        hard(8, "system", "tool_system"),
        hard(9, "mine", "tool_system"),
        hard(9, None, "knowledge"),
    ]
    found = find_causes(logbook(*records), PERIOD)
    assert [(each.category, each.control, each.shifts) for each in found.found] == [
        ("tool_system", "system", 2),
        ("knowledge", None, 1),
        ("tool_system", "mine", 1),
        ("workload", "system", 1),
    ]
    first = found.found[0]
    assert set(first.evidence) == {records[0].id, records[1].id, records[2].id}
    assert first.evidence[0] == records[2].id
    assert (found.challenges, found.unsaid) == (5, 1)


def test_the_levers_are_shares_of_the_challenges_that_say_one() -> None:
    records = [hard(day, "system", "handoff") for day in range(3)]
    found = find_causes(logbook(*records, hard(3, "mine"), hard(4, None)), PERIOD)
    assert [(each.control, each.challenges, each.share) for each in found.split] == [
        ("mine", 1, 0.25),
        ("shared", 0, 0.0),
        ("system", 3, 0.75),
    ]
    assert find_causes(logbook(hard(0, None)), PERIOD).split == ()


def test_only_what_recurs_and_is_the_systems_is_raised_with_its_texts() -> None:
    system = [hard(day, "system", "tool_system", text=f"froze {day}") for day in (0, 7, 14)]
    mine = [hard(day, "mine", "knowledge") for day in (0, 7, 14)]
    rare = [hard(day, "system", "handoff") for day in (0, 30, 60)]
    found = find_causes(logbook(*system, *mine, *rare), PERIOD)
    assert [(each.category, each.shifts) for each in found.upstream] == [("tool_system", 3)]
    assert [told.text for told in found.upstream[0].told] == ["froze 14", "froze 7", "froze 0"]


def test_three_shifts_of_one_week_are_not_yet_raised() -> None:
    found = find_causes(logbook(*(hard(day, "system", "handoff") for day in (0, 1, 2))), PERIOD)
    assert found.upstream == ()


def test_only_the_window_counts() -> None:
    assert find_causes(logbook(hard(-1, "mine", "knowledge")), PERIOD).challenges == 0


@given(
    st.lists(
        st.tuples(
            st.integers(0, 83),
            st.sampled_from(["mine", "shared", "system", None]),
            st.lists(st.sampled_from(["knowledge", "handoff", "workload"]), max_size=3),
        ),
        max_size=12,
    )
)
def test_shares_add_up_and_what_is_raised_stands_among_the_causes(
    given: list[tuple[int, str | None, list[str]]],
) -> None:
    found = find_causes(logbook(*(hard(day, who, *why) for day, who, why in given)), PERIOD)
    if found.split:
        assert abs(sum(each.share for each in found.split) - 1) < 1e-9
    assert sum(each.challenges for each in found.split) + found.unsaid == found.challenges
    raised = {each.category for each in found.upstream}
    assert raised == {
        each.category for each in found.found if each.control == "system" and each.recurring
    }
    assert all(each.shifts <= len(each.evidence) for each in found.found)


def test_the_report_shows_causes_with_bars_and_the_list_to_raise(journal: Journal) -> None:
    for number in range(3):
        day = date(2026, 11, 8) + timedelta(days=number * 7)
        journal(
            "challenge", f"The tool froze, {number + 1}", "--on", str(day),
            "--cause", "tool_system", "--control", "system",
        )  # fmt: skip
    journal("challenge", "I was short", "--cause", "communication", "--control", "mine")
    out = journal("report").out
    block = out[out.index("Causes of challenges") : out.index("\nDue")]
    assert re.sub(r" +[0-9a-z]{6}$", " ID", block, flags=re.MULTILINE) == (
        "Causes of challenges\n"
        "  tool, system        the system's  ████████████  3 shifts  recurring ID\n"
        "  communication       yours         ████░░░░░░░░  1 shift ID\n"
        "  lever: yours 1 (25%), the system's 3 (75%), of 4 challenges\n"
        "\n"
        "To raise upstream\n"
        "  tool, system  3 shifts, the system's lever\n"
        "    22 Nov  The tool froze, 3 ID\n"
        "    15 Nov  The tool froze, 2 ID\n"
        "    8 Nov  The tool froze, 1 ID\n"
    )
    page = journal("report", "-f", "markdown").out
    assert "- tool, system: 3 shifts, recurring; lever: the system's (" in page
    assert "- **tool, system**: 3 shifts, the system's lever\n  - **22 Nov** The tool" in page
    data = json.loads(journal("report", "-f", "json").out)
    cause = data["causes"][0]
    assert (cause["category"], cause["control"], cause["shifts"]) == ("tool_system", "system", 3)
    assert len(cause["evidence"]) == 3
    assert [each["category"] for each in data["raise_upstream"]] == ["tool_system"]


def test_the_week_says_nothing_of_causes(journal: Journal) -> None:
    journal("challenge", "short", "--cause", "communication", "--control", "mine")
    assert "Causes" not in journal("week").out
