"""Experiments as words, lines and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reflectcli.analysis.findings import Report
from reflectcli.analysis.trial_findings import ExperimentFinding, Rebound, Trial
from reflectcli.domain.kpis import Unit
from reflectcli.render import words
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.lines import Line, Span, Style, cell, line, section, spread
from reflectcli.render.markdown_text import escape
from reflectcli.render.text import one_line, width, wrap

ID = 6
VERDICTS = {
    "keep": "keep: better beyond chance",
    "drop": "drop: worse beyond chance",
    "inconclusive": "inconclusive",
}
STYLES: dict[str, Style] = {"keep": "good", "drop": "warn"}


def value_text(value: float, unit: Unit | None) -> str:
    """A value of a measure in its unit."""
    return figure_text(value, unit) if unit else number_text(value, 2)


def change_text(value: float, unit: Unit | None) -> str:
    """A change of a measure with its sign; of a percentage in points."""
    text = number_text(abs(value)) if unit == "percent" else value_text(abs(value), unit)
    sign = "" if text in ("0", "0s") else "−" if value < 0 else "+"
    return f"{sign}{text} points" if unit == "percent" else f"{sign}{text}"


def p_text(p: float) -> str:
    """A probability: p .03, p < .001."""
    return "p < .001" if p < 0.001 else f"p {p:.3f}".replace("0.", ".", 1)


def standing(found: ExperimentFinding) -> str:
    """How far an experiment is, or how it was judged."""
    needed = f"{found.n} of {found.min_n} points"
    match found.status:
        case "planned":
            return f"starts {words.day(found.start)}, {found.days} days"
        case "running":
            return f"day {found.day} of {found.days}, {needed}"
        case "to_judge":
            return f"ended {words.day(found.until)}, {needed}; reflect experiment finish {found.id}"
        case "finished":
            return VERDICTS[found.verdict or "inconclusive"]


def result(trial: Trial, unit: Unit | None) -> str:
    """Before against after: 2.4 before (12 points), 3.1 after (14), +0.7, 90% +0.3 to +1.1."""
    if trial.mean_before is None or trial.mean_after is None or trial.change is None:
        side = "before" if trial.mean_before is None else "after"
        return f"not enough data (no point {side} the start)"
    said = [
        f"{value_text(trial.mean_before, unit)} before ({words.counted(trial.n_before, 'point')})",
        f"{value_text(trial.mean_after, unit)} after ({words.counted(trial.n_after, 'point')})",
        change_text(trial.change, unit),
    ]
    if trial.interval is not None:
        low, high = (change_text(end, unit) for end in trial.interval)
        said.append(f"90% interval {low} to {high}")
    said.append("too few points to judge" if trial.p is None else p_text(trial.p))
    return ", ".join(said)


def rebound_words(rebound: Rebound, unit: Unit | None) -> str:
    """Why part of the change may have come by itself."""
    what = "unusually hard" if rebound.beyond_limits else f"the hardest of {rebound.weeks}"
    value, usual = value_text(rebound.value, unit), value_text(rebound.usual, unit)
    return (
        f"The week before it began was {what} ({value}, usually {usual}). After such a week the"
        " next ones tend to be better by themselves, so part of a change for the better may be that"
        " (regression to the mean)."
    )


def remark(found: ExperimentFinding) -> str:
    """The warning that belongs beside a result; empty where there is none."""
    if found.rebound is None or found.trial is None or found.verdict == "drop":
        return ""
    return rebound_words(found.rebound, found.unit)


def experiments_section(report: Report, columns: int) -> list[Line]:
    """A paragraph an experiment; in a week one line, and nothing for what stands under Due."""
    if report.period.days > 7:
        shown = [each for found in report.experiments for each in _lines(found, columns)]
        return section("Experiments", shown)
    lines: list[Line] = []
    for found in report.experiments:
        if found.status == "finished":
            lines += _lines(found, columns)
        elif found.status != "to_judge":
            lines.append(_row(found, columns))
    return section("Experiments", lines)


def _row(found: ExperimentFinding, columns: int) -> Line:
    how = standing(found)
    room = columns - width(how) - ID - 6
    name = cell(one_line(found.hypothesis), room)
    return line("  ", name, "  ", how, "  ", Span(found.id[:ID], "dim"))


def _lines(found: ExperimentFinding, columns: int) -> list[Line]:
    room = columns - ID - 4
    text = wrap(one_line(found.hypothesis), room)
    head = line("  ", cell(text[0], room), "  ", Span(found.id[:ID], "dim"))
    lines = [head, *(line("  ", piece) for piece in text[1:2])]
    style = STYLES.get(found.verdict or "", "dim")
    lines += [line("    ", Span(each, style)) for each in wrap(standing(found), columns - 4)]
    said = [] if found.trial is None else [result(found.trial, found.unit), remark(found)]
    return lines + [
        line("    ", Span(piece, "dim"))
        for text in said if text for piece in wrap(text, columns - 4)
    ]  # fmt: skip


def experiment_page(found: ExperimentFinding, today: date, columns: int) -> list[Line]:
    """Everything about an experiment: what was fixed, how far it is, what came of it."""
    rows = [
        (
            "measure",
            f"{found.measure}, {'a point a week' if _weekly(found) else 'a point a shift'}",
        ),
        ("trial", f"{_day(found.start, today)} – {_day(found.until, today)}, {found.days} days"),
        ("before", f"{_day(found.before[0], today)} – {_day(found.before[1], today)}"),
        ("needed", f"{found.min_n} points on each side"),
        ("result" if found.trial else "now", standing(found)),
    ]
    if found.trial is not None:
        rows.append(("", result(found.trial, found.unit)))
        rows.append(("rule", found.trial.rule))
    if remark(found):
        rows.append(("mind", remark(found)))
    if found.lesson:
        rows.append(("lesson", one_line(found.lesson)))
    head = wrap(one_line(found.hypothesis), columns - len(found.id) - 2)
    lines = [spread(head[0], found.id, columns)]
    lines += [line(Span(piece, "strong")) for piece in head[1:]]
    lines.append(())
    for label, text in rows:
        first, *others = wrap(text, columns - 11)
        lines.append(line("  ", cell(label, 9, "dim"), first))
        lines += [line(" " * 11, piece) for piece in others]
    return lines


def _weekly(found: ExperimentFinding) -> bool:
    return found.measure.startswith("count:")


def _day(day: date, today: date) -> str:
    return words.day(day) + ("" if day.year == today.year else f" {day.year}")


def experiment_list(found: Sequence[ExperimentFinding], columns: int) -> list[Line]:
    """Two lines an experiment: what is expected, and how it stands."""
    room = columns - 8
    lines: list[Line] = []
    for each in found:
        taken = max(8, width(each.id) + 2)
        first, *others = wrap(one_line(each.hypothesis), room)
        lines.append(line(cell(each.id, taken), Span(first, "strong")))
        lines += [line(" " * taken, Span(piece, "strong")) for piece in others]
        about = wrap(f"{each.measure} · {standing(each)}", room)
        lines += [line(" " * taken, Span(piece, "dim")) for piece in about]
    return lines


def experiments_markdown(report: Report) -> list[str]:
    """The experiments as Markdown blocks, each with its rule and records."""
    if not report.experiments:
        return []
    items = []
    for found in report.experiments:
        said = [f"- **{escape(found.hypothesis)}** {escape(standing(found))} (`{found.id}`)"]
        if found.trial is not None:
            said.append(f"  {result(found.trial, found.unit)}. Rule: {found.trial.rule}.")
        said += [f"  {remark(found)}"] if remark(found) else []
        said += [f"  Lesson: {escape(found.lesson)}"] if found.lesson else []
        items.append("\n".join(said))
    return ["## Experiments", "\n".join(items)]
