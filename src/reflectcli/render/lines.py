"""Styled lines: one layout for the plain and the coloured terminal.

A line is a sequence of spans. Renderers lay findings out in lines; the plain text is the same
with and without colour, so that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from reflectcli.render.text import cut, pad, width

Style = Literal["plain", "strong", "dim", "good", "warn", "accent"]


class Span(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]


def line(*parts: str | Span) -> Line:
    """A line of texts and spans."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def spread(left: str, right: str, columns: int) -> Line:
    """A heading at the left and a remark at the right end of the line, or both close together."""
    gap = columns - width(left) - width(right)
    if gap < 2:
        return line(Span(cut(left, columns), "strong"))
    return line(Span(left, "strong"), " " * gap, Span(right, "dim"))


def cell(text: str, columns: int, style: Style = "plain", *, right: bool = False) -> Span:
    """A cell of a table: cut or filled to its columns."""
    return Span(pad(cut(text, columns), columns, right=right), style)


def plain_text(lines: Iterable[Line]) -> str:
    """The lines as text without any style."""
    return "\n".join("".join(span.text for span in each).rstrip() for each in lines)


def section(title: str, body: Sequence[Line]) -> list[Line]:
    """A titled block with an empty line before it; nothing where there is no body."""
    return [(), line(Span(title, "strong")), *body] if body else []
