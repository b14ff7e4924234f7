"""What waits to be done: reflections, reassessments, check-ins, steps."""

from collections.abc import Iterator
from datetime import date, timedelta

from reflectcli.analysis.findings import Due
from reflectcli.domain.filing import WEEKDAYS
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Experiment, Goal, Note, Rating, Shift

SOON = timedelta(days=7)
LOOK_BACK = timedelta(days=84)


def due_items(logbook: Logbook, config: JournalConfig, today: date) -> list[Due]:
    """What is due on a day, the nearest first."""
    return [
        *_reflections(logbook, config, today),
        *_reassessments(logbook, config, today),
        *_steps(logbook, today),
        *_checkins(logbook, config, today),
        *_experiments(logbook, today),
    ]


def _reflections(logbook: Logbook, config: JournalConfig, today: date) -> Iterator[Due]:
    done = {each.shift for each in logbook.of(Shift)}
    noted = {each.shift for each in logbook.of(Note)}
    scheduled = WEEKDAYS[today.weekday()] in config.rhythm.shifts
    if today not in done and (today in noted or scheduled):
        yield Due(what="this shift's reflection", command="reflect log")
    yesterday = today - timedelta(days=1)
    if yesterday in noted and yesterday not in done:
        yield Due(what="yesterday's reflection", command="reflect log --on yesterday")


def _reassessments(logbook: Logbook, config: JournalConfig, today: date) -> Iterator[Due]:
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
        if key in last and (today - last[key]).days >= every
    ]
    if stale:
        more = f" and {len(stale) - 3} more" if len(stale) > 4 else ""
        names = ", ".join(stale[:3] if more else stale)
        yield Due(what=f"reassess {names}{more}", command="reflect rate")


def _open_goals(logbook: Logbook, today: date) -> list[Goal]:
    return [goal for goal in logbook.of(Goal, until=today) if goal.closed is None]


def _steps(logbook: Logbook, today: date) -> Iterator[Due]:
    for goal in _open_goals(logbook, today):
        for number, step in enumerate(goal.steps, 1):
            if step.done is None and step.due is not None and step.due <= today + SOON:
                yield Due(
                    what=f'"{step.text}" by {step.due:%a} {step.due.day} {step.due:%b}',
                    command=f"reflect goal step {goal.id} --done {number}",
                    record=goal.id,
                )


def _checkins(logbook: Logbook, config: JournalConfig, today: date) -> Iterator[Due]:
    every = config.rhythm.checkin_every_days
    if not every:
        return
    for goal in _open_goals(logbook, today):
        touched = [goal.shift, *(step.done for step in goal.steps if step.done)]
        touched += [each.shift for each in logbook.about(Checkin, "goal", goal.id)]
        if (today - max(touched)).days >= every:
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
