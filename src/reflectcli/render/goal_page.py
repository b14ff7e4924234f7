"""Goals on the terminal: the list, and one goal whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from reflectcli.analysis.findings import GoalFinding
from reflectcli.analysis.goals import MIN_POINTS
from reflectcli.analysis.trial_findings import ForecastFinding
from reflectcli.domain.records import Checkin, Goal, Step
from reflectcli.render import words
from reflectcli.render.forecasts import forecast_words, kept_words
from reflectcli.render.lines import Line, Span, cell, line, section, spread
from reflectcli.render.text import clean, one_line, width, wrap

Value = Callable[[float | None], str]
"""A value of the goal's measure as text, in its unit."""


DUE = 31
"""The columns of the day that a goal is due: 15 Jan 2027, 100 days overdue."""


def day_text(day: date, today: date) -> str:
    """A date: 31 Dec, with its year where that is another."""
    return words.day(day) + ("" if day.year == today.year else f" {day.year}")


def due_text(goal: Goal, today: date) -> str:
    """When a goal is due and how long that is: 31 Dec, 39 days left."""
    if goal.closed is not None:
        return f"{goal.outcome or 'closed'} {day_text(goal.closed, today)}"
    if goal.due is None:
        return "no date"
    days = (goal.due - today).days
    left = "today" if days == 0 else f"{words.counted(abs(days), 'day')} "
    left += "" if days == 0 else "left" if days > 0 else "overdue"
    return f"{day_text(goal.due, today)}, {left}"


def steps_text(goal: Goal) -> str:
    """How many steps are done: 2/4; empty where there are none."""
    done = sum(step.done is not None for step in goal.steps)
    return f"{done}/{len(goal.steps)}" if goal.steps else ""


def way_text(goal: Goal, value: Value) -> str:
    """What a goal is measured by, and from where to where: rating:empathy, 2.6 to 4."""
    if goal.target is None:
        return goal.measure
    start = "" if goal.baseline is None else f"{value(goal.baseline)} "
    return f"{one_line(goal.measure)}, {start}to {value(goal.target)}"


def goal_list(
    goals: Sequence[Goal], values: dict[str, Value], closed: int, today: date, columns: int
) -> list[Line]:
    """Two lines a goal: title, day and steps; below it the measure. Then how many are closed."""
    room = columns - 8 - DUE - 8
    lines: list[Line] = []
    if goals:
        heads = (("ID", 8), ("goal", room), ("due", DUE), ("steps", 8))
        lines.append(line(*(cell(word, size, "dim") for word, size in heads)))
    for goal in goals:
        lines.append(_row(goal, room, today))
        about = wrap(way_text(goal, values[goal.id]), columns - 8)
        lines += [line("        ", Span(each, "dim")) for each in about]
    if closed:
        lines.append(line(Span(f"{closed} closed: reflect goal list --all", "dim")))
    return lines


def _row(goal: Goal, room: int, today: date) -> Line:
    late = goal.closed is None and goal.due is not None and goal.due < today
    taken = max(8, width(goal.id) + 2)
    return line(
        cell(goal.id, taken),
        cell(one_line(goal.title), room - 2 - (taken - 8), "strong"), "  ",
        cell(due_text(goal, today), DUE, "warn" if late else "plain"),
        steps_text(goal),
    )  # fmt: skip


def goal_page(
    goal: Goal,
    finding: GoalFinding | None,
    checkins: Sequence[Checkin],
    value: Value,
    today: date,
    columns: int,
    forecasts: ForecastFinding | None = None,
) -> list[Line]:
    """Everything about a goal, check-ins newest first."""
    closed = f", closed as {due_text(goal, today)}" if goal.closed else ""
    due = "" if goal.closed else f" · due {due_text(goal, today)}"
    lines = [spread(one_line(goal.title), goal.id, columns)]
    lines += _wrapped(f"set {day_text(goal.shift, today)}{closed}{due}", columns)
    lines += _wrapped(_measured(goal, finding, value), columns)
    lines += _standing(finding, columns)
    said = forecast_words(forecasts) if forecasts is not None else ""
    lines += _wrapped(said, columns) if said else []
    facts = (
        ("Why", goal.why or ""),
        ("Helped by", ", ".join(goal.helpers)),
        ("Resources", " · ".join(goal.resources)),
        ("Skills", ", ".join(goal.skills)),
        ("Tags", ", ".join(goal.tags)),
        ("Lesson", goal.lesson or ""),
    )
    lines.append(())
    for title, text in facts:
        lines += _labelled(title, text, columns) if text else []
    lines = lines if lines[-1] else lines[:-1]
    done = f"Steps {steps_text(goal)}"
    steps = [each for number, step in enumerate(goal.steps, 1)
             for each in _step(number, step, today, columns)]  # fmt: skip
    lines += section(done, steps)
    lines += section("Check-ins", [
        each for checkin in checkins for each in _checkin(checkin, value, today, columns)
    ])  # fmt: skip
    lines += section("Changed", [
        each for change in reversed(goal.history)
        for each in _dated(change.on, change.text, today, columns)
    ])  # fmt: skip
    return lines


def _measured(goal: Goal, finding: GoalFinding | None, value: Value) -> str:
    parts = [f"measured by {'check-ins' if goal.measure == 'manual' else one_line(goal.measure)}"]
    if goal.baseline is not None:
        parts.append(f"baseline {value(goal.baseline)}")
    if finding is not None and finding.current is not None:
        parts.append(f"now {value(finding.current)}")
    if goal.target is not None:
        parts.append(f"target {value(goal.target)}")
    return " · ".join(parts)


def _standing(finding: GoalFinding | None, columns: int) -> list[Line]:
    if finding is None or finding.status == "closed":
        return []
    share = words.progress(finding)
    status = words.goal_status(finding)
    if finding.status == "not_enough" and finding.points < MIN_POINTS:
        status += f" ({finding.points} of {MIN_POINTS} points)"
    parts = [f"{share} of the way" if share else "", status, words.pace(finding),
             words.forecast(finding)]  # fmt: skip
    return _wrapped(" · ".join(part for part in parts if part), columns)


def _wrapped(text: str, columns: int) -> list[Line]:
    return [line("  ", each) for each in wrap(clean(text), columns - 2)]


def _labelled(label: str, text: str, columns: int) -> list[Line]:
    pieces = wrap(text, columns - 15)
    first = line("  ", cell(label, 13, "dim"), pieces[0])
    return [first, *(line(" " * 15, piece) for piece in pieces[1:])]


def _step(number: int, step: Step, today: date, columns: int) -> list[Line]:
    end = ""
    if step.done is not None:
        end = f" (done {day_text(step.done, today)})"
    elif step.due is not None:
        late = ", overdue" if step.due < today else ""
        end = f" (by {day_text(step.due, today)}{late})"
    mark = "✓" if step.done is not None else " "
    pieces = wrap(step.text + end, columns - 7)
    first = line(f"{number:>4} {mark} ", pieces[0])
    return [first, *(line("       ", piece) for piece in pieces[1:])]


def _checkin(checkin: Checkin, value: Value, today: date, columns: int) -> list[Line]:
    figure = "" if checkin.value is None else value(checkin.value)
    text = ": ".join(part for part in (figure, checkin.text or "") if part)
    kept = kept_words(checkin)
    text = f"{text} ({kept})" if kept else text
    return _dated(checkin.shift, text, today, columns)


def _dated(day: date, text: str, today: date, columns: int) -> list[Line]:
    return _labelled(day_text(day, today), text, columns)
