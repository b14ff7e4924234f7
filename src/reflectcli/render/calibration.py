"""Guesses against figures: words, lines, Markdown and JSON."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.findings import Report
from reflectcli.analysis.trial_findings import CalibrationFinding
from reflectcli.domain.data import to_plain
from reflectcli.domain.kpis import Unit
from reflectcli.render.experiments import p_text
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.lines import Line, Span, line, section
from reflectcli.render.markdown_text import escape
from reflectcli.render.text import one_line, wrap


def distance(value: float, unit: Unit) -> str:
    """A distance without its sign; of a percentage in points: 5 points, 40s."""
    if unit != "percent":
        return figure_text(abs(value), unit)
    text = number_text(abs(value))
    return f"{text} point{'' if text == '1' else 's'}"


def gap_words(gap: float, unit: Unit) -> str:
    """How a guess lay to the figure: 5 points low, 40s high, or right."""
    said = distance(gap, unit)
    if said.split()[0] in ("0", "0s"):
        return "just right"
    return f"{said} {'low' if gap < 0 else 'high'}"


def calibration_words(found: CalibrationFinding) -> str:
    """How many guesses of a KPI, how far off, whether beyond chance, and their scatter."""
    if found.bias is None or found.spread is None:
        return f"not enough data ({found.n} of {found.needed} guesses)"
    middle = gap_words(found.bias, found.unit)
    chance = "chance explains it" if found.lean == "none" and found.bias else ""
    leaning = p_text(found.p) if found.lean in ("low", "high") and found.p is not None else ""
    why = f" ({chance or leaning})" if chance or leaning else ""
    scatter = distance(found.spread, found.unit)
    return f"{found.n} guesses, median {middle}{why}, scatter {scatter}"


def calibration_section(report: Report, columns: int) -> list[Line]:
    """A line a KPI that was guessed; in a week only where there is enough."""
    short = report.period.days <= 7
    lines: list[Line] = []
    for found in report.calibration:
        if short and found.bias is None:
            continue
        first, *others = wrap(f"{one_line(found.name)}: {calibration_words(found)}", columns - 2)
        lines += [line("  ", first), *(line("    ", Span(piece)) for piece in others)]
    return section("Guesses", lines)


def calibration_markdown(report: Report) -> list[str]:
    """The same as a block, with rule and records."""
    if not report.calibration:
        return []
    items = []
    for found in report.calibration:
        ids = " ".join(f"`{each}`" for each in found.evidence[:5])
        items.append(f"- {escape(found.name)}: {calibration_words(found)} ({ids})")
    return ["## Guesses", "\n".join([*items, f"\nRule: {report.calibration[0].rule}."])]


def calibration_json(report: Report) -> list[dict[str, Any]]:
    """The findings about guesses as plain data."""
    return [to_plain(each) for each in report.calibration]
