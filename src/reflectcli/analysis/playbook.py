"""The agent's own rules: if-then plans and what made successes, and which are near a situation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log
from typing import TYPE_CHECKING, Literal

from reflectcli.analysis.highlights import if_then
from reflectcli.analysis.tries import is_rule, tries
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Challenge, Interaction, Note, Success
from reflectcli.frozen import dataclass

if TYPE_CHECKING:
    from reflectcli.analysis.words_of_text import Vocabulary

K1, B = 1.2, 0.75
"""The usual constants of BM25 (Robertson & Zaragoza 2009)."""
SITUATION, WEAK = 2.0, 0.5
"""A word of the rule's situation counts twice, one that says little half."""
NEAR = 0.15
"""The share of the question's weight that a rule must meet to be near at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the playbook, with its record: `worked` of `tried` tries, `evidence` their IDs.

    `situation` is when it applies; `text` is the whole rule as a sentence, `story` what happened
    when it was made.
    """

    id: str
    day: date
    kind: Literal["if_then", "success"]
    situation: str
    text: str
    story: str
    skills: tuple[str, ...]
    private: bool
    tried: int
    worked: int
    last_tried: date | None
    evidence: tuple[str, ...]
    about: str
    """All its other words, to find it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule near to a situation; `score` is its BM25."""

    rule: Rule
    score: float


def rules(logbook: Logbook) -> list[Rule]:
    """Every rule, the newest first: challenges with a then, successes with what made them."""
    done = tries(logbook.of(Note))
    found = [
        _rule(each, done.get(each.id, [])) for each in logbook.of(Interaction) if is_rule(each)
    ]
    return sorted(found, key=lambda rule: (rule.day, rule.id), reverse=True)


def _rule(record: Interaction, done: Sequence[Note]) -> Rule:
    return Rule(
        id=record.id,
        day=record.shift,
        kind="if_then" if isinstance(record, Challenge) else "success",
        situation=_situation(record),
        text=rule_text(record),
        story=record.text,
        skills=record.skills,
        private=record.private,
        tried=len(done),
        worked=sum(1 for note in done if note.worked),
        last_tried=max((note.shift for note in done), default=None),
        evidence=tuple(note.id for note in reversed(done)),
        about=" . ".join(_about(record)),
    )


def rule_text(record: object) -> str:
    """The rule that a record holds, as a sentence; empty where it holds none."""
    match record:
        case Challenge():
            return if_then(record) or ""
        case Success():
            how = ", ".join(record.factors) or record.text
            return (
                f"When {record.replicate_when.rstrip('.,')}: {how}"
                if (record.replicate_when)
                else f"{record.text} What worked: {how}"
            )
        case _:
            return ""


def _situation(record: Interaction) -> str:
    said = (
        (record.next_if, record.trigger)
        if isinstance(record, Challenge)
        else (getattr(record, "replicate_when", None),)
    )
    return next((text for text in said if text), record.text)


def _about(record: Interaction) -> list[str]:
    said = [record.text, record.root_cause, record.solution, *record.tags]
    said += [skill.replace("_", " ") for skill in record.skills]
    match record:
        case Challenge():
            said += [record.trigger, record.own_part, record.next_then]
        case Success():
            said += record.factors
        case _:
            pass
    return [text for text in said if text]


def nearest(found: Sequence[Rule], question: str, most: int) -> list[Match]:
    """The rules nearest to a situation in words (BM25), the newer first where they are equal.

    None where no rule meets at least 15% of the question's weight: nonsense finds nothing.
    """
    # The list of all rules needs no word of theirs.
    from reflectcli.analysis.words_of_text import Vocabulary, languages_of

    texts = [text for rule in found for text in (rule.situation, rule.about)]
    vocabulary = Vocabulary(languages_of([*texts, question]))
    asked = _weights(vocabulary, question)
    documents = [_counts(vocabulary, rule) for rule in found]
    length = sum(each.total() for each in documents) / (len(documents) or 1)
    rarity = {stem: _rarity(stem, documents) for stem in asked}
    whole = sum(rarity[stem] * weight for stem, weight in asked.items())
    matches = []
    for rule, counts in zip(found, documents, strict=True):
        met = sum(rarity[stem] * weight for stem, weight in asked.items() if stem in counts)
        if met and met >= NEAR * whole:
            score = sum(
                rarity[stem] * weight * _saturated(counts[stem], counts.total() / length)
                for stem, weight in asked.items()
            )
            matches.append(Match(rule=rule, score=round(score, 6)))
    ranked = sorted(
        matches, key=lambda match: (match.score, match.rule.day, match.rule.id), reverse=True
    )
    return ranked[:most]


def _weights(vocabulary: Vocabulary, text: str) -> dict[str, float]:
    """How much each word of a text counts; stop words do not, unless there are no others."""
    words = [word for clause in vocabulary.words(text) for word in clause]
    kept = [word for word in words if not word.stop]
    return {word.stem: WEAK if word.weak else 1.0 for word in kept}


def _counts(vocabulary: Vocabulary, rule: Rule) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in ((rule.situation, SITUATION), (rule.about, 1)):
        for clause in vocabulary.words(text):
            for word in clause:
                if not word.stop:
                    counts[word.stem] += int(weight)
    return counts


def _rarity(stem: str, documents: Sequence[Counter[str]]) -> float:
    having = sum(1 for counts in documents if stem in counts)
    return log(1 + (len(documents) - having + 0.5) / (having + 0.5))


def _saturated(count: int, length: float) -> float:
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length))
