"""The report as Markdown: it reads well as plain text and renders on GitHub."""

import re
from collections.abc import Iterable, Sequence

from reflectcli.analysis.findings import (
    GoalFinding,
    Highlight,
    KpiFinding,
    Learning,
    Report,
    SkillFinding,
)
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.render import words
from reflectcli.render.charts import bar
from reflectcli.render.figures import figure_text
from reflectcli.render.text import one_line

MOMENTS = 10
EVIDENCE = 5
"""How many records are named behind a claim; the JSON report names all."""


def escape(text: str) -> str:
    """The text on one line, so that Markdown and HTML show it as it was written."""
    flat = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    flat = re.sub(r"([\\`*\[\]|]|~~)", r"\\\1", flat)
    flat = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", flat)
    return re.sub(r"^([#>+=-]|\d+(?=[.)]))", r"\\\1", flat)


def markdown_report(report: Report) -> str:
    """The whole report."""
    who = f" of {escape(report.agent.name)}" if report.agent.name else ""
    role = f"{escape(report.agent.role)} · " if report.agent.role else ""
    blocks = [
        f"# Reflection report{who}",
        f"{role}{words.title(report.period)} · {words.written(report)}",
        *(["Nothing was written in this period."] if words.is_empty(report) else []),
        *_block("Went well", _moments(report.wins)),
        *_focus(report),
        *_skills(report),
        *_kpis(report),
        *_block("Goals", (_goal(each) for each in report.goals), "\n\n"),
        *_block("Was hard", _moments(report.challenges)),
        *_block("Heard", _moments(report.heard)),
        *_block("Learned", (_learned(each) for each in report.activities)),
        *_block("Due", (f"- {escape(each.what)}" for each in report.due)),
        *_left_out(report),
        _how_to_read(report),
    ]
    return "\n\n".join(blocks) + "\n"


def _block(title: str, items: Iterable[str], between: str = "\n") -> list[str]:
    found = list(items)
    return [f"## {title}", between.join(found)] if found else []


def _ids(ids: Sequence[str]) -> str:
    shown = " ".join(f"`{each}`" for each in ids[:EVIDENCE])
    return f"{shown} and {len(ids) - EVIDENCE} more" if len(ids) > EVIDENCE else shown


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
            f"the last {WINDOW_WEEKS} weeks ({_ids(focus.evidence)})"
        )
    elif any(skill.verdict != "not_enough" for skill in report.skills):
        lines.append("No skill stands out below the others.")
    else:
        lines.append("Not enough ratings yet to name one.")
    if promise is not None:
        lines.append(f"> {escape(promise.text)} (`{promise.id}`)")
    return ["## Focus", "\n\n".join(lines)]


def _table(head: Sequence[str], align: str, rows: Iterable[Sequence[str]]) -> str:
    marks = {"l": ":--", "r": "--:"}
    lines = [head, [marks[each] for each in align], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _skills(report: Report) -> list[str]:
    rated = [finding for finding in report.skills if finding.n]
    if not rated:
        return []
    head = ("skill", "verdict", "mean", "ratings", "shifts", "this period", "records")
    table = _table(head, "llrrrrl", (_skill(finding) for finding in rated))
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
    return [f"## Skills, {words.span(report.window)}", table, *rest, "\n".join(said)]


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
        _ids(finding.evidence),
    )


def _kpis(report: Report) -> list[str]:
    if not report.kpis:
        return []
    head = ("KPI", "this period", "95% interval", "target", "status", f"{WINDOW_WEEKS} weeks", "n")
    table = _table(head, "lrrrlrr", (_kpi(finding) for finding in report.kpis))
    meanings = [
        f"- {escape(each.name)}: {escape(each.formula)}, from {each.source}; "
        f"lever: {words.CONTROLS[each.control]}"
        for each in report.kpis
    ]
    return [f"## KPIs, {words.span(report.period)}", table, "\n".join(meanings)]


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
    lines.append(f"Records: `{goal.id}`" + (f", {_ids(goal.evidence)}" if goal.evidence else ""))
    return "\n\n".join(lines)


def _learned(done: Learning) -> str:
    hours = f", {done.hours:g} h" if done.hours is not None else ""
    takeaway = f": {escape(done.takeaway)}" if done.takeaway else ""
    title = f"{escape(done.title)} ({done.type}{hours})"
    return f"- **{words.day(done.day)}** {title}{takeaway} (`{done.id}`)"


def _left_out(report: Report) -> list[str]:
    out = [problem for problem in report.problems if problem.left_out]
    items = (f"- {escape(str(each.location))}: {escape(each.message)}" for each in out)
    return _block("Left out", items)


def _how_to_read(report: Report) -> str:
    return (
        "---\n\n"
        f"As of {report.as_of}. Skills are judged over {words.span(report.window)}, KPIs over the"
        " period. A claim without enough data is not made. An ID such as `k3f9q2` names the record"
        " behind a claim; the agent opens it with `reflect show ID`."
    )
