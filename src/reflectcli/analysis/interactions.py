"""Others' ratings of skills, and the agent's own ratings of the same interaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Feedback, Interaction, Rating


def talks_of(logbook: Logbook, period: Period) -> frozenset[str]:
    """The IDs of a period's successes and challenges."""
    return frozenset(each.id for each in logbook.of(Interaction, period.since, period.until))


class Interactions:
    """The agent's ratings by what they are linked to.

    Both are about one interaction by a link, by one reference, or by a link to one talk. `talks`
    are the IDs of the successes and challenges; two records that are both linked to a goal or to
    a shift are not of one interaction for that.
    """

    def __init__(self, ratings: Sequence[Rating], talks: frozenset[str]) -> None:
        self._talks = talks
        self._ids = frozenset(each.id for each in ratings)
        self._linked: dict[str, list[str]] = {}
        self._referring: dict[str, list[str]] = {}
        for each in ratings:
            for link in each.links:
                self._linked.setdefault(link, []).append(each.id)
            if each.reference:
                self._referring.setdefault(each.reference, []).append(each.id)

    def rated(self, feedback: Feedback) -> set[str]:
        """The IDs of the ratings that are of one interaction with this feedback."""
        return set(self._found(feedback))

    def _found(self, feedback: Feedback) -> Iterator[str]:
        yield from self._linked.get(feedback.id, ())
        if feedback.reference:
            yield from self._referring.get(feedback.reference, ())
        for link in feedback.links:
            if link in self._ids:
                yield link
            if link in self._talks:
                yield from self._linked.get(link, ())


def rated(feedback: Feedback) -> dict[str, float]:
    """Skill to level, 1 to 5, as others rated it; a score without a skill rates none.

    A score about skills is laid on the rubric's scale, from its lowest (1) to its highest (5).
    """
    found: dict[str, float] = {}
    if feedback.skills and feedback.score is not None and feedback.scale is not None:
        share = _share(feedback.score, feedback.scale)
        found = {} if share is None else dict.fromkeys(feedback.skills, 1 + 4 * share)
    own = {skill: float(level) for skill, level in feedback.ratings.items() if level != "n/a"}
    return found | own


def _share(score: float, scale: float) -> float | None:
    """How far up its scale a score lies, 0 to 1; None on a scale without a step."""
    # What reads figures as people write them is slow to import, and few scores are about skills.
    from reflectcli.domain.values import lowest_score

    low = lowest_score(scale)
    return min(1.0, max(0.0, (score - low) / (scale - low))) if scale > low else None
