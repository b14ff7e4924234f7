"""`reflect goal step` and `checkin`: a goal on its way."""

from datetime import date
from typing import Annotated

import typer

from reflectcli.cli.ask import ask
from reflectcli.cli.goal_figures import read_due, read_step, value_text
from reflectcli.cli.goal_stored import open_goal, rewrite
from reflectcli.cli.lists import tags
from reflectcli.cli.options import At, GoalId, Journal, On, Private, Tags
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import saved_line
from reflectcli.domain.data import to_data
from reflectcli.domain.measures import Measure, parse_measure
from reflectcli.domain.records import Checkin, Goal, Step
from reflectcli.domain.values import parse_number
from reflectcli.errors import ReflectError
from reflectcli.render.text import one_line

Words = Annotated[
    list[str] | None, typer.Argument(metavar="TEXT", help="In your words.", show_default=False)
]


def step(
    ctx: typer.Context,
    reference: GoalId,
    text: Words = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="By when, for a new step.")
    ] = None,
    done: Annotated[int | None, typer.Option("--done", metavar="N", help="Step N is done.")] = None,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="N", help="Step N is not done after all.")
    ] = None,
    on: On = None,
    journal: Journal = None,
) -> None:
    """Add a step to a goal, or mark one as done.

    Examples:
      reflect goal step last "shadow Kim for one shift" --due "next friday"

      reflect goal step last --done 1
    """
    from reflectcli.storage.edits import Append, Put, Remove

    session = open_session(ctx, journal)
    stored, goal = open_goal(session, reference)
    words = " ".join(text or ()).strip()
    if sum((bool(words), done is not None, undo is not None)) != 1:
        raise ReflectError(
            "give either the text of a new step, --done N or --undo N",
            hint=f'reflect goal step {goal.id} "shadow Kim" --due "next friday"',
        )
    if words:
        new = read_step(session, words)
        new = Step(text=words, due=read_due(session, due)) if due else new
        rewrite(session, stored, Append("steps", to_data(new)))
        count = len(goal.steps) + 1
        session.out(f"saved {goal.id} · step {count} of {count}: {one_line(new.text)}")
        return
    number = done if done is not None else undo or 0
    wanted = _step_of(goal, number, done is not None)
    place = ("steps", number - 1, "done")
    day = session.moment(on, None)[1]
    rewrite(session, stored, Put(place, day) if done is not None else Remove(place))
    what = "done" if done is not None else "open again"
    session.out(f"saved {goal.id} · step {number} {what}: {one_line(wanted.text)}")


def _step_of(goal: Goal, number: int, doing: bool) -> Step:
    if not 1 <= number <= len(goal.steps):
        count = len(goal.steps)
        raise ReflectError(
            f"there is no step {number}; {goal.id} has {count or 'no'} "
            f"step{'s' if count != 1 else ''}",
            hint=f"reflect goal show {goal.id} numbers them",
        )
    wanted = goal.steps[number - 1]
    if doing == (wanted.done is not None):
        state = f"was done on {wanted.done} already" if doing else "is not done"
        raise ReflectError(f"step {number} {state}")
    return wanted


# A value may begin with a minus sign, which is otherwise that of an option.
def checkin(
    ctx: typer.Context,
    reference: GoalId,
    said: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VALUE] TEXT", help="Where it stands, how it goes."),
    ] = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    private: Private = False,
    journal: Journal = None,
) -> None:
    """Look at a goal: how it goes and, for a manual measure, where it stands.

    Examples:
      reflect goal checkin last named the feeling in four calls out of six

      reflect goal checkin last "easier in chat than on the phone" --on yesterday
    """
    from reflectcli.render.forecasts import kept_words

    session = open_session(ctx, journal)
    _, goal = open_goal(session, reference)
    value, text = _said(list(said or ()))
    measure = parse_measure(goal.measure, session.config)
    if value is not None and measure.kind != "manual":
        raise ReflectError(
            f"the figure of {goal.id} comes from {_source(measure)}",
            hint="leave the number away, or put a text that begins with one in quotes",
        )
    if value is None and not text:
        text = ask(session, "how does it go?") or ""
    if value is None and not text:
        raise ReflectError("say how it goes", hint=f"reflect goal checkin {goal.id} TEXT")
    record = session.new(
        Checkin, on, at, goal=goal.id, value=value, text=text or None, tags=tags(tag),
        private=private,
    )  # fmt: skip
    record = _with_forecast(session, goal, record)
    session.save(record)
    figure = "" if value is None else f": {value_text(value, measure, session.config)}"
    kept = kept_words(record)
    session.out(saved_line(record, one_line(goal.title) + figure + (f" · {kept}" if kept else "")))


def _with_forecast(session: Session, goal: Goal, record: Checkin) -> Checkin:
    """The check-in with the forecast as it is that day, where there is a reliable one."""
    from reflectcli.analysis.goals import goal_findings
    from reflectcli.analysis.series import kinds_behind
    from reflectcli.domain.logbook import Logbook, in_order
    from reflectcli.frozen import replace

    kinds = kinds_behind(parse_measure(goal.measure, session.config))
    logbook = session.repository.load(goal.shift, record.shift, kinds=kinds)
    others = [each for each in logbook if not isinstance(each, Goal)]
    alone = Logbook(in_order([*others, goal, record]))
    found = next(iter(goal_findings(alone, session.config, record.shift, date.min)), None)
    if found is None or found.eta is None or found.status in ("met", "closed"):
        return record
    return replace(record, forecast_early=found.eta[0], forecast_late=found.eta[1])


def _said(words: list[str]) -> tuple[float | None, str]:
    for word in words:
        if word.startswith("--"):
            raise ReflectError(f"no such option: {word}", hint="reflect goal checkin --help")
    try:
        value = parse_number(words[0].removesuffix("%"))
    except (ValueError, IndexError):
        return None, " ".join(words).strip()
    return value, " ".join(words[1:]).strip()


def _source(measure: Measure) -> str:
    return {
        "rating": f"your ratings: reflect rate {measure.name}=3",
        "kpi": f"the KPI's readings: reflect kpi add {measure.name}",
        "count": f"the number of your {measure.name} records",
    }[measure.kind]
