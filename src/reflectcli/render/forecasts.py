"""How the kept forecasts of goals did: words, lines, Markdown and JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from reflectcli.analysis.findings import Report
from reflectcli.analysis.trial_findings import ForecastFinding
from reflectcli.domain.data import to_plain
from reflectcli.domain.records import Checkin
from reflectcli.render import words
from reflectcli.render.figures import number_text
from reflectcli.render.lines import Line, Span, line
from reflectcli.render.text import wrap


def range_words(early: date, late: date) -> str:
    """The days of a forecast: 12 Dec – 20 Jan 2027."""
    year = "" if early.year == late.year else f" {late.year}"
    return words.day(early) if early == late else f"{words.day(early)} – {words.day(late)}{year}"


def kept_words(checkin: Checkin) -> str:
    """The forecast that a check-in keeps; empty where it keeps none."""
    if checkin.forecast_early is None or checkin.forecast_late is None:
        return ""
    return f"forecast {range_words(checkin.forecast_early, checkin.forecast_late)}"


def forecast_words(found: ForecastFinding) -> str:
    """How good the forecasts were; empty where none was kept."""
    if not found.kept:
        return ""
    if found.median_off is None or found.late_by is None:
        scored = f"{found.n} of {found.needed} scored"
        return f"{words.counted(found.kept, 'forecast')} kept, {scored}: not enough data"
    way = (
        ""
        if not found.late_by
        else ", mostly too early"
        if found.late_by > 0
        else (", mostly too late")
    )
    days = f"{number_text(found.median_off)} {'day' if found.median_off == 1 else 'days'}"
    return (
        f"your forecasts were off by a median of {days}{way}; "
        f"{found.within} of {found.n} within their range"
    )


def forecasts_lines(report: Report, columns: int) -> list[Line]:
    """A line or two below the goals of a report; a week is too short for it."""
    said = forecast_words(report.forecasts)
    if not said or report.period.days <= 7:
        return []
    return [line("  ", Span(piece, "dim")) for piece in wrap(said, columns - 2)]


def forecasts_markdown(report: Report) -> list[str]:
    """The same as a block, with the check-ins that kept the forecasts."""
    said = forecast_words(report.forecasts)
    if not said:
        return []
    ids = ", ".join(f"`{each.checkin}`" for each in report.forecasts.scored[:5])
    return [
        f"{said[0].upper()}{said[1:]}{f' ({ids})' if ids else ''}. Rule: {report.forecasts.rule}."
    ]


def forecasts_json(report: Report) -> dict[str, Any]:
    """The kept forecasts as plain data."""
    data: dict[str, Any] = to_plain(report.forecasts)
    return data
