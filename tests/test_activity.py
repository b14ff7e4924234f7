"""`reflect activity`: what was done to get better, how long, and the hours in all."""

import json
import re

import pytest

from tests.conftest import Journal


def only(journal: Journal) -> str:
    """The one activity: what stands in its file below its shift."""
    (text,) = journal.records("activity").values()
    return text.partition("shift = ")[2]


def did(journal: Journal, day: str, record: str, body: str) -> None:
    """An activity as a literal file."""
    journal.write(
        {
            f"{day[:4]}/{day[5:7]}/{day}-activity-{record}.toml": (
                f'format = 1\nid = "{record}"\nkind = "activity"\n'
                f"at = {day}T12:00:00+01:00\nshift = {day}\n{body}\n"
            )
        }
    )


def test_an_activity_by_flags(journal: Journal) -> None:
    result = journal(
        "activity", "add", "De-escalation", "day", "--type", "work", "--hours", "6.5",
        "--takeaway", "name it first", "--about", "de_esc,empathy", "--with", "Ana, Bo",
        "--with", "Cem", "--tag", "q4", "--on", "yesterday", "--at", "9am",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"saved \w{6} · activity Sat 21 Nov 09:00\n", result.out)
    assert only(journal) == (
        '2026-11-21\ntags = ["q4"]\ntype = "workshop"\ntitle = "De-escalation day"\n'
        'hours = 6.5\ntakeaway = "name it first"\nskills = ["de_escalation", "empathy"]\n'
        'people = ["Ana, Bo", "Cem"]\n'
    )


def test_what_is_not_said_to_be_a_training_is_none(journal: Journal) -> None:
    assert journal("activity", "add", "read the refund policy").code == 0
    assert only(journal) == '2026-11-22\ntype = "other"\ntitle = "read the refund policy"\n'


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1.5", "1.5"), ("1,5", "1.5"), ("2", "2"), ("1h30m", "1.5"), ("1h 30m", "1.5"),
        ("90m", "1.5"), ("90 min", "1.5"), ("1:30", "1.5"), ("20m", "0.3333"), ("1d", "24"),
    ],
)  # fmt: skip
def test_hours_may_be_written_in_several_ways(journal: Journal, text: str, hours: str) -> None:
    assert journal("activity", "add", "x", "--hours", text).code == 0
    assert f"hours = {hours}\n" in only(journal)


@pytest.mark.parametrize("text", ["0", "0m", "-1", "long", "1:75", "-5m", "1h-30m", "nan"])
def test_hours_that_are_none_are_refused(journal: Journal, text: str) -> None:
    result = journal("activity", "add", "x", f"--hours={text}")
    assert result.code == 2
    assert result.err == (
        f"error: hours cannot be {text!r}\nhint: write them as 1.5, 1h30m or 90m\n"
    )
    assert journal.records("activity") == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "error: TITLE is missing: what was it?\nhint: reflect activity add TITLE\n"),
        (["x", "--type", "webinars"], "error: unknown type 'webinars'; did you mean webinar?\n"),
        (["x", "--type", "co"], "error: type 'co' could be course or conference or coaching\n"
                                "hint: write more of it\n"),
        (["x", "--about", "skil"], "error: unknown skill 'skil'\nhint: there are listening,"
         " verbal, writing, adaptability, problem_solving, empathy, composure, de_escalation,"
         " anticipation, product_knowledge, ownership, compliance\n"),
    ],
)  # fmt: skip
def test_wrong_input_is_named(journal: Journal, arguments: list[str], message: str) -> None:
    result = journal("activity", "add", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)


def test_in_a_terminal_it_asks_for_everything(journal: Journal) -> None:
    typed = "Ana's calls\nshad\nlong\n1h\nshe waits\nlist\nAna\n"
    result = journal("activity", "add", stdin=typed, terminal=True)
    assert result.code == 0
    assert result.err == (
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.\n"
        "What was it? What sort (Enter: other)?\n"
        "  training, workshop, course, conference, webinar, coaching,\n"
        "  practice, shadowing, reading, other\n"
        "> How long (1.5, 1h30m, 90m)?   hours cannot be 'long'"
        " (write them as 1.5, 1h30m or 90m)\n"
        "How long (1.5, 1h30m, 90m)? What do you keep from it? Skills that it is for?"
        " With whom? "
    )
    assert only(journal) == (
        '2026-11-22\ntype = "shadowing"\ntitle = "Ana\'s calls"\nhours = 1\n'
        'takeaway = "she waits"\nskills = ["listening"]\npeople = ["Ana"]\n'
    )


def test_with_a_title_it_asks_for_the_sort_alone(journal: Journal) -> None:
    result = journal("activity", "add", "x", stdin="\n", terminal=True)
    assert result.err.startswith("What sort (Enter: other)?\n")
    assert only(journal) == '2026-11-22\ntype = "other"\ntitle = "x"\n'


def test_ctrl_d_at_once_saves_nothing(journal: Journal) -> None:
    result = journal("activity", "add", stdin="", terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("\nnothing saved\n")


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with three activities."""
    did(journal, "2026-10-30", "aaaa01", 'type = "coaching"\ntitle = "Mo"\nhours = 0.3333')
    did(journal, "2026-11-18", "aaaa02", 'type = "course"\ntitle = "Tone"\nskills = ["writing"]')
    did(journal, "2026-11-20", "aaaa03", 'type = "coaching"\ntitle = "Mo"\nhours = 12')
    return journal


def test_the_list_has_a_line_with_the_total(full: Journal) -> None:
    result = full("activity", "list")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "aaaa03  2026-11-20  coaching    12 h  Mo\n"
        "aaaa02  2026-11-18  course            Tone\n"
        "aaaa01  2026-10-30  coaching  0.33 h  Mo\n"
        "3 activities · 12.3 h\n"
    )


def test_the_total_is_of_all_however_many_are_shown(full: Journal) -> None:
    assert full("activity", "list", "-n", "1").out == (
        "aaaa03  2026-11-20  coaching  12 h  Mo\n3 activities · 12.3 h · the newest 1 shown\n"
    )


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--type", "coaching"], ["aaaa03", "aaaa01"]),
        (["--about", "writing"], ["aaaa02"]),
        (["--since", "2026-11-01"], ["aaaa03", "aaaa02"]),
        (["--until", "2026-11-18", "--type", "coa"], ["aaaa01"]),
    ],
)
def test_the_list_can_be_narrowed(full: Journal, arguments: list[str], ids: list[str]) -> None:
    *lines, total = full("activity", "list", *arguments).out.splitlines()
    assert [line.split()[0] for line in lines] == ids
    assert total.startswith(f"{len(ids)} activit")


def test_the_list_as_json(full: Journal) -> None:
    did(full, "2026-11-21", "aaaa09", 'type = "nap"\ntitle = "x"')
    data = json.loads(full("activity", "list", "--json", "-n", "2").out)
    assert [each["id"] for each in data["activities"]] == ["aaaa03", "aaaa02"]
    assert data["total"] == {"activities": 3, "hours": 12.3333}
    assert data["problems"][0]["file"] == "2026/11/2026-11-21-activity-aaaa09.toml"


def test_a_bad_file_is_mentioned_and_an_empty_list_says_so(journal: Journal) -> None:
    did(journal, "2026-11-21", "aaaa09", 'type = "nap"\ntitle = "x"')
    result = journal("activity", "list")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "no activities found\n"
        "1 file left out: 2026/11/2026-11-21-activity-aaaa09.toml:6   reflect check\n"
    )
