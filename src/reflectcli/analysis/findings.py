"""What the analysis finds, as data: every renderer shows the same findings.

Levels are on the rubric's scale (1 to 5), proportions of KPIs in percent (0 to 100), durations in
seconds, progress from 0 (baseline) to 1 (target), paces a week. `evidence` holds record IDs,
newest first.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from reflectcli.analysis.slopes import Point
from reflectcli.analysis.trends import UNJUDGED, Trend
from reflectcli.domain.fields import ActivityType, Control, Outcome, Source
from reflectcli.domain.journal import Agent
from reflectcli.domain.kpis import Direction, Unit
from reflectcli.domain.periods import Period
from reflectcli.errors import Problem
from reflectcli.frozen import dataclass

if TYPE_CHECKING:
    # Whoever makes these findings imports them; the desk for today makes none of them.
    from reflectcli.analysis.agreed import Agreed
    from reflectcli.analysis.contrasts import Comparison
    from reflectcli.analysis.limits import Assurance, Limits, Signal
    from reflectcli.analysis.mirror import Agreement, Caution, Hours, Movement, OpenLoop
    from reflectcli.analysis.patterns import Causes, ThemeFinding
    from reflectcli.analysis.trial_findings import (
        CalibrationFinding,
        ExperimentFinding,
        ForecastFinding,
    )
    from reflectcli.analysis.wellbeing import Wellbeing

SkillVerdict = Literal["strength", "focus", "steady", "not_enough"]
KpiStatus = Literal["met", "missed", "compatible", "no_target", "not_enough"]
GoalStatus = Literal["met", "ahead", "on_track", "at_risk", "overdue", "not_enough", "closed"]
Evidence = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCounts:
    """How much was written in the period; `shifts` are working days with a word of the agent's."""

    shifts: int
    entries: int
    notes: int
    ratings: int
    feedback: int
    readings: int
    activities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFinding:
    """What the ratings say of a skill over the findings window.

    `m0` is the agent's own overall mean, `weekly` the mean of each week of the window, oldest
    first, None for a week without a rating; `period_*` are of the report's period alone.
    """

    skill: str
    name: str
    verdict: SkillVerdict
    n: int
    shifts: int
    mean: float | None
    shrunk: float | None
    m0: float
    period_n: int
    period_mean: float | None
    weekly: tuple[float | None, ...]
    evidence: Evidence
    feedback: Evidence
    rule: str
    trend: Trend = UNJUDGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """The weighted mean of the skills with enough data, in percent of the way from 1 to 5.

    A critical skill below half makes `score` 0; `unzeroed` is the score without that rule.
    """

    score: float
    unzeroed: float
    skills: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFinding:
    """A KPI's figure in the period, with its interval, target and source.

    `window_value` is the same figure over the findings window, with `window_n` readings; `weeks`
    are the window's ISO weeks by their Mondays, which trend, limits and signals are made of.
    """

    kpi: str
    name: str
    unit: Unit
    direction: Direction
    control: Control
    formula: str
    n: int
    numerator: float | None
    denominator: float | None
    value: float | None
    interval: tuple[float, float] | None
    target: float | None
    target_high: float | None
    status: KpiStatus
    source: str
    window_value: float | None
    window_interval: tuple[float, float] | None
    window_n: int
    window_evidence: Evidence
    evidence: Evidence
    rule: str
    trend: Trend = UNJUDGED
    weeks: tuple[Point, ...] = ()
    limits: Limits | None = None
    signals: tuple[Signal, ...] = ()
    assurance: Assurance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFinding:
    """Where a goal stands; `required_pace` and `pace` are changes of the measure a week."""

    id: str
    title: str
    why: str | None
    measure: str
    unit: Unit | None
    baseline: float | None
    current: float | None
    target: float | None
    progress: float | None
    status: GoalStatus
    outcome: Outcome | None
    due: date | None
    required_pace: float | None
    pace: float | None
    eta: tuple[date, date] | None
    points: int
    steps_done: int
    steps_total: int
    next_step: str | None
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A moment of the period in the agent's own words, or in others' about them."""

    id: str
    day: date
    kind: str
    text: str
    source: Source | None = None
    score: float | None = None
    scale: float | None = None
    if_then: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """An activity of the period."""

    id: str
    day: date
    type: ActivityType
    title: str
    hours: float | None
    takeaway: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that waits to be done, and the command that does it."""

    what: str
    command: str
    record: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An if-then rule that the agent wrote, and in how many of the tries it worked."""

    id: str
    day: date
    text: str
    tried: int = 0
    worked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings of a period, as of a day; `warnings` is None where they are not asked for.

    `agreed` are the open actions agreed with the mentor, where the day is in the period.
    """

    agent: Agent
    period: Period
    window: Period
    as_of: date
    activity: ActivityCounts
    skills: tuple[SkillFinding, ...]
    focus: SkillFinding | None
    focus_promise: Promise | None
    overall: Overall | None
    agreement: tuple[Agreement, ...]
    kpis: tuple[KpiFinding, ...]
    goals: tuple[GoalFinding, ...]
    forecasts: ForecastFinding
    calibration: tuple[CalibrationFinding, ...]
    experiments: tuple[ExperimentFinding, ...]
    wins: tuple[Highlight, ...]
    challenges: tuple[Highlight, ...]
    heard: tuple[Highlight, ...]
    notes: tuple[Highlight, ...]
    activities: tuple[Learning, ...]
    hours: tuple[Hours, ...]
    movements: tuple[Movement, ...]
    open_loops: tuple[OpenLoop, ...]
    themes: tuple[ThemeFinding, ...]
    causes: Causes
    due: tuple[Due, ...]
    warnings: tuple[Caution, ...] | None
    problems: tuple[Problem, ...]
    wellbeing: Wellbeing | None = None
    comparison: Comparison | None = None
    agreed: tuple[Agreed, ...] = ()
