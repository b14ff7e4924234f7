"""Trends and limits in words: what is said, in which unit, and what is not said."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from reflectcli.analysis.findings import KpiFinding
from reflectcli.analysis.report import build_report
from reflectcli.analysis.trends import UNJUDGED, Trend
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi, Unit
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Note, Record, Shift
from reflectcli.render.lines import plain_text
from reflectcli.render.trends import (
    change,
    kpi_trend_lines,
    kpi_words,
    limits_words,
    p_text,
    trend_cell,
    trend_words,
)
from reflectcli.render.wellbeing import wellbeing_json, wellbeing_markdown, wellbeing_section
from tests.records import logbook, make, on, reading

PERIOD = last_weeks(12, on(83))


def trend(verdict: Any, p: float | None, slope: float = 0.0, n: int = 12) -> Trend:
    known = p is not None
    return replace(
        UNJUDGED,
        verdict=verdict,
        n=n,
        p=p,
        slope_per_week=slope if known else None,
        slope_interval=(slope - 0.1, slope + 0.1) if known else None,
    )


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.459, "p .46"),
        (0.0999, "p .1"),
        (0.0321, "p .032"),
        (0.00321, "p .0032"),
        (0.0004, "p < .001"),
        (0.999, "p 1"),
        (1.0, "p 1"),
    ],
)
def test_p_as_papers_write_it(p: float, text: str) -> None:
    assert p_text(p) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.083, None, "+0.08"),
        (-0.25, None, "−0.25"),
        (0.001, None, "0"),
        (-0.803, "percent", "−0.8 points"),
        (1.0, "percent", "+1 points"),
        (-19.2, "seconds", "−19s"),
        (0.01, "seconds", "0s"),
        (90, "seconds", "+1m30s"),
        (0.25, "points", "+0.25"),
        (-12.0, "count", "−12"),
    ],
)
def test_a_change_in_its_unit(value: float, unit: Unit | None, text: str) -> None:
    assert change(value, unit) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (trend("improving", 0.01, 0.083), "improving +.08"),
        (trend("declining", 0.01, -0.25), "declining −.25"),
        (trend("improving", 0.01, 1.25), "improving +1.25"),
        (trend("possible", 0.08, 0.05), "possible"),
        (trend("stable", 0.5, 0.05), "stable"),
        (trend("not_enough", None, n=4), "4 of 6 shifts"),
    ],
)
def test_a_skills_trend_fits_its_column(given: Trend, text: str) -> None:
    assert trend_cell(given) == text
    assert len(text) <= 15


def test_a_direction_is_told_with_its_interval_and_stillness_without() -> None:
    rising = trend("improving", 0.004, 0.2)
    assert trend_words(rising, None, "shift") == (
        "12 shifts: improving, +0.2 a week (+0.1 to +0.3, p .004)"
    )
    assert trend_words(trend("stable", 0.46, 0.2), None, "shift") == "12 shifts: stable (p .46)"
    assert trend_words(trend("not_enough", None, n=3), None, "week") == (
        "3 of 6 weeks that a trend needs"
    )
    one_day = replace(rising, slope_per_week=None, slope_interval=None, verdict="possible")
    assert trend_words(one_day, None, "shift") == "12 shifts: possible (p .004)"


def find(values: list[float], *more: Record, of: Kpi | None = None) -> KpiFinding:
    config = JournalConfig(kpis={"x": of or Kpi(name="x", unit="percent", formula="y")})
    records = [reading(on(7 * week), "x", value) for week, value in enumerate(values)]
    return build_report(logbook(*records, *more), config, PERIOD, PERIOD.until).kpis[0]


STILL = [40.0, 42, 41, 40, 43, 41, 42, 40, 41, 42, 40, 41]


def test_all_weeks_within_the_limits() -> None:
    assert limits_words(find(STILL), full=False) == (
        "every week within 37–45: single weeks are chance"
    )
    assert limits_words(find(STILL), full=True) == (
        "every week within 37–45, the lowest (40%) too: single weeks are chance"
    )
    assert "within trial limits 3" in limits_words(find(STILL[:8]), full=False)
    assert limits_words(find(STILL[:5]), full=True) == ""


def test_the_worst_week_is_the_highest_where_less_is_better() -> None:
    down = Kpi(name="x", unit="seconds", formula="y", direction="down", target=60)
    words = kpi_words(find(STILL, of=down), full=True)
    assert words.endswith(
        "every week within 37s–45s, the highest (43s) too: single weeks are chance; "
        "target consistently met"
    )
    band = replace(down, direction="band", target=50, target_high=60)
    words = kpi_words(find(STILL, of=band), full=True)
    assert words.endswith(
        "every week within 37s–45s: single weeks are chance; target consistently missed"
    )


def test_limits_that_began_anew_say_since_when() -> None:
    event = make(Note, on(35), text="a new team", tags=("new-role",))
    words = limits_words(find(STILL, event), full=False)
    assert words == "every week since 12 Oct within trial limits 37–45: single weeks are chance"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([40, 42] * 5 + [41, 60], "week of 23 Nov above 33–52 (60%): worth a look"),
        ([40, 42] * 5 + [41, 20], "week of 23 Nov below 30–49 (20%): worth a look"),
        ([40, 41, 42, 43, 44, 45, 46, 40, 43, 40], "7 weeks in a row rising, 7 Sep to 19 Oct"),
        ([40] * 7 + [50] * 5, "7 weeks in a row below 44.2%, 7 Sep to 19 Oct"),
        ([40, 42] * 5 + [46, 46], "2 weeks near the upper end of 37–47, 16 Nov to 23 Nov"),
    ],
)
def test_every_signal_in_words(values: list[float], words: str) -> None:
    assert words in limits_words(find(values), full=False)


def test_no_more_than_two_signals_are_told() -> None:
    found = find([40, 40, 40, 40, 40, 40, 40, 60, 60, 60, 60, 60, 60])
    many = replace(found, signals=found.signals * 3)
    assert limits_words(many, full=True).endswith(f"; and {len(many.signals) - 2} more")


def test_a_week_says_nothing_where_there_is_too_little() -> None:
    few = find(STILL[:4])
    assert kpi_trend_lines(few, 80, full=False) == []
    assert plain_text(kpi_trend_lines(few, 80, full=True)) == "    4 of 6 weeks that a trend needs"
    for columns in (80, 120):
        for line in kpi_trend_lines(find(STILL), columns, full=True):
            assert len(plain_text([line])) <= columns


def feelings(*moods: int, days: int = 7, private: bool = True) -> Any:
    shifts = [make(Shift, on(days * number), mood=mood) for number, mood in enumerate(moods)]
    period = last_weeks(1, PERIOD.until) if not private else PERIOD
    return build_report(logbook(*shifts), JournalConfig(), period, PERIOD.until, private=private)


def test_mood_without_energy() -> None:
    report = feelings(3, 4, 3, 4, 3, 4)
    assert plain_text(wellbeing_section(report, 80)) == (
        "\nMood and energy  private: sent only with --private\n  mood 3.5 · 6 shifts: stable (p .7)"
    )
    assert wellbeing_markdown(report) == [
        "## Mood and energy, private",
        "- **mood** 3.5, 6 shifts: stable (p .7)",
    ]
    data: Any = wellbeing_json(report)
    assert (data["energy"], data["mood"]["n"], data["mood"]["mean"]) == (None, 6, 3.5)


def test_what_is_held_back_leaves_no_trace() -> None:
    report = feelings(1, 2, 3, 4, 5, 5, private=False)
    assert report.wellbeing is None
    assert wellbeing_section(report, 80) == []
    assert wellbeing_markdown(report) == []
    assert wellbeing_json(report) is None


def test_two_reflections_of_one_day_are_one_point_of_mood() -> None:
    day = date(2026, 11, 20)
    shifts = [make(Shift, day, mood=5), make(Shift, day, mood=2), make(Shift, day)]
    other = make(Shift, day - timedelta(days=9), mood=4)
    report = build_report(
        logbook(*shifts, other), JournalConfig(), last_weeks(1, PERIOD.until), PERIOD.until
    )
    assert report.wellbeing is not None
    mood = report.wellbeing.mood
    assert mood is not None
    assert (mood.n, mood.mean, mood.period_n, mood.period_mean) == (2, 3.75, 0, None)
    assert len(mood.evidence) == 3


def test_the_default_kpis_all_have_words() -> None:
    for key, kpi in DEFAULT_KPIS.items():
        config = JournalConfig(kpis={key: replace(kpi, target=50.0, target_high=60.0)})
        records = [reading(on(7 * week), key, 40 + week % 3) for week in range(12)]
        found = build_report(logbook(*records), config, PERIOD, PERIOD.until).kpis[0]
        assert kpi_words(found, full=True).startswith("12 weeks: stable (p ")
