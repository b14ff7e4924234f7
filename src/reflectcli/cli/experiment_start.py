"""`reflect experiment start`: hypothesis, measure, days and the smallest n, fixed beforehand."""

from datetime import date
from typing import Annotated

import typer

from reflectcli.cli.goal_figures import read_measure
from reflectcli.cli.lists import tags
from reflectcli.cli.options import Journal, Private, Tags
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import saved_line
from reflectcli.domain.measures import Measure
from reflectcli.domain.records import Experiment
from reflectcli.errors import ReflectError

MEASURES = "rating:SKILL, kpi:NAME or count:KIND"

Hypothesis = Annotated[
    list[str] | None,
    typer.Argument(metavar="HYPOTHESIS", help="What you expect.", show_default=False),
]
MeasuredBy = Annotated[
    str | None, typer.Option("--measure", "-m", metavar="MEASURE", help=f"{MEASURES}.")
]
Last = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="The last day: in 4 weeks, 20 dec.")
]
MinN = Annotated[
    int | None,
    typer.Option("--min-n", metavar="N", help="Points needed before and after: 4 or more."),
]
First = Annotated[
    str | None, typer.Option("--start", metavar="DATE", help="The first day; else today.")
]


def start(
    ctx: typer.Context,
    hypothesis: Hypothesis = None,
    measure: MeasuredBy = None,
    until: Last = None,
    min_n: MinN = None,
    first: First = None,
    tag: Tags = None,
    private: Private = False,
    journal: Journal = None,
) -> None:
    """Try a new approach: what you expect, how it is measured, until when; nothing moves later.

    A point is a shift's rating or figure, for a count a week. The days before the start, as many
    as the trial's (at most 12 weeks), are what it is compared with.

    Examples:
      reflect experiment start "naming the feeling first lifts empathy" -m rating:empathy --until "in 4 weeks" --min-n 8

      reflect experiment start "short mails lift CSAT" -m kpi:csat --start tomorrow --until "in 6 weeks" --min-n 6
    """  # noqa: E501
    session = open_session(ctx, journal)
    session.require_journal()
    text = " ".join(hypothesis or ()).strip()
    if not text or not measure or not until or min_n is None:
        raise ReflectError(
            "an experiment needs a hypothesis, --measure, --until and --min-n before it starts",
            hint='reflect experiment start "short mails lift CSAT" '
            '--measure kpi:csat --until "in 4 weeks" --min-n 8',
        )
    days = _days(session, first, until)
    chosen = _measure(session, measure)
    _require_enough(chosen, days, min_n)
    record = session.new(
        Experiment, hypothesis=text, measure=str(chosen), start=days[0], until=days[1],
        min_n=min_n, tags=tags(tag), private=private,
    )  # fmt: skip
    session.save(record)
    length = (days[1] - days[0]).days + 1
    session.out(saved_line(record, f"{length} days to {days[1]}, {min_n} points on each side"))
    _mention_before(session, record)


def _days(session: Session, first: str | None, last: str) -> tuple[date, date]:
    start = session.day(first, ahead=True) or session.today
    if start < session.today:
        raise ReflectError(
            f"--start {start} is in the past",
            hint="what is known already is no test; begin today, and the days before are compared",
        )
    until = session.day(last, ahead=True) or start
    if until <= start:
        raise ReflectError(
            f"--until {until} is not after the start, {start}", hint='such as --until "in 4 weeks"'
        )
    return start, until


def _measure(session: Session, text: str) -> Measure:
    measure = read_measure(text, session.config)
    if measure.kind == "manual":
        raise ReflectError(f"an experiment is measured by {MEASURES}")
    if measure.kind == "kpi":
        kpi = session.config.kpis[measure.name]
        if kpi.direction == "band" and kpi.target is None:
            raise ReflectError(
                f"{measure.name} has no band yet, so nothing says what is better",
                hint=f"reflect kpi define {measure.name} --target LOW..HIGH",
            )
    return measure


def _require_enough(measure: Measure, days: tuple[date, date], min_n: int) -> None:
    from reflectcli.analysis.experiments import LOOK_BACK, MIN_N

    if min_n < MIN_N:
        raise ReflectError(
            f"--min-n must be {MIN_N} or more, not {min_n}",
            hint="with 3 points on each side even a complete difference is chance once in ten",
        )
    weeks = min((days[1] - days[0]).days + 1, LOOK_BACK.days) // 7
    if measure.kind == "count" and weeks < min_n:
        raise ReflectError(
            f"a count has a point a week: these days give {weeks} of {min_n}",
            hint=f"a later --until, at least {min_n} weeks from the start",
        )


def _mention_before(session: Session, record: Experiment) -> None:
    """Say where the side before, which will not grow any more, is too small."""
    from reflectcli.analysis.experiments import before_days, first_day, sides

    if record.start > session.today:
        return
    logbook = session.repository.load(first_day(record), session.today)
    count = len(sides(record, logbook, session.config, session.today).before)
    if count < record.min_n:
        since, until = before_days(record)
        session.say(
            f"hint: {count} of {record.min_n} points in the days before, {since} to {until}; "
            "if no more are written in, it will be inconclusive"
        )
