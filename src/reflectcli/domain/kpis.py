"""KPIs: what each figure means, how it adds up, which way is good and whose lever it is."""

from typing import Annotated, Literal

from reflectcli.domain.defaults import KPIS
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


DEFAULT_KPIS: dict[str, Kpi] = {key: Kpi(**values) for key, values in KPIS.items()}
"""The KPIs that a new journal knows."""
