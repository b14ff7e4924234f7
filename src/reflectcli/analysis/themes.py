"""What keeps coming up in tags and texts: words and phrases, counted by shift.

A phrase is two or three words that stand together, a stop word between two of them allowed. A
word that stands in nearly every shift tells nothing; a phrase stands for its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Literal

from reflectcli.analysis.corpus import Corpus
from reflectcli.analysis.patterns import GoesWith, ThemeFinding
from reflectcli.analysis.recurrence import SHIFTS, recurs
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.analysis.terms import Key, Standing, Term, Terms
from reflectcli.analysis.voices import Voice, others_voices, own_voices, people
from reflectcli.analysis.words_of_text import Vocabulary
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period

MOST = 12
EVERYDAY, EVERYDAY_UNKNOWN, EVERYDAY_SHIFTS = 0.8, 0.4, 8
"""A word in more than this share of at least so many shifts is everyday; in a language without
stop words here, function words are known by that alone, and earlier."""
COVERS = 2 / 3
"""A phrase that holds this share of a part's shifts stands for the part."""
SIDE_MINIMUM = 2


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
    corpus = Corpus(voices)
    languages = corpus.languages()
    terms = Terms(corpus, Vocabulary(languages, names))
    every = len({voice.place[0] for voice in voices})
    share = EVERYDAY if languages else EVERYDAY_UNKNOWN
    most = share * every if every >= EVERYDAY_SHIFTS else every
    chosen = terms.described(_chosen(terms, most, known=bool(languages)))
    return sorted((_finding(term, period, source) for term in chosen), key=_order)[:MOST]


def _chosen(terms: Terms, most: float, *, known: bool) -> list[Key]:
    """The terms among which the first themes are; found without looking at the rarer ones.

    Score is at most twice the shifts. Where 12 terms score more than any rarer than `least` can,
    these do not matter: a term is left out for a phrase that holds two thirds of its shifts, which
    may itself be left out for one that holds two thirds of those, and never for a rarer one.
    """
    usual = sorted((n for n in terms.days.values() if n <= most), reverse=True)
    least = max(SHIFTS, usual[3 * MOST] // 2) if len(usual) > 3 * MOST else SHIFTS
    while True:
        found = terms.at_least(max(SHIFTS, least * 4 // 9))
        frequent = _frequent(found, most, known=known)
        kept = [key for key in _without_parts(frequent) if frequent[key].days >= least]
        ranked = sorted(kept, key=lambda key: -frequent[key].score)
        recurring = (key for key in ranked if recurs(day for day, _ in terms.places(key)))
        best = list(islice(recurring, MOST))
        last = frequent[best[-1]].score if len(best) == MOST else 0
        if least == SHIFTS or last > 2 * (least - 1):
            return [key for key in ranked if frequent[key].score >= last]
        least = max(SHIFTS, least // 2)


def _frequent(found: Mapping[Key, Standing], most: float, *, known: bool) -> dict[Key, Standing]:
    """The terms of enough shifts that are not everyday."""
    everyday = {key for key, term in found.items() if term.days > most and not term.tagged}
    binding = set() if known else {key[0] for key in everyday if len(key) == 1}
    return {
        key: term
        for key, term in found.items()
        if term.days >= SHIFTS and key not in everyday and not binding.intersection(key)
    }


def _without_parts(terms: Mapping[Key, Standing]) -> list[Key]:
    """The terms without the parts that a phrase stands for, and the phrases that parts do."""
    kept = set(terms)
    for phrase in sorted(terms, key=lambda key: (-len(key), key)):
        for part in _parts(phrase):
            if phrase not in kept or part not in kept:
                continue
            whole, piece = terms[phrase], terms[part]
            if whole.tagged != piece.tagged:
                kept.discard(part if whole.tagged else phrase)
            elif whole.days >= COVERS * piece.days:
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


def _finding(term: Term, period: Period, source: Literal["own", "feedback"]) -> ThemeFinding:
    good, hard = term.success, term.challenge
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
