"""Warnings against self-deception, for the agent alone: how the records themselves may mislead.

Each looks at the findings window and says nothing below its minimum. They are questions to oneself,
not findings about the work, and no export holds them unless it was asked for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from reflectcli.analysis.averages import mean
from reflectcli.analysis.findings import SkillFinding
from reflectcli.analysis.highlights import wins
from reflectcli.analysis.mirror import Caution
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import (
    Challenge,
    Checkin,
    Goal,
    Note,
    Rating,
    Record,
    Shift,
    Success,
)
from reflectcli.domain.schedule import Schedule

SKILLS, ALIKE, RECENT, OFTEN = 4, 0.8, 5, 3
"""The same level for 80% of four or more skills, in three of the last five shifts rated so."""
MOOD_SHIFTS, STRONG, CHANCE = 8, 0.5, 0.05
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LONG, MOST, FEW = 28, 0.6, 10
"""Days of a period, share of its records in its last week, and records that are too few to say."""
RESTING = 28
"""Days without a look at a goal; days away do not count."""
ANY_DAY = Schedule()


def cautions(
    logbook: Logbook,
    skills: Sequence[SkillFinding],
    period: Period,
    as_of: date,
    schedule: Schedule = ANY_DAY,
) -> list[Caution]:
    """The warnings that apply to a period, as known on a day; the gravest first."""
    window = period.window(WINDOW_WEEKS)
    ratings = logbook.of(Rating, window.since, window.until)
    until = min(period.until, as_of)
    return [
        *_rubric_change(ratings),
        *_same_levels(ratings),
        *_follows_mood(ratings, logbook.of(Shift, window.since, window.until)),
        *_recency(logbook, period, until, schedule),
        *_resting_goals(logbook, until, schedule),
        *_uncelebrated(logbook, skills, window),
    ]


def _ids(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(each.id for each in reversed(records))


def _rubric_change(ratings: Sequence[Rating]) -> Iterator[Caution]:
    versions = list(dict.fromkeys(each.rubric for each in ratings))
    if len(versions) < 2:
        return
    firsts = [next(each for each in ratings if each.rubric == version) for version in versions]
    day = f"{firsts[-1].shift.day} {firsts[-1].shift:%b}"
    yield Caution(
        kind="rubric_change",
        what=f"Your {len(ratings)} ratings use {len(versions)} versions of the rubric, the latest"
        f" from {day} on: levels before and after it do not mean the same.",
        n=len(ratings),
        rule="ratings of more than one rubric version in the findings window",
        evidence=_ids(firsts),
    )


def _by_shift(ratings: Sequence[Rating]) -> dict[date, list[Rating]]:
    found: dict[date, list[Rating]] = {}
    for each in ratings:
        found.setdefault(each.shift, []).append(each)
    return found


def _levels(ratings: Sequence[Rating]) -> list[int]:
    return [level for each in ratings for level in each.skills.values() if level != "n/a"]


def _same_levels(ratings: Sequence[Rating]) -> Iterator[Caution]:
    rated = [group for group in _by_shift(ratings).values() if len(_levels(group)) >= SKILLS]
    last = rated[-RECENT:]
    alike = [group for group in last if _share(_levels(group)) >= ALIKE]
    if len(alike) < OFTEN:
        return
    yield Caution(
        kind="same_levels",
        what=f"In {len(alike)} of the last {len(last)} shifts nearly all skills got one level."
        " The rubric's words may tell them apart: reflect rate shows them.",
        n=len(last),
        rule=f"at least {ALIKE:.0%} of a shift's levels alike, {SKILLS} skills or more,"
        f" in {OFTEN} of the last {RECENT} shifts",
        evidence=_ids([each for group in alike for each in group]),
    )


def _share(levels: Sequence[int]) -> float:
    return max(Counter(levels).values()) / len(levels)


def _follows_mood(ratings: Sequence[Rating], shifts: Sequence[Shift]) -> Iterator[Caution]:
    moods: dict[date, list[int]] = {}
    for each in shifts:
        if each.mood is not None:
            moods.setdefault(each.shift, []).append(each.mood)
    both = {
        day: group
        for day, group in _by_shift(ratings).items()
        if day in moods and _levels(group)
    }  # fmt: skip
    pairs = [(round(mean(_levels(group)), 9), mean(moods[day])) for day, group in both.items()]
    if len(pairs) < MOOD_SHIFTS:
        return
    from reflectcli.analysis.concordance import probability, tau_b

    if (tau := tau_b(pairs)) < STRONG:
        return
    p = probability(pairs)
    if p <= CHANCE:
        yield Caution(
            kind="follows_mood",
            what=f"Your ratings went together with your mood in {len(pairs)} shifts (tau {tau:.2f},"
            f" p {p:.3f}). Rating on another day than the feeling may tell the two apart.",
            n=len(pairs),
            rule=f"Kendall's tau-b of {STRONG} or more, exact p at most {CHANCE},"
            f" from {MOOD_SHIFTS} shifts",
            evidence=_ids([each for group in both.values() for each in group]),
        )


def _recency(
    logbook: Logbook, period: Period, until: date, schedule: Schedule
) -> Iterator[Caution]:
    # Weeks away are not forgotten: there was nothing to write.
    if schedule.days_since(period.since - DAY, period.until) < LONG:
        return
    kinds = (Note, Shift, Success, Challenge, Rating)
    own = [each for each in logbook.of(Record, period.since, until) if isinstance(each, kinds)]
    last = [each for each in own if each.shift > until - WEEK]
    if len(own) < FEW or len(last) <= MOST * len(own):
        return
    yield Caution(
        kind="recency",
        what=f"{len(last)} of your {len(own)} records of this period are of its last week; the"
        " weeks before are easily forgotten.",
        n=len(own),
        rule=f"more than {MOST:.0%} of at least {FEW} own records in the last 7 days",
        evidence=_ids(last),
    )


def _resting_goals(logbook: Logbook, until: date, schedule: Schedule) -> Iterator[Caution]:
    goals = _open(logbook, until)
    linked: dict[str, list[date]] = {goal.id: [] for goal in goals}
    for each in logbook if goals else ():
        for link in each.links:
            linked.get(link, []).append(each.shift)
    resting = [
        goal
        for goal in goals
        if schedule.days_since(_touched(goal, linked[goal.id], logbook, until), until) >= RESTING
    ]
    if not resting:
        return
    names = ", ".join(f'"{goal.title}"' for goal in resting)
    command = f"reflect goal checkin {resting[0].id}"
    count = "One goal has" if len(resting) == 1 else f"{len(resting)} goals have"
    yield Caution(
        kind="resting_goal",
        what=f"{count} rested for four weeks or longer: {names}. Keep it, change it or close it:"
        f" {command}",
        n=len(resting),
        rule="no check-in, step, change or linked record for 28 days",
        evidence=tuple(goal.id for goal in resting),
    )


def _open(logbook: Logbook, until: date) -> list[Goal]:
    goals = logbook.of(Goal, until=until)
    return [goal for goal in goals if goal.closed is None or goal.closed > until]


def _touched(goal: Goal, linked: Sequence[date], logbook: Logbook, until: date) -> date:
    days = [goal.shift, *(step.done for step in goal.steps if step.done), *linked]
    days += [change.on for change in goal.history]
    days += [each.shift for each in logbook.about(Checkin, "goal", goal.id)]
    return max(day for day in days if day <= until)


def _uncelebrated(
    logbook: Logbook, skills: Sequence[SkillFinding], window: Period
) -> Iterator[Caution]:
    told = wins(logbook, window)
    named = {skill for win in told for skill in win.skills}
    texts = [win.text.casefold() for win in told]
    quiet = [
        each
        for each in skills
        if each.verdict == "strength"
        and each.skill not in named
        and not any(each.name.casefold() in text for text in texts)
    ]
    if not quiet:
        return
    names = " and ".join(each.name for each in quiet)
    n = sum(each.n for each in quiet)
    are = "is a strength" if len(quiet) == 1 else "are strengths"
    yield Caution(
        kind="uncelebrated",
        what=f"{names} {are} ({n} ratings), and no success names it yet. Worth a line when it next"
        " helps.",
        n=n,
        rule="a strength that no success, best moment or compliment of the findings window names",
        evidence=tuple(each for found in quiet for each in found.evidence),
    )
