"""A reflection in plain lines, to be looked over before it is saved."""

from reflectcli.cli.levels import levels_words
from reflectcli.cli.reflection import Reflection
from reflectcli.domain.prompts import PromptSet
from reflectcli.domain.rubric import Rubric
from reflectcli.render.text import one_line, wrap

NOTHING = "Nothing is answered: Enter leaves without saving."


def summary(reflection: Reflection, prompts: PromptSet, rubric: Rubric, columns: int) -> str:
    """What would be saved, its lines broken between words."""
    if reflection.empty:
        return NOTHING
    parts = [
        f"{one_line(question)}\n{_indented(reflection.answers[name], columns)}"
        for name, question in prompts.questions.items()
        if name in reflection.answers
    ]
    if reflection.text:
        parts.append(_indented(reflection.text, columns))
    return "\n".join([*parts, *_figures(reflection, rubric)])


def _figures(reflection: Reflection, rubric: Rubric) -> list[str]:
    feelings = [("Mood", reflection.mood), ("Energy", reflection.energy)]
    lines = [" · ".join(f"{name} {level}" for name, level in feelings if level)]
    lines.append(" · ".join(levels_words(reflection.ratings, rubric)))
    lines.append(" ".join(f"#{one_line(tag)}" for tag in reflection.tags))
    lines.append("private" if reflection.private else "")
    return [line for line in lines if line]


def _indented(text: str, columns: int) -> str:
    return "\n".join(f"  {line}".rstrip() for line in wrap(text, max(20, columns - 3)))
