"""How the story's agent rates herself: a level a skill, moved by the weeks, mood and chance."""

from random import Random

from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a skill is rated after a shift, around which level, and how far it rises."""

    often: float
    level: float
    rise: float = 0


HABITS: dict[str, Habit] = {
    "listening": Habit(0.55, 3.6),
    "problem_solving": Habit(0.4, 3.6),
    "empathy": Habit(0.65, 2.45, 1.0),
    "composure": Habit(0.45, 3.4),
    "de_escalation": Habit(0.6, 4.4, 0.2),
    "product_knowledge": Habit(0.45, 3.6, 0.3),
    "ownership": Habit(0.3, 3.5),
}
"""In the order of the rubric."""

_MOOD, _USUAL_MOOD, _CHANCE = 0.25, 3.5, 0.5
_MIDDLE = 6.5


def rated(week: int, mood: int, noise: Random) -> dict[str, int]:
    """The ratings after one shift; at least one skill is rated."""
    chosen = [skill for skill, habit in HABITS.items() if noise.random() < habit.often]
    return {skill: _level(HABITS[skill], week, mood, noise) for skill in chosen or ["listening"]}


def _level(habit: Habit, week: int, mood: int, noise: Random) -> int:
    drift = habit.rise * (week - _MIDDLE) / (2 * _MIDDLE)
    felt = habit.level + drift + _MOOD * (mood - _USUAL_MOOD) + noise.gauss(0, _CHANCE)
    return min(5, max(1, round(felt)))
