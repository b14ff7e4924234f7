"""What others' words, activities and open ends tell, as data; `evidence` as in `findings`."""

from dataclasses import dataclass
from typing import Literal

from reflectcli.domain.fields import Source

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
