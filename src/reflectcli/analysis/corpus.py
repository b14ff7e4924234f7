"""All words of many texts in one row, each as a number: counted at once, not text by text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, groupby

from reflectcli.analysis.voices import Place, Voice
from reflectcli.analysis.words_of_text import languages_by, pieces, words_in

BREAK, END = 0, 1
"""The numbers of what ends a clause, and of what ends a voice."""
_END = "\0"
_BATCH = 1000
"""How many voices are cut into words at a time: the pieces are larger than the numbers."""


class _Numbers(dict[str, tuple[int, ...]]):
    """The numbers of each piece of a text, given when it is first met."""

    def __init__(self) -> None:
        self._forms = {"": BREAK, _END: END}
        self[_END] = (END,)

    def __missing__(self, piece: str) -> tuple[int, ...]:
        forms = self._forms
        self[piece] = found = (*[forms.setdefault(each, len(forms)) for each in words_in(piece)],)
        return found

    @property
    def forms(self) -> list[str]:
        return list(self._forms)


class Corpus:
    """The words of voices: `numbers` of them in a row, `forms` as they were written.

    An end follows each voice's texts.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self.voices = voices
        table = _Numbers()
        self.numbers: list[int] = []
        for start in range(0, len(voices), _BATCH):
            found = map(table.__getitem__, _cut(voices[start : start + _BATCH]))
            self.numbers.extend(chain.from_iterable(found))
        self.forms = table.forms
        self._ends = list(_places_of(END, self.numbers, len(voices)))

    def voice_at(self, place: int) -> Voice:
        """Which of the voices says the word at a place of the row."""
        return self.voices[self.order_at(place)]

    def order_at(self, place: int) -> int:
        """The how manieth voice says the word at a place of the row, from 0."""
        return bisect_left(self._ends, place)

    def languages(self) -> tuple[str, ...]:
        """The languages of the texts, as `languages_of` finds them."""
        words: Counter[str] = Counter()
        for number, times in Counter(self.numbers).items():
            if number > END:
                words[self.forms[number].casefold()] += times
        return languages_by(words)

    def by_day(self) -> Iterator[list[tuple[Place, set[int]]]]:
        """For each day its places, with the numbers that stand there, ends among them."""
        days: dict[date, dict[Place, list[slice]]] = {}
        for place, span in self._spans():
            days.setdefault(place[0], {}).setdefault(place, []).append(span)
        for places in days.values():
            yield [
                (place, set().union(*map(self.numbers.__getitem__, spans)))
                for place, spans in places.items()
            ]

    def _spans(self) -> Iterator[tuple[Place, slice]]:
        """Where the voices of a place stand; those that follow each other are one stretch."""
        start = 0
        for place, voices in groupby(zip(self.voices, self._ends, strict=True), _place):
            *_, (_, end) = voices
            yield place, slice(start, end)
            start = end + 1


def _place(said: tuple[Voice, int]) -> Place:
    return said[0].place


def _places_of(number: int, numbers: list[int], times: int) -> Iterator[int]:
    place = -1
    for _ in range(times):
        place = numbers.index(number, place + 1)
        yield place


def _cut(voices: Sequence[Voice]) -> list[str]:
    texts = (text for voice in voices for text in (*voice.texts, f" {_END} "))
    found = pieces(texts)
    if found.count(_END) == len(voices):
        return found
    # A text holds the sign itself: it is no letter and ends nothing there.
    cleaned = (
        text
        for voice in voices
        for text in (*(each.replace(_END, "\1") for each in voice.texts), _END)
    )
    return pieces(cleaned)
