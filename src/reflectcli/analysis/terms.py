"""The words and phrases of a corpus: on which days they stand, and on which side.

A phrase is two or three words that stand together, a stop word between two of them allowed. It
can stand on no more days than each of its words, nor more often than its words follow each other,
so that only pairs that are frequent enough are looked at one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress, count, islice, pairwise

from reflectcli.analysis.corpus import BREAK, Corpus
from reflectcli.analysis.voices import Voice
from reflectcli.analysis.words_of_text import Vocabulary, Word

Key = tuple[str, ...]
_SKIP, _WALL = 0, 1
"""In a row of words: a stop word, which a phrase may step over, and what no phrase crosses."""
_Window = tuple[int, int]
"""Where in the row a phrase stands: its first place, and how many."""


@dataclass(slots=True)
class Term:
    """Where a word or a phrase stands; `weak` and `met` are of the first voice that says it.

    `written` and `records` are filled in for those that are shown.
    """

    weak: bool
    met: int
    tagged: bool = False
    days: set[date] = field(default_factory=set)
    success: set[date] = field(default_factory=set)
    challenge: set[date] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)
    records: dict[str, date] = field(default_factory=dict)

    def stands(self, day: date, side: str | None) -> None:
        """Note a day and the side that it was said on."""
        self.days.add(day)
        if side is not None:
            (self.success if side == "success" else self.challenge).add(day)

    def said(self, text: str, voice: Voice) -> None:
        """Note how it was written, and in which record."""
        self.written[text] += 1
        self.records[voice.record] = voice.day


class Terms:
    """The terms of a corpus, read by a vocabulary; found as far down as they are asked for."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        clause_end = Word("", "", stop=True, weak=False)
        self._words = [clause_end, *map(vocabulary.read, corpus.forms[1:])]
        self._tags = _tag_terms(corpus.voices, vocabulary)
        self._windows: dict[Key, list[_Window]] = {}
        alone = [None if each.stop or each.weak else each.stem for each in self._words]
        beside = [each.stem if each.weak and not each.stop else None for each in self._words]
        said = corpus.by_day()
        self._alone = {place: set(map(alone.__getitem__, each)) for place, each in said.items()}
        self.days = _days_of(self._alone.items())
        """On how many days each word stands that counts by itself."""
        self._most = self.days + _days_of(
            (place, set(map(beside.__getitem__, each))) for place, each in said.items()
        )

    def at_least(self, days: int) -> dict[Key, Term]:
        """The terms that stand on so many days, and each that is a tag."""
        terms = dict(self._tags)
        single = {stem for stem, n in self.days.items() if n >= days}
        single |= {key[0] for key in terms if len(key) == 1}
        for (day, side), stems in self._alone.items():
            for stem in single.intersection(stems):
                term = terms.get((stem,))
                if term is None:
                    term = terms[stem,] = Term(False, 0)
                term.stands(day, side)
        self._windows = self._found(days)
        for phrase, windows in self._windows.items():
            self._add_phrase(terms, phrase, windows, days)
        return terms

    def _add_phrase(
        self, terms: dict[Key, Term], phrase: Key, windows: Sequence[_Window], days: int
    ) -> None:
        if phrase not in terms and len(windows) < days:
            return
        voices = self._corpus.voices
        said = [self._corpus.voice_at(start) for start, _ in windows]
        met = min(said)
        term = terms.get(phrase)
        if term is None and len({voices[each].day for each in said}) < days:
            return
        if term is None or met < term.met:
            term = term or Term(False, met)
            term.weak, term.met = self._is_weak(windows), met
            terms[phrase] = term
        for each in said:
            term.stands(voices[each].day, voices[each].side)

    def _is_weak(self, windows: Sequence[_Window]) -> bool:
        """Whether the first one said holds a weak word; of a clause the shorter ones come first."""
        if not any(self._holds_weak(window) for window in windows):
            return False
        first = min(windows, key=lambda each: (self._clause(each[0]), each[1], each[0]))
        return self._holds_weak(first)

    def _holds_weak(self, window: _Window) -> bool:
        start, size = window
        numbers = self._corpus.numbers[start : start + size]
        return any(self._words[number].weak for number in numbers)

    def _clause(self, place: int) -> int:
        while self._corpus.numbers[place] != BREAK:
            place -= 1
        return place

    def _found(self, least: int) -> dict[Key, list[_Window]]:
        """Where phrases stand that may do so on so many days, and those that are tags."""
        row, places, near = self._row(least)
        words, numbers = self._words, self._corpus.numbers
        found: dict[Key, list[_Window]] = defaultdict(list)
        met = map(near.__contains__, zip(row, islice(row, 1, None), strict=False))
        for place in compress(count(), met):
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

    def _row(self, least: int) -> tuple[list[int], list[int], set[tuple[int, int]]]:
        """The words that matter in a row, their places, and the pairs that are frequent enough."""
        phrases = [key for key in self._tags if len(key) in (2, 3)]
        held = {stem for stem, n in self._most.items() if n >= least}
        held.update(*phrases)
        code = {stem: number for number, stem in enumerate(held, _WALL + 1)}
        slots = [_SKIP if word.stop else code.get(word.stem, _WALL) for word in self._words]
        slots[BREAK] = _WALL
        whole = list(map(slots.__getitem__, self._corpus.numbers))
        row = list(filter(None, whole))
        pairs = Counter(zip(row, islice(row, 1, None), strict=False))
        near = {pair for pair, n in pairs.items() if n >= least and _WALL not in pair}
        near.update((code[one], code[other]) for key in phrases for one, other in pairwise(key))
        return row, list(compress(count(), whole)), near

    def write_out(self, terms: dict[Key, Term]) -> None:
        """Fill in how these terms were written, and in which records."""
        voices, numbers, forms = self._corpus.voices, self._corpus.numbers, self._corpus.forms
        single = {
            number: terms[word.stem,]
            for number, word in enumerate(self._words)
            if not (word.stop or word.weak) and (word.stem,) in terms
        }
        for place in compress(count(), map(single.__contains__, numbers)):
            voice = voices[self._corpus.voice_at(place)]
            single[numbers[place]].said(forms[numbers[place]], voice)
        for phrase, term in terms.items():
            for start, size in self._windows.get(phrase, ()):
                text = " ".join(forms[number] for number in numbers[start : start + size])
                term.said(text, voices[self._corpus.voice_at(start)])


def _days_of(said: Iterable[tuple[tuple[date, object], set[str | None]]]) -> Counter[str]:
    """On how many days each stem stands, on whichever side."""
    days: dict[date, set[str | None]] = {}
    for (day, _), stems in said:
        days.setdefault(day, set()).update(stems)
    found: Counter[str | None] = Counter()
    for stems in days.values():
        found.update(stems)
    return Counter({stem: n for stem, n in found.items() if stem is not None})


def _tag_terms(voices: Sequence[Voice], vocabulary: Vocabulary) -> dict[Key, Term]:
    terms: dict[Key, Term] = {}
    for number, voice in enumerate(voices):
        for tag in voice.tags:
            for words in vocabulary.words(tag.replace("-", " ").replace("_", " ")):
                key = tuple(word.stem for word in words if not word.stop) or (words[0].stem,)
                weak = any(word.weak for word in words)
                term = terms.setdefault(key, Term(weak, number, tagged=True))
                term.stands(voice.day, voice.side)
                term.said(" ".join(word.written for word in words), voice)
    return terms
