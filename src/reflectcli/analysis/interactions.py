"""Which ratings of the agent are about the interaction that another's words are about."""

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
