"""Warnings against self-deception: gentle, few, and for the agent's eyes."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.findings import Report
from reflectcli.domain.data import to_plain
from reflectcli.render.lines import Line, Span, cell, line
from reflectcli.render.markdown_text import escape, ids
from reflectcli.render.text import one_line, wrap

SHOWN, OF_WEEK = 3, 1
HEADING = "For you alone"


def warnings_section(report: Report, columns: int) -> list[Line]:
    """At most three under a dim heading, one in a week; nothing where they were not asked for."""
    shown = (report.warnings or ())[: OF_WEEK if report.period.days <= 7 else SHOWN]
    lines: list[Line] = []
    room = columns - 10
    for each in shown:
        pieces = wrap(one_line(each.what), room)
        record = Span(each.evidence[0][:6], "dim")
        lines.append(line("  ", cell(pieces[0], room), "  ", record))
        lines += [line("  ", piece) for piece in pieces[1:]]
    return [(), line(Span(HEADING, "dim")), *lines] if lines else []


def warnings_markdown(report: Report) -> list[str]:
    """At most three with n, rule and records, where they were asked for."""
    shown = (report.warnings or ())[:SHOWN]
    items = [
        f"- {escape(each.what)} n = {each.n}; {each.rule} ({ids(each.evidence)})" for each in shown
    ]
    return [f"## {HEADING}", "\n".join(items)] if items else []


def warnings_json(report: Report) -> dict[str, Any]:
    """The key `warnings` with all of them, or no key at all where they were not asked for."""
    if report.warnings is None:
        return {}
    return {"warnings": [to_plain(each) for each in report.warnings]}
