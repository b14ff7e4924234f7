"""The finder on text with known answers, and how long it takes on text that nobody writes."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.personal.cards import card_numbers, luhn
from reflectcli.domain.personal.finder import find, find_without_a_look
from reflectcli.domain.personal.found import KINDS
from reflectcli.domain.personal.glance import may_be_named, may_be_personal
from reflectcli.domain.personal.ibans import mod97
from reflectcli.domain.sharing import Sharing, is_pattern
from tests.personal.corpus import CLEAN, MARKED, Score, mistakes, scores, sentences
from tests.strategies import texts

SURE = ("card", "email", "iban", "phone")
ALL = sentences(*MARKED, *CLEAN)


@pytest.fixture(scope="module")
def by_kind() -> dict[str, Score]:
    return scores(*MARKED, *CLEAN)


def test_the_corpus_is_large_and_has_every_kind(by_kind: dict[str, Score]) -> None:
    marked = [each for each in sentences(*MARKED) if each.labels]
    assert len({each.text for each in marked}) >= 500
    assert len({each.text for each in sentences(*CLEAN)}) >= 500
    assert all(not each.labels for each in sentences(*CLEAN))
    assert set(by_kind) == set(KINDS)
    assert all(score.labels >= 30 for score in by_kind.values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_is_right(by_kind: dict[str, Score], kind: str) -> None:
    assert by_kind[kind].precision >= 0.95, [*mistakes(*MARKED, *CLEAN)]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_is_found(by_kind: dict[str, Score], kind: str) -> None:
    least = 0.99 if kind in SURE else 0.9
    assert by_kind[kind].recall >= least, [*mistakes(*MARKED, *CLEAN)]


def test_card_numbers_and_ibans_of_the_corpus_have_their_check_digits() -> None:
    for sentence in sentences(*MARKED):
        for label in sentence.labels:
            words = sentence.text[label.start : label.end]
            letters = "".join(filter(str.isalnum, words)).upper()
            assert label.kind != "card" or luhn(letters), words
            assert label.kind != "iban" or mod97(letters) == 1, words


def test_the_cheap_look_misses_nothing_in_the_corpus() -> None:
    passed = [each.text for each in ALL if not may_be_personal(each.text)]
    assert passed
    assert not [text for text in passed if find_without_a_look(text)]


pieces = st.sampled_from([each.text for each in ALL]).flatmap(
    lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda ends: text[min(ends) : max(ends)]
    )
)
bits = st.sampled_from(["@", "4", "mr", "Road", ":", "-", "’s", "2026-11-20", "14:30", "phone"])
mixed = st.lists(pieces | texts | bits, max_size=4)


@given(
    mixed.flatmap(lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda gap: gap.join(parts)))
)
def test_the_cheap_look_misses_nothing(text: str) -> None:
    found = find_without_a_look(text)
    assert found == find(text)
    assert all(each.text == text[each.start : each.end] for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(mixed.map(" ".join), st.sampled_from([("García",), ("Tom Hendricks",), ("ø", "Zoë Fox")]))
def test_the_cheap_look_for_listed_names_misses_none(text: str, names: tuple[str, ...]) -> None:
    listed = find(text, Sharing(names=names))
    assert listed == find_without_a_look(text, Sharing(names=names))
    assert may_be_named(text, names) or listed == find(text)


@given(st.text("0123456789 -.", max_size=60))
def test_a_card_number_has_its_digits_and_no_others_beside(text: str) -> None:
    for number in card_numbers(f"card {text}"):
        digits = "".join(filter(str.isdigit, number))
        assert 13 <= len(digits) <= 19
        assert luhn(digits)


@pytest.mark.parametrize(
    "pattern",
    [r"\bA\d{7}\b", "[A-Z]{3}-[0-9]+", r"L\d\d(-\d)?", "ab", r"(?:KD|ID)\d{4,9}", r"XX\d*"],
)
def test_a_pattern_that_is_quick(pattern: str) -> None:
    assert is_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", r"(\d*)*x", "a*b*c*dd", "x", "", r"(a)\1", "(?=aa)aa", "[", "a" * 201,
     "(?P<n>ab)(?P=n)", "((a{1,9}){1,9}){1,9}"],
)  # fmt: skip
def test_a_pattern_that_may_take_long_or_finds_nothing_is_refused(pattern: str) -> None:
    assert not is_pattern(pattern)


HOSTILE = {
    "digits": "1", "digits with gaps": "4 ", "zeros": "0", "cards": "4111 1111 1111 1111 ",
    "pluses": "+", "brackets": "(", "at signs": "@", "dots": "a.", "addresses": "a@a.",
    "capitals": "A",
    "words": "Aa ", "cues": "Mr ", "more cues": "spoke to customer ", "names": "Mr Ann ",
    "streets": "1 Oak ", "orders": "order no ", "ibans": "DE89", "particles": "Mr van der ",
    "dashes": "1-", "letters": "a", "German": "Auf der ", "spelled": "a at b dot ",
    "apostrophes": "O'",
    "prices": "1.000,", "colons": "1:1", "dates": "1.1.", "hex": "0a-",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_text_of_any_length_takes_steps_in_proportion(piece: str) -> None:
    """By lines of Python that run; those of regular expressions are bounded by their repeats."""
    short, long = (
        _lines_run((piece * (size // len(piece) + 1))[:size]) for size in (4_000, 16_000)
    )
    assert long <= 6 * short + 2_000


def _lines_run(text: str) -> int:
    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        find(text)
    finally:
        sys.settrace(before)
    return count
