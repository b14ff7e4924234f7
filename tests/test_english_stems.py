"""English stems are the library's, letter by letter."""

from random import Random

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.english_stems import _FOURTH, _SECOND, _THIRD, WHOLE, english_stem
from reflectcli.analysis.stop_words import STOP, WEAK
from tests.benchmarks.vocabulary import VOCABULARY

LIBRARY = snowballstemmer.stemmer("english")
HEADS = (
    "arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers", "succ",
    "proc", "exc", "even", "cann", "inn", "earr", "herr", "out", "y", "dy", "ay", "ski", "",
)  # fmt: skip
ENDINGS = (
    *_SECOND, *_THIRD, *_FOURTH, "ed", "ing", "edly", "ingly", "eed", "eedly", "s", "es", "ies",
    "ied", "'s", "'", "s'", "'s'", "y", "ly", "e", "l", "ll", "sses", "us", "ss", "bb", "at", "iz",
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("refunds", "refund"),
        ("refunding", "refund"),
        ("deliveries", "deliveri"),
        ("hopping", "hop"),
        ("hoping", "hope"),
        ("dying", "die"),
        ("news", "news"),
        ("customer's", "custom"),
        ("yes", "yes"),
        ("it", "it"),
    ],
)
def test_stems_by_hand(word: str, stem: str) -> None:
    assert english_stem(word) == stem


def test_known_words_have_the_librarys_stems() -> None:
    words = {*VOCABULARY, *WHOLE, *(word for each in (STOP, WEAK) for word in each["english"])}
    assert {word: english_stem(word) for word in words} == {
        word: LIBRARY.stemWord(word) for word in words
    }


def test_words_made_of_all_beginnings_and_endings_have_the_librarys_stems() -> None:
    random = Random(3)
    for _ in range(20_000):
        middle = "".join(random.choices("aeiouybcdlnrstwxyz'-", k=random.randint(0, 5)))
        word = random.choice(HEADS) + middle + "".join(random.choices(ENDINGS, k=2))
        assert (word, english_stem(word)) == (word, LIBRARY.stemWord(word))


@given(st.text().map(str.casefold))
def test_any_text_has_the_librarys_stem(text: str) -> None:
    assert english_stem(text) == LIBRARY.stemWord(text)
