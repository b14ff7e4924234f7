"""What was done to get better: hours by group, and what went together with it."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.findings import Report
from reflectcli.analysis.mirror import Hours, Movement, Stretch
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line
from reflectcli.render.markdown_text import escape, ids
from reflectcli.render.text import one_line, wrap

GROUPS = {
    "practice": "practice",
    "with_others": "with others",
    "formal": "courses and reading",
    "other": "other",
}
TOGETHER = "It goes together, no more: four weeks before and after, and much else happened in them."


def practice_section(report: Report, columns: int) -> list[Line]:
    """The hours and the movements of a period longer than a week."""
    if report.period.days <= 7 or not report.hours:
        return []
    lines: list[Line] = [(), line(Span("Hours", "strong"), "  ", hours_text(report.hours))]
    shown = [each for each in report.movements if each.enough]
    for each in shown:
        pieces = wrap(_moved(each), columns - 10)
        lines.append(
            line("  ", cell(pieces[0], columns - 10), "  ", Span(each.activity[:6], "dim"))
        )
        lines += [line("    ", piece) for piece in pieces[1:]]
    if shown:
        lines += [line("  ", Span(piece, "dim")) for piece in wrap(TOGETHER, columns - 2)]
    return lines


def hours_text(hours: Sequence[Hours]) -> str:
    """The hours of each group: with others 2 h in 1 activity, 1 without hours."""
    return " · ".join(_hours(each) for each in hours)


def _hours(each: Hours) -> str:
    timed = each.activities - each.untimed
    name = GROUPS[each.group]
    if not timed:
        return f"{name} {each.activities}×, hours not written down"
    missing = f", {each.untimed} without hours" if each.untimed else ""
    return f"{name} {each.hours:g} h ({each.activities}×{missing})"


def _moved(each: Movement) -> str:
    sides = f"{_side(each.before)} before, {_side(each.after)} after"
    return f"{one_line(each.name)}: {sides} “{one_line(each.title)}”"


def _side(stretch: Stretch) -> str:
    count = f"{words.counted(stretch.n, 'rating')} in {words.counted(stretch.shifts, 'shift')}"
    return f"{words.level(stretch.mean or 0)} ({count})"


def practice_markdown(report: Report) -> list[str]:
    """The hours with their records, and what went together with each activity."""
    if not report.hours:
        return []
    total = [f"- {_hours(each)}: {ids(each.evidence)}" for each in report.hours]
    moved = [
        f"- {escape(_moved(each))} ({ids(each.evidence)})"
        for each in report.movements
        if each.enough
    ]
    note = [TOGETHER] if moved else []
    found = ["\n".join(moved)] if moved else []
    return ["## Hours", "\n".join(total), *found, *note]
