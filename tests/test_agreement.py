"""Self against others: what is paired with what, what is said of it, and in which words."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.agreement import agreements, judge
from reflectcli.analysis.interactions import rated
from reflectcli.analysis.mirror import Agreement
from reflectcli.analysis.signflip import sign_flip_interval
from reflectcli.domain.periods import Period, last_weeks, week_of
from reflectcli.domain.records import Goal, Rating, Record, Success
from reflectcli.domain.rubric import Rubric
from tests.conftest import Journal
from tests.records import feedback, logbook, make, on, rating
from tests.story import dated

WEEK = week_of(on(83))


def find(*records: Record, period: Period = WEEK) -> list[Agreement]:
    return agreements(logbook(*records), Rubric(), period)


def one(*records: Record) -> Agreement:
    found = find(*records)
    assert len(found) == 1
    return found[0]


def files(theirs: tuple[int, ...], own: int, source: str = "colleague") -> dict[str, str]:
    """Ratings of empathy by others, one a day from 10 November, and an own one before each."""
    made: dict[str, str] = {}
    for number, level in enumerate(theirs):
        day = date(2026, 11, 10) + timedelta(days=number)
        made |= dated(f"ra000{number}", "rating", day, f"[skills]\nempathy = {own}\n")
        body = f'source = "{source}"\n[ratings]\nempathy = {level}\n'
        made |= dated(f"fb000{number}", "feedback", day, body)
    return made


def test_a_hidden_strength_on_the_weeks_screen(journal: Journal) -> None:
    journal.write(files((4, 4, 3, 4, 4), 2))
    out = journal("week").out
    assert (
        "\n"
        "Others  Colleagues see more in your empathy than you do: 3.8 against      fb0004\n"
        "        your 2.0 (5 ratings, 12 weeks)\n"
        "\n"
    ) in out + "\n"


def test_the_whole_table_in_the_report(journal: Journal) -> None:
    journal.write({**files((3, 3, 3), 4, "mentor")})
    out = journal("report").out
    start = out.index("You and others")
    assert out[start : out.index("\n\n", start)] == (
        "You and others       whose     theirs yours   n                       latest\n"
        "  empathy            mentor       3.0   4.0   3  differently so far   fb0002\n"
        "  “So far” may still be chance; it takes 5 ratings by others and a gap that\n"
        "  stays.\n"
        "  To see oneself a little higher than others do is usual; it is a question, not\n"
        "  a fault."
    )
    assert "Others" not in journal("week").out


def test_markdown_gives_interval_records_and_rule(journal: Journal) -> None:
    journal.write(files((4, 4, 3, 4, 4), 5))
    out = journal("report", "-f", "markdown").out
    assert "- Colleagues see empathy a little differently: 3.8 against your 5.0.\n" in out
    assert (
        "| empathy | colleague | 3.8 | 5.0 | +1.2 (+1.0 to +2.0) | 5 | seen differently "
        "| `fb0004` `fb0003` `fb0002` `fb0001` `fb0000` |\n"
    ) in out
    assert "- Rule: paired by interaction where linked" in out


def test_json_keeps_the_contract(journal: Journal) -> None:
    journal.write(files((4, 4, 3, 4, 4), 5))
    (found,) = json.loads(journal("report", "-f", "json").out)["agreement"]
    assert {
        "skill": "empathy", "source": "colleague", "self_mean": 5, "other_mean": 3.8, "n": 5,
        "verdict": "blind_spot", "strength_of_evidence": "established",
        "evidence": ["fb0004", "fb0003", "fb0002", "fb0001", "fb0000"],
        "own_evidence": ["ra0004", "ra0003", "ra0002", "ra0001", "ra0000"],
    }.items() <= found.items()  # fmt: skip
    assert found["difference"] == pytest.approx(1.2)
    assert found["interval"] == [1, 2]


def test_too_few_are_counted_and_nothing_is_said_of_them(journal: Journal) -> None:
    journal.write(files((1, 1), 5))
    out = journal("report").out
    assert "  Fewer than 3 pairs, so nothing is said: 1 skill by colleagues.\n" in out
    assert "differently" not in out


@pytest.mark.parametrize(
    ("score", "scale", "level"),
    [(1, 5, 1), (5, 5, 5), (4, 5, 4), (7, 7, 5), (4, 7, 3), (0, 10, 1), (5, 10, 3), (85, 100, 4.4)],
)
def test_a_score_about_skills_is_laid_on_the_rubrics_scale(
    score: float, scale: float, level: float
) -> None:
    said = feedback(on(80), score=score, scale=scale, skills=("empathy",))
    assert rated(said) == {"empathy": pytest.approx(level)}


def test_what_rates_no_skill() -> None:
    assert rated(feedback(on(80), score=5, scale=5)) == {}
    assert rated(feedback(on(80), skills=("empathy",))) == {}
    assert rated(feedback(on(80), score=1, scale=1, skills=("empathy",))) == {}
    assert rated(feedback(on(80), ratings={"empathy": "n/a"})) == {}


def test_a_level_that_they_gave_goes_before_the_score() -> None:
    said = feedback(on(80), score=5, scale=5, skills=("empathy", "writing"), ratings={"empathy": 2})
    assert rated(said) == {"empathy": 2, "writing": 5}


def test_linked_records_are_paired_and_the_fortnight_is_not_asked() -> None:
    other_days = [rating(on(day), empathy=1) for day in (70, 71, 72)]
    own = rating(on(71), empathy=5)
    for linked in (
        feedback(on(71), ratings={"empathy": 4}, links=(own.id,)),
        feedback(on(71), ratings={"empathy": 4}, id="abcdef"),
    ):
        mine = make(Rating, on(71), id=own.id, skills=own.skills, links=("abcdef",))
        found = one(linked, mine, *other_days)
        assert (found.self_mean, found.linked, found.own_evidence) == (5, 1, (own.id,))


def test_one_reference_or_one_talk_links_but_one_goal_does_not() -> None:
    near = rating(on(72), empathy=1)
    talk, aim = make(Success, on(71), text="x"), make(Goal, on(1), title="y")
    by_call = make(Rating, on(71), skills={"empathy": 5}, reference="call 7")
    by_talk = make(Rating, on(71), skills={"empathy": 5}, links=(talk.id,))
    by_goal = make(Rating, on(71), skills={"empathy": 5}, links=(aim.id,))
    level = {"empathy": 4}
    call = feedback(on(71), ratings=level, reference="call 7")
    assert one(near, by_call, call).self_mean == 5
    assert one(near, talk, by_talk, feedback(on(71), ratings=level, links=(talk.id,))).linked == 1
    assert one(near, aim, by_goal, feedback(on(71), ratings=level, links=(aim.id,))).self_mean == 3
    assert one(near, by_call, feedback(on(71), ratings=level, reference="call 8")).linked == 0


def test_without_a_link_the_mean_of_a_fortnight_on_both_sides() -> None:
    own = [rating(on(day), empathy=level) for day, level in ((40, 5), (45, 2), (59, 4), (73, 3))]
    found = one(*own, feedback(on(59), ratings={"empathy": 4}))
    assert found.self_mean == 3
    assert len(found.own_evidence) == 3


def test_a_rating_by_others_with_none_beside_it_is_counted_apart() -> None:
    found = one(rating(on(80), empathy=3), feedback(on(40), ratings={"empathy": 4}))
    assert (found.n, found.unpaired, found.self_mean, found.difference) == (0, 1, None, None)
    assert found.verdict == "not_enough"


def test_groups_stand_apart() -> None:
    said = [
        feedback(on(80), who, ratings={"empathy": 4})
        for who in ("customer", "colleague", "mentor", "manager")
    ]
    found = find(rating(on(80), empathy=4), *said)
    assert [each.source for each in found] == ["colleague", "customer", "manager", "mentor"]
    assert {each.n for each in found} == {1}


def test_only_the_findings_window_counts() -> None:
    old = [each for day in range(-9, -1) for each in (rating(on(day), empathy=5),)]
    said = [feedback(on(day), ratings={"empathy": 1}) for day in range(-9, -1)]
    assert find(*old, *said) == []
    assert find(*old, *said, period=last_weeks(20, on(83)))[0].verdict == "blind_spot"


@pytest.mark.parametrize(
    ("differences", "others", "verdict"),
    [
        ([2, 2], 2, ("not_enough", "tentative")),
        ([1, 1, 1], 2, ("blind_spot", "tentative")),
        ([-1, -1, -1, -1], 4, ("hidden_strength", "tentative")),
        ([0.5] * 5, 3, ("blind_spot", "established")),
        ([0.4] * 5, 3.5, ("agreed_strength", "established")),
        ([0.4] * 5, 3.4, ("shared_focus", "established")),
        ([2, 2, 2, 0, -1], 3, ("blind_spot", "tentative")),  # a gap that scatters over 0
        ([0, 0, 0, 0], 5, ("agreed", "tentative")),  # four ratings make no strength
        ([2, -2, 2, -2, 0], 4, ("agreed", "tentative")),  # alike in the mean only
        ([-0.7] * 6, 4, ("hidden_strength", "established")),
    ],
)
def test_the_verdicts_edges(
    differences: list[float], others: float, verdict: tuple[str, str]
) -> None:
    assert judge(differences, sign_flip_interval(differences), others) == verdict


@pytest.mark.parametrize(("gap", "least", "most"), [(0, 0, 0.10), (1, 0.60, 1)])
def test_a_gap_is_rarely_called_where_none_is_and_mostly_where_one_is(
    gap: int, least: float, most: float
) -> None:
    """400 agents of eight pairs, each own mean of four ratings that scatter by 0.8."""
    chance = Random(3)

    def level(mean: float) -> int:
        return min(5, max(1, round(chance.gauss(mean, 0.8))))

    called = 0
    for _ in range(400):
        mean = chance.uniform(2, 3.2)
        own = [sum(level(mean + gap) for _ in range(4)) / 4 for _ in range(8)]
        differences = [each - level(mean) for each in own]
        word, sure = judge(differences, sign_flip_interval(differences), mean)
        called += (word, sure) in (
            ("blind_spot", "established"),
            ("hidden_strength", "established"),
        )
    assert least <= called / 400 <= most


LEVELS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=9)


def pairs_of(levels: list[tuple[int, int]]) -> list[Record]:
    records: list[Record] = []
    for number, (own, theirs) in enumerate(levels):
        mine = rating(on(60 + number), empathy=own)
        records += [mine, feedback(on(60), ratings={"empathy": theirs}, links=(mine.id,))]
    return records


@given(LEVELS)
def test_changing_seats_turns_a_blind_spot_into_a_hidden_strength(
    levels: list[tuple[int, int]],
) -> None:
    here = one(*pairs_of(levels))
    there = one(*pairs_of([(theirs, own) for own, theirs in levels]))
    mirror = {"blind_spot": "hidden_strength", "hidden_strength": "blind_spot"}
    if here.verdict in mirror:
        assert there.verdict == mirror[here.verdict]
        assert there.strength_of_evidence == here.strength_of_evidence
    assert there.difference == pytest.approx(-(here.difference or 0))


@given(LEVELS)
def test_nothing_is_established_below_five_pairs_or_half_a_level(
    levels: list[tuple[int, int]],
) -> None:
    found = one(*pairs_of(levels))
    if found.strength_of_evidence == "established":
        assert found.n >= 5
        if found.verdict in ("blind_spot", "hidden_strength"):
            assert abs(found.difference or 0) >= 0.5 - 1e-9
            assert found.p is not None
            assert found.p <= 0.10
    assert (found.verdict == "not_enough") == (found.n < 3)


def test_what_is_established_comes_first_then_the_larger_difference() -> None:
    """A weaker finding of a larger difference does not push it down."""
    sure = [each for day in range(60, 65) for each in (
        rating(on(day), empathy=4, listening=5),
        feedback(on(day), "mentor", ratings={"empathy": 3, "listening": 3}),
    )]  # fmt: skip
    unsure = [each for day in range(70, 73) for each in (
        rating(on(day), writing=5), feedback(on(day), "mentor", ratings={"writing": 1}),
    )]  # fmt: skip
    few = [rating(on(80), verbal=5), feedback(on(80), "mentor", ratings={"verbal": 1})]
    found = find(*sure, *unsure, *few)
    assert [(each.skill, each.strength_of_evidence) for each in found[:3]] == [
        ("listening", "established"), ("empathy", "established"), ("writing", "tentative"),
    ]  # fmt: skip
    assert (found[3].skill, found[3].verdict) == ("verbal", "not_enough")
