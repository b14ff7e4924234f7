"""The small charts of a letter as inline SVG, at the size of a line of text.

All colours are the style's, by class; nothing here carries a style of its own, for the page's
security policy allows none. A chart's words are its text alternative.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from reflectcli.render.letter.model import Chart

WIDTH, HEIGHT, EDGE = 132.0, 24.0, 3.0
DOT, LAST = 1.5, 2.6


def svg(chart: Chart) -> Markup:
    """The chart as an SVG element."""
    parts = {"line": _line, "pair": _pair, "bar": _bar, "days": _days}[chart.kind](chart)
    opened = Markup(
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
    )
    sizes = [_number(each) for each in (WIDTH, HEIGHT, WIDTH, HEIGHT)]
    return opened.format(*sizes, chart.words) + Markup("".join(parts)) + Markup("</svg>")


def _number(value: float) -> str:
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _across(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _up(chart: Chart, value: float) -> float:
    """The height of a value; where all are alike, the middle."""
    span = chart.high - chart.low
    share = (value - chart.low) / span if span else 0.5
    return HEIGHT - EDGE - min(1.0, max(0.0, share)) * (HEIGHT - 2 * EDGE)


def _tag(name: str, kind: str, **values: float) -> str:
    placed = " ".join(f'{key}="{_number(value)}"' for key, value in values.items())
    return f'<{name} class="{kind}" {placed}/>'


def _level(chart: Chart, kind: str, value: float) -> str:
    y = _up(chart, value)
    return _tag("line", kind, x1=0, y1=y, x2=WIDTH, y2=y)


def _line(chart: Chart) -> Iterator[str]:
    if chart.limits:
        lower, upper = (_up(chart, each) for each in chart.limits)
        yield _tag("rect", "band", x=0, y=upper, width=WIDTH, height=max(lower - upper, 0.5))
    if chart.median is not None:
        yield _level(chart, "middle", chart.median)
    yield from (_level(chart, "target", each) for each in chart.targets)
    last = max(len(chart.values) - 1, 1)
    points = [
        (_across(place / last), _up(chart, value)) if value is not None else None
        for place, value in enumerate(chart.values)
    ]
    yield from _strokes(points)
    there = [point for point in points if point is not None]
    for x, y in there[:-1]:
        yield _tag("circle", "dot", cx=x, cy=y, r=DOT)
    x, y = there[-1]
    yield _tag("circle", "last", cx=x, cy=y, r=LAST)


def _strokes(points: list[tuple[float, float] | None]) -> Iterator[str]:
    """The line through the points, broken where there is a gap."""
    run: list[str] = []
    for point in [*points, None]:
        if point is not None:
            run.append(f"{_number(point[0])},{_number(point[1])}")
            continue
        if len(run) > 1:
            yield f'<polyline class="stroke" points="{" ".join(run)}"/>'
        run = []


def _pair(chart: Chart) -> Iterator[str]:
    y = HEIGHT / 2
    span = chart.high - chart.low
    own, theirs = (_across(((each or chart.low) - chart.low) / span) for each in chart.values)
    yield _tag("line", "middle", x1=0, y1=y, x2=WIDTH, y2=y)
    for level in range(int(chart.low), int(chart.high) + 1):
        x = _across((level - chart.low) / span)
        yield _tag("line", "middle", x1=x, y1=y - 3, x2=x, y2=y + 3)
    yield _tag("line", "stroke", x1=own, y1=y, x2=theirs, y2=y)
    yield _tag("circle", "open", cx=own, cy=y, r=3.4)
    yield _tag("circle", "last", cx=theirs, cy=y, r=3.4)


def _bar(chart: Chart) -> Iterator[str]:
    share = min(1.0, max(0.0, chart.values[0] or 0))
    y = HEIGHT / 2 - 3
    yield _tag("rect", "rail", x=0, y=y, width=WIDTH, height=6)
    if share:
        yield _tag("rect", "filled", x=0, y=y, width=share * WIDTH, height=6)


def _days(chart: Chart) -> Iterator[str]:
    y = HEIGHT / 2
    yield _tag("line", "middle", x1=0, y1=y, x2=WIDTH, y2=y)
    for share in chart.values:
        x = _across(share or 0)
        yield _tag("line", "tick", x1=x, y1=y - 6, x2=x, y2=y + 6)
