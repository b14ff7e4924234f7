"""Records in one line each, and the figures and dates in them as people read them."""

from __future__ import annotations

from datetime import date

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import (
    Activity,
    Checkin,
    Experiment,
    Feedback,
    Goal,
    Rating,
    Reading,
    Record,
    Shift,
)  # fmt: skip
from reflectcli.render.line import line_head
from reflectcli.render.text import cut, one_line


def gist(record: Record, config: JournalConfig) -> str:
    """What the record is about, in one line without its ID, kind and date."""
    match record:
        case Shift():
            said = next(iter(record.answers.values()), None) or record.text
            main = said or _joined(mood=record.mood, energy=record.energy) or record.prompts
        case Rating():
            main = _joined(**record.skills) + (f" · {record.text}" if record.text else "")
        case Feedback():
            main = _feedback_gist(record)
        case Reading():
            main = f"{record.kpi} {figure_words(record, config.kpis.get(record.kpi))}"
        case Activity():
            hours = f" · {record.hours:g} h" if record.hours is not None else ""
            main = f"{record.type} · {record.title}{hours}"
        case Checkin():
            value = None if record.value is None else f"{record.value:g}"
            main = " · ".join(part for part in (f"goal {record.goal}", value, record.text) if part)
        case Goal():
            main = _goal_gist(record)
        case Experiment():
            main = record.hypothesis + (f" · {record.verdict}" if record.verdict else "")
        case _:
            main = str(getattr(record, "text", ""))
    return one_line(" ".join((main, *(f"#{tag}" for tag in record.tags))))


def _joined(**levels: object) -> str:
    return " · ".join(f"{name} {level}" for name, level in levels.items() if level is not None)


def _feedback_gist(record: Feedback) -> str:
    score = f"{record.score:g}/{record.scale:g}" if record.score is not None else ""
    words = f'"{record.text}"' if record.text else _joined(**record.ratings)
    return " ".join(part for part in (record.source, score, words) if part)


def _goal_gist(record: Goal) -> str:
    parts = [record.title]
    if record.target is not None:
        start = "" if record.baseline is None else f"{record.baseline:g} "
        parts.append(f"{record.measure} {start}→ {record.target:g}")
    if record.closed is not None:
        parts.append(f"closed {record.outcome or ''}".strip())
    elif record.due is not None:
        parts.append(f"by {day_words(record.due)}")
    return " · ".join(parts)


def figure_words(record: Reading, kpi: Kpi | None) -> str:
    """A reading's figure in its KPI's unit: 18/20 90%, 4m10s, 37."""
    unit = kpi.unit if kpi is not None else "points"
    if record.numerator is None or record.denominator is None:
        return in_unit(record.value or 0, unit)
    part = record.numerator / record.denominator * (100 if unit == "percent" else 1)
    return f"{record.numerator:g}/{record.denominator:g} {in_unit(part, unit)}"


def in_unit(value: float, unit: str) -> str:
    """A figure as its unit is read: 90%, 4m10s, 37."""
    if unit == "percent":
        return f"{value:.3g}%"
    if unit != "seconds":
        return f"{value:.10g}" if float(value).is_integer() else f"{value:.3g}"
    minutes, seconds = divmod(value, 60)
    hours, minutes = divmod(int(minutes), 60)
    if hours:
        return f"{hours}h{minutes:02}m" + (f"{seconds:02.0f}s" if seconds else "")
    return f"{minutes}m{seconds:02.0f}s" if minutes else f"{seconds:g}s"


def day_words(day: date) -> str:
    """A date as people say it: Sun 22 Nov 2026."""
    return f"{day:%a} {day.day} {day:%b} {day.year:04}"


def record_line(record: Record, config: JournalConfig, year: int, columns: int) -> str:
    """ID, date, kind and gist in one line of at most so many columns."""
    return cut(line_head(record, year) + gist(record, config), columns)
