"""What is found of themes and causes, as data: counts are of shifts, evidence is newest first."""

from __future__ import annotations

from datetime import date
from typing import Literal

from reflectcli.domain.fields import Cause, Control
from reflectcli.frozen import dataclass

GoesWith = Literal["success", "challenge", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFinding:
    """A word or phrase of the window, in how many shifts, and what it goes together with.

    `period_shifts` are those of the report's period; `goes_with` is None below two shifts on
    either side. `days` are the shifts, oldest first.
    """

    theme: str
    source: Literal["own", "feedback"]
    shifts: int
    period_shifts: int
    recurring: bool
    goes_with: GoesWith | None
    with_success: int
    with_challenge: int
    tagged: bool
    days: tuple[date, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFinding:
    """A kind of cause under one control: in how many shifts of the window.

    `control` is None where the challenges do not say it. `evidence` is newest first.
    """

    category: Cause
    control: Control | None
    shifts: int
    recurring: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlShare:
    """Whose lever it was, in how many of the challenges that say it; `share` is 0 to 1."""

    control: Control
    challenges: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A challenge in the agent's words."""

    id: str
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """A recurring cause that is the system's, with the challenges that show it, newest first."""

    category: Cause
    shifts: int
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """All that the challenges of the findings window tell of their causes."""

    challenges: int
    unsaid: int
    found: tuple[CauseFinding, ...]
    split: tuple[ControlShare, ...]
    upstream: tuple[Upstream, ...]
