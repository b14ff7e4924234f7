"""The story as it stands in its files: what happened on which day of which week."""

from collections.abc import Iterator, Mapping
from datetime import time
from importlib.resources import files
from random import Random
from typing import Any

import tomli

from reflectcli.cli.sample.shifts import shift_entries
from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to be: its fields as in a file, its day as "w3 thu", others' IDs as "@label"."""

    kind: str
    day: str
    clock: time
    fields: Mapping[str, Any]
    label: str = ""


def read_story(noise: Random) -> Iterator[Entry]:
    """Every entry of the story, chapter by chapter; `noise` is what ratings scatter by."""
    chapters = files("reflectcli.cli.sample").joinpath("story").iterdir()
    for chapter in sorted(chapters, key=lambda each: each.name):
        name, dot, suffix = chapter.name.partition(".")
        if dot + suffix == ".toml":
            week = int(name.removeprefix("week")) if name != "goals" else 0
            yield from _entries(tomli.loads(chapter.read_text(encoding="utf-8")), week, noise)


def _entries(chapter: Mapping[str, Any], week: int, noise: Random) -> Iterator[Entry]:
    for kind, tables in chapter.items():
        for table in tables:
            day = f"w{week} {table.pop('day')}" if week else table.pop("day")
            if kind == "shift":
                for part, clock, fields in shift_entries(table, week, noise):
                    yield Entry(part, day, clock, fields)
            else:
                clock = time.fromisoformat(table.pop("at"))
                yield Entry(kind, day, clock, table, table.pop("label", ""))
