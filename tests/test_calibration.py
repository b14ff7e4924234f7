"""Predict, then reveal: the difference at once, and the leaning of the guesses over time."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.calibration import calibration_findings, gap, sign_test
from reflectcli.analysis.trial_findings import CalibrationFinding
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Reading
from reflectcli.render.calibration import calibration_words, gap_words
from tests.conftest import Journal
from tests.records import logbook, make, on
from tests.story import dated

KPIS = dict(JournalConfig().kpis)
WINDOW = last_weeks(12, on(83))


def guessed(day: int, guess: float | None, value: float, kpi: str = "frt") -> Reading:
    return make(Reading, on(day), kpi=kpi, value=value, guess=guess)


def find(*gaps: float) -> CalibrationFinding:
    readings = [guessed(n, 300 + each, 300) for n, each in enumerate(gaps)]
    (found,) = calibration_findings(logbook(*readings), KPIS, WINDOW)
    return found


def test_bias_is_the_median_and_spread_the_median_distance_from_it() -> None:
    found = find(-30, -60, -20, -40, -10)
    assert (found.n, found.bias, found.spread) == (5, -30, 10)
    assert found.p == pytest.approx(2 / 32)
    assert found.lean == "low"
    assert calibration_words(found) == "5 guesses, median 30s low (p .062), scatter 10s"


def test_fewer_than_five_say_nothing() -> None:
    found = find(-30, -60, -20, -40)
    assert (found.bias, found.spread, found.p, found.lean) == (None, None, None, "not_enough")
    assert calibration_words(found) == "not enough data (4 of 5 guesses)"


def test_what_chance_explains_is_no_lean() -> None:
    found = find(-30, -60, -20, 10, 20)
    assert (found.bias, found.lean) == (-20, "none")
    assert calibration_words(found) == (
        "5 guesses, median 20s low (chance explains it), scatter 30s"
    )
    right = find(0, 0, 0, 0, 0)
    assert (right.lean, right.p) == ("none", 1)
    assert calibration_words(right) == "5 guesses, median just right, scatter 0s"


def test_six_of_six_above_lean_high() -> None:
    assert find(1, 2, 3, 4, 5, 6).lean == "high"


def test_a_proportion_is_guessed_in_percent() -> None:
    reading = make(Reading, on(1), kpi="csat", numerator=18, denominator=20, guess=85)
    assert gap(reading, KPIS["csat"]) == -5
    assert gap(make(Reading, on(1), kpi="csat", value=85), KPIS["csat"]) is None


def test_only_the_window_and_only_what_was_guessed_counts() -> None:
    readings = [guessed(-1, 1, 2), guessed(5, None, 3), guessed(6, 1, 2, "asa")]
    (found,) = calibration_findings(logbook(*readings), KPIS, WINDOW)
    assert (found.kpi, found.n) == ("asa", 1)


@pytest.mark.parametrize(
    ("off", "unit", "said"),
    [
        (-5, "percent", "5 points low"),
        (1, "percent", "1 point high"),
        (0.04, "percent", "just right"),
        (90, "seconds", "1m30s high"),
        (-0.5, "points", "0.5 low"),
        (0, "count", "just right"),
    ],
)
def test_a_gap_in_words(off: float, unit: str, said: str) -> None:
    assert gap_words(off, unit) == said  # type: ignore[arg-type]


@given(st.lists(st.integers(-20, 20), max_size=12))
def test_the_sign_test_is_a_probability_and_the_same_both_ways(gaps: list[int]) -> None:
    p = sign_test(gaps)
    assert 0 < p <= 1
    assert p == sign_test([-each for each in gaps])
    assert p == sign_test([*gaps, 0])


@given(st.lists(st.integers(-100, 100), min_size=5, max_size=12), st.integers(-50, 50))
def test_a_shift_of_all_guesses_shifts_the_bias_alone(gaps: list[int], shift: int) -> None:
    one, other = find(*gaps), find(*(each + shift for each in gaps))
    assert one.bias is not None
    assert other.bias == pytest.approx(one.bias + shift)
    assert other.spread == pytest.approx(one.spread)


def test_kpi_add_tells_the_difference(journal: Journal) -> None:
    def saved(*args: str) -> str:
        return journal("kpi", "add", *args).out.partition(" · ")[2]

    assert (
        saved("csat", "18/20", "--guess", "85%") == "CSAT 18/20 90% · guessed 85%, 5 points low\n"
    )
    assert saved("csat", "17/20", "--guess", "85%") == "CSAT 17/20 85% · guessed 85%, just right\n"
    assert saved("frt", "4m", "--guess", "5m") == "first reply 4m · guessed 5m, 1m high\n"


def guesses(*pairs: tuple[int, int]) -> dict[str, str]:
    files: dict[str, str] = {}
    for number, (guess, hits) in enumerate(pairs):
        day = date(2026, 11, 9) + timedelta(days=number)
        body = f'kpi = "csat"\nnumerator = {hits}\ndenominator = 20\nguess = {guess}\n'
        files |= dated(f"gs{number:04}", "reading", day, body)
    return files


SIX = ((80, 18), (85, 18), (80, 19), (85, 18), (90, 19), (75, 17))


def test_the_week_and_the_report_tell_it(journal: Journal) -> None:
    journal.write(guesses(*SIX))
    said = "CSAT: 6 guesses, median 7.5 points low (p .031), scatter 2.5 points"
    assert f"\nGuesses\n  {said}\n" in journal("week", "-1").out
    assert f"\nGuesses\n  {said}\n" in journal("report").out
    assert f"## Guesses\n\n- {said} (`gs0005`" in journal("report", "-f", "markdown").out
    (found,) = json.loads(journal("report", "-f", "json").out)["calibration"]
    assert (found["kpi"], found["n"], found["bias"], found["lean"]) == ("csat", 6, -7.5, "low")
    assert len(found["evidence"]) == 6


def test_too_few_are_said_in_a_report_and_not_in_a_week(journal: Journal) -> None:
    journal.write(guesses(*SIX[:3]))
    assert "Guesses" not in journal("week", "-1").out
    assert "CSAT: not enough data (3 of 5 guesses)" in journal("report").out


def asking(journal: Journal) -> Journal:
    return journal.write({"journal.toml": 'format = 1\n[rhythm]\nask_guess = ["csat", "nosuch"]\n'})


def test_log_asks_for_the_guess_first_where_it_is_wanted(journal: Journal) -> None:
    typed = "she thanked me\n\n\n\n4\n\n\n85%\n18/20\n"
    result = asking(journal)("log", stdin=typed, terminal=True)
    assert result.code == 0
    assert result.err.endswith("CSAT of this shift, your guess? And CSAT was? ")
    first, second = result.out.splitlines()
    assert first.endswith(" · 1 answer")
    assert second.endswith(" · CSAT 18/20 90% · guessed 85%, 5 points low")
    (content,) = journal.records("reading").values()
    assert content.endswith('kpi = "csat"\nnumerator = 18\ndenominator = 20\nguess = 85\n')


def test_log_does_not_ask_for_what_the_shift_has(journal: Journal) -> None:
    asking(journal)("kpi", "add", "csat", "18/20")
    result = journal("log", stdin="x\n\n\n\n\n\n\n", terminal=True)
    assert "guess" not in result.err


def test_a_guess_without_its_figure_is_not_kept(journal: Journal) -> None:
    result = asking(journal)("log", stdin="x\n\n\n\n\n\n\n85%\n\n", terminal=True)
    assert result.err.endswith(
        "And CSAT was?   without its figure the guess is not kept; later: reflect kpi add csat\n"
    )
    assert journal.records("reading") == {}
    assert len(result.out.splitlines()) == 1


def test_ctrl_d_before_the_guess_saves_the_reflection_alone(journal: Journal) -> None:
    result = asking(journal)("log", stdin="x\n", terminal=True)
    assert (result.code, len(result.out.splitlines())) == (0, 1)
    assert journal.records("reading") == {}
