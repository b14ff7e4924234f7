"""Days away as text."""

from collections.abc import Sequence

from reflectcli.domain.periods import between
from reflectcli.domain.schedule import Away
from reflectcli.render import words
from reflectcli.render.text import cut, one_line, pad, width


def away_words(away: Away) -> str:
    """Days away in one line: 24 Dec 2026 – 2 Jan 2027 · 10 days · holidays."""
    days = (
        f"{words.day(away.since, weekday=True)} {away.since.year}"
        if away.days == 1
        else words.span(between(away.since, away.until))
    )
    why = f" · {one_line(away.text)}" if away.text not in ("", "away") else ""
    return f"{days} · {words.counted(away.days, 'day')}{why}"


def away_lines(found: Sequence[Away], columns: int) -> str:
    """A line for each: its name, by which it is removed, how long it is, and why."""
    names = max(width(each.name) for each in found)
    return "\n".join(
        cut(
            f"{pad(each.name, names)}  {words.counted(each.days, 'day'):>8}  {one_line(each.text)}",
            columns,
        )
        for each in found
    )
