"""What `reflect goal show` does."""

from __future__ import annotations

from datetime import date

from reflectcli.cli.goal_stored import find_goal
from reflectcli.cli.session import Session
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Goal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from reflectcli.analysis.findings import GoalFinding
    from reflectcli.analysis.trial_findings import ForecastFinding
    from reflectcli.render.goal_page import Value


def show(session: Session, *, reference: str, json: bool = False) -> None:
    """Print one goal: where it stands, steps, check-ins, what was changed."""
    session.require_existing()
    _, goal = find_goal(session, reference)
    logbook = session.repository.load(goal.shift, kinds=_kinds(goal, session.config))
    checkins = [each for each in logbook.of(Checkin) if each.goal == goal.id][::-1]
    alone = _alone(goal, logbook)
    finding = _finding(alone, session)
    forecasts = _forecasts(alone, session)
    if json:
        _show_json(session, goal, finding, checkins, forecasts, logbook)
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.goal_page import goal_page

    value = value_words(goal, session.config)
    width = session.world.width
    page = goal_page(goal, finding, checkins, value, session.today, width, forecasts)
    show_lines(session.world, page)
    session.mention(logbook.problems)


def value_words(goal: Goal, config: JournalConfig) -> Value:
    """How values of a goal's measure are said."""
    from reflectcli.cli.goal_figures import value_text
    from reflectcli.domain.measures import parse_measure

    measure = parse_measure(goal.measure, config)
    return lambda value: value_text(value, measure, config)


def goal_row(goal: Goal, today: date) -> dict[str, Any]:
    """A goal as JSON, with the days that are left."""
    from reflectcli.render.json import record_json

    days = (goal.due - today).days if goal.due and goal.closed is None else None
    return record_json(goal) | {"days_left": days}


def _kinds(goal: Goal, config: JournalConfig) -> list[str]:
    """The kinds of record that a goal's page tells of."""
    from reflectcli.analysis.series import kinds_behind
    from reflectcli.domain.measures import parse_measure

    return [*kinds_behind(parse_measure(goal.measure, config)), Checkin.kind]


def _alone(goal: Goal, logbook: Logbook) -> Logbook:
    others = tuple(each for each in logbook if not isinstance(each, Goal))
    return Logbook((*others, goal), logbook.problems)


def _forecasts(alone: Logbook, session: Session) -> ForecastFinding:
    from reflectcli.analysis.forecasts import forecast_finding

    return forecast_finding(alone, session.config, session.today, date.min)


def _finding(alone: Logbook, session: Session) -> GoalFinding | None:
    from reflectcli.analysis.goals import goal_findings

    return next(iter(goal_findings(alone, session.config, session.today, date.min)), None)


def _show_json(
    session: Session,
    goal: Goal,
    finding: GoalFinding | None,
    checkins: list[Checkin],
    forecasts: ForecastFinding,
    logbook: Logbook,
) -> None:
    from reflectcli.domain.data import to_plain
    from reflectcli.render.json import record_json, render_json

    content = {
        "goal": goal_row(goal, session.today),
        "standing": to_plain(finding) if finding else None,
        "checkins": [record_json(each) for each in checkins],
        "forecasts": to_plain(forecasts),
    }
    session.out(render_json(content, logbook.problems))
