"""What a letter is made of: sections of findings, each with words, a small chart and quotes."""

from __future__ import annotations

from typing import Literal

from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The figures behind a chart, for whoever cannot see it or wants to check it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A small chart as figures: what to draw, the same in words, and as a table.

    `line`: `values` in their order (None is a gap) with the median, limits and target.
    `pair`: two levels, own and others'. `bar`: a share from 0 to 1. `days`: places from 0 to 1.
    """

    kind: Literal["line", "pair", "bar", "days"]
    values: tuple[float | None, ...]
    low: float
    high: float
    words: str
    note: str = ""
    median: float | None = None
    limits: tuple[float, float] | None = None
    targets: tuple[float, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A record in its writer's words, with what else it says; `ref` is its ID."""

    ref: str
    day: str
    who: str
    text: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the mentor may answer.

    `verdict` is a word or two, `claim` the figure with its n, `means` what that says and what not.
    `own` tells that it shows the agent's own levels, which a blind pack covers first.
    """

    key: str
    title: str
    verdict: str = ""
    tone: Literal["good", "focus", "plain", "unsure"] = "plain"
    claim: str = ""
    means: tuple[str, ...] = ()
    chart: Chart | None = None
    facts: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[bool, str], ...] = ()
    words: str = ""
    quotes: tuple[Quote, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the letter under a heading."""

    id: str
    title: str
    intro: str = ""
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A line of the agenda: what it is about, in whose words, and the finding that it leads to."""

    text: str
    lead: str = ""
    note: str = ""
    about: str = ""
    quoted: bool = False
    chart: Chart | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A part of the talk: to celebrate, goal, reality, options, will."""

    id: str
    title: str
    minutes: int
    points: tuple[Point, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill for the mentor to rate, with the words of its levels."""

    key: str
    name: str
    low: str
    middle: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the mentor."""

    key: str
    text: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The whole letter."""

    agent: str
    named: bool
    role: str
    title: str
    span: str
    written: str
    as_of: str
    blind: bool
    topics: tuple[Topic, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    skills: tuple[Skill, ...]
    goals: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
