"""The skills of a report as a table of styled lines."""

from __future__ import annotations

from reflectcli.analysis.findings import Report, SkillFinding
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.render import words
from reflectcli.render.charts import dots, sparkline
from reflectcli.render.lines import Line, Span, Style, cell, line
from reflectcli.render.text import one_line, wrap
from reflectcli.render.trends import READING, TREND_STYLE, trend_cell

STYLE: dict[str, Style] = {"strength": "good", "focus": "accent"}
NAME = 20
ROOMY = 100


def skills_section(report: Report, columns: int) -> list[Line]:
    """The rated skills, best first, with what each verdict rests on."""
    rated = [finding for finding in report.skills if finding.n]
    if not rated:
        return []
    head = _row(
        Span("Skills", "strong"),
        *(_period_word(report), words.weeks(report), "trend a week", "verdict"),
        *("n", "shifts", "latest"),
        columns=columns,
    )
    body = [_skill(finding, columns) for finding in rated]
    unrated = [one_line(finding.name) for finding in report.skills if not finding.n]
    rest = wrap(f"not rated yet: {', '.join(unrated)}", columns - 2) if unrated else []
    overall = _overall(report)
    if report.period.days > 7:
        rest += wrap(READING, columns - 2)
    return [(), head, *body, *overall, *(line("  ", Span(piece, "dim")) for piece in rest)]


def _period_word(report: Report) -> str:
    return "this week" if report.period.days == 7 else "period"


def _row(
    name: Span,
    here: str,
    weeks: str,
    trend: str,
    verdict: str,
    n: str,
    shifts: str,
    latest: str,
    columns: int,
) -> Line:
    gap = " " * max(0, NAME + 2 - len(name.text))
    return line(
        name, gap, cell(here, 11, "dim"), cell(weeks, 13, "dim"), cell(trend, 15, "dim"),
        cell(verdict, 8, "dim"), cell(n, 4, "dim", right=True), *_shifts(shifts, columns, "dim"),
        " ", Span(latest, "dim"),
    )  # fmt: skip


def _shifts(text: str, columns: int, style: Style = "plain") -> tuple[Span, ...]:
    """The column of shifts, where there is room for it."""
    return (cell(text, 8, style, right=True), Span("  ")) if columns >= ROOMY else ()


def _skill(finding: SkillFinding, columns: int) -> Line:
    name = cell(one_line(finding.name), NAME)
    here = "–" if finding.period_mean is None else words.level(finding.period_mean)
    marks = dots(finding.period_mean) if finding.period_mean is not None else ""
    start = ("  ", name, " ", cell(here, 3, right=True), " ", cell(marks, 6))
    weeks = cell(sparkline(finding.weekly[-WINDOW_WEEKS:], 1, 5), 13)
    if finding.verdict == "not_enough":
        return line(*start, Span(words.missing(finding), "dim"))
    shown = 3 if columns >= 120 else 1
    ids = " ".join(each[:6] for each in finding.evidence[:shown])
    trend = cell(trend_cell(finding.trend), 15, TREND_STYLE.get(finding.trend.verdict, "dim"))
    verdict = cell(words.VERDICTS[finding.verdict], 8, STYLE.get(finding.verdict, "plain"))
    return line(
        *start, weeks, trend, verdict, cell(str(finding.n), 4, right=True),
        *_shifts(str(finding.shifts), columns), " ", Span(ids, "dim"),
    )  # fmt: skip


def _overall(report: Report) -> list[Line]:
    overall = report.overall
    if overall is None or not overall.failed:
        return []
    names = ", ".join(overall.failed)
    text = f"  overall 0%, for {names} is critical and below half ({overall.unzeroed:.0f}% without)"
    return [line(Span(text, "warn"))]
