"""Themes as they are defined, each word and phrase of each text looked at: for comparison."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reflectcli.analysis.patterns import ThemeFinding
from reflectcli.analysis.recurrence import SHIFTS, recurs
from reflectcli.analysis.terms import Standing
from reflectcli.analysis.themes import (
    EVERYDAY,
    EVERYDAY_SHIFTS,
    EVERYDAY_UNKNOWN,
    MOST,
    _as_written,
    _goes_with,
    _order,
    _without_parts,
)
from reflectcli.analysis.voices import Voice
from reflectcli.analysis.words_of_text import Vocabulary, Word, languages_of
from reflectcli.domain.periods import Period

Key = tuple[str, ...]


@dataclass(slots=True)
class _Term:
    """Where a word or a phrase stands."""

    weak: bool
    tagged: bool = False
    written: Counter[str] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)
    sides: dict[str, set[date]] = field(
        default_factory=lambda: {"success": set(), "challenge": set()}
    )
    records: dict[str, date] = field(default_factory=dict)


def plain_themes(
    voices: Sequence[Voice],
    names: Iterable[str],
    period: Period,
    source: Literal["own", "feedback"],
) -> list[ThemeFinding]:
    languages = languages_of(text for voice in voices for text in voice.texts)
    terms = _terms(voices, Vocabulary(languages, names))
    every = {voice.day for voice in voices}
    share = EVERYDAY if languages else EVERYDAY_UNKNOWN
    most = share * len(every) if len(every) >= EVERYDAY_SHIFTS else len(every)
    everyday = {key for key, term in terms.items() if len(term.days) > most and not term.tagged}
    if not languages:
        binding = {key[0] for key in everyday if len(key) == 1}
        everyday |= {key for key in terms if binding.intersection(key)}
    frequent = {
        key: term for key, term in terms.items() if len(term.days) >= SHIFTS and key not in everyday
    }
    standing = {
        key: Standing(len(term.days), 0, term.tagged, term.weak) for key, term in frequent.items()
    }
    chosen = [_finding(frequent[key], period, source) for key in _without_parts(standing)]
    return sorted(chosen, key=_order)[:MOST]


def _terms(voices: Iterable[Voice], vocabulary: Vocabulary) -> dict[Key, _Term]:
    terms: dict[Key, _Term] = {}

    def meet(words: Sequence[Word], voice: Voice, *, tagged: bool) -> None:
        key = tuple(word.stem for word in words if not word.stop) or (words[0].stem,)
        weak = any(word.weak for word in words)
        term = terms.setdefault(key, _Term(weak))
        term.tagged |= tagged
        term.written[" ".join(word.written for word in words)] += 1
        term.days.add(voice.day)
        term.records[voice.record] = voice.day
        if voice.place[1] is not None:
            term.sides[voice.place[1]].add(voice.day)

    for voice in voices:
        for tag in voice.tags:
            for words in vocabulary.words(tag.replace("-", " ").replace("_", " ")):
                meet(words, voice, tagged=True)
        for text in voice.texts:
            for words in vocabulary.words(text):
                for found in _candidates(words):
                    meet(found, voice, tagged=False)
    return terms


def _candidates(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words and phrases of a clause that could be themes."""
    for word in words:
        if not (word.stop or word.weak):
            yield [word]
    for size in (2, 3):
        for start in range(len(words) - size + 1):
            found = words[start : start + size]
            if found[0].stop or found[-1].stop or all(word.stop or word.weak for word in found):
                continue
            # "Asked for refunds" is no phrase; "late refunds" and "centre of repairs" are.
            if size == 2 or not any(word.weak for word in found):
                yield found


def _finding(term: _Term, period: Period, source: Literal["own", "feedback"]) -> ThemeFinding:
    good, hard = len(term.sides["success"]), len(term.sides["challenge"])
    newest = sorted(term.records, key=lambda record: (term.records[record], record), reverse=True)
    return ThemeFinding(
        theme=_as_written(term.written),
        source=source,
        shifts=len(term.days),
        period_shifts=sum(1 for day in term.days if day in period),
        recurring=recurs(term.days),
        goes_with=_goes_with(good, hard),
        with_success=good,
        with_challenge=hard,
        tagged=term.tagged,
        days=tuple(sorted(term.days)),
        evidence=tuple(newest),
    )
