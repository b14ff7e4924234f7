"""What a file of somebody else's holds steers no terminal, whichever command prints it."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest

from reflectcli.domain.check import bare_types, hints, value_faults
from reflectcli.domain.data import record_data
from reflectcli.domain.records import KINDS
from reflectcli.frozen import fields
from reflectcli.storage import toml
from reflectcli.storage.layout import path_of
from tests.conftest import Journal

EVIL = "x\x1b[2J\x1b]0;title\x07\x9b31m\u202ey\x7f\x08\x00\x85z <b>&[bold]"
NOW = datetime.fromisoformat("2026-11-20T16:40:00+01:00")
NEEDED: dict[str, dict[str, Any]] = {
    "shift": {"answers": {"best_moment": EVIL, "own_words": EVIL}, "mood": 3},
    "rating": {"skills": {"empathy": 3, "listening": 2}},
    "feedback": {"source": "customer", "score": 4, "scale": 5, "skills": ("empathy",)},
    "reading": {"kpi": "csat", "value": 80.0},
    "activity": {"type": "coaching", "hours": 1.0},
    "checkin": {"goal": f"ev0{list(KINDS).index('goal'):02}1", "value": 3.0},
    "goal": {
        "measure": "rating:empathy", "target": 4.0, "baseline": 2.0, "due": date(2026, 12, 31),
    },
    "experiment": {
        "measure": "rating:empathy", "start": date(2026, 11, 1), "until": date(2026, 11, 19),
        "min_n": 4,
    },
}  # fmt: skip
LISTS = ("tags", "factors", "people", "resources", "helpers")
PARTS = {"steps": [{"text": EVIL, "origin": EVIL}],
         "history": [{"on": date(2026, 11, 21), "text": EVIL}]}  # fmt: skip


def evil(kind: str, number: int) -> tuple[str, str]:
    """A record of a kind with the text in every field that takes any text, and its path."""
    cls: Any = KINDS[kind]
    values = dict(NEEDED.get(kind, {}))
    for name, annotation in hints(cls).items():
        if name in ("id", "at", "shift", "extra", "ratings", "steps", "history", *values):
            continue
        one, *_ = bare_types(annotation)
        if one is str and not value_faults(EVIL, annotation, (name,)):
            values[name] = EVIL
        elif name in LISTS:
            values[name] = (EVIL, f"{EVIL}2")
    record: Any = cls(
        id=f"ev0{list(KINDS).index(kind):02}{number}", at=NOW, shift=NOW.date(),
        **{key: value for key, value in values.items() if key in {f.name for f in fields(cls)}},
    )  # fmt: skip
    data = dict(record_data(record)) | {"weather": EVIL, f"k{EVIL}": [EVIL, {"deep": EVIL}]}
    if kind == "goal":
        data |= PARTS
    return path_of(record), toml.dump(data)


SETTINGS = toml.dump({
    "format": 1,
    "agent": {"name": EVIL, "role": EVIL, "channels": [EVIL]},
    "rubric": {"skills": {
        "empathy": {"name": EVIL, "low": EVIL, "middle": EVIL, "high": EVIL},
    }},
    "kpis": {"csat": {"name": EVIL, "formula": EVIL, "target": 85}},
    "prompts": {"quick": {"title": EVIL, "questions": {"best_moment": EVIL}}},
    "rhythm": {"away": {"2026-12-24": EVIL}},
    "sharing": {"names": [EVIL]},
    "mappings": {"m": {"date": EVIL}},
    EVIL: {EVIL: EVIL},
})  # fmt: skip
IDS = {kind: evil(kind, 1)[0].rpartition("-")[2].removesuffix(".toml") for kind in KINDS}
COMMANDS = [
    [], ["--json"], ["list", "--all", "--no-pager"], ["list", "--json"],
    ["search", "x", "--no-pager"], ["search", "x", "--json"], ["week"], ["week", "--json"],
    ["month"], ["quarter"], ["year"],
    ["week", "--compare", "previous"], ["report"], ["report", "--format", "markdown"],
    ["report", "--format", "json"], ["recall", "x"], ["recall", "x", "--json"], ["playbook"],
    ["playbook", "--json"], ["goal", "list"], ["goal", "list", "--json"], ["experiment", "list"],
    ["activity", "list"], ["feedback", "list"], ["kpi", "list"], ["kpi", "list", "--json"],
    ["tags"], ["tags", "--json"], ["calendar"], ["calendar", "--json"], ["away"], ["check"],
    ["check", "--json"], ["check", "--fix", "--dry-run"], ["prompt-status"], ["mentor", "list"],
    ["info", "paths"], ["delete", IDS["note"]], ["undo", "--dry-run"], ["undo"],
    ["goal", "show", IDS["goal"]], ["experiment", "show", IDS["experiment"]],
    ["goal", "step", IDS["goal"], "--done", "9"], ["edit", IDS["note"], "--set", "nope=1"],
    ["tags", "rename", EVIL, "x", "--dry-run"], ["rate", "empathy=9"], ["show", EVIL],
    ["list", "--tag", EVIL], ["log", "--prompts", EVIL], ["remind", "--print", "ics"],
    *(["show", each] for each in IDS.values()),
    *(["show", each, "--json"] for each in IDS.values()),
    ["show", IDS["goal"], "--links"],
]  # fmt: skip


@pytest.fixture
def hostile(journal: Journal) -> Journal:
    """A journal with the text in every field of every kind, in the settings and in names."""
    journal.write({"journal.toml": SETTINGS})
    for kind in KINDS:
        for number in (1, 2):
            path, text = evil(kind, number)
            journal.write({path: text.encode()})
    return journal


def steering(text: str) -> set[str]:
    """The characters of an output that could steer a terminal, or turn its text."""
    return {
        letter
        for letter in text
        if letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs")
    }


def test_the_journal_of_these_tests_is_read_whole(hostile: Journal) -> None:
    result = hostile("check")
    assert result.code == 0, result.err
    assert result.out.startswith(f"{2 * len(KINDS)} records")


@pytest.mark.parametrize("terminal", [False, True])
def test_no_command_prints_what_steers_a_terminal(hostile: Journal, terminal: bool) -> None:
    hostile.env["NO_COLOR"] = "1"
    failed = {}
    for command in COMMANDS:
        result = hostile(*command, terminal=terminal)
        if (found := steering(result.out + result.err)) or result.code == 1:
            failed[" ".join(command[:3])] = (found, result.code)
    assert not failed, failed


@pytest.mark.parametrize("content", ["= " + EVIL, f'id = "{chr(27)}[2J"', f"kind = '{EVIL[-9:]}'"])
def test_nor_does_what_is_said_of_broken_files(hostile: Journal, content: str) -> None:
    hostile.write({
        "2026/11/2026-11-20-note-br0k3n.toml": content,
        f"2026/11/2026-11-20-{EVIL.replace('/', '').replace(chr(0), '')}.toml": content,
        f"2026/11/{EVIL.replace('/', '').replace(chr(0), '')}\nx": content,
        "journal.toml": f"format = 1\nday_starts = '{chr(155)}'\n[kpis.\"\\u001b[2J\"]\n",
    })  # fmt: skip
    failed = {}
    for line in ("check", "list", "week", "check --json", "check --dry-run", "show br0k3n",
                 "edit br0k3n --set text=x", "note y"):  # fmt: skip
        command = line.split()
        result = hostile(*command)
        if (found := steering(result.out + result.err)) or result.code == 1:
            failed[" ".join(command)] = (found, result.code)
    assert not failed, failed
