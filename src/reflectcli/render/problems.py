"""Errors and problems as text: file, line, the user's own words, carets, remedy."""

from __future__ import annotations

from reflectcli.errors import Problem, SourceLocation
from reflectcli.render.text import clean, one_line, width

LONGEST = 160
"""Of a longer line only the part around the place is shown."""


def render_problem(problem: Problem, word: str = "error") -> str:
    """The problem as a few lines that read without colour."""
    where = problem.location
    place = f"{one_line(str(where))}: " if where else ""
    lines = [f"{word}: {place}{clean(problem.message)}"]
    if where is not None and where.text is not None and where.line is not None:
        lines += _excerpt(where.text, where)
    if problem.hint:
        lines.append(f"hint: {clean(problem.hint)}")
    return "\n".join(lines)


def _excerpt(text: str, where: SourceLocation) -> list[str]:
    """The user's own line, with carets under what is meant."""
    gutter, column, start = f"  {where.line} | ", where.column or 1, 0
    if len(text) > LONGEST:
        start = max(0, min(column - 1 - LONGEST // 2, len(text) - LONGEST))
        end = start + LONGEST
        text = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
        start -= bool(start)
    shown = [gutter + clean(text)]
    if where.column is not None:
        before, meant = text[: column - 1 - start], text[column - 1 - start :][: where.width]
        marks = "^" * max(1, width(clean(meant)))
        shown.append(" " * (len(gutter) - 2) + "| " + " " * width(clean(before)) + marks)
    return shown
