"""Process limits: the published vectors, every signal, and what sets them anew."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.limits import (
    Limits,
    Signal,
    Xmr,
    _two_of_three,
    assurance,
    limits_of,
    since_event,
    xmr,
)
from reflectcli.analysis.slopes import Point
from reflectcli.domain.kpis import DEFAULT_KPIS, Direction, Kpi
from tests.records import on
from tests.test_trends import CSAT

CSAT_KPI = DEFAULT_KPIS["csat"]
FREE = Kpi(name="free", unit="points", formula="any")


def weeks(*values: float) -> list[Point]:
    return [Point(on(7 * number), value) for number, value in enumerate(values)]


def found(*values: float, kpi: Kpi = FREE) -> Limits:
    return limits_of(weeks(*values), kpi)[0]


def signals(*values: float) -> list[tuple[str, str, tuple[int, ...]]]:
    """The signals with the places of their weeks."""
    points = weeks(*values)
    places = {point.day: place for place, point in enumerate(points)}
    return [
        (each.kind, each.side, tuple(places[day] for day in each.weeks))
        for each in limits_of(points, FREE)[1]
    ]


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([1, 2, 3, 4, 5], "0.340 5.660"),
        ([3, 3, 4, 3, 4, 4], "1.904 5.096"),
        ([3, 3, 4, 3, 4, 4, 5, 4], "1.850 5.650"),
        ([5, 4, 4, 3, 4, 3, 3, 2], "1.600 5.400"),
        ([4, 4, 4, 4, 4, 4], "4.000 4.000"),
    ],
)
def test_the_published_vectors(values: list[float], limits: str) -> None:
    base = xmr(values)
    assert base is not None
    assert f"{base.lower:.3f} {base.upper:.3f}" == limits


def test_two_points_have_one_step_and_one_point_none() -> None:
    assert xmr([3]) is None
    assert xmr([1, 3]) == Xmr(2, 2 - 2.66 * 2, 2 + 2.66 * 2)


def test_the_negative_check() -> None:
    points = weeks(*(k / n * 100 for n, k in CSAT))
    limits, told = limits_of(points, CSAT_KPI)
    assert (limits.state, limits.n, limits.since) == ("locked", 12, on(0))
    assert f"{limits.centre:.2f} {limits.lower:.2f} {limits.upper:.2f}" == "52.33 16.60 88.06"
    assert told == ()


def test_on_trial_from_six_and_locked_at_twelve() -> None:
    states = [found(*[1, 2] * 7).state, *(found(*range(n)).state for n in (0, 1, 5, 6, 11, 12))]
    assert states == ["locked", "none", "none", "none", "trial", "trial", "locked"]
    none = found(1, 2, 3, 4, 5)
    assert (none.centre, none.lower, none.upper, none.n) == (None, None, None, 5)


def test_locked_limits_are_those_of_the_first_twelve() -> None:
    first = [5, 6] * 6
    assert replace(found(*first, 9, 1, 9), n=12) == found(*first)
    assert found(*first[:8], 9).centre != found(*first[:8]).centre


def test_shown_limits_end_where_the_scale_ends_and_signals_do_not_follow() -> None:
    limits = found(90, 100, 90, 100, 90, 100, kpi=CSAT_KPI)
    assert limits.lower == pytest.approx(68.4)
    assert limits.upper == 100
    assert found(10, 0, 10, 0, 10, 0, kpi=CSAT_KPI).lower == 0
    assert found(10, 0, 10, 0, 10, 0).lower == pytest.approx(-21.6)


BASE = [4, 6] * 6
"""A centre of 5 and limits of -0.32 and 10.32; two thirds of the way are 1.45 and 8.55."""


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([], []),
        ([10.3], []),
        ([10.4], [("outside", "above", (12,))]),
        ([-0.4], [("outside", "below", (12,))]),
        ([9, 5, 9], [("two_of_three", "above", (12, 14))]),
        ([9, 9, 9], [("two_of_three", "above", (12, 13, 14))]),
        ([1, 1], [("two_of_three", "below", (12, 13))]),
        ([9, 5, 5, 9], []),
        ([9, 1, 9, 1], [("two_of_three", "above", (12, 14)), ("two_of_three", "below", (13, 15))]),
        ([4.5] * 7, [("one_side", "below", tuple(range(12, 19)))]),
        ([7, 8, 7, 8, 7, 8], [("one_side", "above", tuple(range(11, 18)))]),
        ([5, *[4.5] * 6, 5, 4.5], []),
        ([3, 3.5, 4, 5.5, 6.5, 7, 7.5], [("run", "rising", tuple(range(12, 19)))]),
        ([3, 3.5, 4, 5.5, 5.5, 7, 7.5], []),
        ([3, 3.5, 4, 5.5, 6.5, 7], []),
        ([7, 6.5, 6, 5.5, 4, 3.5, 3], [("run", "falling", tuple(range(12, 19)))]),
        ([5.5, 4, 3.5, 3, 2.5, 2], [("run", "falling", tuple(range(11, 18)))]),
    ],
)
def test_every_signal(later: list[float], expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    assert signals(*BASE, *later) == expected


def test_a_signal_names_its_weeks_and_their_figures() -> None:
    _, told = limits_of(weeks(*BASE, 11), FREE)
    assert told == (Signal(kind="outside", side="above", weeks=(on(84),), values=(11,)),)


def test_limits_begin_anew_with_the_first_whole_week_after_the_last_event() -> None:
    points = weeks(*range(12))
    assert since_event(points, []) == points
    assert since_event(points, [on(14)]) == points[2:]
    assert since_event(points, [on(15)]) == points[3:]
    assert since_event(points, [on(77)]) == points[11:]
    assert since_event(points, [on(-70), on(15), on(8)]) == points[3:]
    assert since_event(points, [on(7 * 12)]) == points
    assert since_event([], [on(0)]) == []


@pytest.mark.parametrize(
    ("direction", "ends", "words"),
    [
        ("up", (60, None), "consistently_meets"),
        ("up", (70, None), "hit_and_miss"),
        ("up", (95, None), "consistently_misses"),
        ("down", (95, None), "consistently_meets"),
        ("down", (70, None), "hit_and_miss"),
        ("down", (60, None), "consistently_misses"),
        ("band", (60, 95), "consistently_meets"),
        ("band", (60, 80), "hit_and_miss"),
        ("band", (95, 99), "consistently_misses"),
        ("band", (10, 60), "consistently_misses"),
        ("up", (None, None), None),
    ],
)
def test_the_limits_against_the_target(
    direction: Direction, ends: tuple[float | None, float | None], words: str | None
) -> None:
    """The limits are 64.36 and 85.64."""
    kpi = replace(CSAT_KPI, direction=direction, target=ends[0], target_high=ends[1])
    limits = found(73, 77, 73, 77, 73, 77, kpi=kpi)
    assert f"{limits.lower:.2f} {limits.upper:.2f}" == "64.36 85.64"
    assert assurance(limits, kpi) == words


def test_a_target_that_is_a_limit() -> None:
    """Weeks that never move meet their own figure; a limit alone is reached now and then."""
    up, down = replace(CSAT_KPI, direction="up"), replace(CSAT_KPI, direction="down")
    for kpi in (up, down, replace(CSAT_KPI, direction="band")):
        same = replace(kpi, target=80.0)
        assert assurance(found(*[80.0] * 6, kpi=same), same) == "consistently_meets"
    limits = found(73, 77, 73, 77, 73, 77, kpi=CSAT_KPI)
    assert assurance(limits, replace(up, target=limits.upper)) == "hit_and_miss"
    assert assurance(limits, replace(down, target=limits.lower)) == "hit_and_miss"


def test_no_assurance_without_limits_and_none_of_a_sum() -> None:
    kpi = replace(CSAT_KPI, target=50.0)
    assert assurance(found(60, 60, 60, kpi=kpi), kpi) is None
    contacts = replace(DEFAULT_KPIS["contacts"], target=100.0)
    assert assurance(found(*[120.0] * 6, kpi=contacts), contacts) is None


@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=30), st.floats(-100, 100))
def test_limits_hold_their_centre_and_move_with_the_figures(values: list[float], up: float) -> None:
    limits = found(*values)
    assert limits.centre is not None
    assert limits.lower is not None
    assert limits.upper is not None
    assert limits.lower <= limits.centre <= limits.upper
    moved = found(*(value + up for value in values))
    assert moved.upper == pytest.approx(limits.upper + up, abs=1e-3)
    assert moved.lower == pytest.approx(limits.lower + up, abs=1e-3)


@given(st.floats(-1e6, 1e6), st.integers(6, 20))
def test_a_figure_that_never_moves_has_no_signal(value: float, n: int) -> None:
    assert limits_of(weeks(*[value] * n), FREE)[1] == ()


@given(st.lists(st.integers(0, 20), min_size=6, max_size=24))
def test_the_signals_of_the_mirror_are_the_mirrored_signals(values: list[int]) -> None:
    turned = {"above": "below", "below": "above", "rising": "falling", "falling": "rising"}
    mirrored = signals(*(-value for value in values))
    assert sorted((kind, turned[side], at) for kind, side, at in mirrored) == sorted(
        signals(*values)
    )


@pytest.mark.parametrize(
    ("marks", "places"),
    [
        ("", []),
        ("xx", []),
        ("x..x", []),
        ("x.x", [[0, 2]]),
        (".xx", [[1, 2]]),
        ("xxxx", [[0, 1, 2, 3]]),
        ("xx.x..xx", [[0, 1, 3], [6, 7]]),
        ("xx..xx.x", [[0, 1], [4, 5, 7]]),
        ("x.x.x..x", [[0, 2, 4]]),
        ("x.x.x.x", [[0, 2, 4, 6]]),
    ],
)
def test_two_of_three_that_overlap_are_one_signal(marks: str, places: list[list[int]]) -> None:
    assert _two_of_three([mark == "x" for mark in marks]) == places


def test_the_rule_says_of_which_weeks_the_limits_are() -> None:
    for n, first in ((7, 7), (14, 12)):
        assert found(*range(n)).rule == (
            f"one point an ISO week; mean ± 2.66 mean steps (XmR) of the first {first} weeks; "
            "trial from 6, locked at 12; begun anew by a logged event only"
        )


def test_without_limits_it_is_said_what_they_need() -> None:
    limits, signs = limits_of(weeks(1, 2, 3), FREE)
    assert (limits.state, limits.n, limits.since, signs) == ("none", 3, on(0), ())
    assert limits.rule == "one point an ISO week; limits need 6"
    assert limits_of([], FREE)[0].since is None
