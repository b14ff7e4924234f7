"""Words of a text in the journal's own language: found, freed of stop words, brought to stems."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from reflectcli.analysis.stop_words import STOP, WEAK

SHORTEST = 3
"""Words of fewer letters are no themes."""
SURE_SHARE, BESIDE_SHARE = 0.12, 0.6
"""A language is spoken from this share of stop words on; a second one beside a share of the first.

Running text is 40 to 50% stop words in its own language, notes are 20 to 35%.
"""
_CLAUSE = re.compile(r"[.,;:!?…()\[\]{}\"“”„«»|/\\\n\r\t]+|\s[-–—]+\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

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
    for part in _CLAUSE.split(unicodedata.normalize("NFC", text).replace("’", "'")):
        words = [_bare(word) for word in _WORD.findall(part)]
        if words:
            yield words


def _bare(word: str) -> str:
    """The word without a genitive's ending or an article's beginning: customer's, l'ordre."""
    head, mark, tail = word.partition("'")
    if mark and tail in ("s", "S"):
        return head
    return tail if mark and head.casefold() in _ELIDED else word


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The languages that the texts are in, by their stop words, the first one first.

    Empty where it is none of the known ones.
    """
    words = Counter(word.casefold() for text in texts for part in clauses(text) for word in part)
    total = words.total()
    share = {
        language: sum(count for word, count in words.items() if word in stop) / (total or 1)
        for language, stop in STOP.items()
    }
    best = max(share.values())
    spoken = [name for name, part in share.items() if part >= max(SURE_SHARE, BESIDE_SHARE * best)]
    return tuple(sorted(spoken, key=lambda name: (-share[name], name)))


class Vocabulary:
    """How the words of a journal are read: its languages, and words that are names of people."""

    def __init__(self, languages: tuple[str, ...], names: Iterable[str] = ()) -> None:
        known = languages or ("english",)
        self.languages = languages
        self._stop = frozenset().union(*(STOP[name] for name in known))
        people = {word.casefold() for name in names for part in clauses(name) for word in part}
        self._stemmer = _stemmer(languages[0]) if languages else None
        self._read: dict[str, Word] = {}
        self._weak = frozenset(map(self._stem, people.union(*(WEAK[name] for name in known))))

    def read(self, written: str) -> Word:
        """A word as it counts."""
        word = self._read.get(written)
        if word is None:
            word = self._read[written] = self._new(written)
        return word

    def _new(self, written: str) -> Word:
        plain = written.casefold()
        stem = self._stem(plain)
        stop = plain in self._stop
        weak = not stop and (stem in self._weak or len(plain) < SHORTEST)
        return Word(stem, written, stop, weak)

    def _stem(self, word: str) -> str:
        stem: str = word if self._stemmer is None else self._stemmer.stemWord(word)
        return _without_accents(stem)

    def words(self, text: str) -> Iterator[list[Word]]:
        """The words of each part of a text's sentences."""
        for part in clauses(text):
            yield [self.read(word) for word in part]


@cache
def _stemmer(language: str) -> Any:
    # Imported only where texts are read as a whole: a note need not wait for it.
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def _without_accents(stem: str) -> str:
    """Written in haste, reclamación is reclamacion."""
    if stem.isascii():
        return stem
    parts = unicodedata.normalize("NFD", stem)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
