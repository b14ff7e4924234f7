"""Local times on the days when the clocks change, and in zones far from one another."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock

import pytest

from reflectcli.cli.context import World

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset on this system")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield World({}, datetime.fromisoformat("2026-11-22T16:40:00+01:00"))
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 3, 28), clock(23, 30), "2026-03-28T23:30:00+01:00"),
        (date(2026, 3, 29), clock(1, 59), "2026-03-29T01:59:00+01:00"),
        # 02:00 to 03:00 is left out on that night.
        (date(2026, 3, 29), clock(2, 30), "2026-03-29T03:30:00+02:00"),
        (date(2026, 3, 29), clock(3, 0), "2026-03-29T03:00:00+02:00"),
        # 02:00 to 03:00 comes twice; the first is meant.
        (date(2026, 10, 25), clock(2, 30), "2026-10-25T02:30:00+02:00"),
        (date(2026, 10, 25), clock(3, 30), "2026-10-25T03:30:00+01:00"),
    ],
)
def test_a_local_time_has_the_offset_of_its_day(
    world: World, day: date, at: clock, moment: str
) -> None:
    assert world.localize(day, at).isoformat() == moment


def test_local_times_never_run_backwards(world: World) -> None:
    start = datetime.combine(date(2026, 3, 29), clock(0))
    steps = [start + timedelta(minutes=15 * n) for n in range(24)]
    moments = [world.localize(step.date(), step.time()) for step in steps]
    assert all(first.date() == date(2026, 3, 29) for first in moments)
    assert moments[:8] == sorted(moments[:8])
    assert moments[12:] == sorted(moments[12:])
