"""What others' words, activities and open ends tell, as data; `evidence` as in `findings`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from reflectcli.domain.fields import Source
from reflectcli.frozen import dataclass

AgreementVerdict = Literal[
    "blind_spot", "hidden_strength", "agreed_strength", "shared_focus", "agreed", "not_enough"
]
Strength = Literal["tentative", "established"]
Evidence = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One skill as the agent and one group of others rate it, on the rubric's scale.

    `n` pairs of another's rating and the agent's own; `difference` is own minus theirs, `interval`
    its 90% interval by the sign-flip test, None below five pairs. `linked` pairs are of the same
    interaction, `unpaired` are others' ratings with no own one to set beside. `evidence` are the
    others' records of the pairs, `own_evidence` the agent's.
    """

    skill: str
    name: str
    source: Source
    self_mean: float | None
    other_mean: float | None
    n: int
    linked: int
    unpaired: int
    difference: float | None
    interval: tuple[float, float] | None
    p: float | None
    verdict: AgreementVerdict
    strength_of_evidence: Strength
    evidence: Evidence
    own_evidence: Evidence
    rule: str


KindGroup = Literal["practice", "with_others", "formal", "other"]
LoopKind = Literal[
    "feedback_without_goal",
    "goal_without_practice",
    "practice_without_second_look",
    "not_asked_again",
    "promise_not_tried",
    "reassessment_overdue",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of one group of activities; `untimed` of them have none written down."""

    group: KindGroup
    hours: float
    activities: int
    untimed: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The own ratings of a skill in some weeks: how many, of how many shifts, and their mean."""

    n: int
    shifts: int
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A skill's ratings in the four weeks before an activity for it and in the four after it.

    The two go together, no more is claimed. `enough` tells whether either side may be shown.
    """

    activity: str
    title: str
    day: date
    skill: str
    name: str
    before: Stretch
    after: Stretch
    enough: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoop:
    """Something that was begun and not closed: since when, its records, what closes it."""

    kind: LoopKind
    what: str
    since: date
    command: str
    evidence: Evidence
    skill: str | None = None


CautionKind = Literal[
    "rubric_change", "same_levels", "follows_mood", "recency", "resting_goal", "uncelebrated"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A private word about how the agent looks at themselves: `n` things, the rule, the records."""

    kind: CautionKind
    what: str
    n: int
    rule: str
    evidence: Evidence
