"""search: whole words and beginnings, what must not occur, and what is most about the words."""

import json
from pathlib import Path

import pytest

from reflectcli.analysis.relevance import Counted, relevances
from tests.conftest import Journal
from tests.test_browse import note


@pytest.fixture(params=["index", "no index"])
def notes(request: pytest.FixtureRequest, journal: Journal) -> Journal:
    """Five notes, with an index and without."""
    if request.param == "no index":
        cache = Path(journal.env["XDG_CACHE_HOME"])
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text("no folder")
    journal.write(note("aaaaa1", "2026-09-05", "Refund, refund and refund again"))
    journal.write(note("bbbbb2", "2026-10-05", "refunded at last", 'tags = ["two words"]\n'))
    journal.write(note("ccccc3", "2026-10-06", "a refund among many other things that day " * 3))
    journal.write(note("ddddd4", "2026-11-05", "angry about prerefunding; words, two of them"))
    return journal.write(note("eeeee5", "2026-11-06", "calm"))


def found(journal: Journal, *arguments: str) -> list[str]:
    result = journal("search", *arguments, "--json")
    assert result.code == 0
    return [each["id"][0] for each in json.loads(result.out)["records"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["refund"], "dcba"),
        (["refund", "--word"], "ca"),
        (["REFUND*", "-w"], "cba"),
        (["refund", "--not", "angry"], "cba"),
        (["refund", "--not", "angry", "--not", "AT LAST"], "ca"),
        (["refund", "--not", "refunded", "--word"], "ca"),
        (["refund", "--by", "relevance"], "abcd"),
        (["refund", "-w", "--by", "relevance"], "ac"),
        (["two words"], "b"),
        (["#two words"], "b"),
        (["two words", "--word"], "b"),
        (["two", "words"], "db"),
        (["words", "--not", "two words"], "d"),
    ],
)
def test_what_is_found_and_in_which_order(
    notes: Journal, arguments: list[str], expected: str
) -> None:
    assert "".join(found(notes, *arguments)) == expected
    lines = notes("search", *arguments).out.splitlines()
    assert "".join(line[0] for line in lines) == expected


def test_a_tag_of_two_words_is_a_choice_too(notes: Journal) -> None:
    assert notes("list", "--tag", "two words").out.startswith("bbbbb2 ")


def test_only_whole_words_are_highlighted(journal: Journal) -> None:
    journal.write(note("aaaaa1", "2026-11-05", "refunds for a refund"))
    shown = journal("search", "refund", "--word", terminal=True).out
    assert shown.endswith("refunds for a \x1b[1mrefund\x1b[0m\n")
    both = journal("search", "refund*", "-w", terminal=True).out
    assert both.endswith("\x1b[1mrefund\x1b[0ms for a \x1b[1mrefund\x1b[0m\n")


def test_nothing_found_says_what_was_looked_for(notes: Journal) -> None:
    result = notes("search", "refund", "--not", "e", "--not", "x")
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("no record has 'refund' but not 'e' or 'x'\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x", "--by", "date"], "error: --by cannot be 'date'\nhint: newest or relevance\n"),
        (["*", "-w"], "error: there is no word to search for\nhint: reflect search WORD\n"),
    ],
)
def test_wrong_searches(journal: Journal, arguments: list[str], message: str) -> None:
    result = journal("search", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)


def test_relevance_by_hand() -> None:
    """BM25 with k1 = 1.2, b = 0.75, for texts of 4 and 8 words, one of 3 texts without the word."""
    first, second = relevances([Counted([1], 4), Counted([2], 8)], [2], 3)
    # idf = ln(1 + 1.5 / 2.5) = 0.470004; lengths 4/6 and 8/6 of the mean.
    assert first == pytest.approx(0.470004 * 2.2 / (1 + 1.2 * (0.25 + 0.5)), abs=1e-6)
    assert second == pytest.approx(0.470004 * 4.4 / (2 + 1.2 * (0.25 + 1.0)), abs=1e-6)
    assert relevances([], [0], 3) == []
