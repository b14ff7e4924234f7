"""The questions of `reflect log` in a terminal."""

from reflectcli.cli.ask import HOW, Asker
from reflectcli.cli.levels import parse_feeling, parse_levels
from reflectcli.cli.reflection import Reflection
from reflectcli.domain.prompts import PromptSet
from reflectcli.domain.rubric import Rubric
from reflectcli.render.text import one_line

RATINGS = "Ratings (empathy=4 listening=3, Enter to skip)"


def ask(asker: Asker, reflection: Reflection, prompts: PromptSet, rubric: Rubric) -> None:
    """Fill the reflection with what is answered: the prompts, mood, energy, ratings."""
    asker.tell(f"{HOW}\n")
    for name, question in prompts.questions.items():
        if answer := asker.text(one_line(question)):
            reflection.answers[name] = answer
    if reflection.mood is None:
        reflection.mood = asker.ask(
            "Mood, 1 low to 5 high?", lambda line: parse_feeling(line, "mood")
        )
    if reflection.energy is None:
        reflection.energy = asker.ask(
            "Energy, 1 empty to 5 full?", lambda line: parse_feeling(line, "energy")
        )
    if not reflection.ratings:
        rated = asker.ask(RATINGS, lambda line: parse_levels([line], rubric))
        reflection.ratings = rated or {}
