"""Ratings as people type them: empathy=4 listening=3, emp:4, de_escalation=n/a."""

import re
from collections.abc import Mapping, Sequence

from reflectcli.cli.given import choose
from reflectcli.errors import ReflectError
from reflectcli.render.text import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.domain.fields import Rated
    from reflectcli.domain.rubric import Rubric

USAGE = "write it as empathy=4 listening=3"
_PAIR = re.compile(r"[\s,]*([^=:,]*?)\s*[=:]\s*([^\s,=:]+)[\s,]*")


def parse_levels(texts: Sequence[str], rubric: "Rubric") -> "dict[str, Rated]":
    """Skill to level, in the order that they were given in.

    Raises:
        ReflectError: a skill that the rubric does not have, a level that there is not.
    """
    levels: dict[str, Rated] = {}
    for text in texts:
        for name, value in _pairs(text):
            skill = choose("skill", name, list(rubric.skills))
            level = parse_level(value, f"rating of {skill}")
            if levels.setdefault(skill, level) != level:
                raise ReflectError(f"{skill} is rated twice: {levels[skill]} and {level}")
    return levels


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs, position = [], 0
    while rest := text[position:].strip(" ,\t\n"):
        found = _PAIR.match(text, position)
        if not found or not found[1]:
            raise ReflectError(f"{rest!r} is not a skill and its level", hint=USAGE)
        pairs.append((found[1], found[2]))
        position = found.end()
    return pairs


def parse_level(text: str, what: str) -> "Rated":
    """A level, 1 to 5, or "n/a" for a skill that there was no occasion for."""
    word = text.strip().lower()
    if word in ("n/a", "na"):
        return "n/a"
    if word not in ("1", "2", "3", "4", "5"):
        raise ReflectError(f"{what} must be 1 to 5 or n/a, not {text.strip()}")
    return int(word)


def parse_feeling(text: str, what: str) -> int:
    """Mood or energy, 1 to 5."""
    word = text.strip()
    if word not in ("1", "2", "3", "4", "5"):
        raise ReflectError(f"{what} must be 1 to 5, not {word}")
    return int(word)


def levels_words(
    levels: "Mapping[str, Rated]", rubric: "Rubric", last: Mapping[str, int] | None = None
) -> list[str]:
    """Each skill by its name with its level, and the last one beside it."""
    said = []
    for skill, level in levels.items():
        before = f" (last {last[skill]})" if last and skill in last else ""
        said.append(f"{one_line(rubric.skills[skill].name)} {level}{before}")
    return said
