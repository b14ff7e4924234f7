"""The words and phrases of a corpus: on which days they stand, and on which side.

A phrase is two or three words that stand together, a stop word between two of them allowed. It
stands no more often than its words follow each other, so that only pairs that are frequent enough
are looked at one by one.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress, count, islice, pairwise, repeat
from operator import add, mul
from typing import NamedTuple

from reflectcli.analysis.corpus import BREAK, END, Corpus
from reflectcli.analysis.voices import Place, Voice
from reflectcli.analysis.words_of_text import Vocabulary, Word
from reflectcli.frozen import dataclass

Key = tuple[str, ...]
_SKIP, _WALL = 0, 1
"""In a row of words: a stop word, which a phrase may step over, and what no phrase crosses."""
_Window = tuple[int, int]
"""Where in the row a phrase stands: its first place, and how many."""
_Use = tuple[Voice, str]
"""A voice and the words that it used."""


class Standing(NamedTuple):
    """On how many days a term stands, and on how many more with one side than with the other.

    `weak` tells whether the first one to say it used a word that says little by itself.
    """

    days: int
    tilt: int
    tagged: bool
    weak: bool

    @property
    def score(self) -> int:
        """The days, and the tilt: a word of every day stands on both sides alike."""
        return self.days + self.tilt


@dataclass(frozen=True, slots=True)
class Term:
    """All about a term: its days, how it was written, and its records with their days."""

    days: frozenset[date]
    success: int
    challenge: int
    tagged: bool
    written: Counter[str]
    records: Mapping[str, date]


class Terms:
    """The terms of a corpus, read by a vocabulary; found as far down as they are asked for."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        between = Word("", "", stop=True, weak=False)
        self._words = [between, between, *map(vocabulary.read, corpus.forms[END + 1 :])]
        self._tags = _tags(corpus.voices, vocabulary)
        self._windows: Mapping[Key, Sequence[_Window]] = {}
        alone = ["" if each.stop or each.weak else each.stem for each in self._words]
        weak = {number for number, each in enumerate(self._words) if each.weak and not each.stop}
        self.days: Counter[str] = Counter()
        """On how many days each word stands that counts by itself."""
        self._weak_days: Counter[str] = Counter()
        self._sides: dict[str, Counter[str]] = {"success": Counter(), "challenge": Counter()}
        self._places: dict[str, list[Place]] = defaultdict(list)
        for said in corpus.by_day():
            every: set[str] = set()
            lesser: set[int] = set()
            for place, numbers in said:
                stems = set(map(alone.__getitem__, numbers))
                stems.discard("")
                for stem in stems:
                    self._places[stem].append(place)
                if place[1] is not None:
                    self._sides[place[1]].update(stems)
                every |= stems
                lesser |= weak & numbers
            self.days.update(every)
            self._weak_days.update({self._words[number].stem for number in lesser})

    def at_least(self, days: int) -> dict[Key, Standing]:
        """How the terms stand that do so on so many days, and each that is a tag."""
        self._windows = self._found(days)
        good, hard = self._sides["success"], self._sides["challenge"]
        terms: dict[Key, Standing] = {
            (stem,): Standing(n, abs(good[stem] - hard[stem]), tagged=False, weak=False)
            for stem, n in self.days.items()
            if n >= days
        }
        phrases = (key for key, windows in self._windows.items() if len(windows) >= days)
        for key in (*phrases, *self._tags):
            standing = self._standing(key)
            if standing.days >= days or standing.tagged:
                terms[key] = standing
        return terms

    def _standing(self, key: Key) -> Standing:
        days, success, challenge = _sides(self.places(key))
        tilt = abs(len(success) - len(challenge))
        return Standing(len(days), tilt, key in self._tags, self._is_weak(key))

    def places(self, key: Key) -> set[Place]:
        """The days on which a term stands, each with the side."""
        tagged = {voice.place for _, voice, _ in self._tags.get(key, ())}
        if len(key) == 1:
            return tagged.union(self._places.get(key[0], ()))
        windows = self._windows.get(key, ())
        return tagged | {self._corpus.voice_at(start).place for start, _ in windows}

    def _is_weak(self, key: Key) -> bool:
        """Whether the first one said holds a weak word; of a clause the shorter ones come first."""
        windows, tags = self._windows.get(key, ()), self._tags.get(key, ())
        first = min((self._corpus.order_at(start) for start, _ in windows), default=None)
        if tags and (first is None or tags[0][0] <= first):
            return any(word.weak for word in tags[0][2])
        if not any(self._holds_weak(window) for window in windows):
            return False
        ordered = min(windows, key=lambda each: (self._clause(each[0]), each[1], each[0]))
        return self._holds_weak(ordered)

    def _holds_weak(self, window: _Window) -> bool:
        start, size = window
        return any(self._words[each].weak for each in self._corpus.numbers[start : start + size])

    def _clause(self, place: int) -> int:
        while place >= 0 and self._corpus.numbers[place] > END:
            place -= 1
        return place

    def _found(self, least: int) -> Mapping[Key, Sequence[_Window]]:
        """Where phrases stand that may do so on so many days, and those that are tags."""
        row, places, near = self._row(least)
        words, numbers = self._words, self._corpus.numbers
        found: dict[Key, list[_Window]] = defaultdict(list)
        for place in near:
            start, end = places[place], places[place + 1]
            first, last = words[numbers[start]], words[numbers[end]]
            if end == start + 1 and not (first.weak and last.weak):
                found[first.stem, last.stem].append((start, 2))
            # "Asked for refunds" is no phrase; "late refunds" and "centre of repairs" are.
            if first.weak or last.weak:
                continue
            if end == start + 2:
                found[first.stem, last.stem].append((start, 3))
            elif end == start + 1 == places[place + 2] - 1 and row[place + 2] != _WALL:
                third = words[numbers[end + 1]]
                if not third.weak:
                    found[first.stem, last.stem, third.stem].append((start, 3))
        return found

    def _row(self, least: int) -> tuple[Sequence[int], Sequence[int], Iterable[int]]:
        """The words that matter in a row, their places, and where two frequently so stand."""
        tags = [key for key in self._tags if len(key) in (2, 3)]
        most = self.days + self._weak_days
        held = {stem for stem, n in most.items() if n >= least}.union(*tags)
        code = {stem: number for number, stem in enumerate(held, _WALL + 1)}
        slots = [_SKIP if word.stop else code.get(word.stem, _WALL) for word in self._words]
        slots[BREAK] = slots[END] = _WALL
        whole = list(map(slots.__getitem__, self._corpus.numbers))
        row = list(filter(None, whole))
        # A pair is one number, which is counted in half the time of two.
        size = len(held) + _WALL + 1
        pairs = array("Q", map(add, map(mul, row, repeat(size)), islice(row, 1, None)))
        near = {
            pair
            for pair, n in Counter(pairs).items()
            if n >= least and pair >= size * (_WALL + 1) and pair % size != _WALL
        }
        near.update(size * code[one] + code[other] for key in tags for one, other in pairwise(key))
        places = array("Q", compress(count(), whole))
        return row, places, compress(count(), map(near.__contains__, pairs))

    def described(self, keys: Iterable[Key]) -> list[Term]:
        """All about each of these terms."""
        uses: dict[Key, list[_Use]] = {key: [] for key in keys}
        self._add_words(uses)
        numbers, forms = self._corpus.numbers, self._corpus.forms
        for key, own in uses.items():
            for start, size in self._windows.get(key, ()):
                text = " ".join(forms[number] for number in numbers[start : start + size])
                own.append((self._corpus.voice_at(start), text))
            for _, voice, words in self._tags.get(key, ()):
                own.append((voice, " ".join(word.written for word in words)))
        return [self._term(key, own) for key, own in uses.items()]

    def _add_words(self, uses: Mapping[Key, list[_Use]]) -> None:
        wanted = {
            number: uses[word.stem,]
            for number, word in enumerate(self._words)
            if not (word.stop or word.weak) and (word.stem,) in uses
        }
        numbers, forms = self._corpus.numbers, self._corpus.forms
        for place in compress(count(), map(wanted.__contains__, numbers)):
            number = numbers[place]
            wanted[number].append((self._corpus.voice_at(place), forms[number]))

    def _term(self, key: Key, uses: Sequence[_Use]) -> Term:
        days, success, challenge = _sides(self.places(key))
        return Term(
            days=frozenset(days),
            success=len(success),
            challenge=len(challenge),
            tagged=key in self._tags,
            written=Counter(text for _, text in uses),
            records={voice.record: voice.day for voice, _ in uses},
        )


def _sides(places: Iterable[Place]) -> tuple[set[date], set[date], set[date]]:
    """The days of places, those with successes, and those with challenges."""
    days: set[date] = set()
    sides: dict[str | None, set[date]] = {None: set(), "success": set(), "challenge": set()}
    for day, side in places:
        days.add(day)
        sides[side].add(day)
    return days, sides["success"], sides["challenge"]


def _tags(
    voices: Sequence[Voice], vocabulary: Vocabulary
) -> dict[Key, list[tuple[int, Voice, Sequence[Word]]]]:
    """The terms that are tags: which voices have them, and in what words."""
    found: dict[Key, list[tuple[int, Voice, Sequence[Word]]]] = {}
    read: dict[str, list[tuple[Key, Sequence[Word]]]] = {}
    for number, voice in enumerate(voices):
        for tag in voice.tags:
            if tag not in read:
                parts = vocabulary.words(tag.replace("-", " ").replace("_", " "))
                read[tag] = [(_tag_key(words), words) for words in parts]
            for key, words in read[tag]:
                found.setdefault(key, []).append((number, voice, words))
    return found


def _tag_key(words: Sequence[Word]) -> Key:
    return tuple(word.stem for word in words if not word.stop) or (words[0].stem,)
