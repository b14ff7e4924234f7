"""Every command explains itself, and each example of its help really works.

The examples run, one test each, in a journal that holds `RECORDS` and in a folder that holds
`FILES`: an example may name these IDs and these files. One operation (a note) can be undone.
"""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.cli.table import COMMANDS, load
from tests import mentor_story
from tests.conftest import Journal

RECORDS = {
    ".drafts/0f3a1b2c.md": "never saved",
    "2026/11/2026-11-22-note-k3f9q2.toml": """
        format = 1
        id = "k3f9q2"
        kind = "note"
        at = 2026-11-22T14:10:00+01:00
        shift = 2026-11-22
        tags = ["refund"]
        text = "refund twice promised, third call; angry, then two options and she was calm"
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
        factors = ["a choice"]
        skills = ["empathy"]
        """,
    "2026/11/2026-11-18-challenge-c8a11e.toml": """
        format = 1
        id = "c8a11e"
        kind = "challenge"
        at = 2026-11-18T17:00:00+01:00
        shift = 2026-11-18
        text = "The tool froze while he was shouting."
        skills = ["empathy", "composure"]
        causes = ["tool_system"]
        """,
    "2026/11/2026-11-17-feedback-f3edb1.toml": """
        format = 1
        id = "f3edb1"
        kind = "feedback"
        at = 2026-11-17T12:00:00+01:00
        shift = 2026-11-17
        source = "customer"
        score = 4
        scale = 5
        skills = ["empathy"]
        text = "She took her time."
        """,
    "2026/11/2026-11-16-activity-ac71v1.toml": """
        format = 1
        id = "ac71v1"
        kind = "activity"
        at = 2026-11-16T12:00:00+01:00
        shift = 2026-11-16
        type = "coaching"
        title = "one-to-one with Ana"
        hours = 0.5
        skills = ["empathy"]
        """,
    "goals/2026-11-03-goal-p0c4de.toml": """
        format = 1
        id = "p0c4de"
        kind = "goal"
        at = 2026-11-03T09:00:00+01:00
        shift = 2026-11-03
        title = "Empathy to 4.0"
        measure = "rating:empathy"
        baseline = 2.6
        target = 4
        due = 2026-12-31

        [[steps]]
        text = "shadow a colleague for one shift"
        """,
}

RECORDS |= {
    "experiments/2026-10-20-experiment-e6xp01.toml": """
        format = 1
        id = "e6xp01"
        kind = "experiment"
        at = 2026-10-20T09:00:00+02:00
        shift = 2026-10-20
        hypothesis = "Their own words first lift empathy."
        measure = "rating:empathy"
        start = 2026-10-20
        until = 2026-11-21
        min_n = 4
        """,
} | {
    f"2026/{month:02}/2026-{month:02}-{day:02}-rating-ex{month}{day:02}.toml": f"""
        format = 1
        id = "ex{month}{day:02}"
        kind = "rating"
        at = 2026-{month:02}-{day:02}T18:00:00+01:00
        shift = 2026-{month:02}-{day:02}

        [skills]
        empathy = {2 + (month > 9)}
        """
    for month, days in ((9, (21, 24, 27, 30)), (11, (2, 5, 8)))
    for day in days
}

_CSV = "Id,Date,Day,Score,Text,Channel,Agent,Talk time\n" + "".join(
    f"{number},2026-11-{number:02},{number:02}/11/2026,{3 + number % 3},kind and clear,chat,"
    f"Sam Okafor,0:0{number % 8}:30\n"
    for number in range(1, 21)
)
FILES = dict.fromkeys(("FEEDBACK.csv", "survey.csv", "calls.csv"), _CSV)
FILES["jrnl.txt"] = "[2026-11-20 16:40] listened first, worked @refund *\n"

FILES["reply-ana-2026-11-22.toml"] = mentor_story.head(date="2026-11-22") + mentor_story.BODY

ADDING = re.compile(
    r"reflect (note|log|success|challenge|worked|rate|(feedback|kpi|goal|activity) add"
    r"|goal checkin|experiment start) "
)
"""Commands that only add: they never touch a file that is there."""


def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command and its subcommands, each with its name on the command line."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
    for word, sub in (inner or {}).items():
        yield from walk(f"{name} {word}", sub)


LEAVES = dict(pair for name in COMMANDS for pair in walk(name, load(name)))


def examples(command: Any) -> list[str]:
    """The lines of the help's Examples that are commands of ours."""
    block = (command.help or "").partition("Examples:")[2]
    lines = (line.strip() for line in block.splitlines())
    return [line for line in lines if line.startswith("reflect ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name: str) -> None:
    assert load(name).name == name


@pytest.mark.parametrize("name", LEAVES)
def test_help_shows_what_it_does_and_two_examples(bare: Journal, name: str) -> None:
    result = bare(*name.split(), "--help")
    assert (result.code, result.err) == (0, "")
    assert f"Usage: reflect {name}" in result.out
    shown = examples(LEAVES[name])
    assert len(shown) >= 2
    assert any(example.startswith(f"reflect {name}") for example in shown)
    for example in shown:
        assert example.split()[1] == name.split(maxsplit=1)[0]
        assert " ".join(example.split()[:3]) in result.out
    assert not bare.root.exists()


def test_the_root_lists_every_command(bare: Journal) -> None:
    result = bare("--help")
    assert result.code == 0
    for name, entry in COMMANDS.items():
        assert re.search(rf"\b{name} +{re.escape(entry.help[:20])}", result.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_their_own_help_says(bare: Journal, name: str) -> None:
    assert bare(name, "--help").code == 0
    assert COMMANDS[name].help.endswith(".")


@pytest.fixture
def desk(bare: Journal, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal with records, a second one at ~/work-journal, and CSV files where one stands."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    for root in (home / "work-journal", bare.root):
        journal = Journal(root, bare.env)
        assert journal("init", "--yes").code == 0
        journal.write(RECORDS)
        journal.write({mentor_story.PACK_FILE: mentor_story.RAW})
        assert journal("note", "one to undo").code == 0
    assert bare("backup", "-o", "shifts.zip").code == 0
    return bare


@pytest.mark.parametrize(
    "line",
    [line for command in LEAVES.values() for line in examples(command)],
)
def test_the_example_works(desk: Journal, line: str) -> None:
    words = [os.path.expanduser(word) for word in shlex.split(line)[1:]]
    if ">" in words:
        words = words[: words.index(">")]
    if words[0] == "init":
        desk = Journal(desk.root.with_name("new"), desk.env)
    before = desk.files() if desk.root.exists() else {}
    result = desk(*words)
    assert result.code == 0, result.err
    assert "Traceback" not in result.err
    after = desk.files()
    touched = {name for name in before if after.get(name) != before[name]}
    if ADDING.match(line) and "--print-template" not in line:
        assert not touched
        assert len(after) > len(before)
    assert sum(not name.startswith(".") for name in touched) <= 2


def test_examples_name_only_ids_that_the_journal_of_this_test_holds() -> None:
    ids = {name.rpartition("-")[2].removesuffix(".toml") for name in RECORDS}
    assert {"k3f9q2", "m7aa01", "p0c4de"} <= ids
