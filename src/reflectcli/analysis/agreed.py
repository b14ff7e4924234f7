"""What was agreed with the mentor: the goal steps that came with a reply, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from reflectcli.domain.records import Goal, Step
from reflectcli.frozen import dataclass

ORIGIN = "mentor reply "
"""How the origin of all begins that came with a mentor's reply; the pack's name follows."""
State = Literal["open", "done", "let_go"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreed action: step `number` of a goal. With its goal closed, an open one is let go."""

    text: str
    due: date | None
    done: date | None
    state: State
    goal: str
    title: str
    number: int
    pack: str


def is_agreed(step: Step) -> bool:
    """Tell whether a step came with a mentor's reply."""
    return step.origin is not None and step.origin.startswith(ORIGIN)


def agreed_actions(goals: Iterable[Goal]) -> list[Agreed]:
    """Every step that came with a mentor's reply, those that end first at the front."""
    found = [
        Agreed(
            text=step.text,
            due=step.due,
            done=step.done,
            state="done" if step.done else "let_go" if goal.closed else "open",
            goal=goal.id,
            title=goal.title,
            number=number,
            pack=(step.origin or "").removeprefix(ORIGIN),
        )
        for goal in goals
        for number, step in enumerate(goal.steps, 1)
        if is_agreed(step)
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.goal, each.number))


def open_actions(goals: Iterable[Goal]) -> tuple[Agreed, ...]:
    """The agreed actions that are still to be done."""
    return tuple(each for each in agreed_actions(goals) if each.state == "open")
