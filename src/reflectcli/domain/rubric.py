"""The rubric: skills with words for their levels, so that a 3 stays a 3 from May to November."""

from collections.abc import Mapping
from typing import Annotated

from reflectcli.domain.fields import Amount, Flag, Level, Name, Says, Text, Whole
from reflectcli.frozen import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill that an agent rates, 1 to 5; 2 and 4 lie between their neighbours."""

    name: Annotated[Text, Says("As reports call it.")]
    low: Annotated[Text, Says("What a 1 looks like.")]
    middle: Annotated[Text, Says("What a 3 looks like.")]
    high: Annotated[Text, Says("What a 5 looks like.")]
    weight: Annotated[Amount, Says("Its share of the overall score.")] = 1
    critical: Annotated[Flag, Says("Below half it makes the overall score 0.")] = False
    active: Annotated[Flag, Says("False: no longer asked for; old ratings stay.")] = True

    def words(self, level: Level) -> str:
        """What this level looks like."""
        return {
            1: self.low,
            2: f"between 1 ({self.low}) and 3 ({self.middle})",
            3: self.middle,
            4: f"between 3 ({self.middle}) and 5 ({self.high})",
            5: self.high,
        }[level]


def _skill(name: str, low: str, middle: str, high: str) -> Skill:
    return Skill(name=name, low=low, middle=middle, high=high)


DEFAULT_SKILLS: dict[str, Skill] = {
    "listening": _skill(
        "listening",
        "talked over the customer, asked again for what was said",
        "understood after checking",
        "summed up in own words, heard the need that was not said",
    ),
    "verbal": _skill(
        "verbal communication",
        "confusing or curt",
        "clear, courteous",
        "plain, warm, at the caller's pace",
    ),
    "writing": _skill(
        "writing",
        "errors hide the meaning",
        "correct, readable",
        "concise, right tone, answers the next question too",
    ),
    "adaptability": _skill(
        "adaptability",
        "the same script for everyone",
        "changed style when prompted",
        "matched the customer's style early",
    ),
    "problem_solving": _skill(
        "problem solving",
        "treated a symptom, guessed",
        "right fix by the process",
        "confirmed the cause, fixed it, kept it from coming back",
    ),
    "empathy": _skill(
        "empathy",
        "feelings passed over",
        "acknowledged",
        "named them, and handled the case differently for it",
    ),
    "composure": _skill(
        "composure",
        "visibly rattled",
        "stayed civil",
        "steady, recovered quickly",
    ),
    "de_escalation": _skill(
        "de-escalation",
        "tension rose",
        "tension held",
        "calmed, next steps agreed",
    ),
    "anticipation": _skill(
        "anticipation",
        "the next contact was foreseeable",
        "answered what was asked",
        "took care of the likely next question",
    ),
    "product_knowledge": _skill(
        "product knowledge",
        "wrong or stuck",
        "right after looking it up",
        "sure, and taught the customer something",
    ),
    "ownership": _skill(
        "ownership",
        "a promise dropped",
        "promises kept",
        "updated before being asked, documented",
    ),
    "compliance": Skill(
        name="compliance",
        low="a required step missed",
        middle="all steps done",
        high="all done, and explained",
        critical=True,
        active=False,
    ),
}
"""The skills that a new journal starts with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """All skills of a journal, with the version that its ratings name."""

    version: Annotated[Whole, Says("Raise it when levels change their meaning.")] = 1
    skills: Annotated[Mapping[Name, Skill], Says("Skill by its ID.")] = field(
        default_factory=lambda: DEFAULT_SKILLS
    )

    @property
    def active(self) -> dict[str, Skill]:
        """The skills that are asked for, in the rubric's order."""
        return {key: skill for key, skill in self.skills.items() if skill.active}
