"""Words and figures that all renderers share, so that every format says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reflectcli.analysis.findings import (
    Due,
    GoalFinding,
    Highlight,
    KpiFinding,
    Report,
    SkillFinding,
)
from reflectcli.analysis.skills import MIN_RATINGS, MIN_SHIFTS
from reflectcli.domain.kpis import Unit
from reflectcli.domain.periods import Period
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.text import one_line

VERDICTS = {"strength": "strength", "focus": "focus", "steady": "steady"}
STATUSES = {
    "met": "met",
    "missed": "missed",
    "compatible": "compatible",
    "no_target": "no target",
    "not_enough": "not enough data",
    "ahead": "ahead",
    "on_track": "on track",
    "at_risk": "at risk",
    "overdue": "overdue",
    "closed": "closed",
}
CONTROLS = {"mine": "yours", "shared": "shared", "system": "the system's"}


def day(value: date, *, weekday: bool = False) -> str:
    """A date as people say it: 22 Nov, or Sun 22 Nov."""
    return f"{value:%a} {value.day} {value:%b}" if weekday else f"{value.day} {value:%b}"


def span(period: Period) -> str:
    """The days of a period: Mon 16 – Sun 22 Nov 2026."""
    since, until = period.since, period.until
    if period.days <= 7:
        month = "" if since.month == until.month else f" {since:%b}"
        year = "" if since.year == until.year else f" {since.year}"
        return f"{since:%a} {since.day}{month}{year} – {day(until, weekday=True)} {until.year}"
    year = "" if since.year == until.year else f" {since.year}"
    return f"{day(since)}{year} – {day(until)} {until.year}"


def title(period: Period) -> str:
    """A period's name with its days: Week 47 · Mon 16 – Sun 22 Nov 2026."""
    label = period.label
    if "-W" in label:
        return f"Week {int(label[-2:])} · {span(period)}"
    if "-Q" in label:
        return f"Q{label[-1]} {label[:4]} · {span(period)}"
    if len(label) == 7:
        return f"{period.since:%B %Y}"
    if len(label) == 4:
        return label
    weeks, rest = divmod(period.days, 7)
    name = "Week" if period.days == 7 else f"{weeks} weeks" if not rest else f"{period.days} days"
    return f"{name} · {span(period)}"


def counted(count: int, thing: str, plural: str | None = None) -> str:
    """A number of things: 1 shift, 5 shifts."""
    return f"{count} {thing if count == 1 else plural or thing + 's'}"


def written(report: Report) -> str:
    """How much was written: 5 shifts · 6 reflections · 9 notes."""
    counts = report.activity
    others = counts.feedback + counts.readings
    if others and not (counts.shifts or counts.entries or counts.notes):
        return f"{counts.feedback} feedback · {counted(counts.readings, 'reading')}"
    parts = [
        counted(counts.shifts, "shift"),
        counted(counts.entries, "reflection"),
        counted(counts.notes, "note"),
    ]
    return " · ".join(parts)


def is_empty(report: Report) -> bool:
    """Tell whether the period holds no record at all."""
    counts = report.activity
    others = counts.feedback + counts.readings + counts.activities
    return not counts.shifts and not counts.entries and not others


def level(value: float) -> str:
    """A level with one decimal: 2.6."""
    return f"{value:.1f}"


def missing(finding: SkillFinding) -> str:
    """Why a skill has no verdict: not enough data (3 of 5 ratings)."""
    if finding.n < MIN_RATINGS:
        return f"not enough data ({finding.n} of {MIN_RATINGS} ratings)"
    return f"not enough data ({finding.shifts} of {MIN_SHIFTS} shifts)"


def weeks(report: Report) -> str:
    """How long the findings window is: 12 weeks."""
    return f"{round(report.window.days / 7)} weeks"


def over(report: Report) -> str:
    """The findings window in words: the last 12 weeks, or the 12 weeks to 31 Oct."""
    if report.window.until >= report.as_of:
        return f"the last {weeks(report)}"
    year = "" if report.window.until.year == report.as_of.year else f" {report.window.until.year}"
    return f"the {weeks(report)} to {day(report.window.until)}{year}"


def basis(finding: SkillFinding) -> str:
    """What a skill's verdict rests on: 14 ratings in 11 shifts."""
    return f"{counted(finding.n, 'rating')} in {counted(finding.shifts, 'shift')}"


def figure(finding: KpiFinding) -> str:
    """A KPI's figure with what it is made of: 18/20 90%."""
    if finding.value is None:
        return "–"
    value = figure_text(finding.value, finding.unit)
    if finding.unit == "percent" and finding.denominator:
        numerator = number_text(finding.numerator or 0)
        return f"{numerator}/{number_text(finding.denominator)}  {value}"
    return value


def interval(ends: tuple[float, float] | None, unit: Unit) -> str:
    """An interval: 81–91, or 4m10s–4m50s."""
    if ends is None:
        return ""
    low, high = ends
    if unit == "percent":
        return f"{low:.0f}–{high:.0f}"
    return f"{figure_text(low, unit)}–{figure_text(high, unit)}"


def target(finding: KpiFinding) -> str:
    """A KPI's target: 85%, or 4m00s–6m00s for a band."""
    if finding.target is None:
        return ""
    low = figure_text(finding.target, finding.unit)
    if finding.direction == "band" and finding.target_high is not None:
        return f"{low}–{figure_text(finding.target_high, finding.unit)}"
    return low


def measure_value(goal: GoalFinding, value: float) -> str:
    """A value of a goal's measure, in its unit."""
    return figure_text(value, goal.unit) if goal.unit else number_text(value, 2)


def now(goal: GoalFinding, current: float) -> str:
    """Where a goal stands, with what that is the mean of."""
    from reflectcli.analysis.goals import RECENT

    value = measure_value(goal, current)
    if goal.measure.partition(":")[0] not in ("rating", "kpi") or goal.points < 2:
        return value
    thing = "shifts" if goal.measure.startswith("rating") else "weeks"
    return f"{value} (mean of {min(goal.points, RECENT)} {thing})"


def goal_title(goal: GoalFinding) -> str:
    """A goal with its target and its day: Empathy to 4.0 by 31 Dec."""
    due = f" by {day(goal.due)}" if goal.due else ""
    name = one_line(goal.title)
    return name if due.strip() in name else f"{name}{due}"


def pace(goal: GoalFinding) -> str:
    """What the goal needs and has a week: needs +0.24 a week, has +0.09."""
    if goal.required_pace is None:
        return ""
    need = f"needs {signed(goal, goal.required_pace)} a week"
    return need if goal.pace is None else f"{need}, has {signed(goal, goal.pace)}"


def signed(goal: GoalFinding, value: float) -> str:
    """A change of a goal's measure with its sign; of a percentage in points."""
    points = goal.unit == "percent"
    text = number_text(abs(value), 1) if points else measure_value(goal, abs(value))
    sign = "" if text in ("0", "0s") else "−" if value < 0 else "+"
    return f"{sign}{text} points" if points else f"{sign}{text}"


def goal_status(goal: GoalFinding) -> str:
    """A goal's status in words; with enough points and yet no verdict, the forecast is unsure."""
    if goal.status == "not_enough" and goal.pace is not None:
        return "no forecast"
    if goal.status == "closed" and goal.outcome:
        return f"closed: {goal.outcome}"
    return STATUSES[goal.status]


def goal_lacks(goal: GoalFinding) -> str:
    """What a goal's forecast still waits for: 5 of 6 points; empty when it waits for nothing."""
    if goal.status != "not_enough" or goal.pace is not None or goal.target is None:
        return ""
    from reflectcli.analysis.goals import MIN_DAYS, MIN_POINTS

    if goal.points < MIN_POINTS:
        return f"{goal.points} of {MIN_POINTS} points"
    return f"less than {MIN_DAYS} days of points"


def progress(goal: GoalFinding) -> str:
    """The share of the way from baseline to target: 38%."""
    return "" if goal.progress is None else f"{goal.progress:.0%}".replace("-", "−")


def forecast(goal: GoalFinding) -> str:
    """When the goal is reached at the observed pace, as a range; empty without a forecast."""
    if goal.eta is None or goal.status in ("met", "closed"):
        return ""
    early, late = goal.eta
    return f"reached between {day(early)} and {day(late)} at this pace"


def chosen(found: Sequence[Highlight], most: int) -> list[Highlight]:
    """The moments to show where there are many: poor scores, then records, then the latest."""
    ranked = sorted(
        found, key=lambda each: (_is_poor(each), each.kind != "shift", each.day), reverse=True
    )
    kept = {id(each) for each in ranked[:most]}
    return [each for each in found if id(each) in kept]


def _is_poor(highlight: Highlight) -> bool:
    if highlight.score is None or highlight.scale is None:
        return False
    return highlight.score <= highlight.scale / 2


def voice(highlight: Highlight) -> str:
    """A moment's text on one line, with whose words they are if not the agent's."""
    text = one_line(highlight.text)
    return f"{speaker(highlight)}: “{text}”" if highlight.source else text


def speaker(highlight: Highlight) -> str:
    """Whose words a moment is in, with their score: customer 4/5."""
    if highlight.score is None or highlight.scale is None:
        return highlight.source or ""
    return f"{highlight.source} {highlight.score:g}/{highlight.scale:g}"


def due_words(items: tuple[Due, ...]) -> str:
    """What is due, in one line."""
    return " · ".join(one_line(item.what) for item in items)
