"""The KPIs of a report as styled lines."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.findings import KpiFinding, Report
from reflectcli.render import words
from reflectcli.render.figures import figure_text
from reflectcli.render.lines import Line, Span, Style, cell, line
from reflectcli.render.text import cut, one_line, width
from reflectcli.render.trends import kpi_trend_lines

STATUS_STYLE: dict[str, Style] = {"met": "good", "missed": "warn"}


def kpis_section(report: Report, columns: int) -> list[Line]:
    """The KPIs of a report, each with interval, target, definition and what its weeks tell."""
    if not report.kpis:
        return []
    here = "this week" if report.period.days == 7 else "period"
    heading = ("KPIs", here, "95%", words.weeks(report), "target", "")
    rows = [_kpi_cells(kpi) for kpi in report.kpis]
    room = _kpi_widths([heading, *rows], columns)
    head = _kpi_row(heading, room, ("strong", "dim", "dim", "dim", "dim", "dim"))
    return [(), head, *(
        each
        for kpi, row in zip(report.kpis, rows, strict=True)
        for each in _kpi(kpi, row, room, columns, full=report.period.days > 7)
    )]  # fmt: skip


def _kpi_cells(kpi: KpiFinding) -> tuple[str, ...]:
    whole = "" if kpi.window_value is None else figure_text(kpi.window_value, kpi.unit)
    status = "no reading" if kpi.value is None else words.STATUSES[kpi.status]
    interval = words.interval(kpi.interval, kpi.unit)
    name = f"  {one_line(kpi.name)}"
    return (name, words.figure(kpi), interval, whole, words.target(kpi), status)


def _kpi_widths(rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """How wide each column is: generous where there is room, never narrower than its figures."""
    widest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widest[2] += 1
    room = [max(pair) for pair in zip((21, 13, 13, 8, 6, 0), widest, strict=True)]
    room[0] = 21
    for place, least in ((2, widest[2]), (1, widest[1]), (0, min(21, widest[0])), (0, 10)):
        room[place] -= min(max(0, sum(room) + 6 - columns), room[place] - least)
    return room


def _kpi_row(cells: Sequence[str], room: Sequence[int], styles: Sequence[Style]) -> Line:
    spans = [
        cell(text, columns, style, right=place in (1, 3))
        for place, (text, columns, style) in enumerate(zip(cells, room, styles, strict=True))
    ]
    name, here, interval, weeks, target, status = spans
    return line(name, here, "  ", interval, weeks, "  ", target, "  ", status)


def _kpi(
    kpi: KpiFinding, row: Sequence[str], room: Sequence[int], columns: int, *, full: bool
) -> list[Line]:
    style = STATUS_STYLE.get(kpi.status, "dim")
    head = _kpi_row(row, room, ("plain", "plain", "plain", "plain", "plain", style))
    about = f"{one_line(kpi.formula)} · from {kpi.source} · lever: {words.CONTROLS[kpi.control]}"
    told = kpi_trend_lines(kpi, columns, full=full)
    return [head, line("    ", Span(cut(about, columns - 4), "dim")), *told]
