"""What a goal or an experiment is measured by: rating:SKILL, kpi:NAME, count:KIND or manual."""

from __future__ import annotations

from typing import Literal

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS
from reflectcli.errors import nearest
from reflectcli.frozen import dataclass

MeasureKind = Literal["rating", "kpi", "count", "manual"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A parsed measure; `name` is the skill, the KPI or the kind of record, empty for manual."""

    kind: MeasureKind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


def parse_measure(text: str, config: JournalConfig) -> Measure:
    """The measure that the text names.

    Raises:
        ValueError: with the reason, which names what was probably meant.
    """
    kind, colon, name = text.strip().partition(":")
    if kind == "manual" and not colon:
        return Measure("manual")
    known: dict[MeasureKind, list[str]] = {
        "rating": list(config.rubric.skills),
        "kpi": list(config.kpis),
        "count": list(KINDS),
    }
    for measure_kind, names in known.items():
        if kind == measure_kind:
            if name in names:
                return Measure(measure_kind, name)
            raise ValueError(unknown(_THINGS[measure_kind], name, names))
    raise ValueError("must be rating:SKILL, kpi:NAME, count:KIND or manual")


_THINGS = {"rating": "skill", "kpi": "KPI", "count": "kind of record"}


def unknown(thing: str, name: str, names: list[str]) -> str:
    """The sentence about a name that the journal does not know."""
    near = nearest(name, names)
    return f"unknown {thing} {name!r}" + (f"; did you mean {near}?" if near else "")
