"""`reflect goal list` and `show`: open goals, and one goal whole."""

from datetime import date
from typing import Annotated

import typer

from reflectcli.cli.options import GoalId, Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.records import Goal


def list_goals(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Closed goals, too.")] = False,
    as_json: Json = False,
    journal: Journal = None,
) -> None:
    """Show your goals: measure, target, days left, steps.

    Examples:
      reflect goal list

      reflect goal list --all --json
    """
    from reflectcli.cli.actions.goal import goal_row

    session = open_session(ctx, journal)
    session.require_existing()
    logbook = session.repository.load(kinds=["goal"])
    every = logbook.of(Goal)
    goals = [goal for goal in every if everything or goal.closed is None]
    goals.sort(key=lambda goal: (goal.closed is not None, goal.due or date.max, goal.id))
    if as_json:
        from reflectcli.render.json import render_json

        rows = [goal_row(goal, session.today) for goal in goals]
        session.out(render_json({"goals": rows}, logbook.problems))
        return
    _show_list(session, goals, len(every) - len(goals))
    session.mention(logbook.problems)


def _show_list(session: Session, goals: list[Goal], closed: int) -> None:
    if not goals and not closed:
        session.say("no goals yet: reflect goal add")
        return
    from reflectcli.cli.actions.goal import value_words
    from reflectcli.cli.show import show_lines
    from reflectcli.render.goal_page import goal_list

    values = {goal.id: value_words(goal, session.config) for goal in goals}
    width = session.world.width
    show_lines(session.world, goal_list(goals, values, closed, session.today, width))


def show(
    ctx: typer.Context, reference: GoalId, json: Json = False, journal: Journal = None
) -> None:
    """Show one goal: where it stands, steps, check-ins, what was changed.

    Examples:
      reflect goal show last

      reflect goal show last --json
    """
    from reflectcli.cli.actions.goal import show as show_goal

    show_goal(open_session(ctx, journal), reference=reference, json=json)
