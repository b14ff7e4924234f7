"""Packs for the page's tests: a journal's own, and the same one full of hostile texts."""

import copy
import io
import json
import tempfile
from collections.abc import Sequence
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from reflectcli.cli.context import World
from reflectcli.cli.main import run
from tests.conftest import NOW, Journal
from tests.story import FILES, TARGETS


def story_pack(*args: str) -> dict[str, Any]:
    """The pack of a small journal with every kind of finding."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        journal = Journal(root / "journal", {"HOME": folder, "XDG_CACHE_HOME": folder})
        journal.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})
        env = journal.env | {"REFLECT_JOURNAL": str(journal.root), "XDG_STATE_HOME": folder}
        world = World(env, datetime.fromisoformat(NOW), io.StringIO(), io.StringIO(), io.StringIO())
        asked = ("--ask", "What would you try?", "--ask", "And with whom?")
        path = root / "pack.json"
        assert run(["mentor", "export", "--yes", "-o", str(path), *asked, *args], world) == 0
        data: dict[str, Any] = json.loads(path.read_bytes())
        return data


def hostile_pack(texts: Sequence[str], data: dict[str, Any]) -> dict[str, Any]:
    """The pack with a moment and a question for each text, and texts wherever else one may be."""
    made = copy.deepcopy(data)
    turn = cycle(texts)
    made["agent"] = {"name": next(turn), "role": next(turn)}
    wins = made["findings"]["wins"]
    for number, text in enumerate(texts):
        key = f"h{number:05}"
        quote: dict[str, Any] = {
            "day": "2026-11-20",
            "kind": "feedback",
            "text": text,
            "source": "customer",
        }
        quote |= {"author": next(turn), "score": 5, "scale": 5, "more": {"own_part": next(turn)}}
        made["quotes"][key] = quote
        moment = {**wins[0], "key": f"moment:{key}", "id": key, "text": text, "quoted": [key]}
        wins.append(moment)
        question = {"key": f"question:{number + 10}", "text": text, "record": None, "day": None}
        made["agenda"]["questions"].append(question)
    for group in ("skills", "kpis", "agreement"):
        for each in made["findings"][group]:
            each["name"] = next(turn)
    for goal in made["findings"]["goals"]:
        goal |= {"title": next(turn), "why": next(turn), "helpers": [next(turn)]}
        goal["plan"] = [{"text": next(turn), "due": None, "done": None}]
    for each in made["findings"]["experiments"]:
        each |= {"hypothesis": next(turn), "lesson": next(turn)}
    for each in made["findings"]["themes"]:
        text = next(turn)
        each |= {"theme": text, "key": f"theme:{text}"}
    for each in made["findings"]["activities"]:
        each |= {"title": next(turn), "takeaway": next(turn)}
    for each in made["rubric"].values():
        each |= {name: next(turn) for name in ("name", "low", "middle", "high")}
    return made
