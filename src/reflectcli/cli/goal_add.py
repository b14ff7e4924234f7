"""`reflect goal add`: a goal with a measure, a target, a day, a reason and first steps."""

from collections.abc import Callable
from typing import Annotated

import typer

from reflectcli.cli.ask import ask
from reflectcli.cli.goal_figures import (
    MEASURES,
    baseline_words,
    read_due,
    read_measure,
    read_step,
    read_value,
    require_way,
    value_text,
)
from reflectcli.cli.lists import tags, texts, words
from reflectcli.cli.options import Journal, Private, Skills, Tags
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import saved_line
from reflectcli.domain.measures import Measure
from reflectcli.domain.records import Goal
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass, field, replace
from reflectcli.render.text import one_line

Target = Annotated[
    str | None, typer.Option("--target", metavar="VALUE", help="Where it should be: 4, 85%, 5m.")
]
Resources = Annotated[
    list[str] | None, typer.Option("--resource", metavar="TEXT", help="What helps.")
]
Helpers = Annotated[list[str] | None, typer.Option("--helper", metavar="NAME", help="Who helps.")]


@dataclass
class _Given:
    """What the user said of the goal, as they wrote it."""

    title: str
    measure: str | None
    target: str | None
    due: str | None
    why: str | None
    steps: list[str] = field(default_factory=list)


def add(
    ctx: typer.Context,
    title: Annotated[
        list[str] | None,
        typer.Argument(metavar="TITLE", help="What you want to reach.", show_default=False),
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", "-m", metavar="MEASURE", help=f"{MEASURES}.")
    ] = None,
    target: Target = None,
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="VALUE", help="Where it is; else from the journal."),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help="By when: 31 dec, in 6 weeks.")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help="Why it matters to you.")
    ] = None,
    step: Annotated[
        list[str] | None,
        typer.Option("--step", metavar="TEXT", help="A step, 'TEXT by DATE'; may be repeated."),
    ] = None,
    resource: Resources = None,
    helper: Helpers = None,
    about: Skills = None,
    tag: Tags = None,
    private: Private = False,
    journal: Journal = None,
) -> None:
    """Set a goal; without a title it asks, line by line.

    Examples:
      reflect goal add Name the feeling first --measure rating:empathy --target 4 --due "31 dec"

      reflect goal add Reply faster -m kpi:frt --target 4m --step "shadow Kim by next friday"
    """
    session = open_session(ctx, journal)
    session.require_journal()
    given = _Given(" ".join(title or ()), measure, target, due, why, list(texts(step)))
    goal, kind = _goal(session, _asked(session, given))
    goal = replace(
        goal, resources=texts(resource), helpers=words(helper), skills=words(about),
        tags=tags(tag), private=private,
    )  # fmt: skip
    goal, stands = _with_baseline(session, goal, kind, baseline)
    session.save(goal)
    session.out(saved_line(goal, one_line(goal.title) + stands))


def _asked(session: Session, given: _Given) -> _Given:
    """What was given, with the rest asked for where there is no title."""
    if given.title.strip():
        return given
    if not session.world.asks:
        raise ReflectError(
            "a goal needs a title",
            hint='reflect goal add TITLE --measure rating:empathy --target 4 --due "31 dec"',
        )
    config = session.config
    given.title = ask(session, "what do you want to reach?") or ""
    if not given.title:
        raise ReflectError("no goal was set")
    given.measure = given.measure or _right(
        session, f"measured by {MEASURES}? [manual]", lambda text: read_measure(text, config)
    )
    measure = read_measure(given.measure or "manual", config)
    given.target = given.target or _right(
        session, "target?", lambda text: read_value(text, measure, config, "target")
    )
    given.due = given.due or _right(session, "by when?", lambda text: read_due(session, text))
    given.why = given.why or ask(session, "why does it matter to you?")
    first = None if given.steps else ask(session, "first step?")
    given.steps += [first] if first else []
    return given


def _right(session: Session, question: str, read: Callable[[str], object]) -> str | None:
    """An answer that can be read; asked again until it can, or until there is none."""
    while (answer := ask(session, question)) is not None:
        try:
            read(answer)
        except ReflectError as error:
            session.say(f"{error}" + (f" ({error.problem.hint})" if error.problem.hint else ""))
        else:
            return answer
    return None


def _goal(session: Session, given: _Given) -> tuple[Goal, Measure]:
    config = session.config
    measure = read_measure(given.measure or "manual", config)
    if given.target is None and measure.kind != "manual":
        raise ReflectError(
            f"a goal measured by {measure} needs a target", hint="such as --target 4"
        )
    target = read_value(given.target, measure, config, "target") if given.target else None
    goal = session.new(
        Goal, title=given.title, measure=str(measure), target=target,
        due=read_due(session, given.due), why=given.why or None,
        steps=tuple(read_step(session, text) for text in given.steps),
    )  # fmt: skip
    return goal, measure


def _with_baseline(
    session: Session, goal: Goal, measure: Measure, text: str | None
) -> tuple[Goal, str]:
    """The goal with its baseline, and the words that say where that comes from."""
    config = session.config
    if text is not None:
        goal = replace(goal, baseline=read_value(text, measure, config, "baseline"))
        require_way(goal, measure, config, value_text(goal.baseline, measure, config))
        return goal, ""
    if measure.kind not in ("rating", "kpi"):
        return goal, ""
    from datetime import timedelta

    from reflectcli.analysis.baseline import find_baseline
    from reflectcli.analysis.skills import WINDOW_WEEKS

    since = session.today - timedelta(weeks=WINDOW_WEEKS)
    logbook = session.repository.load(since, kinds=["rating", "reading", "feedback"])
    found = find_baseline(measure, logbook, config, session.today)
    session.mention(logbook.problems)
    if found is None:
        return goal, ""
    stands = baseline_words(found, measure, config)
    goal = replace(goal, baseline=found.value)
    require_way(goal, measure, config, stands)
    return goal, f" · baseline {stands}"
