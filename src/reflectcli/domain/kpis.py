"""KPIs: what each figure means, how it adds up, which way is good and whose lever it is."""

from typing import Annotated, Literal

from reflectcli.domain.fields import Control, Flag, Number, Says, Text
from reflectcli.frozen import dataclass

Unit = Literal["percent", "seconds", "points", "count"]
Direction = Literal["up", "down", "band"]
Aggregate = Literal["proportion", "mean", "median", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A key figure of an agent's work.

    `target` is in the unit of the figure (percent 0 to 100, durations in seconds); a band has
    `target` as its lower and `target_high` as its upper end.
    """

    name: Annotated[Text, Says("As reports call it.")]
    unit: Annotated[Unit, Says("What its figure is in.")]
    formula: Annotated[Text, Says("How it is counted, in words.")]
    direction: Annotated[Direction, Says("Which way is good.")] = "up"
    aggregate: Annotated[
        Aggregate, Says("How readings add up: proportion and mean as sum over sum.")
    ] = "mean"
    control: Annotated[Control, Says("Whose lever it is.")] = "shared"
    target: Annotated[Number | None, Says("Where it should be; a band's lower end.")] = None
    target_high: Annotated[Number | None, Says("A band's upper end.")] = None
    low: Annotated[Number | None, Says("The lowest figure possible.")] = None
    high: Annotated[Number | None, Says("The highest figure possible.")] = None
    active: Annotated[Flag, Says("False: no longer shown when due.")] = True


def _percent(name: str, formula: str, control: Control, direction: Direction = "up") -> Kpi:
    return Kpi(
        name=name, unit="percent", formula=formula, direction=direction,
        aggregate="proportion", control=control, low=0, high=100,
    )  # fmt: skip


def _duration(
    name: str, formula: str, control: Control, aggregate: Aggregate, direction: Direction = "down"
) -> Kpi:
    return Kpi(
        name=name, unit="seconds", formula=formula, direction=direction,
        aggregate=aggregate, control=control, low=0,
    )  # fmt: skip


DEFAULT_KPIS: dict[str, Kpi] = {
    "csat": _percent("CSAT", "answers of 4 or 5 / answers", "shared"),
    "nps": Kpi(
        name="NPS", unit="points", formula="% of 9-10 minus % of 0-6", low=-100, high=100
    ),
    "ces": Kpi(name="customer effort", unit="points", formula="mean ease, 1-7", low=1, high=7),
    "fcr": _percent("first contact resolution", "solved with no second contact / solved", "shared"),
    "resolution_rate": _percent("resolution rate", "solved / handled", "shared"),
    "reopen_rate": _percent("reopen rate", "reopened / solved", "shared", "down"),
    "escalation_rate": _percent("escalation rate", "escalated / handled", "shared", "down"),
    "transfer_rate": _percent("transfer rate", "transferred / handled", "shared", "down"),
    "frt": _duration("first reply", "median of first human reply - created", "mine", "median"),
    "resolution_time": _duration(
        "resolution time", "median of solved - created", "shared", "median"
    ),
    "aht": _duration("handle time", "(talk + hold + wrap) / handled", "shared", "mean", "band"),
    "asa": _duration("speed of answer", "waiting / answered", "system", "mean"),
    "qa_score": _percent("QA score", "points of the reviewer's scorecard / points", "shared"),
    "adherence": _percent("adherence", "minutes in adherence / scheduled", "mine"),
    "retention": _percent("retention", "(customers at the end - new) / at the start", "system"),
    "contacts": Kpi(
        name="contacts", unit="count", formula="contacts handled", aggregate="sum",
        control="system", low=0,
    ),
}  # fmt: skip
"""The KPIs that a new journal knows."""
