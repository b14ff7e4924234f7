"""Trends and limits through the front door: what an agent reads, and what must not change it."""

import json
import os
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reflectcli.analysis.findings import KpiFinding, Report, SkillFinding
from reflectcli.analysis.report import build_report
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Experiment, Note, Rating, Record, Shift
from tests.conftest import Journal
from tests.records import logbook, make, on, rating, reading
from tests.story import dated, head
from tests.test_trends import CSAT

FIRST = date(2026, 8, 31)
"""The Monday of the first of the twelve weeks that end with the tests' today."""


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.fixture
def csat(journal: Journal) -> Journal:
    """The negative check of STATISTICS, entered week by week."""
    for week, (n, k) in enumerate(CSAT):
        assert journal("kpi", "add", "csat", f"{k}/{n}", "--on", str(day(7 * week + 3))).code == 0
    assert journal("kpi", "define", "csat", "--target", "60%").code == 0
    return journal


def kpi_lines(text: str) -> list[str]:
    lines = [*text.splitlines(), ""]
    start = next(place for place, line in enumerate(lines) if line.startswith("KPIs"))
    return [line.strip() for line in lines[start + 3 : lines.index("", start)]]


def test_a_bad_week_is_no_trend_and_the_reader_sees_why(csat: Journal) -> None:
    assert kpi_lines(csat("report").out) == [
        "12 weeks: stable (p .46); every week within 17–88, the lowest (28.9%) too:",
        "single weeks are chance; target hit and miss",
    ]
    assert kpi_lines(csat("week").out) == [
        "12 weeks: stable (p .46); every week within 17–88: single weeks are chance"
    ]
    bad_week = csat("week", "2026-W45").out
    assert "11/38  28.9%" in bad_week
    assert kpi_lines(bad_week) == [
        "10 weeks: stable (p .29); every week within trial limits 23–81: single weeks",
        "are chance",
    ]


def test_the_negative_check_as_data(csat: Journal) -> None:
    found = json.loads(csat("report", "-f", "json").out)["kpis"][0]
    trend = found["trend"]
    assert (trend["verdict"], trend["n"], trend["needed"]) == ("stable", 12, 6)
    assert f"{trend['p']:.4f} {trend['slope_per_week']:.3f}" == "0.4590 -0.803"
    assert trend["slope_interval"][0] < trend["slope_per_week"] < trend["slope_interval"][1]
    limits = found["limits"]
    assert [f"{limits[key]:.2f}" for key in ("centre", "lower", "upper")] == [
        "52.33", "16.60", "88.06",
    ]  # fmt: skip
    assert (limits["state"], found["signals"], found["assurance"]) == ("locked", [], "hit_and_miss")
    assert len(found["weeks"]) == len(found["window"]["evidence"]) == 12


def test_the_negative_check_in_markdown(csat: Journal) -> None:
    text = csat("report", "-f", "markdown").out
    assert (
        "lever: shared. 12 weeks: stable (p .46); every week within 17–88, the lowest (28.9%) too:"
        " single weeks are chance; target hit and miss (`"
    ) in text
    assert (
        "Trends and limits are of 31 Aug – 22 Nov 2026:\n\n- one point an ISO week; Mann-Kendall"
        in text
    )


def rated(levels: list[int], skill: str = "empathy") -> dict[str, str]:
    """A rating on two days of each week."""
    files: dict[str, str] = {}
    for number, level in enumerate(levels):
        body = f"rubric = 1\n[skills]\n{skill} = {level}\nlistening = 3\n"
        files |= dated(f"ra{number:04}", "rating", day(number // 2 * 7 + number % 2 * 3), body)
    return files


RISING = [2, 2, 2, 3, 2, 3, 3, 2, 3, 3, 3, 3, 3, 4, 3, 3, 4, 3, 4, 4, 4, 4, 4, 4]


def test_a_rise_is_told_with_its_pace(journal: Journal) -> None:
    journal.write(rated(RISING))
    out = journal("week").out
    row = next(line for line in out.splitlines() if line.startswith("  empathy"))
    assert row == "  empathy              4.0 ●●●●○ ▃▄▄▄▅▅▆▅▆▇▇▇ improving +.17 steady    24 ra0023"
    assert "  listening            3.0 ●●●○○ ▅▅▅▅▅▅▅▅▅▅▅▅ stable " in out
    sent = journal("report", "-f", "markdown").out
    assert "24 shifts: improving, +0.17 a week (+0.14 to +0.21, p < .001)" in sent
    wide = journal
    wide.env["COLUMNS"] = "120"
    assert "improving +.17 steady    24      24   ra0023 ra0022 ra0021" in wide("week").out


def test_below_six_shifts_no_direction_is_told(journal: Journal) -> None:
    journal.write(rated([1, 2, 3, 4, 5]))
    out = journal("week").out
    assert "5 of 6 shifts" in out
    trend = json.loads(journal("week", "--json").out)["skills"][0]["trend"]
    assert (trend["verdict"], trend["n"], trend["p"]) == ("not_enough", 5, None)


def reflections(mood: list[int]) -> dict[str, str]:
    files: dict[str, str] = {}
    for number, level in enumerate(mood):
        body = f'prompts = "quick"\nmood = {level}\nenergy = 3\n'
        files |= dated(f"sh{number:04}", "shift", day(number * 7), body)
    return files


def test_mood_and_energy_are_for_the_agent_alone(journal: Journal, tmp_path: Path) -> None:
    journal.write(reflections([5, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2]))
    assert journal("report").out.count("Mood and energy  private: sent only with --private") == 1
    assert "mood 3.5 · 12 shifts: declining, −0.33 a week" in journal("report").out
    assert "energy 3.0 · 12 shifts: stable (p 1)" in journal("report").out
    for form in ("markdown", "json"):
        sent = journal("report", "-f", form)
        assert (sent.code, sent.err) == (0, "")
        assert "mood" not in sent.out.lower()
        asked = journal("report", "-f", form, "--private").out
        assert "mood" in asked.lower()
    target = tmp_path / "report.txt"
    assert journal("report", "-o", str(target)).code == 0
    assert "mood" not in target.read_text(encoding="utf-8").lower()
    assert json.loads(journal("report", "-f", "json").out)["wellbeing"] is None
    found = json.loads(journal("report", "-f", "json", "--private").out)["wellbeing"]
    assert found["mood"]["trend"]["verdict"] == "declining"
    assert found["mood"]["evidence"][0] == "sh0011"


def test_the_week_tells_of_mood_only_when_it_moves(journal: Journal) -> None:
    journal.write(reflections([3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4]))
    assert "Mood and energy" not in journal("week").out
    journal.write(reflections([5, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2]))
    assert "  mood 3.5 · 12 shifts: declining" in journal("week").out
    assert "energy 3.0" not in journal("week").out


CONFIG = JournalConfig()
PERIOD = last_weeks(12, on(83))


def build(*records: Record, config: JournalConfig = CONFIG) -> Report:
    return build_report(logbook(*records), config, PERIOD, PERIOD.until)


def skill(report: Report, name: str = "empathy") -> SkillFinding:
    return next(each for each in report.skills if each.skill == name)


def kpi(*records: Record, of: Kpi | None = None) -> KpiFinding:
    config = JournalConfig(kpis={"csat": of}) if of else CONFIG
    return build(*records, config=config).kpis[0]


def test_ten_ratings_of_one_evening_are_one_point() -> None:
    evening = [rating(on(70), empathy=5) for _ in range(10)]
    days = [rating(on(7 * week), empathy=3) for week in range(5)]
    assert skill(build(*evening, *days)).trend.n == 6


def test_a_trend_never_runs_across_two_rubrics() -> None:
    old = [rating(on(3 * number), empathy=2) for number in range(10)]
    new = [
        make(Rating, on(40 + 3 * number), rubric=2, skills={"empathy": 4}) for number in range(8)
    ]
    trend = skill(build(*old, *new)).trend
    assert (trend.verdict, trend.n, trend.p) == ("stable", 8, 1.0)
    assert trend.rule.endswith("; only ratings by rubric 2 count, 10 by others do not")
    first = skill(build(*old, new[0])).trend
    assert (first.verdict, first.n) == ("not_enough", 1)
    assert first.rule.endswith("; only ratings by rubric 2 count, 10 by others do not")
    same = [rating(each.shift, empathy=4) for each in new]
    assert skill(build(*old, *same)).trend.verdict == "improving"


def weekly(*values: float, name: str = "csat") -> list[Record]:
    return [reading(on(7 * week + 2), name, value) for week, value in enumerate(values)]


RISE = [70.0, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81]


@pytest.mark.parametrize(
    ("direction", "ends", "word"),
    [
        ("up", (None, None), "improving"),
        ("down", (None, None), "declining"),
        ("band", (80, 90), "improving"),
        ("band", (60, 72), "declining"),
        ("band", (60, 90), "possible"),
        ("band", (None, None), "possible"),
    ],
)
def test_which_way_is_good_for_a_kpi(direction: Any, ends: tuple[Any, Any], word: str) -> None:
    of = Kpi(
        name="x", unit="percent", formula="y", direction=direction,
        target=ends[0], target_high=ends[1],
    )  # fmt: skip
    assert kpi(*weekly(*RISE), of=of).trend.verdict == word


def test_the_readings_of_a_week_are_one_point() -> None:
    records = [reading(on(7 * week + d), "csat", week, 10) for week in range(8) for d in (0, 2, 4)]
    found = kpi(*records)
    assert found.trend.n == len(found.weeks) == 8
    assert found.weeks[3].value == 30


def test_half_a_week_of_a_sum_is_no_point() -> None:
    contacts = JournalConfig(kpis={"contacts": DEFAULT_KPIS["contacts"]})
    records = [reading(on(d), "contacts", 50) for d in range(84)]
    midweek = last_weeks(12, on(80))
    found = build_report(logbook(*records), contacts, midweek, midweek.until).kpis[0]
    assert [point.value for point in found.weeks] == [350] * 11


def test_a_cut_week_counts_only_where_it_is_whole_enough() -> None:
    """Three days of calls make no signal; a figure that is given once a week is a whole one."""
    calls = [reading(on(d), "csat", 8, 10) for d in range(84)]
    wednesday = last_weeks(12, on(79))
    found = build_report(logbook(*calls), CONFIG, wednesday, wednesday.until).kpis[0]
    assert [point.day for point in found.weeks] == [on(7 * week) for week in range(11)]
    friday = last_weeks(12, on(81))
    assert len(build_report(logbook(*calls), CONFIG, friday, friday.until).kpis[0].weeks) == 12
    once = weekly(*RISE)
    found = build_report(logbook(*once), CONFIG, wednesday, wednesday.until).kpis[0]
    assert len(found.weeks) == 12


def test_the_limits_begin_anew_by_a_logged_event_alone() -> None:
    records = weekly(60, 62, 61, 63, 60, 62, 80, 82, 81, 83, 80, 82)
    plain = kpi(*records)
    assert plain.limits is not None
    assert (plain.limits.state, plain.limits.since) == ("locked", on(0))
    assert plain.signals
    for event in (
        make(Note, on(40), text="moved to chat", tags=("new-role",)),
        make(Note, on(40), text="new survey", tags=("rebase",)),
        make(
            Experiment, on(30), hypothesis="h", measure="kpi:csat",
            start=on(40), until=on(83), min_n=5,
        ),
    ):  # fmt: skip
        anew = kpi(*records, event)
        assert anew.limits is not None
        assert (anew.limits.state, anew.limits.n, anew.limits.since) == ("trial", 6, on(42))
        assert (anew.signals, anew.trend) == ((), plain.trend)
    other = make(
        Experiment, on(30), hypothesis="h", measure="kpi:frt", start=on(40), until=on(83), min_n=5
    )
    assert kpi(*records, other, make(Note, on(40), text="x", tags=("role",))) == plain


def test_signals_in_plain_words(journal: Journal) -> None:
    for week, good in enumerate([16, 17, 16, 17, 16, 17, 16, 17, 16, 17, 16, 5]):
        figure = f"{good}/20"
        assert journal("kpi", "add", "csat", figure, "--on", str(day(7 * week))).code == 0
    told = " ".join(kpi_lines(journal("report").out))
    assert "week of 16 Nov below 52–100 (25%): worth a look" in told
    signals = json.loads(journal("report", "-f", "json").out)["kpis"][0]["signals"]
    assert {"kind": "outside", "side": "below", "weeks": ["2026-11-16"], "values": [25]} in signals


def three_months(seed: int) -> dict[str, str]:
    """Ratings, reflections and readings of twelve weeks, with figures of a dice."""
    dice = random.Random(seed)
    files: dict[str, str] = {}
    for number in range(0, 84, 2):
        levels = f"empathy = {dice.randint(2, 4)}\nlistening = {3 + number // 42}\n"
        body = f"rubric = 1\n[skills]\n{levels}"
        files |= dated(f"ra{number:04}", "rating", day(number), body, "23:50")
        mood = f'prompts = "quick"\nmood = {dice.randint(1, 5)}\n'
        files |= dated(f"sh{number:04}", "shift", day(number), mood, "00:10")
        figure = f'kpi = "csat"\nnumerator = {dice.randint(10, 20)}\ndenominator = 20\n'
        files |= dated(f"re{number:04}", "reading", day(number), figure)
    return files


def ten_years_before() -> dict[str, str]:
    """Older records that would turn every figure if they were looked at."""
    files: dict[str, str] = {}
    for number, old in enumerate(range(200, 3650, 60)):
        body = "rubric = 1\n[skills]\nempathy = 1\nlistening = 5\n"
        files |= dated(f"xa{number:04}", "rating", day(-old), body)
        figure = 'kpi = "csat"\nnumerator = 1\ndenominator = 20\n'
        files |= dated(f"xe{number:04}", "reading", day(-old), figure)
        files |= dated(f"xs{number:04}", "shift", day(-old), 'prompts = "quick"\nmood = 1\n')
        tagged = 'text = "new team"\ntags = ["new-role"]\n'
        files |= dated(f"xn{number:04}", "note", day(-old), tagged)
    goal = head("0d0ga1", "goal", day(-900)) + 'title = "old"\nclosed = 2025-01-01\n'
    return files | {f"goals/{day(-900)}-goal-0d0ga1.toml": goal}


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A machine whose time zone may be set."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_the_same_journal_has_the_same_findings_everywhere(
    bare: Journal, tmp_path: Path, abroad: pytest.MonkeyPatch
) -> None:
    files = three_months(1)
    settings = {"journal.toml": "format = 1\n[kpis.csat]\ntarget = 85\n"}
    expected = bare.write(settings | files)("report", "-f", "json", "--private").out
    assert json.loads(expected)["skills"][0]["trend"]["verdict"] == "improving"
    for number, (zone, locale) in enumerate(
        (
            ("Pacific/Kiritimati", "de_DE.UTF-8"),
            ("America/Los_Angeles", "C"),
            ("Asia/Kolkata", "tr"),
        )
    ):
        abroad.setenv("TZ", zone)
        abroad.setenv("LC_ALL", locale)
        time.tzset()
        names = sorted(files, key=lambda name: hash((name, number)))
        moved = Journal(tmp_path / f"again{number}", bare.env | {"TZ": zone, "LC_ALL": locale})
        moved.write(settings | {name: files[name] for name in names})
        for name in names:
            os.utime(moved.root / name, (1, 1))
        assert moved("report", "-f", "json", "--private").out == expected


def test_ten_years_of_older_records_change_no_finding(bare: Journal) -> None:
    bare.write({"journal.toml": "format = 1\n"} | three_months(2))
    commands = (("report", "-f", "json", "--private"), ("report",), ("week",), ("month", "--json"))
    before = [bare(*command).out for command in commands]
    bare.write(ten_years_before())
    assert [bare(*command).out for command in commands] == before


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_records_with_equal_moments_changes_no_finding(seed: int) -> None:
    dice = random.Random(seed)
    records: list[Record] = []
    for number in range(0, 84, 3):
        records += [
            rating(on(number), empathy=dice.randint(1, 5)),
            reading(on(number), "csat", dice.randint(0, 9), 9),
            make(Shift, on(number), mood=dice.randint(1, 5), energy=dice.randint(1, 5)),
        ]
    expected = build(*records)
    dice.shuffle(records)
    assert build(*records) == expected


@pytest.mark.parametrize(("answers", "weeks"), [(5, 12), (4.9, 11)])
def test_a_cut_week_of_half_the_usual_answers_is_just_whole_enough(
    answers: float, weeks: int
) -> None:
    whole = [reading(on(7 * week), "csat", 8, 10) for week in range(11)]
    cut = reading(on(77), "csat", 4, answers)
    wednesday = last_weeks(12, on(79))
    found = build_report(logbook(*whole, cut), CONFIG, wednesday, wednesday.until).kpis[0]
    assert len(found.weeks) == weeks
