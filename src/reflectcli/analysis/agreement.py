"""Self against others: each skill as the agent rates it and as a group of others does.

Customers, colleagues, the mentor and managers stand apart, for they see different things (Brutus,
Fleenor & Taylor 1996). Another's rating is paired with the agent's own of the same interaction
where the two are linked, else with the mean of the own ones within 14 days. A gap is half a level
or more. From five pairs a gap is `established` if the exact sign-flip interval (90%) excludes 0,
and agreement if that interval stays within one level; all else is `tentative`. A tentative
agreement is `agreed`, no more: three ratings name neither a strength nor a focus.

Simulated with levels that scatter by 0.8: where both see the same, 3 to 6% of comparisons are
called an established gap; a gap of one level is in 37% with 5 pairs, 79% with 8, 94% with 12.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import fmean
from typing import get_args

from reflectcli.analysis.mirror import Agreement, AgreementVerdict, Strength
from reflectcli.analysis.signflip import Interval, sign_flip_interval, sign_flip_p
from reflectcli.analysis.skills import WINDOW_WEEKS, levels
from reflectcli.domain.fields import Source
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Feedback, Interaction, Rating
from reflectcli.domain.rubric import Rubric
from reflectcli.domain.values import lowest_score
from reflectcli.frozen import dataclass

MIN_PAIRS, SURE_PAIRS = 3, 5
GAP, ALIKE = 0.5, 1.0
GOOD = 3.5
"""From this mean of others on, what both see alike is a strength."""
NEAR = timedelta(days=14)
RULE = (
    "paired by interaction where linked, else with your mean within 14 days; a gap is 0.5 or more,"
    " sure from 5 pairs if the exact sign-flip 90% interval excludes 0"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """Another's record and the levels in it."""

    feedback: Feedback
    levels: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Another's level beside the agent's own; `ratings` are the own records it was taken from."""

    feedback: Feedback
    theirs: float
    own: float
    ratings: tuple[str, ...]
    linked: bool

    @property
    def difference(self) -> float:
        return self.own - self.theirs


def agreements(logbook: Logbook, rubric: Rubric, period: Period) -> list[Agreement]:
    """A finding for each skill and group that rated it in the findings window, surest first."""
    window = period.window(WINDOW_WEEKS)
    ratings = logbook.of(Rating, window.since, window.until)
    told = [
        _Told(each, given)
        for each in logbook.of(Feedback, window.since, window.until)
        if (given := rated(each))
    ]
    talks = frozenset(each.id for each in logbook.of(Interaction, window.since, window.until))
    found = [
        _finding(skill, definition.name, source, ratings, heard, talks)
        for skill, definition in rubric.skills.items()
        for source in get_args(Source)
        if (
            heard := [
                each for each in told if each.feedback.source == source and skill in each.levels
            ]
        )
    ]
    return sorted(found, key=_order)


def rated(feedback: Feedback) -> dict[str, float]:
    """Skill to level, 1 to 5, as others rated it; a score without a skill rates none.

    A score about skills is laid on the rubric's scale, from its lowest (1) to its highest (5).
    """
    found: dict[str, float] = {}
    low = lowest_score(feedback.scale) if feedback.scale is not None else 0
    if feedback.score is not None and feedback.scale is not None and feedback.scale > low:
        share = (feedback.score - low) / (feedback.scale - low)
        found = dict.fromkeys(feedback.skills, 1 + 4 * min(1.0, max(0.0, share)))
    own = {skill: float(level) for skill, level in feedback.ratings.items() if level != "n/a"}
    return found | own


def _order(finding: Agreement) -> tuple[bool, bool, float, str, str]:
    return (
        finding.verdict == "not_enough",
        finding.strength_of_evidence != "established",
        -abs(finding.difference or 0),
        finding.skill,
        finding.source,
    )


def _finding(
    skill: str,
    name: str,
    source: Source,
    ratings: Sequence[Rating],
    heard: Sequence[_Told],
    talks: frozenset[str],
) -> Agreement:
    own = [each for each in ratings if isinstance(each.skills.get(skill), int)]
    pairs = list(_pairs(skill, own, heard, talks))
    differences = [each.difference for each in pairs]
    interval = sign_flip_interval(differences)
    others = fmean(each.theirs for each in pairs) if pairs else None
    word, strength = judge(differences, interval, others or 0)
    used = {each for pair in pairs for each in pair.ratings}
    return Agreement(
        skill=skill,
        name=name,
        source=source,
        self_mean=fmean(each.own for each in pairs) if pairs else None,
        other_mean=others,
        n=len(pairs),
        linked=sum(each.linked for each in pairs),
        unpaired=len(heard) - len(pairs),
        difference=fmean(differences) if pairs else None,
        interval=interval,
        p=sign_flip_p(differences) if len(pairs) >= MIN_PAIRS else None,
        verdict=word,
        strength_of_evidence=strength,
        evidence=tuple(each.feedback.id for each in reversed(pairs)),
        own_evidence=tuple(each.id for each in reversed(own) if each.id in used),
        rule=RULE,
    )


def _pairs(
    skill: str, own: Sequence[Rating], heard: Sequence[_Told], talks: frozenset[str]
) -> Iterator[_Pair]:
    for each in heard:
        said = each.feedback
        linked = [rating for rating in own if same_interaction(rating, said, talks)]
        near = linked or [rating for rating in own if abs(rating.shift - said.shift) <= NEAR]
        if near:
            ids = tuple(rating.id for rating in near)
            mean = fmean(levels(near, skill))
            yield _Pair(said, each.levels[skill], mean, ids, bool(linked))


def same_interaction(rating: Rating, feedback: Feedback, talks: frozenset[str]) -> bool:
    """Tell whether both are about one interaction: a link, one reference, or a link to one talk.

    `talks` are the IDs of the successes and challenges; two records that are both linked to a
    goal or to a shift are not of one interaction for that.
    """
    if rating.id in feedback.links or feedback.id in rating.links:
        return True
    if rating.reference and rating.reference == feedback.reference:
        return True
    return bool(talks & set(rating.links) & set(feedback.links))


def judge(
    differences: Sequence[float], interval: Interval | None, others: float
) -> tuple[AgreementVerdict, Strength]:
    """The verdict on pairs of which others' mean is `others`, and how sure it is."""
    n = len(differences)
    if n < MIN_PAIRS:
        return "not_enough", "tentative"
    gap = fmean(differences)
    if abs(gap) >= GAP - 1e-9:
        apart = interval is not None and (interval[0] > 1e-9 or interval[1] < -1e-9)
        sure: Strength = "established" if n >= SURE_PAIRS and apart else "tentative"
        return ("blind_spot" if gap > 0 else "hidden_strength"), sure
    if n < SURE_PAIRS or interval is None or max(-interval[0], interval[1]) >= ALIKE + 1e-9:
        return "agreed", "tentative"
    return ("agreed_strength" if others >= GOOD - 1e-9 else "shared_focus"), "established"
