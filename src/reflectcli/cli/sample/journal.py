"""The story as a journal: its settings, and its records dated relative to today."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from random import Random
from typing import Any

from reflectcli.cli.sample.story import Entry, read_story
from reflectcli.cli.sample.weeks import day_of, is_day
from reflectcli.domain.filing import clock_day
from reflectcli.domain.journal import Agent, JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS, Kpi
from reflectcli.domain.periods import Period
from reflectcli.domain.plain import ID_LETTERS
from reflectcli.domain.records import KINDS, Change, Record, Step
from reflectcli.frozen import replace

SEED = 7
"""What makes the sample the same for everyone."""

Localize = Callable[[date, time], datetime]
"""A local date and time to the moment, with the offset that holds then."""

_TARGETS: dict[str, tuple[float, float | None]] = {
    "csat": (85, None),
    "frt": (300, None),
    "aht": (360, 480),
    "qa_score": (85, None),
}
"""The figures that count at Tumbleside: target, and the upper end of a band."""


def sample_config() -> JournalConfig:
    """The journal.toml of the sample: who writes, and which figures count."""
    return JournalConfig(
        agent=Agent(
            name="Noor Almeida",
            role="support agent at Tumbleside, washing machines in cellars, booked by app",
            channels=("phone", "chat", "email"),
        ),
        kpis={key: _counted(key, kpi) for key, kpi in DEFAULT_KPIS.items()},
    )


def _counted(key: str, kpi: Kpi) -> Kpi:
    target, high = _TARGETS.get(key, (None, None))
    return replace(kpi, active=key in _TARGETS, target=target, target_high=high)


def sample_records(shown: Period, now: datetime, localize: Localize) -> list[Record]:
    """The records up to now of the story whose twelfth week is the one shown.

    IDs and ratings are the same whatever the day is; only the dates move.
    """
    entries = list(read_story(Random(SEED)))
    letters = Random(SEED)
    ids = ["".join(letters.choices(ID_LETTERS, k=6)) for _ in entries]
    names = {entry.label: name for entry, name in zip(entries, ids, strict=True) if entry.label}
    day_starts = sample_config().day_starts
    records = []
    for entry, name in zip(entries, ids, strict=True):
        shift = day_of(entry.day, shown)
        at = localize(clock_day(shift, entry.clock, day_starts), entry.clock)
        if at <= now:
            fields = _resolved(entry.fields, shown, names)
            records.append(_record(entry, {"id": name, "at": at, "shift": shift} | fields))
    return records


def _record(entry: Entry, data: Mapping[str, Any]) -> Record:
    parts = {
        name: tuple(cls(**part) for part in data[name])
        for name, cls in (("steps", Step), ("history", Change))
        if name in data
    }
    return KINDS[entry.kind](**{**data, **parts})


def _resolved(value: Any, shown: Period, names: Mapping[str, str]) -> Any:
    """The value with the story's days as dates and its labels as IDs."""
    if isinstance(value, Mapping):
        return {key: _resolved(item, shown, names) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_resolved(item, shown, names) for item in value)
    if isinstance(value, str) and is_day(value):
        return day_of(value, shown)
    if isinstance(value, str) and value.startswith("@"):
        return names[value.removeprefix("@")]
    return value
