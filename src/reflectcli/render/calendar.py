"""A year as a heat map of characters: a column a week, a row a weekday."""

from datetime import date, timedelta

from reflectcli.analysis.calendar import Calendar, CalendarDay
from reflectcli.domain.filing import WEEKDAYS
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, Style, line, spread
from reflectcli.render.text import one_line, width

SHADES = ((7, "█"), (4, "▓"), (2, "▒"), (1, "░"))
"""From how many entries a day on it has which shade."""
NOTHING, AWAY, FREE = "·", "-", " "
LABEL = 5
WEEK = timedelta(days=7)
WEEKS = 54
"""The most weeks that a year touches."""


def calendar_lines(calendar: Calendar, name: str | None, columns: int) -> list[Line]:
    """The year, at most `columns` wide; `name` is the skill's."""
    cell = 2 if columns >= LABEL + 2 * WEEKS else 1
    weeks = _weeks(calendar)
    # On a narrow screen the year goes on below.
    room = max(1, (columns - LABEL) // cell)
    parts = -(-len(weeks) // room)
    most = -(-len(weeks) // parts)
    days = {each.day: each for each in calendar.days}
    lines = [_head(calendar, name, columns)]
    for start in range(0, len(weeks), most):
        lines += [(), *_block(calendar, days, weeks[start : start + most], cell)]
    legend = _filled(_legend(calendar), columns - LABEL)
    return [*lines, (), *(line(" " * LABEL, Span(piece, "dim")) for piece in legend)]


def _filled(parts: list[str], columns: int) -> list[str]:
    """The parts in as few lines as they need, none broken."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}   {part}" if lines[-1] else part
        if width(longer) <= columns or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _head(calendar: Calendar, name: str | None, columns: int) -> Line:
    label = calendar.period.label
    if name is None:
        said = f"{words.counted(calendar.shifts, 'shift')} · " + words.counted(
            calendar.entries, "entry", "entries"
        )
        return spread(label, said, columns)
    mean = "" if calendar.mean is None else f" · mean {words.level(calendar.mean)}"
    said = f"rated on {words.counted(calendar.rated, 'day')}{mean}"
    return spread(f"{label} · {one_line(name)}", said, columns)


def _weeks(calendar: Calendar) -> list[date]:
    """The first day of each week that the year touches."""
    since = calendar.period.since
    first = since - timedelta(days=(since.weekday() - calendar.starts) % 7)
    count = (calendar.period.until - first).days // 7 + 1
    return [first + n * WEEK for n in range(count)]


def _block(
    calendar: Calendar, days: dict[date, CalendarDay], weeks: list[date], cell: int
) -> list[Line]:
    rows: list[Line] = [line(" " * LABEL, Span(_months(calendar, weeks, cell), "dim"))]
    for row in range(7):
        spans: list[Span] = []
        for week in weeks:
            mark, style = _mark(calendar, days.get(week + timedelta(days=row)))
            _add(spans, f"{mark:<{cell}}", style)
        label = WEEKDAYS[(calendar.starts + row) % 7][:3].title()
        rows.append(line(Span(f"{label:<{LABEL}}", "dim"), *spans))
    return rows


def _add(spans: list[Span], text: str, style: Style) -> None:
    """Add text to the last span of its style, so that colour changes only where it must."""
    if spans and spans[-1].style == style:
        text = spans.pop().text + text
    spans.append(Span(text, style))


def _months(calendar: Calendar, weeks: list[date], cell: int) -> str:
    """The months' names above the week that holds the first of each."""
    text = ""
    for number, week in enumerate(weeks):
        days = [week + timedelta(days=n) for n in range(7)]
        first = next((day for day in days if day.day == 1 and day in calendar.period), None)
        if first is not None and width(text) <= number * cell:
            text = f"{text:<{number * cell}}{first:%b}"
    return text


def _mark(calendar: Calendar, day: CalendarDay | None) -> tuple[str, Style]:
    if day is None:
        return FREE, "plain"
    if calendar.skill is not None and day.level is not None:
        level = int(day.level + 0.5)
        return str(level), "good" if level >= 4 else "plain"
    if calendar.skill is None and day.entries:
        return next(shade for least, shade in SHADES if day.entries >= least), "good"
    if day.away:
        return AWAY, "dim"
    begun = calendar.first is not None and day.day >= calendar.first
    expected = calendar.skill is None and begun and (day.expected or not calendar.fixed)
    worked = day.entries or expected
    return (NOTHING, "dim") if worked else (FREE, "plain")


def _legend(calendar: Calendar) -> list[str]:
    if calendar.skill is not None:
        said = ["1 to 5 the day's level", f"{NOTHING} not rated"]
    else:
        nothing = "a shift, no entry" if calendar.fixed else "nothing written"
        said = ["░ 1", "▒ 2–3", "▓ 4–6", "█ 7 or more entries", f"{NOTHING} {nothing}"]
    if any(each.away for each in calendar.days):
        said.append(f"{AWAY} away")
    return said
