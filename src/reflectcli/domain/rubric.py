"""The rubric: skills with words for their levels, so that a 3 stays a 3 from May to November."""

from collections.abc import Mapping
from typing import Annotated

from reflectcli.domain.defaults import SKILLS
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


DEFAULT_SKILLS: dict[str, Skill] = {key: Skill(**values) for key, values in SKILLS.items()}
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
