"""Themes by counting at once are those of looking at each word and phrase of each text."""

from datetime import timedelta
from random import Random

import pytest

from reflectcli.analysis import themes
from reflectcli.analysis.corpus import Corpus
from reflectcli.analysis.patterns import ThemeFinding
from reflectcli.analysis.recurrence import SHIFTS
from reflectcli.analysis.terms import Key, Standing, Terms
from reflectcli.analysis.voices import Side, Voice
from reflectcli.analysis.words_of_text import clauses, pieces, words_in
from reflectcli.domain.periods import Period
from tests.benchmarks.vocabulary import VOCABULARY
from tests.plain_themes import plain_themes
from tests.records import MONDAY, new_id
from tests.theme_texts import GERMAN, SPANISH

SIDES: tuple[Side, ...] = (None, "success", "challenge")
MARKS = ("", "", "", "", ",", ".", " -", ":", "…", ";")
SHORT = ("pc", "pcs", "tv", "tvs", "it", "of", "the", "a", "was", "customer", "called", "today")
TAGS = ("refund", "late-delivery", "pc", "the-queue", "customer", "slow_refund_form_again")


def made(seed: int, days: int, words: int, a_day: int = 3, *, stop: bool = True) -> list[Voice]:
    """Voices of so many days in so many different words, some short, weak or joined by marks."""
    random = Random(seed)
    pool = [*VOCABULARY[40 : 40 + words], *(SHORT if stop else ())]
    voices = []
    for day in range(days):
        for _ in range(random.randint(1, a_day)):
            texts = [_sentence(random, pool) for _ in range(random.randint(0, 3))]
            tags = random.sample(TAGS, 2) if random.random() < 0.2 else ()
            place = (MONDAY + timedelta(days=day), random.choice(SIDES))
            voices.append(Voice(new_id(), place, texts, tags))
    return voices


def _sentence(random: Random, pool: list[str]) -> str:
    words = [
        (word.title() if random.random() < 0.1 else word) + random.choice(MARKS)
        for word in random.choices(pool, k=random.randint(1, 14))
    ]
    return random.choice((" ", " ", "\n", "  ")).join(words)


def period(days: int) -> Period:
    return Period(MONDAY, MONDAY + timedelta(days=days), "the whole")


def found(voices: list[Voice], days: int) -> list[ThemeFinding]:
    return themes._themes(voices, ["Ana Banana"], period(days), "own")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("days", "words", "a_day"), [(4, 10, 2), (12, 8, 2), (30, 30, 3), (90, 60, 4), (200, 90, 6)]
)
def test_counting_at_once_finds_the_same_themes(
    seed: int, days: int, words: int, a_day: int
) -> None:
    voices = made(seed, days, words, a_day)
    assert found(voices, days) == plain_themes(voices, ["Ana Banana"], period(days), "own")


@pytest.mark.parametrize("seed", range(4))
def test_also_in_a_language_that_is_not_known(seed: int) -> None:
    voices = made(seed, 40, 40, stop=False)
    assert found(voices, 40) == plain_themes(voices, ["Ana Banana"], period(40), "own")


@pytest.mark.parametrize("texts", [GERMAN, SPANISH], ids=["german", "spanish"])
def test_also_in_other_languages(texts: list[str]) -> None:
    voices = [
        Voice(new_id(), (MONDAY + timedelta(days=2 * number), SIDES[number % 3]), [text])
        for number, text in enumerate(texts)
    ]
    expected = plain_themes(voices, [], period(90), "own")
    assert expected
    assert themes._themes(voices, [], period(90), "own") == expected


def test_rare_terms_are_left_alone_where_twelve_others_are_more_frequent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else the quick way would be the slow one, and the tests above would show nothing."""
    asked: list[int] = []
    at_least = Terms.at_least

    def spied(self: Terms, days: int) -> dict[Key, Standing]:
        asked.append(days)
        return at_least(self, days)

    monkeypatch.setattr(Terms, "at_least", spied)
    found(made(1, 200, 90, 6), 200)
    assert len(asked) == 1
    assert asked[0] > 2 * SHIFTS


def test_it_goes_on_to_rarer_terms_where_the_frequent_ones_do_not_recur() -> None:
    """Forty words that come back every 30 days are no theme; twenty of three days in ten are."""
    spread = [
        Voice(new_id(), (MONDAY + timedelta(days=30 * month), None), [word])
        for word in VOCABULARY[60:100]
        for month in range(10)
    ]
    close = [
        Voice(new_id(), (MONDAY + timedelta(days=day), None), [word])
        for word in VOCABULARY[100:120]
        for day in (1, 4, 10)
    ]
    expected = plain_themes([*spread, *close], [], period(300), "own")
    assert [each.shifts for each in expected] == [3] * themes.MOST
    assert themes._themes([*spread, *close], [], period(300), "own") == expected


@pytest.mark.parametrize(
    "text",
    [
        "the customer's parcel - late again; “l'ordre”, he said",
        "a/b (c) [d] x-ray - - y\n- z\tq\r\nr",
        "no-one's 3b 24/7 ²x İstanbul straße",
        "ends -",
        "- begins",
        "\0 lone \0 signs a\0b",
        "Ü\u0308ber cafe\u0301 ’tis",
        "",
        " \u00a0 \u3000 ",
    ],
)
def test_pieces_hold_the_words_of_the_clauses(text: str) -> None:
    row = [word for piece in pieces([text]) for word in words_in(piece)]
    found: list[list[str]] = [[]]
    for word in row:
        if word:
            found[-1].append(word)
        else:
            found.append([])
    assert [clause for clause in found if clause] == list(clauses(text))


def test_a_sign_that_a_text_holds_ends_no_voice() -> None:
    day = MONDAY, None
    corpus = Corpus([Voice("a", day, ["one \0 two"]), Voice("b", day, ["three"])])
    words = [corpus.voice_at(place).record for place, n in enumerate(corpus.numbers) if n > 1]
    assert words == ["a", "a", "b"]


def test_a_corpus_of_many_voices_is_one_row() -> None:
    day = MONDAY, None
    corpus = Corpus([Voice(str(number), day, ["one", "two"]) for number in range(2500)])
    one = corpus.forms.index("one")
    places = [place for place, number in enumerate(corpus.numbers) if number == one]
    assert [corpus.voice_at(place).record for place in places] == [*map(str, range(2500))]
    assert dict(next(corpus.by_day()))[day] >= {one, corpus.forms.index("two")}
