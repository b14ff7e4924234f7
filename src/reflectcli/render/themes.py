"""What recurs, the causes of challenges, and what to raise upstream, in every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reflectcli.analysis.findings import Report
from reflectcli.analysis.patterns import CauseFinding, Causes, ControlShare, ThemeFinding, Upstream
from reflectcli.analysis.recurrence import RULE
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.domain.data import to_plain
from reflectcli.render import words
from reflectcli.render.charts import bar
from reflectcli.render.lines import Line, Span, cell, line, section
from reflectcli.render.markdown_text import block, escape, ids
from reflectcli.render.text import cut, one_line, pad, width, wrap

ID = 6
SHOWN, TOLD = 6, 3
BAR = 12
GOES_WITH = {
    "success": "with successes",
    "challenge": "with challenges",
    "both": "with successes and challenges",
}
CAUSES = {
    "knowledge": "knowledge",
    "communication": "communication",
    "emotion_energy": "emotion, energy",
    "process_policy": "process, policy",
    "tool_system": "tool, system",
    "handoff": "handoff",
    "product_defect": "product defect",
    "customer_context": "customer's context",
    "workload": "workload",
}


def themes_section(report: Report, columns: int) -> list[Line]:
    """A line in a week; in a longer period what recurs, the causes, and what to raise."""
    if report.period.days <= 7:
        return _week(report, columns)
    causes, weeks = report.causes, words.counted(round(report.window.days / 7), "week")
    return [
        *section(f"Recurring, {weeks}", list(_recurring(report, columns))),
        *section(f"Causes of challenges, {weeks}", list(_causes(causes, columns))),
        *section("To raise upstream", list(_upstream(causes, columns))),
    ]


def _week(report: Report, columns: int) -> list[Line]:
    here = [each for each in recurring(report) if each.period_shifts and each.source == "own"]
    if not here:
        return []
    theme = here[0]
    text = cut(f"{one_line(theme.theme)} · {_how_often(theme)}", columns - 19)
    return [(), line(Span("Recurring", "strong"), "  ", pad(text, columns - 19), "  ",
                     Span(theme.evidence[0][:ID], "dim"))]  # fmt: skip


def recurring(report: Report) -> list[ThemeFinding]:
    """The themes that recur, the agent's own first."""
    return [each for each in report.themes if each.recurring]


def _how_often(theme: ThemeFinding) -> str:
    count = f"{words.counted(theme.shifts, 'shift')} in {WINDOW_WEEKS} weeks"
    return f"{count}, {GOES_WITH[theme.goes_with]}" if theme.goes_with else count


def _beside(theme: ThemeFinding) -> str:
    """In how many shifts a theme stands beside successes and challenges."""
    return f"{theme.with_success} with successes, {theme.with_challenge} with challenges"


def _recurring(report: Report, columns: int) -> Iterator[Line]:
    found = recurring(report)
    own = [each for each in found if each.source == "own"][:SHOWN]
    others = [each for each in found if each.source == "feedback"][:TOLD]
    room = columns - 8 - 10 - ID
    for theme in [*own, *others]:
        said = one_line(theme.theme) + (" (feedback)" if theme.source == "feedback" else "")
        left = min(26, max(16, room - 38))
        yield line(
            "  ", cell(said, left), "  ", cell(words.counted(theme.shifts, "shift"), 10),
            cell(_beside(theme) if theme.goes_with else "", room - left, "dim"), "    ",
            Span(theme.evidence[0][:ID], "dim"),
        )  # fmt: skip
    rest = len(found) - len(own) - len(others)
    if rest:
        yield line(Span(f"  and {rest} more", "dim"))
    if found:
        yield from (line("  ", Span(piece, "dim")) for piece in wrap(RULE, columns - 2))


def _causes(causes: Causes, columns: int) -> Iterator[Line]:
    found = causes.found[:SHOWN]
    most = max((each.shifts for each in found), default=1)
    for each in found:
        yield line(
            "  ", cell(CAUSES[each.category], 20), cell(_lever(each), 14, "dim"),
            bar(each.shifts / most, BAR), "  ", cell(words.counted(each.shifts, "shift"), 10),
            cell("recurring" if each.recurring else "", 9), " ",
            Span(each.evidence[0][:ID], "dim"),
        )  # fmt: skip
    rest = len(causes.found) - len(found)
    if rest:
        yield line(Span(f"  and {rest} more", "dim"))
    if causes.split:
        for piece in wrap(_split(causes), columns - 2):
            yield line("  ", Span(piece, "dim"))


def _lever(cause: CauseFinding) -> str:
    return words.CONTROLS[cause.control] if cause.control else "not said"


def _split(causes: Causes) -> str:
    """Whose lever the challenges were: yours 3, shared 5, the system's 4, of 12 challenges."""
    said = sum(each.challenges for each in causes.split)
    parts = ", ".join(_share(each) for each in causes.split if each.challenges)
    unsaid = f"; {causes.unsaid} do not say" if causes.unsaid else ""
    return f"lever: {parts}, of {words.counted(said, 'challenge')}{unsaid}"


def _share(share: ControlShare) -> str:
    return f"{words.CONTROLS[share.control]} {share.challenges} ({share.share:.0%})"


def _upstream(causes: Causes, columns: int) -> Iterator[Line]:
    for each in causes.upstream:
        yield line("  ", CAUSES[each.category], Span(f"  {_basis(each)}", "dim"))
        for told in each.told[:TOLD]:
            day = words.day(told.day)
            room = columns - width(day) - ID - 8
            pieces = wrap(one_line(told.text), room)
            if len(pieces) > 2:
                pieces = [pieces[0], cut(" ".join(pieces[1:]), room)]
            yield line("    ", Span(day, "dim"), "  ", cell(pieces[0], room), "  ",
                       Span(told.id[:ID], "dim"))  # fmt: skip
            yield from (line(" " * (width(day) + 6), piece) for piece in pieces[1:])


def _basis(each: Upstream) -> str:
    """What a cause to raise rests on."""
    return f"{words.counted(each.shifts, 'shift')}, the system's lever"


def themes_markdown(report: Report) -> list[str]:
    """The blocks of what recurs, of the causes, and of what to raise."""
    since = words.span(report.window)
    return [
        *block(f"Recurring, {since}", [*(_theme_item(each) for each in recurring(report)),
                                       *([f"\n{RULE}."] if recurring(report) else [])]),
        *block(f"Causes of challenges, {since}", _cause_items(report.causes)),
        *block("To raise upstream", (_raise_item(each) for each in report.causes.upstream)),
    ]  # fmt: skip


def _theme_item(theme: ThemeFinding) -> str:
    source = ", in feedback" if theme.source == "feedback" else ""
    count = words.counted(theme.shifts, "shift")
    return f"- **{escape(theme.theme)}**{source}: {count}, {_beside(theme)} ({ids(theme.evidence)})"


def _cause_items(causes: Causes) -> Iterator[str]:
    for each in causes.found:
        mark = ", recurring" if each.recurring else ""
        count = words.counted(each.shifts, "shift")
        lever = f"lever: {_lever(each)}"
        yield f"- {CAUSES[each.category]}: {count}{mark}; {lever} ({ids(each.evidence)})"
    if causes.split:
        yield f"\nWhose {_split(causes)}."


def _raise_item(each: Upstream) -> str:
    told = (
        f"  - **{words.day(told.day)}** {escape(told.text)} (`{told.id}`)"
        for told in each.told[:SHOWN]
    )
    return "\n".join([f"- **{CAUSES[each.category]}**: {_basis(each)}", *told])


def themes_json(report: Report) -> dict[str, Any]:
    """The keys `themes`, `causes`, `control_split` and `raise_upstream`."""
    return {
        "themes": [to_plain(each) for each in report.themes],
        "causes": [to_plain(each) for each in report.causes.found],
        "control_split": [to_plain(each) for each in report.causes.split],
        "raise_upstream": [to_plain(each) for each in report.causes.upstream],
    }
