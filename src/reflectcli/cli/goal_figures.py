"""What goals' options mean: measures, and figures in the measure's own unit."""

from datetime import date
from typing import TYPE_CHECKING

from reflectcli.cli.session import Session
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.measures import Measure, parse_measure
from reflectcli.domain.records import Goal, Step
from reflectcli.domain.values import parse_figure, parse_number
from reflectcli.errors import ReflectError
from reflectcli.render.figures import figure_text, number_text

if TYPE_CHECKING:
    from reflectcli.analysis.baseline import Baseline

MEASURES = "rating:SKILL, kpi:NAME, count:KIND or manual"


def read_measure(text: str, config: JournalConfig) -> Measure:
    """The measure that `--measure` names.

    Raises:
        ReflectError: there is no such skill, KPI or kind of record.
    """
    try:
        return parse_measure(text, config)
    except ValueError as error:
        reason = str(error)
        if reason.startswith("must"):
            raise ReflectError(f"--measure {reason}, not {text!r}") from None
        raise ReflectError(reason, hint=f"a measure is {MEASURES}") from None


def read_value(text: str, measure: Measure, config: JournalConfig, what: str) -> float:
    """A target or baseline in the measure's unit.

    Raises:
        ReflectError: it is no such figure, or not on the measure's scale.
    """
    if measure.kind == "kpi":
        kpi = config.kpis[measure.name]
        figure = parse_figure(text, kpi, f"{what} of {measure.name}")
        if figure.value is None:
            raise ReflectError(f"{what} of {measure.name} is one figure, not {text!r}")
        return figure.value
    try:
        value = parse_number(text)
    except ValueError:
        raise ReflectError(f"{what} must be a number, not {text!r}") from None
    if measure.kind == "rating" and not 1 <= value <= 5:
        raise ReflectError(f"{what} of a rating must be 1 to 5, not {text}")
    if measure.kind == "count" and value < (1 if what == "target" else 0):
        raise ReflectError(f"{what} of a count must be 1 or more, not {text}")
    return value


def value_text(value: float | None, measure: Measure, config: JournalConfig) -> str:
    """A value in the measure's unit, as people read it."""
    if value is None:
        return "none"
    if measure.kind == "kpi":
        return figure_text(value, config.kpis[measure.name].unit)
    return number_text(value, 2)


def baseline_words(found: "Baseline", measure: Measure, config: JournalConfig) -> str:
    """A baseline and what it is made of: 2.6 from 14 ratings."""
    plural = "s" if found.n != 1 else ""
    return f"{value_text(found.value, measure, config)} from {found.n} {found.of}{plural}"


def require_way(goal: Goal, measure: Measure, config: JournalConfig, stands: str) -> None:
    """Refuse a target that the baseline has reached already.

    Raises:
        ReflectError: with where the measure stands.
    """
    if goal.baseline is None or goal.target is None:
        return
    way = {"rating": "up", "count": "up", "manual": ""}.get(measure.kind)
    way = config.kpis[measure.name].direction if way is None else way
    left = goal.target - goal.baseline
    if left and not (way == "up" and left < 0) and not (way == "down" and left > 0):
        return
    target = value_text(goal.target, measure, config)
    raise ReflectError(
        f"the target {target} is reached already: the baseline is {stands}",
        hint="choose a --target further on, or another --baseline",
    )


def read_due(session: Session, text: str | None, flag: str = "--due") -> date | None:
    """The day that a goal or step is due.

    Raises:
        ReflectError: it is in the past.
    """
    day = session.day(text, ahead=True)
    if day is not None and day < session.today:
        raise ReflectError(
            f"{flag} {day} is in the past", hint='such as --due "31 dec" or --due "in 6 weeks"'
        )
    return day


def read_step(session: Session, text: str) -> Step:
    """A step, with its day where the text ends with one: shadow Kim by 30 nov."""
    words, by, end = text.rpartition(" by ")
    if by and words.strip():
        try:
            due = session.day(end, ahead=True)
        except ReflectError:
            return Step(text=text)
        return Step(text=words.strip(), due=read_due(session, str(due), "a step's day"))
    return Step(text=text)
