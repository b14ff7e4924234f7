"""Errors and problems as text: file, line, the user's own words, carets, remedy."""

from reflectcli.errors import Problem
from reflectcli.render.text import clean, one_line, width


def render_problem(problem: Problem, word: str = "error") -> str:
    """The problem as a few lines that read without colour."""
    where = problem.location
    place = f"{one_line(str(where))}: " if where else ""
    lines = [f"{word}: {place}{clean(problem.message)}"]
    if where is not None and where.text is not None and where.line is not None:
        text = clean(where.text).replace("\n", " ")
        gutter = f"  {where.line} | "
        if len(text) <= 200:
            lines.append(gutter + text)
            if where.column is not None:
                before = clean(where.text[: where.column - 1])
                marks = "^" * max(1, min(where.width, len(text) - len(before)))
                lines.append(" " * (len(gutter) - 2) + "| " + " " * width(before) + marks)
    if problem.hint:
        lines.append(f"hint: {clean(problem.hint)}")
    return "\n".join(lines)
