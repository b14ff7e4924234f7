"""Self against others: each skill as the agent rates it and as a group of others does.

Customers, colleagues, the mentor and managers stand apart, for they see different things (Brutus,
Fleenor & Taylor 1996). Another's rating is paired with the agent's own of the same interaction
where the two are linked, else with the mean of the own ones within 14 days. A gap is half a level
or more. From five pairs a gap is `established` if the exact sign-flip interval (90%) excludes 0,
and agreement if that interval stays within one level; all else is `tentative`. A tentative
agreement is `agreed`, no more: three ratings name neither a strength nor a focus.

Simulated with levels that scatter by 0.8: where both see the same, 3 to 6% of comparisons are
called an established gap; a gap of one level is in 37% with 5 pairs, 79% with 8, 94% with 12.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from reflectcli.analysis.averages import mean
from reflectcli.analysis.interactions import Interactions, rated, talks_of
from reflectcli.analysis.mirror import Agreement, AgreementVerdict, Strength
from reflectcli.analysis.signflip import Interval, sign_flip
from reflectcli.analysis.skills import WINDOW_WEEKS, levels, ratings_of
from reflectcli.domain.fields import Source
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Feedback, Rating
from reflectcli.domain.rubric import Rubric
from reflectcli.frozen import dataclass

MIN_PAIRS, SURE_PAIRS = 3, 5
GAP, ALIKE = 0.5, 1.0
GOOD = 3.5
"""From this mean of others on, what both see alike is a strength."""
NEAR = timedelta(days=14)
RULE = (
    "paired by interaction where linked, else with your mean within 14 days; a gap is 0.5 or more,"
    " sure from 5 pairs if the exact sign-flip 90% interval excludes 0"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """Another's record and the level in it."""

    feedback: Feedback
    level: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """Another's level beside the agent's own; `ratings` are the own records it was taken from."""

    feedback: Feedback
    theirs: float
    own: float
    ratings: tuple[str, ...]
    linked: bool

    @property
    def difference(self) -> float:
        return self.own - self.theirs


class _Own:
    """The agent's own ratings of a skill, with their shifts and levels beside them."""

    def __init__(self, skill: str, ratings: Sequence[Rating]) -> None:
        self.skill = skill
        self._ids = tuple(each.id for each in ratings)
        self._shifts = [each.shift for each in ratings]
        self._levels = levels(ratings, skill)
        self._place = {each: place for place, each in enumerate(self._ids)}

    def of(self, ids: Iterable[str]) -> tuple[tuple[str, ...], list[int]]:
        """Those of the ratings with these IDs that rate the skill, in order: IDs and levels."""
        places = sorted(self._place[each] for each in ids if each in self._place)
        return tuple(self._ids[each] for each in places), [self._levels[p] for p in places]

    def newest(self, ids: AbstractSet[str]) -> tuple[str, ...]:
        """Those of these IDs that are its own, the newest first."""
        return tuple(each for each in reversed(self._ids) if each in ids)

    def near(self, day: date) -> tuple[tuple[str, ...], list[int]]:
        """The ratings within 14 days of a day: IDs and levels."""
        start = bisect_left(self._shifts, day - NEAR)
        end = bisect_right(self._shifts, day + NEAR)
        return self._ids[start:end], self._levels[start:end]


def agreements(logbook: Logbook, rubric: Rubric, period: Period) -> list[Agreement]:
    """A finding for each skill and group that rated it in the findings window, surest first."""
    window = period.window(WINDOW_WEEKS)
    told: dict[tuple[str, Source], list[_Told]] = {}
    for each in logbook.of(Feedback, window.since, window.until):
        for skill, level in rated(each).items():
            told.setdefault((skill, each.source), []).append(_Told(each, level))
    if not told:
        return []
    ratings = logbook.of(Rating, window.since, window.until)
    linked = Interactions(ratings, talks_of(logbook, window))
    own = {
        skill: _Own(skill, ratings_of(logbook, skill, window.since, window.until))
        for skill in {skill for skill, _ in told}
    }
    found = [
        _finding(rubric.skills[skill].name, source, own[skill], heard, linked)
        for (skill, source), heard in told.items()
        if skill in rubric.skills
    ]
    return sorted(found, key=_order)


def _order(finding: Agreement) -> tuple[bool, bool, float, str, str]:
    return (
        finding.verdict == "not_enough",
        finding.strength_of_evidence != "established",
        -abs(finding.difference or 0),
        finding.skill,
        finding.source,
    )


def _finding(
    name: str,
    source: Source,
    own: _Own,
    heard: Sequence[_Told],
    linked: Interactions,
) -> Agreement:
    pairs = list(_pairs(own, heard, linked))
    differences = [each.difference for each in pairs]
    p, interval = sign_flip(differences)
    others = mean([each.theirs for each in pairs]) if pairs else None
    word, strength = judge(differences, interval, others or 0)
    used = set().union(*(pair.ratings for pair in pairs))
    return Agreement(
        skill=own.skill,
        name=name,
        source=source,
        self_mean=mean([each.own for each in pairs]) if pairs else None,
        other_mean=others,
        n=len(pairs),
        linked=sum(each.linked for each in pairs),
        unpaired=len(heard) - len(pairs),
        difference=mean(differences) if pairs else None,
        interval=interval,
        p=p if len(pairs) >= MIN_PAIRS else None,
        verdict=word,
        strength_of_evidence=strength,
        evidence=tuple(each.feedback.id for each in reversed(pairs)),
        own_evidence=own.newest(used),
        rule=RULE,
    )


def _pairs(own: _Own, heard: Sequence[_Told], linked: Interactions) -> Iterator[_Pair]:
    for each in heard:
        said = each.feedback
        of_one, values = own.of(linked.rated(said))
        ids, values = (of_one, values) if of_one else own.near(said.shift)
        if ids:
            yield _Pair(said, each.level, mean(values), ids, bool(of_one))


def judge(
    differences: Sequence[float], interval: Interval | None, others: float
) -> tuple[AgreementVerdict, Strength]:
    """The verdict on pairs of which others' mean is `others`, and how sure it is."""
    n = len(differences)
    if n < MIN_PAIRS:
        return "not_enough", "tentative"
    gap = mean(differences)
    if abs(gap) >= GAP - 1e-9:
        apart = interval is not None and (interval[0] > 1e-9 or interval[1] < -1e-9)
        sure: Strength = "established" if n >= SURE_PAIRS and apart else "tentative"
        return ("blind_spot" if gap > 0 else "hidden_strength"), sure
    if n < SURE_PAIRS or interval is None or max(-interval[0], interval[1]) >= ALIKE + 1e-9:
        return "agreed", "tentative"
    return ("agreed_strength" if others >= GOOD - 1e-9 else "shared_focus"), "established"
