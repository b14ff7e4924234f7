"""`reflect feedback`: what others say goes in by flags or questions, and is listed."""

import json
import re

import pytest

from tests.conftest import Journal


def only(journal: Journal) -> str:
    """The one piece of feedback: what stands in its file below its shift."""
    (text,) = journal.records("feedback").values()
    return text.partition("shift = ")[2]


def heard(journal: Journal, day: str, record: str, body: str) -> None:
    """A piece of feedback as a literal file."""
    journal.write(
        {
            f"{day[:4]}/{day[5:7]}/{day}-feedback-{record}.toml": (
                f'format = 1\nid = "{record}"\nkind = "feedback"\n'
                f"at = {day}T12:00:00+01:00\nshift = {day}\n{body}\n"
            )
        }
    )


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with feedback of three days."""
    heard(journal, "2026-10-30", "aaaa01", 'source = "mentor"\n[ratings]\nlistening = 4')
    heard(
        journal,
        "2026-11-18",
        "aaaa02",
        'source = "customer"\nscore = 9\nscale = 10\nskills = ["empathy"]\n'
        'type = "compliment"\ntext = "Felt heard\\nat last \\u001b[31m"',
    )
    heard(journal, "2026-11-20", "aaaa03bc", f'source = "colleague"\ntext = "{"hand over " * 12}"')
    return journal


def test_feedback_by_flags(journal: Journal) -> None:
    result = journal(
        "feedback", "add", "felt", " heard ", "--from", "customer", "--type", "compl",
        "--score", "4/5", "--about", "empathy,verbal", "--rate", "listening=4",
        "--rate", "emp=n/a", "--by", "Mrs. K", "--asked", "--response", "do it again",
        "--ref", "S-7", "--channel", "chat", "--tag", "csat", "--private", "--on", "fri",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"saved \w{6} · feedback Fri 20 Nov 16:40\n", result.out)
    assert only(journal) == (
        '2026-11-20\ntags = ["csat"]\nprivate = true\nsource = "customer"\n'
        'type = "compliment"\nscore = 4\nscale = 5\nskills = ["empathy", "verbal"]\n'
        'text = "felt  heard "\nauthor = "Mrs. K"\nasked = true\nresponse = "do it again"\n'
        'channel = "chat"\nreference = "S-7"\n\n[ratings]\nlistening = 4\nempathy = "n/a"\n'
    )


def test_a_score_alone_is_feedback_and_leaves_the_pipe_alone(journal: Journal) -> None:
    """In a shell's loop the pipe belongs to the loop."""
    assert journal("feedback", "add", "--from", "cust", "--score", "3/5", stdin="x\n").code == 0
    assert only(journal) == '2026-11-22\nsource = "customer"\nscore = 3\nscale = 5\n'


def test_words_may_be_piped(journal: Journal) -> None:
    journal("feedback", "add", "--from", "mentor", stdin="slow down\nat the start\n")
    assert only(journal).endswith('text = """\nslow down\nat the start"""\n')


def test_a_dash_reads_the_pipe_beside_a_score(journal: Journal) -> None:
    journal("feedback", "add", "-", "--from", "customer", "--score", "3/5", stdin="meh\n")
    assert 'text = "meh"\n' in only(journal)


WHO = "hint: reflect feedback add --from customer|colleague|mentor|manager [--score 4/5] TEXT\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hello"], f"error: --from is missing: whose words are they?\n{WHO}"),
        (["--from", "mentor"], f"error: feedback needs words\n{WHO}"),
        (["x", "--from", "boss"], "error: unknown source 'boss'\n"
                                  "hint: there are customer, colleague, mentor, manager\n"),
        (["x", "--from", "m"], "error: source 'm' could be mentor or manager\n"
                               "hint: write more of it\n"),
        (["x", "--from", "mentor", "--type", "complimant"],
         "error: unknown type 'complimant'; did you mean compliment?\n"),
        (["x", "--from", "customer", "--score", "4"],
         "error: not a score: '4'\nhint: write it as 4/5\n"),
        (["x", "--from", "customer", "--score", "6/5"],
         "error: a score of 6 is not on a scale to 5\nhint: write it as 4/5\n"),
        (["x", "--from", "mentor", "--rate", "empathy=6"],
         "error: rating of empathy must be 1 to 5 or n/a, not 6\n"),
        (["x", "--from", "mentor", "--about", "emphaty"],
         "error: unknown skill 'emphaty'; did you mean empathy?\n"),
    ],
)  # fmt: skip
def test_wrong_input_is_named_and_nothing_is_written(
    journal: Journal, arguments: list[str], message: str
) -> None:
    before = journal.files()
    result = journal("feedback", "add", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)
    assert journal.files() == before


def test_in_a_terminal_it_asks(journal: Journal) -> None:
    """A wrong answer is asked for again; words, score, whose, what sort, which skills."""
    typed = "felt heard\n5\n5/5\nboss\ncustomer\n\nemp\n"
    result = journal("feedback", "add", stdin=typed, terminal=True)
    assert result.err == (
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.\n"
        "What did they say? A score, as 4/5?   not a score: '5' (write it as 4/5)\n"
        "A score, as 4/5? "
        "Who (customer, colleague, mentor, manager)?   unknown source 'boss'"
        " (there are customer, colleague, mentor, manager)\n"
        "Who (customer, colleague, mentor, manager)? "
        "What sort (suggestion, concern, compliment, criticism)? "
        "Skills that it is about? "
    )
    assert only(journal) == (
        '2026-11-22\nsource = "customer"\nscore = 5\nscale = 5\nskills = ["empathy"]\n'
        'text = "felt heard"\n'
    )


@pytest.mark.parametrize("typed", ["", "\n\n", "some words\n\n"])
def test_leaving_early_saves_nothing(journal: Journal, typed: str) -> None:
    result = journal("feedback", "add", stdin=typed, terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("nothing saved\n")
    assert journal.records("feedback") == {}


def test_the_list_is_newest_first_and_fits_the_terminal(full: Journal) -> None:
    """Long words are cut, control characters cannot reach the terminal."""
    result = full("feedback", "list")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "aaaa03bc  2026-11-20  colleague        hand over hand over hand over"
        " hand over…\n"
        "aaaa02    2026-11-18  customer   9/10  Felt heard at last ␛[31m\n"
        "aaaa01    2026-10-30  mentor           listening 4\n"
    )
    assert all(len(line) <= 80 for line in result.out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--from", "mentor"], ["aaaa01"]),
        (["--about", "empathy"], ["aaaa02"]),
        (["--about", "listening,empathy"], ["aaaa02", "aaaa01"]),
        (["--type", "compliment"], ["aaaa02"]),
        (["--since", "2026-11-18"], ["aaaa03bc", "aaaa02"]),
        (["--until", "2026-11-18"], ["aaaa02", "aaaa01"]),
        (["--since", "2026-11-01", "--until", "thu"], ["aaaa02"]),
        (["-n", "1"], ["aaaa03bc"]),
    ],
)
def test_the_list_can_be_narrowed(full: Journal, arguments: list[str], ids: list[str]) -> None:
    result = full("feedback", "list", *arguments)
    assert [line.split()[0] for line in result.out.splitlines()] == ids


def test_a_shortened_list_says_that_there_is_more(full: Journal) -> None:
    assert full("feedback", "list", "-n", "2").err == "there is more: -n 4\n"
    assert full("feedback", "list", "-n", "3").err == ""


def test_a_bad_file_is_mentioned(full: Journal) -> None:
    heard(full, "2026-11-21", "aaaa09", 'source = "boss"\ntext = "x"')
    result = full("feedback", "list", "-n", "1")
    assert result.code == 0
    assert result.err.endswith(
        "1 file left out: 2026/11/2026-11-21-feedback-aaaa09.toml:6   reflect check\n"
    )


def test_the_list_as_json(full: Journal) -> None:
    heard(full, "2026-11-21", "aaaa09", 'source = "boss"\ntext = "x"')
    data = json.loads(full("feedback", "list", "--about", "empathy", "--json").out)
    assert data["schema"] == 1
    assert data["feedback"] == [
        {
            "format": 1, "id": "aaaa02", "kind": "feedback", "at": "2026-11-18T12:00:00+01:00",
            "shift": "2026-11-18", "source": "customer", "type": "compliment", "score": 9,
            "scale": 10, "skills": ["empathy"], "text": "Felt heard\nat last \x1b[31m",
        }
    ]  # fmt: skip
    assert [problem["line"] for problem in data["problems"]] == [6]


def test_an_empty_list_says_so(journal: Journal, bare: Journal) -> None:
    result = journal("feedback", "list")
    assert (result.code, result.out, result.err) == (0, "", "no feedback found\n")
    assert json.loads(journal("feedback", "list", "--json").out)["feedback"] == []


def test_the_range_must_not_be_turned_round(full: Journal) -> None:
    result = full("feedback", "list", "--since", "today", "--until", "yesterday")
    assert result.code == 2
    assert result.err == "error: --until (2026-11-21) lies before --since (2026-11-22)\n"


def test_a_journal_that_is_not_there_is_not_an_empty_one(bare: Journal) -> None:
    assert bare("feedback", "list").code == 4
