"""The summary of a period as styled lines: `reflect week`, `month`, `quarter` and `report`."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.findings import GoalFinding, Highlight, Learning, Report
from reflectcli.render import words
from reflectcli.render.charts import bar
from reflectcli.render.forecasts import forecasts_lines
from reflectcli.render.kpis_section import kpis_section
from reflectcli.render.lines import Line, Span, Style, cell, line, section, spread
from reflectcli.render.open_loops import loops_section
from reflectcli.render.playbook import promise_words
from reflectcli.render.skills_table import skills_section
from reflectcli.render.text import cut, one_line, pad, width, wrap
from reflectcli.render.themes import themes_section
from reflectcli.render.warnings import warnings_section
from reflectcli.render.wellbeing import wellbeing_section

ID = 6
"""How many letters of an ID are shown: enough to open nearly any record."""
WIDE = 100
SHOWN = 6
AGREED = 3
STATUS_STYLE: dict[str, Style] = {
    "met": "good",
    "ahead": "good",
    "missed": "warn",
    "at_risk": "warn",
    "overdue": "warn",
}


def summary_lines(report: Report, columns: int) -> list[Line]:
    """The whole summary, at most `columns` wide."""
    short = report.period.days <= 7
    return [
        spread(words.title(report.period), words.written(report), columns),
        *section("Went well", moments(report, report.wins, columns)),
        *_nothing(report),
        *_focus(report, columns),
        *skills_section(report, columns),
        *kpis_section(report, columns),
        *_calibration(report, columns),
        *wellbeing_section(report, columns),
        *section("Goals", [each for goal in report.goals for each in _goal(goal, columns)]),
        *forecasts_lines(report, columns),
        *_experiments(report, columns),
        *section("Was hard", moments(report, report.challenges, columns, 2)),
        *section("Heard", moments(report, report.heard, columns, 2)),
        *_agreement(report, columns),
        *themes_section(report, columns),
        *section(
            "Learned", [each for done in report.activities for each in _learned(done, columns)]
        ),
        *_practice(report, columns),
        *section("Notes", moments(report, report.notes, columns) if short else ()),
        *_agreed(report, columns),
        *loops_section(report, columns),
        *_comparison(report, columns),
        *_due(report, columns),
        *warnings_section(report, columns),
        *_left_out(report, columns),
    ]


def moments(
    report: Report, found: Sequence[Highlight], columns: int, of_week: int = 3
) -> list[Line]:
    """A moment a paragraph of at most two lines, with its day and ID; the latest ones."""
    short = report.period.days <= 7
    most = of_week if short else SHOWN
    shown = words.chosen(found, most)
    weekday = short and columns < WIDE
    lines = [each for highlight in shown for each in _moment(highlight, columns, weekday=weekday)]
    rest = len(found) - len(shown)
    if rest:
        lines.append(line(Span(f"  and {rest} more", "dim")))
    return lines


def _moment(highlight: Highlight, columns: int, *, weekday: bool) -> list[Line]:
    day = f"{highlight.day:%a}" if weekday else words.day(highlight.day, weekday=columns >= WIDE)
    lines = _paragraph(words.voice(highlight), day, highlight.id, columns)
    if highlight.if_then:
        indent = " " * (width(day) + 4)
        pieces = wrap(one_line(highlight.if_then), columns - width(indent) - ID - 2)
        lines += [line(indent, Span(piece, "accent")) for piece in pieces[:3]]
    return lines


def _paragraph(text: str, label: str, record: str, columns: int) -> list[Line]:
    room = columns - width(label) - ID - 6
    pieces = wrap(text, room)
    if len(pieces) > 2:
        pieces = [pieces[0], cut(" ".join(pieces[1:]), room)]
    first = line(
        "  ", Span(label, "dim"), "  ", cell(pieces[0], room), "  ", Span(record[:ID], "dim")
    )
    indent = " " * (width(label) + 4)
    return [first, *(line(indent, piece) for piece in pieces[1:])]


def _nothing(report: Report) -> list[Line]:
    if words.is_empty(report):
        return [(), line(Span("Nothing was written in this period.", "dim"))]
    return []


def _focus(report: Report, columns: int) -> list[Line]:
    focus, promise = report.focus, report.focus_promise
    if focus is None:
        known = any(skill.verdict != "not_enough" for skill in report.skills)
        reason = "no skill stands out below the others" if known else "not enough ratings yet"
        lines: list[Line] = [(), line(Span("Focus", "strong"), "  ", Span(reason, "dim"))]
    else:
        mean = words.level(focus.mean or 0)
        base = f"{mean} from {words.basis(focus)}, {words.over(report)}"
        name = Span(focus.name, "accent")
        lines = [(), line(Span("Focus", "strong"), "  ", name, "   ", base)]
    if promise is not None:
        room = columns - ID - 4
        pieces = wrap(promise_words(promise), room)
        first = line("  ", cell(pieces[0], room), "  ", Span(promise.id[:ID], "dim"))
        lines += [first, *(line("  ", piece) for piece in pieces[1:3])]
    return lines


def _goal(goal: GoalFinding, columns: int) -> list[Line]:
    """Title, bar and status in one line; a long title has a line of its own above."""
    status = Span(words.goal_status(goal), STATUS_STYLE.get(goal.status, "plain"))
    chart = " " * 20 if goal.progress is None else bar(goal.progress)
    room = columns - 20 - 5 - 16 - ID - 8
    title = words.goal_title(goal)
    above = (
        [] if width(title) <= room else [line("  ", piece) for piece in wrap(title, columns - 2)]
    )
    head = line(
        "  ", cell("" if above else title, room), "  ", chart, " ",
        cell(words.progress(goal), 5, right=True), "  ", cell(status.text, 15, status.style),
        "  ", Span(goal.id[:ID], "dim"),
    )  # fmt: skip
    details = wrap(_details(goal), columns - 4) if _details(goal) else []
    return [*above, head, *(line("    ", Span(each, "dim")) for each in details)]


def _details(goal: GoalFinding) -> str:
    parts = []
    if goal.current is not None and goal.target is not None:
        target = words.measure_value(goal, goal.target)
        parts.append(f"now {words.now(goal, goal.current)}, target {target}")
    said = (words.pace(goal), words.forecast(goal), words.goal_lacks(goal))
    parts += [each for each in said if each]
    if goal.next_step is not None and goal.status != "closed":
        done = f"({goal.steps_done}/{goal.steps_total})"
        parts.append(f"next: {one_line(goal.next_step)} {done}")
    return "; ".join(parts)


def _learned(done: Learning, columns: int) -> list[Line]:
    hours = f", {done.hours:g} h" if done.hours is not None else ""
    takeaway = f": {one_line(done.takeaway)}" if done.takeaway else ""
    text = f"{one_line(done.title)} ({done.type}{hours}){takeaway}"
    return _paragraph(text, words.day(done.day), done.id, columns)


def _due(report: Report, columns: int) -> list[Line]:
    if not report.due:
        return []
    pieces = wrap(words.due_words(report.due), columns - 5)
    first = line(Span("Due", "strong"), "  ", pieces[0])
    return [(), first, *(line("     ", piece) for piece in pieces[1:])]


def _left_out(report: Report, columns: int) -> list[Line]:
    out = [problem for problem in report.problems if problem.left_out]
    if not out:
        return []
    count = words.counted(len(out), "file")
    names = [one_line(str(problem.location)) for problem in out[:3]]
    more = ", …" if len(out) > 3 else ""
    text = f"{count} left out: {', '.join(names)}{more}   reflect check"
    pieces = [text] if width(text) <= columns else wrap(text, columns)
    return [(), *(line(Span(piece, "warn")) for piece in pieces)]


# What few reports have is imported only for those that have it.


def _calibration(report: Report, columns: int) -> list[Line]:
    if not report.calibration:
        return []
    from reflectcli.render.calibration import calibration_section

    return calibration_section(report, columns)


def _experiments(report: Report, columns: int) -> list[Line]:
    if not report.experiments:
        return []
    from reflectcli.render.experiments import experiments_section

    return experiments_section(report, columns)


def _agreement(report: Report, columns: int) -> list[Line]:
    if not report.agreement:
        return []
    from reflectcli.render.agreement import agreement_section

    return agreement_section(report, columns)


def _agreed(report: Report, columns: int) -> list[Line]:
    if not report.agreed:
        return []
    lines: list[Line] = []
    shown = report.agreed[:AGREED]
    labels = [words.day(each.due) if each.due else "open" for each in shown]
    widest = max(map(width, labels))
    for each, label in zip(shown, labels, strict=True):
        lines += _paragraph(one_line(each.text), pad(label, widest, right=True), each.goal, columns)
    if (rest := len(report.agreed) - AGREED) > 0:
        lines.append(line(Span(f"  and {rest} more: reflect mentor show", "dim")))
    return section("Agreed with your mentor", lines)


def _practice(report: Report, columns: int) -> list[Line]:
    if not report.hours:
        return []
    from reflectcli.render.practice import practice_section

    return practice_section(report, columns)


def _comparison(report: Report, columns: int) -> list[Line]:
    if report.comparison is None:
        return []
    from reflectcli.render.comparison import comparison_section

    return comparison_section(report, columns)
