"""The period's moments: what went well, what was hard, the notes, the learning, the promises."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.findings import (
    ActivityCounts,
    Highlight,
    Learning,
    Promise,
    SkillFinding,
)
from reflectcli.analysis.tries import tries
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import (
    Activity,
    Challenge,
    Feedback,
    Note,
    Rating,
    Reading,
    Shift,
    Success,
)

WELL = ("best_moment", "liked", "sustain")
"""Answers that tell what went well, whatever the prompt set."""
HARD = ("hardest_moment", "lacked")


def counts(logbook: Logbook, period: Period) -> ActivityCounts:
    """How much was written in the period."""
    span = (period.since, period.until)
    own = [
        each.shift
        for kind in (Note, Shift, Success, Challenge, Rating)
        for each in logbook.of(kind, *span)
    ]
    entries = sum(len(logbook.of(kind, *span)) for kind in (Shift, Success, Challenge))
    return ActivityCounts(
        shifts=len(set(own)),
        entries=entries,
        notes=len(logbook.of(Note, *span)),
        ratings=len(logbook.of(Rating, *span)),
        feedback=len(logbook.of(Feedback, *span)),
        readings=len(logbook.of(Reading, *span)),
        activities=len(logbook.of(Activity, *span)),
    )


def wins(logbook: Logbook, period: Period) -> list[Highlight]:
    """What went well, oldest first: successes, best moments, and compliments by others."""
    found = [
        Highlight(id=each.id, day=each.shift, kind="success", text=each.text, skills=each.skills)
        for each in logbook.of(Success, period.since, period.until)
    ]
    found += _answers(logbook, period, WELL)
    found += _said(logbook, period, compliments=True)
    return _by_day(found)


def challenges(logbook: Logbook, period: Period) -> list[Highlight]:
    """What was hard, oldest first, each with the promise that came of it."""
    found = [
        Highlight(
            id=each.id, day=each.shift, kind="challenge", text=each.text,
            if_then=if_then(each), skills=each.skills,
        )
        for each in logbook.of(Challenge, period.since, period.until)
    ]  # fmt: skip
    return _by_day(found + _answers(logbook, period, HARD))


def heard(logbook: Logbook, period: Period) -> list[Highlight]:
    """What others said in words beside their compliments, oldest first."""
    return _by_day(_said(logbook, period, compliments=False))


def _said(logbook: Logbook, period: Period, *, compliments: bool) -> list[Highlight]:
    return [
        Highlight(
            id=each.id,
            day=each.shift,
            kind="feedback",
            text=each.text,
            source=each.source,
            score=each.score,
            scale=each.scale,
            skills=each.skills,
        )
        for each in logbook.of(Feedback, period.since, period.until)
        if each.text and (each.type == "compliment") == compliments
    ]


def notes(logbook: Logbook, period: Period) -> list[Highlight]:
    """The notes of the period, oldest first."""
    return [
        Highlight(id=each.id, day=each.shift, kind="note", text=each.text)
        for each in logbook.of(Note, period.since, period.until)
    ]


def learning(logbook: Logbook, period: Period) -> list[Learning]:
    """The activities of the period, oldest first."""
    return [
        Learning(
            id=each.id, day=each.shift, type=each.type, title=each.title,
            hours=each.hours, takeaway=each.takeaway, skills=each.skills,
        )
        for each in logbook.of(Activity, period.since, period.until)
    ]  # fmt: skip


def promise_for(logbook: Logbook, focus: SkillFinding | None, until: Period) -> Promise | None:
    """The latest if-then rule about the focus, or else the latest one at all."""
    made = [each for each in logbook.of(Challenge, until=until.until) if each.next_then]
    about = [each for each in made if focus is not None and focus.skill in each.skills]
    chosen = (about or made)[-1:]
    tried = tries(logbook.of(Note, until=until.until))
    return next(
        (
            Promise(
                id=each.id,
                day=each.shift,
                text=text,
                tried=len(done := tried.get(each.id, ())),
                worked=sum(1 for note in done if note.worked),
            )
            for each in chosen
            if (text := if_then(each)) is not None
        ),
        None,
    )


def if_then(challenge: Challenge) -> str | None:
    """The challenge's promise as a sentence."""
    if challenge.next_then is None:
        return None
    if challenge.next_if is None:
        return challenge.next_then
    return f"If {challenge.next_if.rstrip('.,')}, then {challenge.next_then}"


def _answers(logbook: Logbook, period: Period, keys: Sequence[str]) -> list[Highlight]:
    return [
        Highlight(id=each.id, day=each.shift, kind="shift", text=each.answers[key])
        for each in logbook.of(Shift, period.since, period.until)
        for key in keys
        if key in each.answers
    ]


def _by_day(found: list[Highlight]) -> list[Highlight]:
    return sorted(found, key=lambda each: (each.day, each.kind, each.id))
