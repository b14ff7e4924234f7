"""Two periods side by side, in every format."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.contrasts import Comparison, Contrast, Side
from reflectcli.analysis.findings import Report
from reflectcli.domain.data import to_plain
from reflectcli.render import words
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.lines import Line, Span, Style, cell, line
from reflectcli.render.markdown_text import escape, table
from reflectcli.render.text import one_line, wrap

VERDICTS = {
    "better": "better, beyond chance",
    "worse": "worse, beyond chance",
    "no_change": "no change beyond chance",
    "not_enough": "not enough data",
}
STYLES: dict[str, Style] = {"better": "good", "worse": "warn"}
RULE = (
    "means of shifts by the exact permutation test; what is called changed passes"
    " Benjamini–Hochberg (q .10) over the whole comparison; 5 shifts a side at least"
)


def comparison_section(report: Report, columns: int) -> list[Line]:
    """The comparison as a table; nothing where none was asked for."""
    found = report.comparison
    if found is None:
        return []
    head = line(
        cell("Compared", 22, "strong"), cell(found.before.label, 16, "dim", right=True), "  ",
        cell("now", 16, "dim", right=True), "  ", Span("change of shift means", "dim"),
    )  # fmt: skip
    lines = [(), head, *(_row(contrast) for contrast in found.contrasts)]
    lines += [line("  ", Span(piece, "dim")) for piece in wrap(counts_words(found), columns - 2)]
    return lines + [line("  ", Span(piece, "dim")) for piece in wrap(RULE, columns - 2)]


def _row(contrast: Contrast) -> Line:
    verdict = VERDICTS[contrast.verdict].removesuffix(", beyond chance")
    text = verdict if contrast.difference is None else f"{difference(contrast)}  {verdict}"
    return line(
        "  ", cell(one_line(contrast.name), 20),
        cell(side(contrast, contrast.before), 16, right=True), "  ",
        cell(side(contrast, contrast.now), 16, right=True), "  ",
        Span(text, STYLES.get(contrast.verdict, "plain")),
    )  # fmt: skip


def side(contrast: Contrast, of: Side) -> str:
    """A side's figure with its n: 2.6 (14)."""
    if of.value is None:
        return "–"
    value = figure_text(of.value, contrast.unit) if contrast.unit else words.level(of.value)
    return f"{value} ({of.n})"


def difference(contrast: Contrast) -> str:
    """The change of the means of shifts with its sign: +0.4, or −3.1 points of a percentage."""
    value = contrast.difference or 0.0
    seconds = contrast.unit == "seconds"
    text = figure_text(abs(value), "seconds") if seconds else number_text(abs(value), 1)
    sign = "" if text in ("0", "0s") else "−" if value < 0 else "+"
    return f"{sign}{text}"


def counts_words(found: Comparison) -> str:
    """What was written down in both periods: successes 3 → 5, challenges 4 → 2."""
    (won, wins), (hard, harder) = found.successes, found.challenges
    return f"written down: successes {won} → {wins}, challenges {hard} → {harder}"


def comparison_markdown(report: Report) -> list[str]:
    """The comparison as blocks of Markdown."""
    found = report.comparison
    if found is None:
        return []
    rows = [
        (
            escape(each.name),
            side(each, each.before),
            side(each, each.now),
            difference(each) if each.difference is not None else "–",
            VERDICTS[each.verdict],
        )
        for each in found.contrasts
    ]
    head = ("", words.title(found.before), words.title(found.now), "change", "")
    said = f"{counts_words(found)[:1].upper()}{counts_words(found)[1:]}."
    return ["## Compared", table(head, "lrrrl", rows), said, f"{RULE[:1].upper()}{RULE[1:]}."]


def comparison_json(report: Report) -> dict[str, Any] | None:
    """The comparison as plain data; None where none was asked for."""
    if report.comparison is None:
        return None
    data: dict[str, Any] = to_plain(report.comparison)
    return data
