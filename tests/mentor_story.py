"""A pack that Ana sent, and what Maria Lopez answered: literal data for the tests of replies."""

import json
from collections.abc import Mapping
from typing import Any

from reflectcli.domain.canonical import canonical
from reflectcli.domain.packs import pack_hash
from tests.conftest import Journal

PACK: dict[str, Any] = {
    "schema": 1,
    "agent": {"name": "Ana", "role": "phone support"},
    "period": {"since": "2026-10-26", "until": "2026-11-22", "label": "4 weeks"},
    "as_of": "2026-11-22",
    "blind": False,
    "agenda": {
        "wins": [{"key": "moment:s4cc01", "text": "Two options before the no.", "id": "s4cc01"}],
        "focus": {"skill": "empathy"},
        "goals": ["goal:p0c4de"],
        "questions": [
            {"key": "question:k3f9q2", "text": "When do I interrupt?", "record": "k3f9q2"},
            {"key": "question:1", "text": "Which course first?", "record": None},
        ],
        "upstream": [],
    },
    "findings": {
        "skills": [
            {"key": "skill:empathy", "skill": "empathy", "name": "empathy", "verdict": "focus",
             "evidence": ["m7aa01"]},
            {"key": "skill:listening", "skill": "listening", "name": "listening",
             "verdict": "strength", "evidence": ["m7aa01"]},
        ],
        "kpis": [{"key": "kpi:csat", "kpi": "csat", "name": "CSAT", "evidence": []}],
        "goals": [{"key": "goal:p0c4de", "id": "p0c4de", "title": "Empathy to 4.0",
                   "evidence": []}],
        "experiments": [],
        "themes": [{"key": "theme:refund twice", "theme": "refund twice", "evidence": ["k3f9q2"]}],
    },
    "quotes": {"k3f9q2": {"day": "2026-11-22", "kind": "note", "text": "Third call, refund."}},
    "held_back": {"private_records": 2, "kinds_of_field": ["mood", "energy"]},
    "redacted": {"customer": 1},
}  # fmt: skip
"""What `mentor export` wrote, in short."""

RAW = canonical(PACK)
HASH = pack_hash(RAW)
NAME = HASH[:10]
PACK_FILE = f"mentor/2026-11-22-pack-{NAME}.json"

RECORDS: dict[str, str] = {
    "2026/11/2026-11-22-note-k3f9q2.toml": """
        format = 1
        id = "k3f9q2"
        kind = "note"
        at = 2026-11-22T14:10:00+01:00
        shift = 2026-11-22
        tags = ["question"]
        text = "When do I interrupt? Third call, refund."
        """,
    "2026/11/2026-11-20-rating-m7aa01.toml": """
        format = 1
        id = "m7aa01"
        kind = "rating"
        at = 2026-11-20T18:00:00+01:00
        shift = 2026-11-20

        [skills]
        empathy = 3
        listening = 4
        """,
    "2026/11/2026-11-19-success-s4cc01.toml": """
        format = 1
        id = "s4cc01"
        kind = "success"
        at = 2026-11-19T17:00:00+01:00
        shift = 2026-11-19
        text = "Offered two options before saying no; she chose one and thanked me."
        """,
    "goals/2026-11-03-goal-p0c4de.toml": """
        format = 1
        id = "p0c4de"
        kind = "goal"
        at = 2026-11-03T09:00:00+01:00
        shift = 2026-11-03
        # my own words
        title = "Empathy to 4.0"
        measure = "rating:empathy"
        baseline = 2.6
        target = 4.0
        due = 2026-12-31

        [[steps]]
        text = "Shadow a colleague for one shift"
        """,
}
"""What Ana's journal holds of it."""

LATER = "2026-11-26T17:00:00+01:00"
"""The evening when the reply is imported."""
ALL = [
    "moment:s4cc01", "question:k3f9q2", "question:1", "skill:empathy", "skill:listening",
    "kpi:csat", "goal:p0c4de", "theme:refund twice",
]  # fmt: skip


def head(**changed: Any) -> str:
    """The first lines of a reply to the pack, some of them changed, or left out for None."""
    values: dict[str, Any] = {
        "format": 1, "kind": "reply", "pack": NAME, "hash": HASH, "agent": "Ana",
        "signed": "Maria Lopez", "date": "2026-11-25", "program": "reflectcli 0.1.0", "shown": ALL,
    }  # fmt: skip
    values |= changed
    return "".join(f"{key} = {_toml(key, value)}\n" for key, value in values.items() if value)


def _toml(key: str, value: Any) -> str:
    return str(value) if key == "date" else json.dumps(value)


BODY = '''
[[comments]]
about = "skill:empathy"
verdict = "disagree"
text = "You hear more than you think. Rate the calm calls, too."

[[comments]]
about = "goal:p0c4de"
text = "Four is a good aim."

[[comments]]
about = "moment:s4cc01"
verdict = "agree"

[ratings]
empathy = 4
listening = 5

[[answers]]
question = "question:k3f9q2"
text = """
When they repeat themselves.
Not before."""

[[actions]]
text = "Listen to three of your own calls"
due = 2026-12-05
goal = "goal:p0c4de"
owner = "agent"

[[actions]]
text = "Send the list of phrases"
due = 2026-11-30
owner = "mentor"
'''
REPLY = head() + BODY


def ana(journal: Journal, packs: Mapping[str, bytes] | None = None) -> Journal:
    """Ana's journal, with the pack that she sent."""
    journal.write(RECORDS)
    journal.write({PACK_FILE: RAW} if packs is None else packs)
    journal.now = LATER
    return journal
