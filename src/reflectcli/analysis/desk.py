"""The desk for today: what `reflect` alone shows."""

from __future__ import annotations

from datetime import date, time

from reflectcli.analysis.agreed import Agreed, open_actions
from reflectcli.analysis.due import SOON, due_items, open_goals
from reflectcli.analysis.findings import Due, Promise, SkillFinding
from reflectcli.analysis.highlights import promise_for
from reflectcli.analysis.on_this_day import Memory
from reflectcli.analysis.skills import focus_of, skill_findings
from reflectcli.analysis.streak import Streak, find_streak, worked
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period, week_of
from reflectcli.domain.records import Goal, Note
from reflectcli.domain.schedule import Away, Schedule
from reflectcli.errors import Problem
from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """A note of today's shift."""

    id: str
    clock: time
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """Where today stands in the rhythm.

    It is the `number`-th shift of the `of` that this week has, or, if `number` is 0, a day off,
    which may be one of the days `away`; `following` is the next shift then. Without a fixed rhythm
    `of` is 0.
    """

    number: int
    of: int
    away: Away | None
    following: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next step of the goal whose end is nearest, where it is not due already."""

    text: str
    goal: str
    until: date | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Today, with one thing that went well on this day in the past.

    `agreed` are the open actions that were agreed with the mentor.
    """

    day: date
    rhythm: DeskDay
    streak: Streak
    notes: tuple[DeskNote, ...]
    focus: SkillFinding | None
    promise: Promise | None
    memory: Memory | None
    next_step: NextStep | None
    agreed: tuple[Agreed, ...]
    due: tuple[Due, ...]
    empty: bool
    problems: tuple[Problem, ...]


def build_desk(
    logbook: Logbook, config: JournalConfig, today: date, memory: Memory | None = None
) -> Desk:
    """The desk for a day, from the records of the last half year."""
    week, schedule = week_of(today, config.week_starts), config.rhythm.schedule
    focus = focus_of(skill_findings(logbook, config.rubric, Period(week.since, today, "")))
    return Desk(
        day=today,
        rhythm=_rhythm(logbook, schedule, week, today),
        streak=find_streak(logbook, schedule, today),
        notes=tuple(
            DeskNote(id=each.id, clock=each.at.timetz().replace(tzinfo=None), text=each.text)
            for each in logbook.of(Note, today, today)
        ),
        focus=focus,
        promise=promise_for(logbook, focus, week),
        memory=memory,
        next_step=_next_step(logbook, today),
        agreed=open_actions(logbook.of(Goal, until=today)),
        due=tuple(due_items(logbook, config, today)),
        empty=not logbook.records,
        problems=logbook.problems,
    )


def _rhythm(logbook: Logbook, schedule: Schedule, week: Period, today: date) -> DeskDay:
    done = {day for day in worked(logbook) if week.since <= day <= today}
    planned = set(schedule.shifts(week.since, week.until))
    away = schedule.away_on(today)
    off = away is not None or (schedule.is_fixed and today not in planned)
    if off and today not in done:
        return DeskDay(number=0, of=0, away=away, following=schedule.next_shift(today))
    days = sorted(done | planned | {today})
    total = len(days) if schedule.is_fixed else 0
    return DeskDay(number=days.index(today) + 1, of=total, away=None, following=None)


def _next_step(logbook: Logbook, today: date) -> NextStep | None:
    waiting = [goal for goal in open_goals(logbook, today) if any(not s.done for s in goal.steps)]
    goal: Goal | None = min(
        waiting, key=lambda each: (each.due or date.max, each.shift, each.id), default=None
    )
    if goal is None:
        return None
    step = next(each for each in goal.steps if not each.done)
    if step.due is not None and step.due <= today + SOON:
        return None
    return NextStep(text=step.text, goal=goal.title, until=step.due or goal.due, id=goal.id)
