"""The words that all parts of a letter share: names, days, figures, trends, chance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any

from reflectcli.domain.periods import Period
from reflectcli.frozen import dataclass
from reflectcli.render import words
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.letter.model import Quote
from reflectcli.render.text import clean, one_line

LEVERS = {"mine": "own", "shared": "shared", "system": "the system's"}
SPEAKERS = {
    "customer": "A customer",
    "colleague": "A colleague",
    "mentor": "The mentor",
    "manager": "A manager",
}
LABELS = {
    "channel": "where",
    "trigger": "what set it off",
    "own_part": "own part",
    "root_cause": "what was behind it",
    "solution": "what solved it",
    "implementation": "how it was put in place",
    "control": "whose lever",
    "causes": "kind of cause",
    "factors": "what made it work",
    "replicate_when": "do it again when",
    "response": "what came of it",
    "takeaway": "to keep",
    "next_time": "next time",
}
"""What stands before each field of a quote."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The pack that a letter is of, and how its agent is called."""

    data: Mapping[str, Any]
    who: str
    named: bool

    @property
    def whose(self) -> str:
        """The agent's name with its s: Noor's."""
        return f"{self.who}'s"

    @property
    def findings(self) -> Mapping[str, Any]:
        """The pack's findings by section."""
        found: Mapping[str, Any] = self.data["findings"]
        return found

    @property
    def weeks(self) -> str:
        """How long the findings window is: 12 weeks."""
        window = period_of(self.data["window"])
        return f"{round(window.days / 7)} weeks"

    def quotes(self, finding: Mapping[str, Any]) -> tuple[Quote, ...]:
        """The records that are quoted behind a finding."""
        held = self.data["quotes"]
        return tuple(self.quote(each, held[each]) for each in finding.get("quoted", ()))

    def quote(self, ref: str, held: Mapping[str, Any]) -> Quote:
        """A record in its writer's words."""
        more = tuple((LABELS.get(name, name), _more(value)) for name, value in held["more"].items())
        return Quote(
            ref=ref, day=day(held["day"], weekday=True), who=speaker(held, self.who),
            text=clean(held["text"]), more=more,
        )  # fmt: skip


def scene_of(data: Mapping[str, Any]) -> Scene:
    """The scene of a pack; an agent without a name is called the agent."""
    name = one_line(data["agent"]["name"] or "")
    return Scene(data, name.split()[0] if name else "the agent", bool(name))


def speaker(held: Mapping[str, Any], who: str) -> str:
    """Whose words a record is in: A customer, 4 of 5; empty where they are the agent's."""
    if not held.get("source"):
        return ""
    author = one_line(held.get("author") or "")
    said = author if author else SPEAKERS.get(held["source"], held["source"])
    if held.get("score") is None or not held.get("scale"):
        return said
    return f"{said}, {held['score']:g} of {held['scale']:g}"


def _more(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(one_line(each).replace("_", " ") for each in value)
    return LEVERS.get(value, clean(value))


def day(text: str, *, weekday: bool = False) -> str:
    """A date as people say it: Sun 22 Nov."""
    return words.day(date.fromisoformat(text), weekday=weekday)


def full_day(text: str) -> str:
    """A date with its year: 22 November 2026."""
    value = date.fromisoformat(text)
    return f"{value.day} {value:%B %Y}"


def period_of(span: Mapping[str, Any]) -> Period:
    """A pack's period or window."""
    since, until = (date.fromisoformat(span[name]) for name in ("since", "until"))
    return Period(since, until, span.get("label", ""))


def capital(text: str) -> str:
    """The text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def middle(values: tuple[float | None, ...]) -> float | None:
    """The median of the values that are there."""
    there = [value for value in values if value is not None]
    return median(there) if there else None


def value_text(value: float, unit: Any) -> str:
    """A figure in its unit, or a level with one decimal."""
    return figure_text(value, unit) if unit else number_text(value, 2)


def change_text(value: float, unit: Any) -> str:
    """A change with its sign; of a percentage in points."""
    text = number_text(abs(value)) if unit == "percent" else value_text(abs(value), unit)
    sign = "" if text in ("0", "0s") else "−" if value < 0 else "+"
    return f"{sign}{text} points" if unit == "percent" else f"{sign}{text}"


def trend_said(trend: Mapping[str, Any], unit: Any, thing: str) -> str:
    """Where a series goes, and whether that is more than chance, in a sentence."""
    verdict, count = trend["verdict"], words.counted(trend["n"], thing)
    if verdict == "not_enough":
        return f"Too few {thing}s to speak of a trend ({trend['n']} of {trend['needed']})."
    if verdict == "stable":
        return f"No trend over {count}: the ups and downs are what chance makes."
    slope = trend["slope_per_week"]
    pace = f", about {change_text(slope, unit)} a week" if slope else ""
    if verdict == "possible":
        return f"Perhaps a change{pace}, but too little to go by yet ({count})."
    return f"{capital(verdict)}{pace}, over {count}: more than chance would make."
