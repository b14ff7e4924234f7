"""Open loops: what was begun and not closed, and the command that closes each."""

from __future__ import annotations

from reflectcli.analysis.findings import Report
from reflectcli.analysis.mirror import OpenLoop
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line, section
from reflectcli.render.markdown_text import escape, ids
from reflectcli.render.text import cut, one_line, wrap

OF_WEEK = 2
TRIED = "no try written down: "
TRY = "reflect worked ID yes|no"


def loops_section(report: Report, columns: int) -> list[Line]:
    """All of a report's loops, of a week the oldest two, each with its command."""
    short = report.period.days <= 7
    shown = report.open_loops[:OF_WEEK] if short else report.open_loops
    body = [each for loop in shown for each in _loop(loop, columns, alone=short)]
    if not short and any(_is_promise(each) for each in shown):
        body.append(line("  ", Span("a try is written down by ", "dim"), Span(TRY, "accent")))
    rest = len(report.open_loops) - len(shown)
    if rest:
        body.append(line(Span(f"  and {rest} more in reflect report", "dim")))
    return section("Still open", body)


def what(loop: OpenLoop) -> str:
    """What is open, on one line."""
    text = one_line(loop.what)
    return f"{TRIED}{text}" if _is_promise(loop) else text


def _is_promise(loop: OpenLoop) -> bool:
    return loop.kind == "promise_not_tried"


def _loop(loop: OpenLoop, columns: int, *, alone: bool) -> list[Line]:
    day = words.day(loop.since).rjust(6)
    room = columns - 18
    pieces = wrap(what(loop), room)
    if len(pieces) > 2:
        pieces = [pieces[0], cut(" ".join(pieces[1:]), room)]
    record = Span(loop.evidence[0][:6], "dim")
    first = line("  ", Span(day, "dim"), "  ", cell(pieces[0], room), "  ", record)
    # In a long list the promises' commands differ by the ID alone; it is said once, below.
    said = wrap(loop.command, columns - 10) if alone or not _is_promise(loop) else []
    command = [line(" " * 10, Span(each, "accent")) for each in said]
    return [first, *(line(" " * 10, each) for each in pieces[1:]), *command]


def loops_markdown(report: Report) -> list[str]:
    """All loops as a list, oldest first."""
    if not report.open_loops:
        return []
    items = [
        f"- since {words.day(each.since)}: {escape(what(each))} ({ids(each.evidence)})"
        for each in report.open_loops
    ]
    return ["## Still open", "\n".join(items)]
