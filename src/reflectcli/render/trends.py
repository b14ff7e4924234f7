"""Trends and limits in words: where a series goes, and why a single bad week is no trend."""

from __future__ import annotations

from reflectcli.analysis.findings import KpiFinding
from reflectcli.analysis.limits import Limits, Signal
from reflectcli.analysis.trends import Trend
from reflectcli.domain.kpis import Unit
from reflectcli.render import words
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.lines import Line, Span, Style, line
from reflectcli.render.text import wrap

TREND_STYLE: dict[str, Style] = {"improving": "good", "declining": "accent"}
ASSURANCES = {
    "consistently_meets": "target consistently met",
    "consistently_misses": "target consistently missed",
    "hit_and_miss": "target hit and miss",
}
SIGNALS = 2
"""How many signals are told in words; the JSON report has all."""
READING = (
    "Trends: one point a shift, change a week. Improving and declining are called so strictly that "
    "chance alone makes one in at most one report of ten; possible is too little to go by."
)


def trend_cell(trend: Trend) -> str:
    """A skill's trend in 14 columns: improving +.08, stable, 4 of 6 shifts."""
    if trend.verdict == "not_enough":
        return f"{trend.n} of {trend.needed} shifts"
    if trend.verdict not in ("improving", "declining") or trend.slope_per_week is None:
        return trend.verdict
    slope = f"{trend.slope_per_week:+.2f}".replace("0.", ".").replace("-", "−")
    return f"{trend.verdict} {slope}"


def p_text(p: float) -> str:
    """A p as papers write it: p .46, p < .001."""
    return "p < .001" if p < 0.001 else "p 1" if p > 0.995 else f"p {p:.2g}".replace("0.", ".")


def change(value: float, unit: Unit | None) -> str:
    """A change a week with its sign; of a percentage in points, of a level as it is."""
    if unit is None or unit == "percent":
        text = number_text(abs(value), 2 if unit is None else 1)
    else:
        text = figure_text(abs(value), unit)
    sign = "" if text in ("0", "0s") else "−" if value < 0 else "+"
    return f"{sign}{text} points" if unit == "percent" else f"{sign}{text}"


def trend_words(trend: Trend, unit: Unit | None, thing: str) -> str:
    """A trend with what it rests on: 12 weeks: stable (p .46)."""
    if trend.p is None:
        return f"{trend.n} of {trend.needed} {thing}s that a trend needs"
    slope, interval = trend.slope_per_week, trend.slope_interval
    said = f"{trend.n} {thing}s: {trend.verdict}"
    if slope is None or interval is None or trend.verdict == "stable":
        return f"{said} ({p_text(trend.p)})"
    low, high = (change(end, unit).removesuffix(" points") for end in interval)
    return f"{said}, {change(slope, unit)} a week ({low} to {high}, {p_text(trend.p)})"


def limits_text(limits: Limits, unit: Unit) -> str:
    """The limits: 17–88, or 4m10s–6m00s."""
    if limits.lower is None or limits.upper is None:
        return ""
    if unit == "percent":
        return f"{limits.lower:.0f}–{limits.upper:.0f}"
    return f"{figure_text(limits.lower, unit)}–{figure_text(limits.upper, unit)}"


def limits_words(finding: KpiFinding, *, full: bool) -> str:
    """What single weeks say: all within the limits, or the signals; empty without limits."""
    limits = finding.limits
    if limits is None or limits.state == "none":
        return ""
    ends = limits_text(limits, finding.unit)
    name = f"{'trial limits ' if limits.state == 'trial' else ''}{ends}"
    rebased = finding.weeks and limits.since and limits.since > finding.weeks[0].day
    since = f" since {words.day(limits.since)}" if rebased and limits.since else ""
    if finding.signals:
        told = finding.signals[-SIGNALS:]
        said = "; ".join(_signal(each, finding, ends) for each in told)
        rest = len(finding.signals) - len(told)
        return f"{said}{since}" + (f"; and {rest} more" if rest else "")
    worst = _worst(finding, limits) if full else ""
    return f"every week{since} within {name}{worst}: single weeks are chance"


def _worst(finding: KpiFinding, limits: Limits) -> str:
    values = [each.value for each in finding.weeks if not limits.since or each.day >= limits.since]
    if finding.direction == "band" or min(values) == max(values):
        return ""
    least = finding.direction == "up"
    value = figure_text(min(values) if least else max(values), finding.unit)
    return f", the {'lowest' if least else 'highest'} ({value}) too"


def _signal(signal: Signal, finding: KpiFinding, ends: str) -> str:
    first, last = words.day(signal.weeks[0]), words.day(signal.weeks[-1])
    count = len(signal.weeks)
    centre = finding.limits.centre if finding.limits and finding.limits.centre is not None else 0
    match signal.kind:
        case "outside":
            value = figure_text(signal.values[0], finding.unit)
            return f"week of {first} {signal.side} {ends} ({value}): worth a look"
        case "one_side":
            middle = figure_text(centre, finding.unit)
            return f"{count} weeks in a row {signal.side} {middle}, {first} to {last}"
        case "run":
            return f"{count} weeks in a row {signal.side}, {first} to {last}"
        case "two_of_three":
            limit = "upper" if signal.side == "above" else "lower"
            return f"{count} weeks near the {limit} end of {ends}, {first} to {last}"


def kpi_words(finding: KpiFinding, *, full: bool) -> str:
    """A KPI's trend, limits and, in full, target assurance, in one sentence."""
    parts = [
        trend_words(finding.trend, finding.unit, "week"),
        limits_words(finding, full=full),
        ASSURANCES[finding.assurance] if full and finding.assurance else "",
    ]
    return "; ".join(part for part in parts if part)


def kpi_trend_lines(finding: KpiFinding, columns: int, *, full: bool) -> list[Line]:
    """The sentence below a KPI's figures; in a week nothing while there is too little to say."""
    if not full and finding.trend.p is None:
        return []
    pieces = wrap(kpi_words(finding, full=full), columns - 4)
    return [line("    ", Span(piece, "dim")) for piece in pieces]
