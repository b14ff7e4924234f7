"""`reflect rate`: levels by arguments and by questions, and what stood there the last time."""

import re

import pytest

from tests.conftest import Journal

RATING = """
    format = 1
    id = "{id}"
    kind = "rating"
    at = {day}T18:00:00+01:00
    shift = {day}
    rubric = {rubric}

    [skills]
    {skills}
"""


def rated(journal: Journal, day: str, record: str, skills: str, rubric: int = 1) -> None:
    path = f"{day[:4]}/{day[5:7]}/{day}-rating-{record}.toml"
    content = RATING.format(id=record, day=day, rubric=rubric, skills=skills)
    journal.write({path: content})


def out(journal: Journal, *args: str, **kwargs: bool | str) -> str:
    """The command's output with the IDs normalised."""
    result = journal("rate", *args, **kwargs)  # type: ignore[arg-type]
    assert result.code == 0, result.err
    return re.sub(r"saved \w{6}", "saved ID", result.out)


def skills(journal: Journal) -> dict[str, str]:
    """The levels of the one rating made now."""
    (text,) = (text for text in journal.records("rating").values() if "16:40" in text)
    return dict(line.split(" = ") for line in text.split("[skills]\n")[1].splitlines())


def test_a_rating_shows_the_last_level_beside_each(journal: Journal) -> None:
    """The last one is the newest earlier rating of that very skill; n/a is none."""
    rated(journal, "2026-11-20", "aaaa01", "empathy = 3")
    rated(journal, "2026-11-18", "aaaa02", "empathy = 1\n    listening = 4")
    rated(journal, "2026-11-21", "aaaa03", 'listening = "n/a"')
    assert out(journal, "empathy=4", "listening=3", "verbal=2") == (
        "saved ID · empathy 4 (last 3) · listening 3 (last 4) · verbal communication 2\n"
    )


def test_the_file_names_the_rubric(journal: Journal) -> None:
    journal.write({"journal.toml": "format = 1\n[rubric]\nversion = 3\n"})
    out(journal, "empathy=4", "--note", "named it ", "--ref", "T-1", "--tag", "calm")
    (text,) = journal.records("rating").values()
    assert text.split("shift = 2026-11-22\n")[1] == (
        'tags = ["calm"]\nrubric = 3\ntext = "named it "\nreference = "T-1"\n\n'
        "[skills]\nempathy = 4\n"
    )


def test_a_level_of_another_rubric_is_no_comparison(journal: Journal) -> None:
    rated(journal, "2026-11-20", "aaaa01", "empathy = 3", rubric=2)
    rated(journal, "2026-11-19", "aaaa02", "empathy = 5")
    assert out(journal, "empathy=4") == "saved ID · empathy 4 (last 5)\n"


def test_half_a_year_is_as_far_as_it_looks_back(journal: Journal) -> None:
    rated(journal, "2026-05-24", "aaaa01", "empathy = 3\n    listening = 2")
    rated(journal, "2026-05-23", "aaaa02", "verbal = 1")
    assert out(journal, "empathy=4", "verbal=2") == (
        "saved ID · empathy 4 (last 3) · verbal communication 2\n"
    )


def test_a_rating_for_another_day_compares_with_what_was_before_it(journal: Journal) -> None:
    rated(journal, "2026-11-20", "aaaa01", "empathy = 3")
    rated(journal, "2026-11-18", "aaaa02", "empathy = 1")
    assert out(journal, "empathy=5", "--on", "thu", "--at", "9:00") == (
        "saved ID · Thu 19 Nov 09:00 · empathy 5 (last 1)\n"
    )


def test_a_bad_file_is_mentioned_and_the_rating_saved(journal: Journal) -> None:
    rated(journal, "2026-11-20", "aaaa01", "empathy = 9")
    result = journal("rate", "empathy=4")
    assert result.code == 0
    assert result.err == (
        "1 file left out: 2026/11/2026-11-20-rating-aaaa01.toml:9   reflect check\n"
    )


@pytest.mark.parametrize(
    ("arguments", "levels"),
    [
        (["emp=4"], {"empathy": "4"}),
        (["empathy:4,", "listening:3"], {"empathy": "4", "listening": "3"}),
        (["empathy=4,listening = 3"], {"empathy": "4", "listening": "3"}),
        (["de-escalation=N/A", "Problem Solving=1"],
         {"de_escalation": '"n/a"', "problem_solving": "1"}),
        (["compliance=5"], {"compliance": "5"}),
        (["empathy=4", "emp=4"], {"empathy": "4"}),
    ],
)  # fmt: skip
def test_levels_may_be_written_in_several_ways(
    journal: Journal, arguments: list[str], levels: dict[str, str]
) -> None:
    """Prefixes, colons, commas, and skills that are not active are all taken."""
    out(journal, *arguments)
    assert skills(journal) == levels


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["emphaty=4"], "error: unknown skill 'emphaty'; did you mean empathy?\n"),
        (["a=4"], "error: skill 'a' could be adaptability or anticipation\n"
                  "hint: write more of it\n"),
        (["empathy=9"], "error: rating of empathy must be 1 to 5 or n/a, not 9\n"),
        (["empathy=0.5"], "error: rating of empathy must be 1 to 5 or n/a, not 0.5\n"),
        (["empathy=٤"], "error: rating of empathy must be 1 to 5 or n/a, not ٤\n"),
        (["empathy", "4"], "error: 'empathy' is not a skill and its level\n"
                           "hint: write it as empathy=4 listening=3\n"),
        (["empathy="], "error: 'empathy=' is not a skill and its level\n"
                       "hint: write it as empathy=4 listening=3\n"),
        (["=4"], "error: '=4' is not a skill and its level\n"
                 "hint: write it as empathy=4 listening=3\n"),
        (["empathy=4", "empathy=3"], "error: empathy is rated twice: 4 and 3\n"),
        ([], "error: no skill is rated\nhint: reflect rate empathy=4 listening=3\n"),
    ],
)  # fmt: skip
def test_wrong_levels_are_named_and_nothing_is_written(
    journal: Journal, arguments: list[str], message: str
) -> None:
    before = journal.files()
    result = journal("rate", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)
    assert journal.files() == before


def test_in_a_terminal_each_active_skill_is_asked_for(journal: Journal) -> None:
    """Its words for 1, 3 and 5 are shown, for all five on `?`; what was last time is not."""
    inactive = [
        "listening", "verbal", "writing", "adaptability", "problem_solving", "composure",
        "anticipation", "product_knowledge", "ownership",
    ]  # fmt: skip
    tables = "".join(f"[rubric.skills.{name}]\nactive = false\n" for name in inactive)
    journal.write({"journal.toml": f"format = 1\n{tables}"})
    rated(journal, "2026-11-20", "aaaa01", "empathy = 2")
    result = journal("rate", stdin="?\n7\n4\nn/a\n", terminal=True)
    assert result.code == 0
    assert result.err == (
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.\n"
        "\n"
        "empathy (1 of 2)\n"
        "  1  feelings passed over\n"
        "  3  acknowledged\n"
        "  5  named them, and handled the case differently for it\n"
        "1-5, n/a, ? for all five: "
        "  1  feelings passed over\n"
        "  2  between 1 (feelings passed over) and 3 (acknowledged)\n"
        "  3  acknowledged\n"
        "  4  between 3 (acknowledged) and 5 (named them, and handled the case\n"
        "     differently for it)\n"
        "  5  named them, and handled the case differently for it\n"
        "1-5, n/a, ? for all five:   a level must be 1 to 5 or n/a, not 7\n"
        "1-5, n/a, ? for all five: "
        "\n"
        "de-escalation (2 of 2)\n"
        "  1  tension rose\n"
        "  3  tension held\n"
        "  5  calmed, next steps agreed\n"
        "1-5, n/a, ? for all five: "
    )
    assert re.sub(r"\w{6} ·", "ID ·", result.out, count=1) == (
        "saved ID · empathy 4 (last 2) · de-escalation n/a\n"
    )


def test_ctrl_d_ends_the_asking_and_saves(journal: Journal) -> None:
    result = journal("rate", stdin="\n4\n", terminal=True)
    assert re.sub(r"\w{6} ·", "ID ·", result.out, count=1) == "saved ID · verbal communication 4\n"


def test_nothing_answered_saves_nothing(journal: Journal) -> None:
    before = journal.files()
    result = journal("rate", stdin="\n" * 20, terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("nothing saved\n")
    assert journal.files() == before
