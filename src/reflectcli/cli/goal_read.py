"""`reflect goal list` and `show`: open goals, and one goal whole."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reflectcli.cli.goal_stored import GoalId, find_goal
from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Goal

if TYPE_CHECKING:
    from reflectcli.analysis.findings import GoalFinding
    from reflectcli.analysis.trial_findings import ForecastFinding
    from reflectcli.render.goal_page import Value


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
    session = open_session(ctx, journal)
    session.require_existing()
    logbook = session.repository.load(kinds=["goal"])
    every = logbook.of(Goal)
    goals = [goal for goal in every if everything or goal.closed is None]
    goals.sort(key=lambda goal: (goal.closed is not None, goal.due or date.max, goal.id))
    if as_json:
        from reflectcli.render.json import render_json

        rows = [_row(goal, session.today) for goal in goals]
        session.out(render_json({"goals": rows}, logbook.problems))
        return
    _show_list(session, goals, len(every) - len(goals))
    session.mention(logbook.problems)


def _show_list(session: Session, goals: list[Goal], closed: int) -> None:
    if not goals and not closed:
        session.say("no goals yet: reflect goal add")
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.goal_page import goal_list

    values = {goal.id: _value(goal, session.config) for goal in goals}
    width = session.world.width
    show_lines(session.world, goal_list(goals, values, closed, session.today, width))


def _value(goal: Goal, config: JournalConfig) -> "Value":
    from reflectcli.cli.goal_figures import value_text
    from reflectcli.domain.measures import parse_measure

    measure = parse_measure(goal.measure, config)
    return lambda value: value_text(value, measure, config)


def _row(goal: Goal, today: date) -> dict[str, Any]:
    from reflectcli.render.json import record_json

    days = (goal.due - today).days if goal.due and goal.closed is None else None
    return record_json(goal) | {"days_left": days}


def show(
    ctx: typer.Context, reference: GoalId, as_json: Json = False, journal: Journal = None
) -> None:
    """Show one goal: where it stands, steps, check-ins, what was changed.

    Examples:
      reflect goal show last

      reflect goal show last --json
    """
    session = open_session(ctx, journal)
    session.require_existing()
    _, goal = find_goal(session, reference)
    logbook = session.repository.load(goal.shift, kinds=_kinds(goal, session.config))
    checkins = [each for each in logbook.of(Checkin) if each.goal == goal.id][::-1]
    alone = _alone(goal, logbook)
    finding = _finding(alone, session)
    forecasts = _forecasts(alone, session)
    if as_json:
        _show_json(session, goal, finding, checkins, forecasts, logbook)
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.goal_page import goal_page

    value = _value(goal, session.config)
    width = session.world.width
    page = goal_page(goal, finding, checkins, value, session.today, width, forecasts)
    show_lines(session.world, page)
    session.mention(logbook.problems)


def _kinds(goal: Goal, config: JournalConfig) -> list[str]:
    """The kinds of record that a goal's page tells of."""
    from reflectcli.analysis.series import kinds_behind
    from reflectcli.domain.measures import parse_measure

    return [*kinds_behind(parse_measure(goal.measure, config)), Checkin.kind]


def _alone(goal: Goal, logbook: Logbook) -> Logbook:
    others = tuple(each for each in logbook if not isinstance(each, Goal))
    return Logbook((*others, goal), logbook.problems)


def _forecasts(alone: Logbook, session: Session) -> "ForecastFinding":
    from reflectcli.analysis.forecasts import forecast_finding

    return forecast_finding(alone, session.config, session.today, date.min)


def _finding(alone: Logbook, session: Session) -> "GoalFinding | None":
    from reflectcli.analysis.goals import goal_findings

    return next(iter(goal_findings(alone, session.config, session.today, date.min)), None)


def _show_json(
    session: Session,
    goal: Goal,
    finding: "GoalFinding | None",
    checkins: list[Checkin],
    forecasts: "ForecastFinding",
    logbook: Logbook,
) -> None:
    from reflectcli.domain.data import to_plain
    from reflectcli.render.json import record_json, render_json

    content = {
        "goal": _row(goal, session.today),
        "standing": to_plain(finding) if finding else None,
        "checkins": [record_json(each) for each in checkins],
        "forecasts": to_plain(forecasts),
    }
    session.out(render_json(content, logbook.problems))
