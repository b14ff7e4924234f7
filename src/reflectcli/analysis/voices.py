"""The texts of a journal, each with the side that it stands on: success, challenge, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from reflectcli.analysis.highlights import HARD, WELL
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import (
    Activity,
    Challenge,
    Feedback,
    Goal,
    Note,
    Record,
    Shift,
    Success,
)

Side = Literal["success", "challenge"] | None
HIGH, LOW = 0.75, 0.5
"""A score of others is praise from this share of the scale on, and no praise up to that."""


Place = tuple[date, Side]
"""A day and a side of it."""


class Voice(NamedTuple):
    """What one record says on one side of a day: its texts and its tags."""

    record: str
    place: Place
    texts: Sequence[str]
    tags: Sequence[str] = ()

    @property
    def day(self) -> date:
        """The shift that it belongs to."""
        return self.place[0]


def own_voices(logbook: Logbook, period: Period) -> Iterator[Voice]:
    """What the agent wrote in notes, reflections, successes and challenges.

    A note that tells whether a rule worked repeats the rule's words, so it is left out.
    """
    for each in logbook.of(Note, period.since, period.until):
        if each.worked is None:
            yield _voice(each, None, [each.text])
    for shift in logbook.of(Shift, period.since, period.until):
        yield _voice(shift, None, [shift.text])
        for key, answer in shift.answers.items():
            side: Side = "success" if key in WELL else "challenge" if key in HARD else None
            yield Voice(shift.id, (shift.shift, side), [answer])
    for good in logbook.of(Success, period.since, period.until):
        said = (good.text, good.root_cause, good.solution, good.replicate_when, *good.factors)
        yield _voice(good, "success", said)
    for hard in logbook.of(Challenge, period.since, period.until):
        said = (hard.text, hard.trigger, hard.own_part, hard.root_cause, hard.solution)
        yield _voice(hard, "challenge", said)


def others_voices(logbook: Logbook, period: Period) -> Iterator[Voice]:
    """What customers, colleagues, mentor and managers said, by its type or else its score."""
    for each in logbook.of(Feedback, period.since, period.until):
        yield _voice(each, _side(each), [each.text])


def _side(feedback: Feedback) -> Side:
    if feedback.type is not None:
        return "success" if feedback.type == "compliment" else "challenge"
    if feedback.score is None or feedback.scale is None:
        return None
    share = feedback.score / feedback.scale
    return "success" if share >= HIGH else "challenge" if share <= LOW else None


def _voice(record: Record, side: Side, texts: Sequence[str | None]) -> Voice:
    said = [text for text in texts if text]
    return Voice(record.id, (record.shift, side), said, record.tags)


def people(logbook: Logbook) -> Iterator[str]:
    """The names of people that the records name as such: they are no theme."""
    for each in logbook.of(Feedback):
        if each.author is not None:
            yield each.author
    for done in logbook.of(Activity):
        yield from done.people
    for goal in logbook.of(Goal):
        yield from goal.helpers
