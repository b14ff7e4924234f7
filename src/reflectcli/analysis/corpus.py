"""All words of many texts in one row, each as a number: counted at once, not text by text."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from reflectcli.analysis.voices import Side, Voice
from reflectcli.analysis.words_of_text import bare, is_word, languages_by, tokens

BREAK = 0
"""The number of what ends a clause."""


class _Numbers(dict[str, int]):
    """The number of each token, given when it is first met; of words without their article."""

    def __init__(self) -> None:
        self._forms = {"": BREAK}

    def __missing__(self, token: str) -> int:
        form = bare(token) if is_word(token) else ""
        number = self[token] = self._forms.setdefault(form, len(self._forms))
        return number

    @property
    def forms(self) -> list[str]:
        return list(self._forms)


class Corpus:
    """The words of voices: `numbers` of them in a row, `forms` as they were written.

    The row begins with a break, and one follows each voice's texts.
    """

    def __init__(self, voices: Sequence[Voice]) -> None:
        self.voices = voices
        self.numbers = [BREAK]
        self._starts: list[int] = []
        table = _Numbers()
        for voice in voices:
            self._starts.append(len(self.numbers))
            # A line's end ends a clause, so that no phrase reaches from one text into the next.
            found = tokens("\n".join(voice.texts))
            self.numbers.extend(map(table.__getitem__, found))
            self.numbers.append(BREAK)
        self.forms = table.forms

    def voice_at(self, place: int) -> int:
        """Which of the voices says the word at a place of the row."""
        return bisect_right(self._starts, place) - 1

    def languages(self) -> tuple[str, ...]:
        """The languages of the texts, as `languages_of` finds them."""
        words: Counter[str] = Counter()
        for number, count in Counter(self.numbers).items():
            if number != BREAK:
                words[self.forms[number].casefold()] += count
        return languages_by(words)

    def by_day(self) -> dict[tuple[date, Side], set[int]]:
        """The numbers that a day has on a side."""
        found: dict[tuple[date, Side], set[int]] = {}
        starts = [*self._starts, len(self.numbers)]
        for voice, (start, end) in zip(self.voices, pairwise(starts), strict=True):
            found.setdefault((voice.day, voice.side), set()).update(self.numbers[start:end])
        return found
