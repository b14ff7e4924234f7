"""What keeps coming up in tags and texts: words and phrases, counted by shift.

A phrase is two or three words that stand together, a stop word between two of them allowed. A
word that stands in nearly every shift tells nothing; a phrase stands for its parts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from reflectcli.analysis.patterns import GoesWith, ThemeFinding
from reflectcli.analysis.recurrence import SHIFTS, recurs
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.analysis.voices import Voice, others_voices, own_voices, people
from reflectcli.analysis.words_of_text import Vocabulary, Word, languages_of
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.frozen import dataclass, field

MOST = 12
EVERYDAY, EVERYDAY_UNKNOWN, EVERYDAY_SHIFTS = 0.8, 0.4, 8
"""A word in more than this share of at least so many shifts is everyday; in a language without
stop words here, function words are known by that alone, and earlier."""
COVERS = 2 / 3
"""A phrase that holds this share of a part's shifts stands for the part."""
SIDE_MINIMUM = 2

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


def theme_findings(logbook: Logbook, period: Period) -> list[ThemeFinding]:
    """The themes of the findings window that end with the period: the agent's own, then others'."""
    window = period.window(WINDOW_WEEKS)
    names = list(people(logbook))
    own = list(own_voices(logbook, window))
    others = list(others_voices(logbook, window))
    return [
        *_themes(own, names, period, "own"),
        *_themes(others, names, period, "feedback"),
    ]


def _themes(
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
    chosen = [_finding(frequent[key], period, source) for key in _without_parts(frequent)]
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
        if voice.side is not None:
            term.sides[voice.side].add(voice.day)

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


def _without_parts(terms: Mapping[Key, _Term]) -> list[Key]:
    """The terms without the parts that a phrase stands for, and the phrases that parts do."""
    kept = set(terms)
    for phrase in sorted(terms, key=lambda key: (-len(key), key)):
        for part in _parts(phrase):
            if phrase not in kept or part not in kept:
                continue
            whole, piece = terms[phrase], terms[part]
            if whole.tagged != piece.tagged:
                kept.discard(part if whole.tagged else phrase)
            elif len(whole.days) >= COVERS * len(piece.days):
                kept.discard(part)
            elif whole.weak:
                kept.discard(phrase)
    return sorted(kept)


def _parts(phrase: Key) -> list[Key]:
    """Every shorter run of a phrase's words."""
    if len(phrase) < 2:
        return []
    pairs = list(pairwise(phrase)) if len(phrase) > 2 else []
    return [*pairs, *((stem,) for stem in phrase)]


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


def _goes_with(good: int, hard: int) -> GoesWith | None:
    """The side with at least two shifts and twice the other's; both where neither leads so."""
    if max(good, hard) < SIDE_MINIMUM:
        return None
    if good >= 2 * hard:
        return "success"
    return "challenge" if hard >= 2 * good else "both"


def _as_written(written: Counter[str]) -> str:
    """The commonest way to write it; a small first letter is a choice, a capital may be none."""
    small = {text: count for text, count in written.items() if text == text.lower()}
    pool = small if 4 * sum(small.values()) >= written.total() else written
    return min(pool, key=lambda text: (-pool[text], len(text), text))


def _order(finding: ThemeFinding) -> tuple[object, ...]:
    """What recurs first; then by shifts, those counted again that one side has more than the other.

    A word of every day stands on both sides alike, a theme of trouble or of luck on one.
    """
    tilt = abs(finding.with_success - finding.with_challenge)
    return (not finding.recurring, -finding.shifts - tilt, not finding.tagged, finding.theme)
