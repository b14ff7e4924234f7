"""One thing that went well on this day in the past."""

from datetime import date

from reflectcli.analysis.findings import Highlight
from reflectcli.analysis.highlights import wins
from reflectcli.domain.days import add_months
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.frozen import dataclass

AGO = ((12, "A year ago"), (6, "Half a year ago"), (1, "A month ago"))
KINDS = ("success", "shift", "feedback")
"""What is told first: the agent's own success, the best moment of a reflection, a compliment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What went well on the day `ago`."""

    ago: str
    win: Highlight


def days_back(today: date) -> list[tuple[date, str]]:
    """The same day a year, half a year and a month ago, with how to call it."""
    return [(add_months(today, -months), ago) for months, ago in AGO]


def memory_of(logbook: Logbook, day: date, ago: str) -> Memory | None:
    """The one thing that went well on a day."""
    found = wins(logbook, Period(day, day, ""))
    return min(
        (Memory(ago=ago, win=win) for win in found),
        key=lambda each: (KINDS.index(each.win.kind), each.win.id),
        default=None,
    )
