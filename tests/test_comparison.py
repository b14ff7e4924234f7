"""Two periods side by side: what changed beyond chance, and what did not."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.comparison import compare_periods
from reflectcli.analysis.contrasts import Contrast
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS
from reflectcli.domain.periods import Period, between, months_of, previous, week_of
from reflectcli.domain.records import Challenge, Record, Success
from tests.conftest import Journal
from tests.records import logbook, make, on, rating, reading
from tests.story import dated

BEFORE, NOW = Period(on(0), on(13), "before"), Period(on(14), on(27), "now")
CONFIG = JournalConfig()


def find(key: str, *records: Record, config: JournalConfig = CONFIG) -> Contrast:
    found = compare_periods(logbook(*records), config, BEFORE, NOW)
    return next(each for each in found.contrasts if each.key == key)


def shifts(first: list[int], second: list[int]) -> list[Record]:
    records: list[Record] = [rating(on(day), empathy=level) for day, level in enumerate(first)]
    return records + [rating(on(14 + day), empathy=level) for day, level in enumerate(second)]


def test_a_clear_rise_is_better_and_a_clear_fall_is_worse() -> None:
    up = find("empathy", *shifts([2, 2, 3, 2, 2, 3], [4, 4, 4, 5, 4, 4]))
    assert (up.verdict, up.now.n) == ("better", 6)
    assert up.before.value == pytest.approx(14 / 6)
    assert up.p is not None
    assert up.p <= 0.01
    assert up.interval is not None
    assert up.interval[0] is not None
    assert up.interval[0] > 0
    assert find("empathy", *shifts([4, 4, 4, 5, 4, 4], [2, 2, 3, 2, 2, 3])).verdict == "worse"


def test_chance_is_no_change() -> None:
    assert find("empathy", *shifts([3, 4, 3, 4, 3, 4], [4, 3, 4, 3, 4, 4])).verdict == "no_change"
    assert find("empathy", *shifts([3] * 6, [3] * 6)).verdict == "no_change"


def test_below_five_shifts_on_a_side_nothing_is_said() -> None:
    few = find("empathy", *shifts([1, 1, 1, 1], [5] * 9))
    assert (few.verdict, few.p, few.difference) == ("not_enough", None, None)
    assert few.rule == "needs 5 shifts in each period"
    one_sided = find("empathy", *shifts([], [5] * 9))
    assert (one_sided.verdict, one_sided.before.value) == ("not_enough", None)


def test_ten_ratings_of_one_evening_are_one_shift() -> None:
    evening: list[Record] = [rating(on(20), empathy=5) for _ in range(10)]
    assert find("empathy", *shifts([2] * 6, []), *evening).verdict == "not_enough"


def test_a_kpi_of_which_less_is_better() -> None:
    slow = [reading(on(day), "frt", 600 + day) for day in range(7)]
    quick = [reading(on(14 + day), "frt", 200 + day) for day in range(7)]
    found = find("frt", *slow, *quick)
    assert (found.verdict, found.before.value, found.now.value) == ("better", 603, 203)


def test_a_band_is_judged_by_the_distance_from_it() -> None:
    from dataclasses import replace

    banded = replace(DEFAULT_KPIS["aht"], target=300, target_high=400)
    config = JournalConfig(kpis={**DEFAULT_KPIS, "aht": banded})
    far = [reading(on(day), "aht", 100 + day) for day in range(7)]
    near = [reading(on(14 + day), "aht", 310 + day) for day in range(7)]
    assert find("aht", *far, *near, config=config).verdict == "better"
    assert find("aht", *[reading(on(d), "aht", 320) for d in range(7)], *near,
                config=config).verdict == "no_change"  # fmt: skip


def test_many_tries_need_more_than_one_lucky_one() -> None:
    """A p of .03 among ten series does not pass, alone it does."""
    lucky = shifts([3, 3, 3, 2, 3, 3], [3, 4, 4, 3, 4, 4])
    alone = find("empathy", *lucky)
    assert alone.p is not None
    assert 0.01 < alone.p <= 0.1
    assert alone.verdict == "better"
    others = ("listening", "writing", "verbal", "ownership", "composure", "adaptability")
    noise = dict.fromkeys((*others, "anticipation", "problem_solving"), 3)
    flat = [rating(on(day), noise) for day in (*range(6), *range(14, 20))]
    assert find("empathy", *lucky, *flat).verdict == "no_change"


def test_the_counts_of_both_periods() -> None:
    records = [make(Success, on(day), text="x") for day in (1, 15, 16, 40)]
    records_too = [make(Challenge, on(day), text="x") for day in (2, 3, 17)]
    found = compare_periods(logbook(*records, *records_too), CONFIG, BEFORE, NOW)
    assert (found.successes, found.challenges) == ((1, 2), (2, 1))


@given(st.lists(st.integers(1, 5), min_size=5, max_size=7), st.randoms())
def test_a_period_beside_its_like_is_no_change(levels: list[int], random: object) -> None:
    found = find("empathy", *shifts(levels, levels[::-1]))
    assert (found.verdict, found.difference) == ("no_change", 0)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (months_of(date(2026, 3, 9), 1), "2026-02"),
        (months_of(date(2026, 1, 9), 3), "2025-Q4"),
        (months_of(date(2026, 1, 9), 12), "2025"),
        (week_of(date(2026, 1, 5)), "2026-W01"),
        (between(date(2026, 3, 3), date(2026, 3, 12)), "2026-02-21..2026-03-02"),
    ],
)
def test_the_period_before(period: Period, before: str) -> None:
    found = previous(period)
    assert found.label == before
    assert found.until == period.since - timedelta(days=1)


@pytest.fixture
def story(journal: Journal) -> Journal:
    files: dict[str, str] = {}
    for number in range(6):
        for month, level in ((10, 2 + number % 2), (11, 4)):
            day = date(2026, month, 3 + number)
            body = f"rubric = 1\n[skills]\nempathy = {level}\nlistening = 3\n"
            files |= dated(f"ra{month}0{number}", "rating", day, body)
    return journal.write(files)


def test_the_comparison_in_every_format(story: Journal, tmp_path: Path) -> None:
    shown = story("month", "--compare", "previous").out
    assert (
        "Compared                       2026-10               now  change of shift means\n"
        "  listening                    3.0 (6)           3.0 (6)  0  no change beyond chance\n"
    ) in shown
    assert "  empathy" in shown.split("Compared")[1]
    assert "2.5 (6)           4.0 (6)  +1.5  better\n" in shown
    assert "written down: successes 0 → 0, challenges 0 → 0" in shown
    text = story("report", "2026-11", "--compare", "2026-10", "-f", "markdown").out
    assert "## Compared" in text
    assert "| empathy | 2.5 (6) | 4.0 (6) | +1.5 | better, beyond chance |" in text
    data = json.loads(story("month", "--compare", "month -1", "--json").out)["comparison"]
    assert [(each["key"], each["verdict"]) for each in data["contrasts"]] == [
        ("listening", "no_change"),
        ("empathy", "better"),
    ]
    assert json.loads(story("month", "--json").out)["comparison"] is None


def test_a_record_names_the_days_up_to_it(story: Journal) -> None:
    data = json.loads(story("month", "--compare", "ra1005", "--json").out)["comparison"]
    assert (data["before"]["since"], data["before"]["until"]) == ("2026-09-09", "2026-10-08")
    assert [each["before"]["n"] for each in data["contrasts"]] == [6, 6]


def test_a_period_to_compare_that_is_none_is_refused(story: Journal) -> None:
    result = story("report", "--compare", "sometime")
    assert result.code == 2
    assert result.err.startswith("error: not a ")


def test_private_records_are_not_compared_in_what_is_sent(story: Journal) -> None:
    for path, content in story.records("rating").items():
        if "-10-" in path:
            (story.root / path).write_text(
                content.replace("rubric = 1", "private = true\nrubric = 1"), encoding="utf-8"
            )
    sent = story("report", "2026-11", "--compare", "2026-10", "-f", "markdown").out
    assert "| empathy | – | 4.0 (6) | – | not enough data |" in sent
