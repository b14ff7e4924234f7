"""Mood and energy in words: a line in the week only when they move, and never sent unasked."""

from __future__ import annotations

from collections.abc import Iterator

from reflectcli.analysis.findings import Report
from reflectcli.analysis.wellbeing import Feeling
from reflectcli.domain.data import to_plain
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, line, section
from reflectcli.render.text import wrap
from reflectcli.render.trends import trend_words


def wellbeing_section(report: Report, columns: int) -> list[Line]:
    """Mood and energy; in a week only what improves or declines."""
    short = report.period.days <= 7
    body = []
    for name, feeling in _feelings(report):
        if short and feeling.trend.verdict not in ("improving", "declining"):
            continue
        text = f"{name} {words.level(feeling.mean)} · {_said(feeling)}"
        body += [line("  ", piece) for piece in wrap(text, columns - 2)]
    if not body:
        return []
    head, *rest = section("Mood and energy", body)
    title, *lines = rest
    return [head, (*title, Span("  private: sent only with --private", "dim")), *lines]


def wellbeing_markdown(report: Report) -> list[str]:
    """A block for mood and energy; nothing where the report holds none."""
    items = [
        f"- **{name}** {words.level(feeling.mean)}, {_said(feeling)}"
        for name, feeling in _feelings(report)
    ]
    return ["## Mood and energy, private", "\n".join(items)] if items else []


def wellbeing_json(report: Report) -> object:
    """Mood and energy as data; null where they are held back."""
    return to_plain(report.wellbeing) if report.wellbeing else None


def _feelings(report: Report) -> Iterator[tuple[str, Feeling]]:
    if report.wellbeing is not None:
        for name in ("mood", "energy"):
            feeling: Feeling | None = getattr(report.wellbeing, name)
            if feeling is not None:
                yield name, feeling


def _said(feeling: Feeling) -> str:
    return trend_words(feeling.trend, None, "shift")
