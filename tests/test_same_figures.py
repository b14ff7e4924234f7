"""What is computed in a quicker way has the figures of the plain way."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.agreement import NEAR, agreements
from reflectcli.analysis.calibration import sign_test
from reflectcli.analysis.concordance import score
from reflectcli.analysis.estimates import median_interval
from reflectcli.analysis.goals import met_on
from reflectcli.analysis.interactions import Interactions, rated
from reflectcli.analysis.permutation import SEED, _samples, compare
from reflectcli.analysis.recurrence import SHIFTS, WEEKS, WITHIN_DAYS, recurs
from reflectcli.analysis.series import growth, points_of, records_behind
from reflectcli.analysis.skills import levels
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook, in_order
from reflectcli.domain.measures import Measure
from reflectcli.domain.periods import Period, last_weeks
from reflectcli.domain.records import Feedback, Goal, Rating, Success
from tests.benchmarks.made_records import made_records
from tests.records import feedback, goal, logbook, make, on, rating

CONFIG = JournalConfig()
LEVELS = st.integers(1, 5).map(float)


@pytest.mark.parametrize(
    ("n", "size"), [(5, 2), (40, 20), (90, 30), (90, 3), (300, 30), (3, 3), (64, 1)]
)
def test_samples_are_those_of_the_standard_library(n: int, size: int) -> None:
    random = Random(SEED)
    expected = [random.sample(range(n), size) for _ in range(3000)]
    assert list(_samples(n, size, 3000)) == expected


@pytest.mark.parametrize(("before", "after"), [(9, 10), (4, 30), (20, 20)])
def test_a_change_is_that_of_all_shifts_in_order(before: int, after: int) -> None:
    """Of 19 points 92,378 dealings, of 34 some 46,000; of 40 they are drawn."""
    random = Random(before)
    off = [each / 1_000_003 for each in range(40)]
    first = [random.randint(1, 5) / 3 + off[each] for each in range(before)]
    second = [random.randint(2, 6) / 3 + off[-each] for each in range(after)]
    found = compare(first, second)
    assert found is not None
    shifts = sorted(_shifts(first, second, exact=found.exact))
    rank = int(0.05 * found.ways + 1e-9) - 1
    larger = 1 + sum(each <= 1e-9 for each in shifts)
    smaller = 1 + sum(each >= -1e-9 for each in shifts)
    assert (found.low, found.high) == (shifts[rank], shifts[-1 - rank])
    assert found.p == min(1.0, 2 * min(larger, smaller) / found.ways)


def _shifts(before: Sequence[float], after: Sequence[float], *, exact: bool) -> list[float]:
    points, total, first = [*before, *after], sum(after), len(before)
    if not exact:
        random = Random(SEED)
        chosen = [random.sample(range(len(points)), len(after)) for _ in range(19_999)]
        swaps = [sum(place < first for place in each) for each in chosen]
        return [
            (total - sum(points[place] for place in each)) / swapped if swapped else 0.0
            for each, swapped in zip(chosen, swaps, strict=True)
        ]
    return [
        (total - sum(come) - kept) / swapped
        for swapped in range(1, min(len(before), len(after)) + 1)
        for gone in [[sum(each) for each in combinations(after, len(after) - swapped)]]
        for come in combinations(before, swapped)
        for kept in gone
    ]


@given(st.lists(st.tuples(LEVELS, LEVELS), max_size=25))
def test_kendalls_score_is_that_of_all_pairs(pairs: list[tuple[float, float]]) -> None:
    def sign(value: float) -> int:
        return (value > 0) - (value < 0)

    expected = sum(sign(a[0] - b[0]) * sign(a[1] - b[1]) for a, b in combinations(pairs, 2))
    assert score(pairs) == expected


@given(st.lists(st.integers(0, 120).map(on), max_size=12))
def test_what_recurs_is_seen_from_each_day(days: list[date]) -> None:
    expected = any(
        len(near) >= SHIFTS and len({day.isocalendar()[:2] for day in near}) >= WEEKS
        for first in days
        for near in [{day for day in days if 0 <= (day - first).days < WITHIN_DAYS}]
    )
    assert recurs(days) == expected


def test_what_recurs_at_the_end_of_time() -> None:
    assert recurs([date.max - timedelta(days=each) for each in (0, 5, 9)])


@pytest.mark.parametrize("n", [6, 7, 53, 54, 999, 1000, 1030, 1031, 5000])
def test_the_medians_interval_has_the_exact_rank_however_many_values(n: int) -> None:
    found = median_interval(range(1, n + 1))
    assert found is not None
    low = int(found[0])
    tail = sum(comb(n, each) for each in range(low))
    assert Fraction(tail, 2**n) <= Fraction(25, 1000) < Fraction(tail + comb(n, low), 2**n)
    assert found[1] == n + 1 - low


@pytest.mark.parametrize(("above", "below"), [(3, 2), (0, 9), (40, 25), (700, 600), (2000, 2100)])
def test_the_sign_test_is_exact_however_many_guesses(above: int, below: int) -> None:
    n = above + below
    tail = sum(comb(n, each) for each in range(min(above, below) + 1))
    expected = min(1.0, float(Fraction(2 * tail, 2**n)))
    assert sign_test([1.0] * above + [-1.0] * below + [0.0] * 3) == expected


MEASURES = [
    Measure("rating", "empathy"), Measure("kpi", "csat"), Measure("kpi", "frt"),
    Measure("count", "note"), Measure("manual"),
]  # fmt: skip
BOOK = Logbook(in_order(made_records(500)))


@pytest.mark.parametrize("measure", MEASURES, ids=str)
def test_a_measure_grows_as_it_was_known_each_day(measure: Measure) -> None:
    whole = Period(BOOK.records[0].shift, BOOK.records[-1].shift, "all")
    aim = max(BOOK.of(Goal), key=lambda each: each.measure == str(measure)).id
    records = records_behind(measure, BOOK, CONFIG, aim, whole)
    days = []
    for day, points, number in growth(measure, records, CONFIG):
        known = [each for each in records if each.shift <= day]
        assert (points, number) == (points_of(measure, known, CONFIG), len(known))
        days.append(day)
    assert days == sorted({each.shift for each in records})


def test_a_goal_is_met_on_the_first_day_that_three_of_four_points_reach_it() -> None:
    aim = goal(on(0), measure="rating:empathy", target=4, baseline=2)
    rated_days = [(0, 2), (3, 3), (5, 4), (8, 3), (12, 4), (15, 4), (17, 2), (20, 5)]
    book = logbook(aim, *(rating(on(day), empathy=level) for day, level in rated_days))
    assert met_on(aim, book, CONFIG, on(30)) == on(15)
    assert met_on(aim, book, CONFIG, on(14)) is None


def test_a_goal_without_a_target_is_never_met() -> None:
    aim = goal(on(0), measure="count:note")
    assert met_on(aim, logbook(aim), CONFIG, on(30)) is None


def of_one_interaction(own: Rating, said: Feedback, talks: set[str]) -> bool:
    """The rule as it is written down: a link, one reference, or a link to one talk."""
    linked = own.id in said.links or said.id in own.links
    referring = bool(own.reference) and own.reference == said.reference
    return linked or referring or bool(talks & {*own.links} & {*said.links})


def tangled(seed: int) -> Logbook:
    """Ratings and feedback of twelve weeks with links and references to each other."""
    random = Random(seed)
    talks = [make(Success, on(random.randrange(80)), text="a talk") for _ in range(6)]
    aims = [goal(on(0)).id]
    own: list[Rating] = []
    for _ in range(40):
        links = random.sample([*(each.id for each in talks), *aims], random.randrange(3))
        reference = random.choice((None, None, "T1", "T2"))
        skills = {name: random.randint(1, 5) for name in random.sample(["empathy", "writing"], 1)}
        day = on(random.randrange(80))
        own.append(make(Rating, day, skills=skills, links=tuple(links), reference=reference))
    told = []
    for _ in range(40):
        pool = [*(each.id for each in talks), *aims, *(each.id for each in own)]
        told.append(
            feedback(
                on(random.randrange(80)),
                random.choice(("customer", "manager")),
                links=tuple(random.sample(pool, random.randrange(4))),
                reference=random.choice((None, None, "T1", "T2")),
                ratings={"empathy": random.randint(1, 5)},
            )
        )
    own.append(make(Rating, on(40), skills={"empathy": 3}, links=(told[0].id,)))
    return logbook(*talks, *own, *told)


@pytest.mark.parametrize("seed", range(5))
def test_ratings_of_one_interaction_are_found_by_what_they_are_linked_to(seed: int) -> None:
    book = tangled(seed)
    talks = {each.id for each in book.of(Success)}
    linked = Interactions(book.of(Rating), frozenset(talks))
    met = 0
    for said in book.of(Feedback):
        expected = {own.id for own in book.of(Rating) if of_one_interaction(own, said, talks)}
        assert linked.rated(said) == expected
        met += len(expected)
    assert met


@pytest.mark.parametrize("seed", range(5))
def test_others_ratings_stand_beside_the_linked_ones_or_those_near(seed: int) -> None:
    book = tangled(seed)
    talks = {each.id for each in book.of(Success)}
    own = [each for each in book.of(Rating) if "empathy" in each.skills]
    for found in agreements(book, CONFIG.rubric, last_weeks(12, on(83))):
        beside = []
        for said in book.of(Feedback):
            if said.source == found.source:
                linked = [each for each in own if of_one_interaction(each, said, talks)]
                near = linked or [each for each in own if abs(each.shift - said.shift) <= NEAR]
                beside += [(said, near, bool(linked))] if near else []
        assert found.evidence == tuple(said.id for said, _, _ in reversed(beside))
        assert found.linked == sum(linked for _, _, linked in beside)
        gaps = [fmean(levels(near, "empathy")) - rated(said)["empathy"] for said, near, _ in beside]
        assert found.difference == fmean(gaps)
        used = {each.id for _, near, _ in beside for each in near}
        assert found.own_evidence == tuple(each.id for each in reversed(own) if each.id in used)
