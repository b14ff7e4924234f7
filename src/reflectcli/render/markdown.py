"""The report as Markdown: it reads well as plain text and renders on GitHub."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.findings import (
    GoalFinding,
    Highlight,
    KpiFinding,
    Learning,
    Report,
    SkillFinding,
)
from reflectcli.render import words
from reflectcli.render.agreement import agreement_markdown
from reflectcli.render.calibration import calibration_markdown
from reflectcli.render.charts import bar
from reflectcli.render.comparison import comparison_markdown
from reflectcli.render.experiments import experiments_markdown
from reflectcli.render.figures import figure_text
from reflectcli.render.forecasts import forecasts_markdown
from reflectcli.render.markdown_text import block, escape, ids, table
from reflectcli.render.open_loops import loops_markdown
from reflectcli.render.playbook import promise_words
from reflectcli.render.practice import practice_markdown
from reflectcli.render.themes import themes_markdown
from reflectcli.render.trends import READING, kpi_words, trend_words
from reflectcli.render.warnings import warnings_markdown
from reflectcli.render.wellbeing import wellbeing_markdown

MOMENTS = 10


def markdown_report(report: Report) -> str:
    """The whole report."""
    who = f" of {escape(report.agent.name)}" if report.agent.name else ""
    role = f"{escape(report.agent.role)} · " if report.agent.role else ""
    blocks = [
        f"# Reflection report{who}",
        f"{role}{words.title(report.period)} · {words.written(report)}",
        *(["Nothing was written in this period."] if words.is_empty(report) else []),
        *block("Went well", _moments(report.wins)),
        *_focus(report),
        *_skills(report),
        *_kpis(report),
        *comparison_markdown(report),
        *wellbeing_markdown(report),
        *calibration_markdown(report),
        *block("Goals", (_goal(each) for each in report.goals), "\n\n"),
        *forecasts_markdown(report),
        *experiments_markdown(report),
        *block("Was hard", _moments(report.challenges)),
        *block("Heard", _moments(report.heard)),
        *agreement_markdown(report),
        *themes_markdown(report),
        *block("Learned", (_learned(each) for each in report.activities)),
        *practice_markdown(report),
        *loops_markdown(report),
        *block("Due", (f"- {escape(each.what)}" for each in report.due)),
        *warnings_markdown(report),
        *_left_out(report),
        _how_to_read(report),
    ]
    return "\n\n".join(blocks) + "\n"


def _moments(found: Sequence[Highlight]) -> list[str]:
    shown = [_moment(each) for each in words.chosen(found, MOMENTS)]
    rest = len(found) - len(shown)
    return [*shown, f"- and {rest} more"] if rest else shown


def _moment(highlight: Highlight) -> str:
    day = words.day(highlight.day, weekday=True)
    text = escape(highlight.text)
    said = f"{words.speaker(highlight)}: “{text}”" if highlight.source else text
    promise = f"\n  *{escape(highlight.if_then)}*" if highlight.if_then else ""
    return f"- **{day}** {said} (`{highlight.id}`){promise}"


def _focus(report: Report) -> list[str]:
    focus, promise = report.focus, report.focus_promise
    lines = []
    if focus is not None:
        mean = words.level(focus.mean or 0)
        lines.append(
            f"**{escape(focus.name)}**: {mean} from {words.basis(focus)}, "
            f"{words.over(report)} ({ids(focus.evidence)})"
        )
    elif any(skill.verdict != "not_enough" for skill in report.skills):
        lines.append("No skill stands out below the others.")
    else:
        lines.append("Not enough ratings yet to name one.")
    if promise is not None:
        lines.append(f"> {escape(promise_words(promise))} (`{promise.id}`)")
    return ["## Focus", "\n\n".join(lines)]


def _skills(report: Report) -> list[str]:
    rated = [finding for finding in report.skills if finding.n]
    if not rated:
        return []
    head = ("skill", "verdict", "mean", "ratings", "shifts", "this period", "trend", "records")
    rows = table(head, "llrrrrll", (_skill(finding) for finding in rated))
    unrated = [escape(finding.name) for finding in report.skills if not finding.n]
    rest = [f"Not rated yet: {', '.join(unrated)}."] if unrated else []
    rules = {each.verdict: each.rule for each in rated}
    said = [f"- {words.STATUSES.get(key, key)}: {rule}" for key, rule in rules.items()]
    overall = report.overall
    if overall is not None and overall.failed:
        names = escape(", ".join(overall.failed))
        rest.append(
            f"Overall 0%: {names} is critical and below half ({overall.unzeroed:.0f}% without)."
        )
    tests = sorted({each.trend.rule for each in rated})
    said += [f"- trend: {escape(rule)}" for rule in tests]
    return [f"## Skills, {words.span(report.window)}", rows, *rest, "\n".join(said), READING]


def _skill(finding: SkillFinding) -> tuple[str, ...]:
    unclear = finding.verdict == "not_enough"
    here = "–" if finding.period_mean is None else words.level(finding.period_mean)
    return (
        escape(finding.name),
        words.missing(finding) if unclear else f"**{words.VERDICTS[finding.verdict]}**",
        "–" if unclear or finding.mean is None else words.level(finding.mean),
        str(finding.n),
        str(finding.shifts),
        f"{here} ({finding.period_n})",
        trend_words(finding.trend, None, "shift"),
        ids(finding.evidence),
    )


def _kpis(report: Report) -> list[str]:
    if not report.kpis:
        return []
    head = ("KPI", "this period", "95% interval", "target", "status", words.weeks(report), "n")
    rows = table(head, "lrrrlrr", (_kpi(finding) for finding in report.kpis))
    meanings = [
        f"- {escape(each.name)}: {escape(each.formula)}, from {each.source}; "
        f"lever: {words.CONTROLS[each.control]}. {kpi_words(each, full=True)}"
        f" ({ids(each.window_evidence)})"
        for each in report.kpis
    ]
    parts = [rows, "\n".join(meanings), _kpi_rules(report)]
    return [f"## KPIs, {words.span(report.period)}", *parts]


def _kpi_rules(report: Report) -> str:
    found = [each for finding in report.kpis for each in (finding.trend, finding.limits) if each]
    rules = dict.fromkeys(escape(each.rule) for each in found)
    listed = "\n".join(f"- {rule}" for rule in rules)
    return f"Trends and limits are of {words.span(report.window)}:\n\n{listed}"


def _kpi(finding: KpiFinding) -> tuple[str, ...]:
    whole = finding.window_value
    return (
        escape(finding.name),
        words.figure(finding).replace("  ", " = "),
        words.interval(finding.interval, finding.unit) or "–",
        words.target(finding) or "–",
        words.STATUSES[finding.status] if finding.value is not None else "no reading",
        "–" if whole is None else figure_text(whole, finding.unit),
        str(finding.n),
    )


def _goal(goal: GoalFinding) -> str:
    share = "" if goal.progress is None else f" `{bar(goal.progress)}` {words.progress(goal)}"
    lines = [f"### {escape(words.goal_title(goal))}", f"**{words.goal_status(goal)}**{share}"]
    measured = "check-ins" if goal.measure == "manual" else goal.measure
    facts = [f"measured by {measured}, {words.counted(goal.points, 'point')}"]
    named = (("baseline", goal.baseline), ("now", goal.current), ("target", goal.target))
    facts += [
        f"{name} {words.measure_value(goal, value)}" for name, value in named if value is not None
    ]
    said = (words.pace(goal), words.forecast(goal), words.goal_lacks(goal))
    facts += [each for each in said if each]
    lines.append("; ".join(facts))
    if goal.why:
        lines.append(f"Why: {escape(goal.why)}")
    if goal.steps_total:
        following = f"; next: {escape(goal.next_step)}" if goal.next_step else ""
        lines.append(f"Steps: {goal.steps_done} of {goal.steps_total} done{following}")
    lines.append(f"Records: `{goal.id}`" + (f", {ids(goal.evidence)}" if goal.evidence else ""))
    return "\n\n".join(lines)


def _learned(done: Learning) -> str:
    hours = f", {done.hours:g} h" if done.hours is not None else ""
    takeaway = f": {escape(done.takeaway)}" if done.takeaway else ""
    title = f"{escape(done.title)} ({done.type}{hours})"
    return f"- **{words.day(done.day)}** {title}{takeaway} (`{done.id}`)"


def _left_out(report: Report) -> list[str]:
    out = [problem for problem in report.problems if problem.left_out]
    items = (f"- {escape(str(each.location))}: {escape(each.message)}" for each in out)
    return block("Left out", items)


def _how_to_read(report: Report) -> str:
    return (
        "---\n\n"
        f"As of {report.as_of}. Skills are judged over {words.span(report.window)}, KPIs over the"
        " period. A claim without enough data is not made. An ID such as `k3f9q2` names the record"
        " behind a claim; the agent opens it with `reflect show ID`."
    )
