"""The KPIs of a journal as a table: latest reading, target, lever and definition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import Reading
from reflectcli.render.figures import figure_text, reading_text
from reflectcli.render.text import cut, one_line, pad, wrap

ARROWS = {"up": "↑", "down": "↓", "band": "↕"}
LEGEND = "↑ more is better   ↓ less is better   ↕ within a band"


def target_text(kpi: Kpi) -> str:
    """A KPI's target in its unit: 85%, or 4m–6m for a band; empty where there is none."""
    ends = [figure_text(end, kpi.unit) for end in (kpi.target, kpi.target_high) if end is not None]
    return "–".join(ends)


def render_kpis(
    kpis: Mapping[str, Kpi], latest: Mapping[str, Reading], today: date, columns: int
) -> str:
    """The table: a line of figures for each KPI, and its definition below it."""
    first = min(24, max(3, *(len(key) for key in kpis))) + 2
    widths = (first, 20, 13, 14)
    lines = [_row(("KPI", "latest", "", "target", "control"), widths)]
    for key, kpi in kpis.items():
        reading = latest.get(key)
        target = target_text(kpi)
        figures = (
            cut(key, 24),
            cut(reading_text(reading, kpi), 18) if reading else "–",
            day_text(reading.shift, today) if reading else "",
            f"{ARROWS[kpi.direction]} {target}".rstrip(),
            kpi.control,
        )
        lines.append(_row(figures, widths))
        about = f"{one_line(kpi.name)}, {kpi.unit}: {one_line(kpi.formula)}"
        off = "" if kpi.active else " (inactive)"
        lines += [f"  {line}" for line in wrap(about + off, columns - 2)]
    return "\n".join([*lines, "", LEGEND])


def _row(cells: tuple[str, ...], widths: tuple[int, ...]) -> str:
    padded = (pad(cell, width) for cell, width in zip(cells, (*widths, 0), strict=True))
    return "".join(padded).rstrip()


def day_text(day: date, today: date) -> str:
    """A date in a list: 22 Nov, with its year where that is another."""
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")
