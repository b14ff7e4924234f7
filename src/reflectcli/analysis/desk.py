"""The desk for today: what `reflect` alone shows."""

from datetime import date, time

from reflectcli.analysis.due import due_items
from reflectcli.analysis.findings import Due, Promise, SkillFinding
from reflectcli.analysis.highlights import promise_for
from reflectcli.analysis.skills import focus_of, skill_findings
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period, week_of
from reflectcli.domain.records import Challenge, Note, Rating, Shift, Success
from reflectcli.errors import Problem
from reflectcli.frozen import dataclass

STREAK = 12
"""How many of the last shifts the desk looks back at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskNote:
    """A note of today's shift."""

    id: str
    clock: time
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Today: `reflected` of the last `shifts` shifts that hold any record have a reflection."""

    day: date
    shift_of_week: int
    reflected: int
    shifts: int
    notes: tuple[DeskNote, ...]
    focus: SkillFinding | None
    promise: Promise | None
    due: tuple[Due, ...]
    empty: bool
    problems: tuple[Problem, ...]


def build_desk(logbook: Logbook, config: JournalConfig, today: date) -> Desk:
    """The desk for a day, from the records of the last half year."""
    week = week_of(today, config.week_starts)
    worked = _worked(logbook)
    past = [shift for shift in worked if shift != today][-STREAK:]
    reflected = {each.shift for each in logbook.of(Shift)}
    focus = focus_of(skill_findings(logbook, config.rubric, Period(week.since, today, "")))
    return Desk(
        day=today,
        shift_of_week=len({shift for shift in worked if shift in week} | {today}),
        reflected=len(reflected & set(past)),
        shifts=len(past),
        notes=tuple(
            DeskNote(id=each.id, clock=each.at.timetz().replace(tzinfo=None), text=each.text)
            for each in logbook.of(Note, today, today)
        ),
        focus=focus,
        promise=promise_for(logbook, focus, week),
        due=tuple(due_items(logbook, config, today)),
        empty=not logbook.records,
        problems=logbook.problems,
    )


def _worked(logbook: Logbook) -> list[date]:
    """The shifts that hold any word of the agent's own, oldest first."""
    kinds = (Note, Shift, Success, Challenge, Rating)
    return sorted({each.shift for kind in kinds for each in logbook.of(kind)})
