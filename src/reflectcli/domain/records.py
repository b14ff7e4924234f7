"""The kinds of record: what an agent writes down, one frozen dataclass a kind.

The order of the fields is the order in the file. `docs` of a field are in its `Says`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from reflectcli.domain.fields import (
    ActivityType,
    Amount,
    Cause,
    Control,
    Day,
    ExperimentVerdict,
    FeedbackType,
    Flag,
    Level,
    Moment,
    Name,
    Names,
    Number,
    Outcome,
    Positive,
    Ratings,
    RecordId,
    RecordIds,
    Says,
    Source,
    Text,
    Texts,
    Whole,
)
from reflectcli.frozen import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record carries."""

    kind: ClassVar[str]
    long_lived: ClassVar[bool] = False

    id: Annotated[RecordId, Says("Short, random, never changes.")]
    at: Annotated[Moment, Says("When it was written, with the offset of the writer's clock.")]
    shift: Annotated[Day, Says("The working day that it belongs to.")]
    tags: Annotated[Texts, Says("Words of your own to find it by.")] = ()
    links: Annotated[RecordIds, Says("IDs of records that belong with this one.")] = ()
    private: Annotated[Flag, Says("Never in a report, a pack or anything made for others.")] = False
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the file that this version does not know, kept as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Record):
    """What is written about one conversation with a customer."""

    text: Annotated[Text, Says("What happened.")]
    channel: Annotated[Text | None, Says("Where: phone, chat, email.")] = None
    reference: Annotated[Text | None, Says("The ticket or call it was.")] = None
    skills: Annotated[Names, Says("Skills that it shows.")] = ()
    root_cause: Annotated[Text | None, Says("What was really behind it.")] = None
    solution: Annotated[Text | None, Says("What solved it.")] = None
    implementation: Annotated[Text | None, Says("How the solution was put in place.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Record):
    """One line caught during a shift."""

    kind: ClassVar[str] = "note"
    text: Annotated[Text, Says("What you want to remember.")]
    channel: Annotated[Text | None, Says("Where: phone, chat, email.")] = None
    reference: Annotated[Text | None, Says("The ticket or call it was.")] = None
    worked: Annotated[Flag | None, Says("Whether the rule in `links` worked this time.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Record):
    """The reflection at the end of a shift: a prompt set's answers, mood and energy."""

    kind: ClassVar[str] = "shift"
    prompts: Annotated[Name, Says("The prompt set that was answered.")] = "quick"
    mood: Annotated[Level | None, Says("1 low to 5 high.")] = None
    energy: Annotated[Level | None, Says("1 empty to 5 full.")] = None
    text: Annotated[Text | None, Says("Anything beside the prompts.")] = None
    answers: Annotated[Mapping[Name, Text], Says("Prompt to answer.")] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Success(Interaction):
    """An interaction that went well: what worked, and when to do it again."""

    kind: ClassVar[str] = "success"
    factors: Annotated[Texts, Says("What made it work.")] = ()
    replicate_when: Annotated[Text | None, Says("The situation to do it again in.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Interaction):
    """An interaction that was hard: trigger, causes, own part, and the next time's if-then."""

    kind: ClassVar[str] = "challenge"
    trigger: Annotated[Text | None, Says("What set it off.")] = None
    causes: Annotated[tuple[Cause, ...], Says("Kinds of cause.")] = ()
    control: Annotated[Control | None, Says("Whose lever it is.")] = None
    own_part: Annotated[Text | None, Says("What I did or left undone.")] = None
    next_if: Annotated[Text | None, Says("Next time, if this happens …")] = None
    next_then: Annotated[Text | None, Says("… then I do this.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Record):
    """A self-assessment: skills against the rubric, 1 to 5, or "n/a"."""

    kind: ClassVar[str] = "rating"
    rubric: Annotated[Whole, Says("The version of the rubric.")] = 1
    text: Annotated[Text | None, Says("Why these levels.")] = None
    reference: Annotated[Text | None, Says("The ticket or call, when rating one.")] = None
    skills: Annotated[Ratings, Says("Skill to level.")]

    @property
    def rated(self) -> list[str]:
        """The skills that it gives a level."""
        return [skill for skill, level in self.skills.items() if level != "n/a"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Record):
    """What a customer, a colleague, the mentor or a manager said."""

    kind: ClassVar[str] = "feedback"
    source: Annotated[Source, Says("Whose words they are.")]
    type: Annotated[FeedbackType | None, Says("What sort of words.")] = None
    score: Annotated[Amount | None, Says("The score, out of `scale`.")] = None
    scale: Annotated[
        Positive | None, Says("The highest score; up to 7 the lowest is 1, above it 0.")
    ] = None
    skills: Annotated[Names, Says("Skills that it is about.")] = ()
    text: Annotated[Text | None, Says("Their words.")] = None
    author: Annotated[Text | None, Says("Who, if that matters.")] = None
    asked: Annotated[Flag, Says("You had asked for it.")] = False
    response: Annotated[Text | None, Says("What you make of it.")] = None
    channel: Annotated[Text | None, Says("Where: phone, chat, email.")] = None
    reference: Annotated[Text | None, Says("The ticket, call or survey answer.")] = None
    origin: Annotated[Text | None, Says("The file or reply that it was imported from.")] = None
    ratings: Annotated[Ratings, Says("Skill to level, as they rated it.")] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """A KPI's figure: numerator and denominator, or a value in the KPI's unit."""

    kind: ClassVar[str] = "reading"
    kpi: Annotated[Name, Says("The KPI.")]
    numerator: Annotated[Number | None, Says("As in 18 of 20: the 18.")] = None
    denominator: Annotated[Positive | None, Says("As in 18 of 20: the 20.")] = None
    value: Annotated[Number | None, Says("In the KPI's unit; durations in seconds.")] = None
    guess: Annotated[Number | None, Says("What you thought it would be.")] = None
    text: Annotated[Text | None, Says("What to know about it.")] = None
    channel: Annotated[Text | None, Says("Where: phone, chat, email.")] = None
    reference: Annotated[Text | None, Says("The ticket, call or report.")] = None
    origin: Annotated[Text | None, Says("The file that it was imported from.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """Something done to get better: training, coaching, practice, reading."""

    kind: ClassVar[str] = "activity"
    type: Annotated[ActivityType, Says("What sort of activity.")]
    title: Annotated[Text, Says("What it was.")]
    hours: Annotated[Amount | None, Says("How long it took.")] = None
    takeaway: Annotated[Text | None, Says("What you keep from it.")] = None
    skills: Annotated[Names, Says("Skills that it is for.")] = ()
    people: Annotated[Texts, Says("With whom.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin(Record):
    """A look at a goal: where it stands, in a figure or in words."""

    kind: ClassVar[str] = "checkin"
    goal: Annotated[RecordId, Says("The goal's ID.")]
    value: Annotated[Number | None, Says("Where it stands, for a manual measure.")] = None
    text: Annotated[Text | None, Says("How it goes.")] = None
    forecast_early: Annotated[Day | None, Says("The forecast then: met from this day.")] = None
    forecast_late: Annotated[Day | None, Says("The forecast then: met by this day.")] = None
    origin: Annotated[Text | None, Says("The mentor's reply that it came with.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a goal."""

    text: Annotated[Text, Says("What to do.")]
    due: Annotated[Day | None, Says("By when.")] = None
    done: Annotated[Day | None, Says("When it was done.")] = None
    origin: Annotated[Text | None, Says("The mentor's reply that it was agreed in.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry of a goal's history: what was changed, and when."""

    on: Annotated[Day, Says("When.")]
    text: Annotated[Text, Says("What was changed, and why.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """A goal: specific, measured, with a reason, a date, steps, resources and helpers."""

    kind: ClassVar[str] = "goal"
    long_lived: ClassVar[bool] = True
    title: Annotated[Text, Says("What you want to reach.")]
    why: Annotated[Text | None, Says("Why it matters to you.")] = None
    measure: Annotated[
        Text, Says("rating:SKILL, kpi:NAME, count:KIND, or manual (by check-ins).")
    ] = "manual"
    baseline: Annotated[Number | None, Says("Where it started.")] = None
    target: Annotated[Number | None, Says("Where it should be.")] = None
    due: Annotated[Day | None, Says("By when.")] = None
    skills: Annotated[Names, Says("Skills that it is for.")] = ()
    resources: Annotated[Texts, Says("What helps: courses, articles, time.")] = ()
    helpers: Annotated[Texts, Says("Who helps.")] = ()
    closed: Annotated[Day | None, Says("When it was closed.")] = None
    outcome: Annotated[Outcome | None, Says("How it ended.")] = None
    lesson: Annotated[Text | None, Says("What it taught you.")] = None
    origin: Annotated[Text | None, Says("The mentor's reply that it came with.")] = None
    steps: Annotated[tuple[Step, ...], Says("The steps on the way.")] = ()
    history: Annotated[tuple[Change, ...], Says("What was changed on the way.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(Record):
    """A new approach, tried from a day on, with its test fixed beforehand."""

    kind: ClassVar[str] = "experiment"
    long_lived: ClassVar[bool] = True
    hypothesis: Annotated[Text, Says("What you expect, and of what.")]
    measure: Annotated[Text, Says("rating:SKILL, kpi:NAME or count:KIND.")]
    start: Annotated[Day, Says("The first day of the new approach.")]
    until: Annotated[Day, Says("The last day of the trial.")]
    min_n: Annotated[Whole, Says("The smallest number of points on each side.")]
    finished: Annotated[Day | None, Says("When it was judged.")] = None
    verdict: Annotated[ExperimentVerdict | None, Says("How it was judged.")] = None
    lesson: Annotated[Text | None, Says("What it taught you.")] = None


KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Note, Shift, Success, Challenge, Rating, Feedback, Reading, Activity, Checkin,
        Goal, Experiment,
    )
}  # fmt: skip
"""Every kind of record by its word."""

Kind = Literal[
    "note", "shift", "success", "challenge", "rating", "feedback", "reading", "activity",
    "checkin", "goal", "experiment",
]  # fmt: skip
