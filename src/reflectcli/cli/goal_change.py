"""`reflect goal change` and `close`: a goal adjusted, and its end."""

from datetime import date
from typing import Annotated, Any

import typer

from reflectcli.cli.ask import ask
from reflectcli.cli.goal_figures import read_due, read_value, require_way, value_text
from reflectcli.cli.goal_stored import open_goal, rewrite
from reflectcli.cli.options import GoalId, Journal, On
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.data import to_data
from reflectcli.domain.fields import Outcome, choices
from reflectcli.domain.measures import Measure, parse_measure
from reflectcli.domain.records import Change
from reflectcli.errors import ReflectError
from reflectcli.render.text import one_line


def change(
    ctx: typer.Context,
    reference: GoalId,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="VALUE")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT")] = None,
    because: Annotated[
        str | None, typer.Option("--because", metavar="TEXT", help="Why you change it.")
    ] = None,
    journal: Journal = None,
) -> None:
    """Adjust a goal; what it was before stays in its history.

    Examples:
      reflect goal change last --due "in 8 weeks" --because "two weeks of night shifts"

      reflect goal change last --title "Name the feeling before the fix"
    """
    from reflectcli.frozen import replace
    from reflectcli.storage.edits import Append, Put

    session = open_session(ctx, journal)
    stored, goal = open_goal(session, reference)
    config = session.config
    measure = parse_measure(goal.measure, config)
    new: dict[str, Any] = {"title": title, "why": why, "due": read_due(session, due)}
    new["target"] = None if target is None else read_value(target, measure, config, "target")
    new = {key: v for key, v in new.items() if v is not None and v != getattr(goal, key)}
    if not new:
        hint = "--title, --target, --due or --why"
        raise ReflectError(f"nothing to change in {goal.id}", hint=hint)
    changed = replace(goal, **new)
    require_way(changed, measure, config, value_text(goal.baseline, measure, config))
    words = ", ".join(
        f"{key} {_shown(getattr(goal, key), key, measure, session)} → "
        f"{_shown(value, key, measure, session)}"
        for key, value in new.items()
    )
    entry = Change(on=session.today, text=words + (f": {because}" if because else ""))
    puts = [Put((key,), value) for key, value in new.items()]
    rewrite(session, stored, *puts, Append("history", to_data(entry)))
    session.out(f"saved {goal.id} · {one_line(words)}")


def _shown(value: Any, key: str, measure: Measure, session: Session) -> str:
    if value is None:
        return "none"
    if key == "target":
        return value_text(value, measure, session.config)
    return str(value) if isinstance(value, date) else f"“{value}”"


def close(
    ctx: typer.Context,
    reference: GoalId,
    outcome: Annotated[Outcome | None, typer.Option("--outcome", help="How it ended.")] = None,
    lesson: Annotated[
        str | None, typer.Option("--lesson", metavar="TEXT", help="What it taught you.")
    ] = None,
    on: On = None,
    journal: Journal = None,
) -> None:
    """Close a goal: met, met in part, or dropped, and what it taught you.

    Examples:
      reflect goal close last --outcome met --lesson "naming the feeling saves time"

      reflect goal close last --outcome dropped --on yesterday
    """
    from reflectcli.storage.edits import Put

    session = open_session(ctx, journal)
    stored, goal = open_goal(session, reference)
    ended = outcome or ask(session, f"how did it end, {' or '.join(choices(Outcome))}?")
    if ended not in choices(Outcome):
        given = f", not {ended!r}" if ended else ""
        raise ReflectError(f"--outcome must be one of {', '.join(choices(Outcome))}{given}")
    if outcome is None and lesson is None:
        lesson = ask(session, "what did it teach you?")
    day = session.moment(on, None)[1]
    puts = [Put(("closed",), day), Put(("outcome",), ended)]
    rewrite(session, stored, *puts, *([Put(("lesson",), lesson)] if lesson else []))
    session.out(f"saved {goal.id} · closed as {ended}: {one_line(goal.title)}")
