"""Words of a text in the journal's own language: found, freed of stop words, brought to stems."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from reflectcli.analysis.english_stems import english_stem
from reflectcli.analysis.stop_words import STOP, WEAK

SHORTEST = 3
"""Words of fewer letters are no themes."""
SURE_SHARE, BESIDE = 0.12, 0.5
"""A language is spoken from this share of stop words on; beside another one it takes half of that,
in words that are not the other's.

Running text is 40 to 50% stop words in its own language, notes are 20 to 35%.
"""
_CLAUSE = re.compile(r"[.,;:!?…()\[\]{}\"“”„«»|/\\\n\r\t]+|\s[-–—]+\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(f"{_WORD.pattern}|{_CLAUSE.pattern}")

_ELIDED = frozenset(
    ("l", "d", "j", "n", "s", "m", "t", "c", "qu", "un", "all", "dell", "nell", "sull")
)
"""What stands before an apostrophe in French and Italian, and never in English."""


class Word(NamedTuple):
    """A word of a text: its stem, how it was written, and how much it says."""

    stem: str
    written: str
    stop: bool
    weak: bool


def clauses(text: str) -> Iterator[list[str]]:
    """The words of each part of a sentence, as they were written; a phrase ends where it does."""
    for part in _CLAUSE.split(_normal(text)):
        words = [bare(word) for word in _WORD.findall(part)]
        if words:
            yield words


def pieces(texts: Iterable[str]) -> list[str]:
    """The texts cut at white space; `words_in` tells the words and ends of clauses in a piece."""
    whole = _normal(" . ".join(texts))
    for mark in "\n\r\t":
        if mark in whole:
            whole = whole.replace(mark, " . ")
    return whole.split()


def words_in(piece: str) -> list[str]:
    """The words of what stands between white space, an empty one where a clause ends.

    All that `pieces` hold, put in a row, are the `clauses` of the texts.
    """
    if piece.isalpha():
        return [piece]
    if piece[-1] in ".,;:!?" and piece[:-1].isalpha():
        return [piece[:-1], ""]
    if not piece.strip("-–—"):
        return [""]
    found: list[str] = _TOKEN.findall(piece)
    return [bare(each) if _WORD.match(each) else "" for each in found]


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text).replace("’", "'")


def bare(word: str) -> str:
    """The word without a genitive's ending or an article's beginning: customer's, l'ordre."""
    head, mark, tail = word.partition("'")
    if mark and tail in ("s", "S"):
        return head
    return tail if mark and head.casefold() in _ELIDED else word


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The languages that the texts are in, by their stop words, the first one first.

    Empty where it is none of the known ones.
    """
    return languages_by(
        Counter(word.casefold() for text in texts for part in clauses(text) for word in part)
    )


def languages_by(words: Counter[str]) -> tuple[str, ...]:
    """The languages of texts that hold each word, in small letters, so often."""
    least, spoken = SURE_SHARE * words.total(), []
    while words:
        bound = {
            name: sum(words[word] for word in stop.intersection(words))
            for name, stop in STOP.items()
        }
        best = max(bound, key=lambda name: (bound[name], name))
        if bound[best] < max(1, least):
            break
        spoken.append(best)
        least *= BESIDE
        words = Counter({word: n for word, n in words.items() if word not in STOP[best]})
    return tuple(spoken)


class Vocabulary:
    """How the words of a journal are read: its languages, and words that are names of people."""

    def __init__(self, languages: tuple[str, ...], names: Iterable[str] = ()) -> None:
        known = languages or ("english",)
        self.languages = languages
        self._stop = frozenset().union(*(STOP[name] for name in known))
        people = {word.casefold() for name in names for part in clauses(name) for word in part}
        self._language = languages[0] if languages else ""
        self._read: dict[str, Word] = {}
        weak = people.union(*(WEAK[name] for name in known))
        self._weak = frozenset(stem_of(word, self._language) for word in weak)

    def read(self, written: str) -> Word:
        """A word as it counts."""
        word = self._read.get(written)
        if word is None:
            word = self._read[written] = self._new(written)
        return word

    def _new(self, written: str) -> Word:
        plain = written.casefold()
        if plain in self._stop:
            return Word(plain, written, stop=True, weak=False)
        stem = stem_of(plain, self._language)
        return Word(stem, written, stop=False, weak=stem in self._weak or len(plain) < SHORTEST)

    def words(self, text: str) -> Iterator[list[Word]]:
        """The words of each part of a text's sentences."""
        for part in clauses(text):
            yield [self.read(word) for word in part]


@cache
def stem_of(word: str, language: str) -> str:
    """What the forms of a word share in a language, without accents; of no language, the word."""
    # Written in haste, reclamación is reclamacion.
    return _without_accents(_plain_stem(word, language))


def _plain_stem(word: str, language: str) -> str:
    if language == "english":
        return english_stem(word)
    stem: str = _stemmer(language).stemWord(word) if language else word
    return stem


@cache
def _stemmer(language: str) -> Any:
    # All its languages are imported with it, so that only a journal in another one waits for it.
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def _without_accents(stem: str) -> str:
    if stem.isascii():
        return stem
    parts = unicodedata.normalize("NFD", stem)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
