"""Figures as people read them: 90%, 4m10s, 2d 3h, 37."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.domain.kpis import Kpi, Unit
    from reflectcli.domain.records import Reading


def reading_text(reading: Reading, kpi: Kpi) -> str:
    """A reading as it was given and as it counts: 18/20 90%."""
    if reading.numerator is None or reading.denominator is None:
        return figure_text(reading.value or 0, kpi.unit)
    share = reading.numerator / reading.denominator
    parts = figure_text(reading.numerator, kpi.unit) if kpi.unit == "seconds" else ""
    shown = f"{parts or number_text(reading.numerator)}/{number_text(reading.denominator)}"
    return f"{shown} {figure_text(share * 100 if kpi.unit == 'percent' else share, kpi.unit)}"


def figure_text(value: float, unit: Unit) -> str:
    """A figure in its unit, with no more decimals than it deserves and a real minus sign."""
    if unit == "seconds":
        text = duration_text(abs(value))
        return text if value >= 0 or text == "0s" else f"−{text}"
    decimals = 2 if unit == "points" and abs(value) < 10 else 1
    return number_text(value, decimals) + ("%" if unit == "percent" else "")


def number_text(value: float, decimals: int = 1) -> str:
    """A number with at most so many decimals, none that are zero, and a real minus sign."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def duration_text(seconds: float) -> str:
    """A duration in its two largest units: 4.5s, 45s, 4m10s, 1h05m, 2d 3h."""
    if seconds < 9.95:
        return number_text(seconds) + "s"
    whole, minutes, hours = (int(seconds / size + 0.5) for size in (1, 60, 3600))
    if whole < 60:
        return f"{whole}s"
    if whole < 3600:
        return _pair(whole, "m", "s")
    if minutes < 1440:
        return _pair(minutes, "h", "m")
    days, rest = divmod(hours, 24)
    return f"{days}d {rest}h" if rest else f"{days}d"


def _pair(count: int, large: str, small: str) -> str:
    first, rest = divmod(count, 60)
    return f"{first}{large}{rest:02}{small}" if rest else f"{first}{large}"
