"""The skills of a report as a table of styled lines."""

from reflectcli.analysis.findings import Report, SkillFinding
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.render import words
from reflectcli.render.charts import dots, sparkline
from reflectcli.render.lines import Line, Span, Style, cell, line
from reflectcli.render.text import one_line, wrap

STYLE: dict[str, Style] = {"strength": "good", "focus": "accent"}
NAME = 20


def skills_section(report: Report, columns: int) -> list[Line]:
    """The rated skills, best first, with what each verdict rests on."""
    rated = [finding for finding in report.skills if finding.n]
    if not rated:
        return []
    head = _row(
        Span("Skills", "strong"),
        *(_period_word(report), f"{WINDOW_WEEKS} weeks", "verdict", "ratings", "shifts", "latest"),
    )
    body = [_skill(finding, columns) for finding in rated]
    unrated = [one_line(finding.name) for finding in report.skills if not finding.n]
    rest = wrap(f"not rated yet: {', '.join(unrated)}", columns - 2) if unrated else []
    overall = _overall(report)
    return [(), head, *body, *overall, *(line("  ", Span(piece, "dim")) for piece in rest)]


def _period_word(report: Report) -> str:
    return "this week" if report.period.days == 7 else "period"


def _row(name: Span, here: str, weeks: str, verdict: str, n: str, shifts: str, latest: str) -> Line:
    gap = " " * max(0, NAME + 2 - len(name.text))
    return line(
        name, gap, cell(here, 12, "dim"), cell(weeks, 13, "dim"), cell(verdict, 10, "dim"),
        cell(n, 7, "dim", right=True), "  ", cell(shifts, 6, "dim", right=True), "  ",
        Span(latest, "dim"),
    )  # fmt: skip


def _skill(finding: SkillFinding, columns: int) -> Line:
    name = cell(one_line(finding.name), NAME)
    here = "–" if finding.period_mean is None else words.level(finding.period_mean)
    marks = dots(finding.period_mean) if finding.period_mean is not None else ""
    start = ("  ", name, " ", cell(here, 3, right=True), " ", cell(marks, 7))
    weeks = cell(sparkline(finding.weekly[-WINDOW_WEEKS:], 1, 5), 13)
    if finding.verdict == "not_enough":
        return line(*start, Span(words.missing(finding), "dim"))
    shown = 3 if columns >= 110 else 1
    ids = " ".join(each[:6] for each in finding.evidence[:shown])
    verdict = cell(words.VERDICTS[finding.verdict], 10, STYLE.get(finding.verdict, "plain"))
    return line(
        *start, weeks, verdict, cell(str(finding.n), 7, right=True), "  ",
        cell(str(finding.shifts), 6, right=True), "  ", Span(ids, "dim"),
    )  # fmt: skip


def _overall(report: Report) -> list[Line]:
    overall = report.overall
    if overall is None or not overall.failed:
        return []
    names = ", ".join(overall.failed)
    text = f"  overall 0%, for {names} is critical and below half ({overall.unzeroed:.0f}% without)"
    return [line(Span(text, "warn"))]
