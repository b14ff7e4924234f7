"""What worked, as data for a page that colleagues read: the lesson without the agent's own part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from reflectcli.analysis.highlights import if_then
from reflectcli.analysis.playbook import Rule
from reflectcli.domain.canonical import settled
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Challenge, Interaction, Success

AT_HOME = ("own_part", "reference")
"""Fields that a page for colleagues never holds."""
_POINTS = {
    "factors": "What made it work",
    "trigger": "What set it off",
    "root_cause": "What was behind it",
    "solution": "What solved it",
    "implementation": "How it was put in place",
}
"""The other fields, by what they are called on the page."""


def insights_data(
    records: Sequence[Interaction], rules: Sequence[Rule], config: JournalConfig, as_of: date
) -> dict[str, Any]:
    """A page of these records: `quotes` by their IDs, and what was `held_back`."""
    held = (*AT_HOME, *config.sharing.hold_back)
    tried = {rule.id: rule for rule in rules}
    data = {
        "agent": {"name": config.agent.name},
        "as_of": as_of,
        "quotes": {each.id: _insight(each, tried.get(each.id), config, held) for each in records},
        "held_back": {
            "private_records": 0,
            "kinds_of_field": [
                name
                for name in dict.fromkeys(held)
                if any(getattr(each, name, None) for each in records)
            ],
        },
    }
    settled_data: dict[str, Any] = settled(data)
    return settled_data


def _insight(
    record: Interaction, rule: Rule | None, config: JournalConfig, held: Collection[str]
) -> dict[str, Any]:
    points = [
        {"label": label, "texts": [value] if isinstance(value, str) else list(value)}
        for name, label in _POINTS.items()
        if name not in held and (value := getattr(record, name, None))
    ]
    return {
        "day": record.shift,
        "kind": record.kind,
        "title": _title(record, held),
        "text": record.text,
        "points": points,
        "about": [config.rubric.skills[skill].name for skill in record.skills],
        "tried": rule.tried if rule else 0,
        "worked": rule.worked if rule else 0,
    }


def _title(record: Interaction, held: Collection[str]) -> str:
    if isinstance(record, Challenge) and not {"next_if", "next_then"} & {*held}:
        return if_then(record) or "What was hard"
    again = record.replicate_when if isinstance(record, Success) else None
    if again and "replicate_when" not in held:
        return f"When {again.rstrip('.,')}"
    return "What worked" if isinstance(record, Success) else "What was hard"
