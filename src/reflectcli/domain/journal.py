"""What travels with a journal: its format, the day's and week's start, rubric, KPIs, prompts."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal

from reflectcli.domain.fields import EXACT, Name, Named, Names, Says, Text, Texts, Whole
from reflectcli.domain.filing import DAY_STARTS, FORMAT
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi
from reflectcli.domain.plain import is_recipient
from reflectcli.domain.prompts import DEFAULT_PROMPTS, PromptSet
from reflectcli.domain.rubric import Rubric
from reflectcli.domain.schedule import Schedule, is_away, is_rota
from reflectcli.domain.sharing import Sharing
from reflectcli.frozen import dataclass, field

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Clock = Annotated[time, EXACT, Named(lambda clock: clock.tzinfo is None, "must be a local time")]
Recipient = Annotated[
    str, EXACT, Named(is_recipient, "must be a recipient of age, which begins with age1")
]  # fmt: skip
Turn = Annotated[
    Text, Named(is_rota, "must be a rota such as 4 on 2 off from 2026-11-02")
]  # fmt: skip
Days = Annotated[
    str, EXACT, Named(is_away, "must be a date, or two as in 2026-12-24..2027-01-02")
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Whose journal it is."""

    name: Annotated[Text | None, Says("Shown on reports.")] = None
    role: Annotated[Text | None, Says("What you do.")] = None
    channels: Annotated[Texts, Says("Where you meet customers.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often things are due."""

    shifts: Annotated[tuple[Weekday, ...], Says("Usual working days; empty: not fixed.")] = ()
    rota: Annotated[
        Turn | None, Says("Shifts in turn instead: 4 on 2 off from 2026-11-02.")
    ] = None  # fmt: skip
    rate_every_days: Annotated[Whole, Says("Days until skills are due again; 0: never.")] = 7
    checkin_every_days: Annotated[Whole, Says("Days until a goal is due again; 0: never.")] = 14
    ask_guess: Annotated[Names, Says("KPIs that `reflect log` lets you guess first.")] = ()
    away: Annotated[Mapping[Days, Text], Says("Days off by their dates, and why.")] = field(
        default_factory=dict
    )

    @property
    def schedule(self) -> Schedule:
        """The days on which shifts are expected."""
        return Schedule(self.shifts, self.rota, self.away)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """For whom records are encrypted."""

    recipient: Annotated[Recipient, Says("The public half of the key, as age has it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalConfig:
    """The content of journal.toml; what the file leaves out stands here as the default."""

    format: Annotated[Whole, Says("The version of the file format.")] = FORMAT
    day_starts: Annotated[Clock, Says("A note before this time belongs to the day before.")] = (
        DAY_STARTS
    )
    week_starts: Annotated[Weekday, Says("The first day of a week.")] = "monday"
    agent: Annotated[Agent, Says("Whose journal it is.")] = field(default_factory=Agent)
    rhythm: Annotated[Rhythm, Says("How often things are due.")] = field(default_factory=Rhythm)
    rubric: Annotated[Rubric, Says("The skills and their levels.")] = field(default_factory=Rubric)
    kpis: Annotated[Mapping[Name, Kpi], Says("KPI by its ID.")] = field(
        default_factory=lambda: DEFAULT_KPIS
    )
    prompts: Annotated[Mapping[Name, PromptSet], Says("Prompt set by its ID.")] = field(
        default_factory=lambda: DEFAULT_PROMPTS
    )
    mappings: Annotated[
        Mapping[Name, Mapping[Name, Text | Texts]], Says("Import mappings by name.")
    ] = field(default_factory=dict)
    sharing: Annotated[Sharing, Says("What is replaced or stays home in what leaves.")] = field(
        default_factory=Sharing
    )
    encryption: Annotated[
        Encryption | None, Says("`reflect encrypt` writes it; without it new files are plain.")
    ] = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Tables of the file that this version does not know."""
