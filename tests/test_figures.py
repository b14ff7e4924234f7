"""Figures as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.kpis import Unit
from reflectcli.domain.values import parse_duration
from reflectcli.render.figures import duration_text, figure_text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (90, "percent", "90%"),
        (90.0, "percent", "90%"),
        (53 / 55 * 100, "percent", "96.4%"),
        (92.5, "percent", "92.5%"),
        (0, "percent", "0%"),
        (-0.01, "percent", "0%"),
        (37, "points", "37"),
        (-12.345, "points", "−12.3"),
        (81 / 20, "points", "4.05"),
        (37, "count", "37"),
        (1200, "count", "1200"),
        (36.5, "count", "36.5"),
        (0, "seconds", "0s"),
        (4.5, "seconds", "4.5s"),
        (9.97, "seconds", "10s"),
        (45, "seconds", "45s"),
        (59.7, "seconds", "1m"),
        (250, "seconds", "4m10s"),
        (245, "seconds", "4m05s"),
        (300, "seconds", "5m"),
        (3599.6, "seconds", "1h"),
        (3900, "seconds", "1h05m"),
        (3929, "seconds", "1h05m"),
        (86399, "seconds", "1d"),
        (183600, "seconds", "2d 3h"),
        (172800, "seconds", "2d"),
        (-250, "seconds", "−4m10s"),
        (-0.01, "seconds", "0s"),
    ],
)
def test_a_figure_reads_as_people_write_it(value: float, unit: Unit, text: str) -> None:
    assert figure_text(value, unit) == text


@given(st.integers(min_value=0, max_value=10_000_000))
def test_a_shown_duration_reads_back_to_nearly_the_same(seconds: int) -> None:
    """Whole seconds below an hour, whole minutes below a day, whole hours above."""
    error = abs(parse_duration(duration_text(seconds)) - seconds)
    assert error <= (0 if seconds < 3600 else 30 if seconds < 86400 else 1800)
