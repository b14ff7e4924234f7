"""Where a goal starts from: the latest weeks' figure, rounded as it is shown, or nothing."""

import pytest

from reflectcli.analysis.baseline import Baseline, find_baseline
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi
from reflectcli.domain.measures import parse_measure
from reflectcli.domain.records import Record
from tests.records import feedback, logbook, on, rating, reading

SUMMED = Kpi(name="sales", unit="count", formula="sold", aggregate="sum")
CONFIG = JournalConfig(kpis={**DEFAULT_KPIS, "sales": SUMMED})


def start(measure: str, *records: Record) -> Baseline | None:
    found = parse_measure(measure, CONFIG)
    return find_baseline(found, logbook(*records), CONFIG, on(83))


@pytest.mark.parametrize(
    ("measure", "records", "expected"),
    [
        ("rating:empathy", [], None),
        ("rating:empathy", [rating(on(each), empathy=each - 77) for each in (80, 81)],
         (3.5, 2, "rating")),
        ("rating:empathy", [rating(on(80), empathy=4)], (4, 1, "rating")),
        ("kpi:frt", [], None),
        ("kpi:frt", [reading(on(80), "frt", 90)], (90, 1, "reading")),
        ("kpi:csat", [feedback(on(80), score=4, scale=5)], (100, 1, "customer score")),
        ("kpi:sales", [reading(on(80), "sales", 3)], None),
        ("count:note", [rating(on(80), empathy=4)], None),
        ("manual", [rating(on(80), empathy=4)], None),
    ],
)  # fmt: skip
def test_where_each_measure_starts(
    measure: str, records: list[Record], expected: tuple[float, int, str] | None
) -> None:
    assert start(measure, *records) == (expected and Baseline(*expected))


def test_the_window_is_of_whole_weeks_to_the_day() -> None:
    ratings = [rating(on(day), empathy=level) for day, level in ((-1, 1), (0, 4), (83, 5), (84, 1))]
    assert start("rating:empathy", *ratings) == Baseline(4.5, 2, "rating")
