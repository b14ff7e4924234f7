"""One shift of the story: its notes, its figures, the reflection after it and the ratings."""

from collections.abc import Iterator, Mapping
from datetime import time
from random import Random
from typing import Any

from reflectcli.cli.sample.levels import rated

Part = tuple[str, time, Mapping[str, Any]]
"""A record of a shift: its kind, its time of day and its fields."""

_KNOWN = (
    "ends", "channel", "mood", "energy", "prompts", "reflected", "notes", "rate", "why",
    "frt", "csat", "aht", "guess",
)  # fmt: skip
_SCATTER = 40


def shift_entries(shift: Mapping[str, Any], week: int, noise: Random) -> Iterator[Part]:
    """Everything that is written in one shift; all but the known keys are its answers."""
    ends = time.fromisoformat(shift["ends"])
    yield from (_note(text, shift["channel"]) for text in shift.get("notes", ()))
    yield from _readings(shift, ends, noise)
    if not shift.get("reflected", True):
        return
    answers = {key: text for key, text in shift.items() if key not in _KNOWN}
    told = {key: shift[key] for key in ("prompts", "mood", "energy") if key in shift}
    yield "shift", ends, told | {"answers": answers}
    skills = rated(week, shift["mood"], noise) | shift.get("rate", {})
    why = {"text": shift["why"]} if "why" in shift else {}
    yield "rating", _minutes_from(ends, noise.randint(2, 6)), {"skills": skills} | why


def _note(line: str, channel: str) -> Part:
    clock, _, rest = line.partition(" ")
    text, _, tag = rest.partition(" #")
    tags = {"tags": [tag]} if tag else {}
    return "note", time.fromisoformat(clock), {"text": text, "channel": channel} | tags


def _readings(shift: Mapping[str, Any], ends: time, noise: Random) -> Iterator[Part]:
    channel = shift["channel"]
    if "frt" in shift:
        for hours in (6, 3, 0):
            value = shift["frt"] + noise.randint(-_SCATTER, _SCATTER)
            fields = {"kpi": "frt", "value": value, "channel": channel}
            yield "reading", _minutes_from(ends, -60 * hours - noise.randint(15, 25)), fields
    for kpi in ("aht", "csat"):
        if kpi in shift:
            above, _, below = shift[kpi].partition("/")
            figure = {"kpi": kpi, "numerator": int(above), "denominator": int(below)}
            guess = {"guess": shift["guess"]} if kpi == "csat" and "guess" in shift else {}
            yield "reading", _minutes_from(ends, -noise.randint(5, 14)), figure | guess


def _minutes_from(clock: time, minutes: int) -> time:
    total = (clock.hour * 60 + clock.minute + minutes) % (24 * 60)
    return time(total // 60, total % 60)
