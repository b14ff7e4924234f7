"""Styled lines for a terminal, through rich."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from reflectcli.render.lines import Line, Style

STYLES: dict[Style, str] = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "good": "green",
    "warn": "yellow",
    "accent": "cyan",
}


def terminal_text(lines: Iterable[Line]) -> Text:
    """The lines as one text for a rich console."""
    return Text("\n").join(
        Text.assemble(*((span.text, STYLES[span.style]) for span in each)) for each in lines
    )
