"""What waits to be done: reflections, reassessments, check-ins, steps.

By the rhythm of journal.toml: days away are no gap, and on them only what has a date is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reflectcli.analysis.agreed import is_agreed
from reflectcli.analysis.findings import Due
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Experiment, Feedback, Goal, Note, Rating, Shift
from reflectcli.domain.schedule import Schedule

SOON = timedelta(days=7)
LOOK_BACK = timedelta(days=84)
RECENT = timedelta(days=4)
"""How far back a shift may lie to be reflected on: a long weekend."""


def due_items(logbook: Logbook, config: JournalConfig, today: date) -> list[Due]:
    """What is due on a day, the nearest first."""
    schedule = config.rhythm.schedule
    resting = schedule.away_on(today) is not None
    return [
        *_reflections(logbook, schedule, today),
        *(() if resting else _reassessments(logbook, config, schedule, today)),
        *_steps(logbook, today),
        *(() if resting else _checkins(logbook, config, schedule, today)),
        *_experiments(logbook, today),
    ]


def _reflections(logbook: Logbook, schedule: Schedule, today: date) -> Iterator[Due]:
    done = {each.shift for each in logbook.of(Shift, today - RECENT)}
    noted = {each.shift for each in logbook.of(Note, today - RECENT, today)}
    if today not in done and (today in noted or schedule.expects(today)):
        yield Due(what="this shift's reflection", command="reflect log")
    before = max(noted - {today}, default=None)
    if before is None or before in done:
        return
    if today - before == timedelta(days=1):
        yield Due(what="yesterday's reflection", command="reflect log --on yesterday")
    elif not schedule.shifts(before + timedelta(days=1), today - timedelta(days=1)):
        yield Due(what=f"{before:%A}'s reflection", command=f"reflect log --on {before}")


def _reassessments(
    logbook: Logbook, config: JournalConfig, schedule: Schedule, today: date
) -> Iterator[Due]:
    every = config.rhythm.rate_every_days
    if not every:
        return
    last: dict[str, date] = {}
    for rating in logbook.of(Rating, today - LOOK_BACK, today):
        last |= dict.fromkeys(rating.skills, rating.shift)
    if not last:
        yield Due(what="a first rating of your skills", command="reflect rate")
        return
    stale = [
        skill.name
        for key, skill in config.rubric.active.items()
        if key in last and schedule.days_since(last[key], today) >= every
    ]
    if stale:
        more = f" and {len(stale) - 3} more" if len(stale) > 4 else ""
        names = ", ".join(stale[:3] if more else stale)
        yield Due(what=f"reassess {names}{more}", command="reflect rate")


def open_goals(logbook: Logbook, today: date) -> list[Goal]:
    """The goals of a day that are not closed yet."""
    return [goal for goal in logbook.of(Goal, until=today) if goal.closed is None]


def _steps(logbook: Logbook, today: date) -> Iterator[Due]:
    mentors = {each.id for each in logbook.of(Feedback) if each.source == "mentor"}
    for goal in open_goals(logbook, today):
        # A goal that is linked to the mentor's words holds what was agreed with the mentor.
        linked = bool(mentors & set(goal.links))
        for number, step in enumerate(goal.steps, 1):
            if step.done is None and step.due is not None and step.due <= today + SOON:
                whose = "with your mentor: " if linked or is_agreed(step) else ""
                yield Due(
                    what=f'{whose}"{step.text}" by {step.due:%a} {step.due.day} {step.due:%b}',
                    command=f"reflect goal step {goal.id} --done {number}",
                    record=goal.id,
                )


def _checkins(
    logbook: Logbook, config: JournalConfig, schedule: Schedule, today: date
) -> Iterator[Due]:
    every = config.rhythm.checkin_every_days
    if not every:
        return
    for goal in open_goals(logbook, today):
        touched = [goal.shift, *(step.done for step in goal.steps if step.done)]
        touched += [each.shift for each in logbook.about(Checkin, "goal", goal.id)]
        if schedule.days_since(max(touched), today) >= every:
            yield Due(
                what=f'check in on "{goal.title}"',
                command=f"reflect goal checkin {goal.id}",
                record=goal.id,
            )


def _experiments(logbook: Logbook, today: date) -> Iterator[Due]:
    for each in logbook.of(Experiment, until=today):
        if each.finished is None and each.until < today:
            yield Due(
                what=f'judge the experiment "{each.hypothesis}"',
                command=f"reflect experiment finish {each.id}",
                record=each.id,
            )
