"""A command imports only what it needs: the start-up time is that of its imports."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

NEVER_QUICK = {
    "rich", "pydantic", "jinja2", "tomlkit", "prompt_toolkit", "numpy", "snowballstemmer",
}  # fmt: skip
"""What a command that only writes a line has no use for."""
PLAIN = {"rich", "jinja2", "tomlkit", "prompt_toolkit", "numpy"}
"""What reading records into a pipe has no use for; pydantic checks what it reads."""
SCRIPT = """
import json, sys
from reflectcli.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""

SLOW = {
    "typer", "pydantic", "rich", "sqlite3", "typing", "pathlib", "json", "hashlib", "_hashlib",
    "secrets", "contextlib", "dataclasses", "inspect", "tomli_w", "platformdirs",
    "reflectcli.cli.session", "reflectcli.domain.records", "reflectcli.domain.journal",
    "reflectcli.storage.repository",
}  # fmt: skip
"""What takes longer than a note may; a plain one does without all of it."""
MODULES = """
import sys
before = set(sys.modules)
from reflectcli.cli.main import run
code = run(sys.argv[1:])
print(int(code), *set(sys.modules) - before, file=sys.stderr)
"""


def modules(tmp_path: Path, *args: str) -> set[str]:
    """The modules that a plain command has imported when it has ended."""
    done = process(tmp_path, MODULES, args)
    code, *names = done.splitlines()[-1].split()
    assert code == "0", done
    return set(names)


def imported(tmp_path: Path, *args: str) -> set[str]:
    """The packages that a fresh process has imported when the command has ended."""
    done = process(tmp_path, SCRIPT, args)
    code, names = json.loads(done.splitlines()[-1])
    assert code == 0, done
    return set(names)


def process(tmp_path: Path, script: str, args: Sequence[str]) -> str:
    """What a fresh process says on stderr."""
    env = dict(os.environ) | {
        "REFLECT_JOURNAL": str(tmp_path / "journal"),
        "REFLECT_NOW": "2026-11-22T16:40:00+01:00",
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *args],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        encoding="utf-8",
    )  # fmt: skip
    return done.stderr


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """A folder with a journal that holds a note."""
    imported(tmp_path, "init", "--yes")
    imported(tmp_path, "note", "listened first, worked")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="Windows' folders are platformdirs' to know")
@pytest.mark.parametrize(
    "line",
    [
        ["note", "listened first, worked"],
        ["note", "third call", "--tag", "refund", "--channel", "phone", "--private"],
        ["rate", "empathy=4", "listening=3"],
        ["kpi", "add", "csat", "18/20"],
        ["kpi", "add", "frt", "4m30s"],
    ],
    ids=" ".join,
)
def test_a_plain_line_imports_next_to_nothing(started: Path, line: list[str]) -> None:
    imported(started, "rate", "empathy=3", "listening=2")
    assert modules(started, *line) & SLOW == set()


@pytest.mark.parametrize(
    "line",
    [
        ["--version"],
        ["note", "listened first, worked"],
        ["note", "--on", "yesterday 18:30", "--tag", "refund", "third call"],
    ],
    ids=" ".join,
)
def test_the_quickest_commands_import_nothing_to_wait_for(started: Path, line: list[str]) -> None:
    assert imported(started, *line) & NEVER_QUICK == set()


@pytest.mark.parametrize(
    "line",
    [
        ["rate", "empathy=4"],
        ["success", "two options before the no"],
        ["challenge", "he shouted"],
        ["feedback", "add", "--from", "customer", "--score", "4/5", "kind"],
        ["kpi", "add", "csat", "18/20"],
        ["activity", "add", "coaching", "--type", "coaching"],
        ["goal", "add", "Empathy", "--measure", "rating:empathy", "--target", "4"],
        ["list"],
        ["show", "last"],
        ["search", "listened"],
        ["week"],
        ["month"],
        ["report"],
        ["report", "--format", "json"],
        ["report", "--format", "markdown"],
        ["recall", "refund"],
        ["playbook"],
        ["check"],
        ["info", "paths"],
        ["undo"],
    ],
    ids=" ".join,
)
def test_a_command_imports_only_what_it_needs(started: Path, line: list[str]) -> None:
    assert imported(started, *line) & PLAIN == set()


def test_words_without_a_cue_are_not_searched_for_personal_data(started: Path) -> None:
    line = ("feedback", "add", "--from", "customer", "--score", "4/5")
    finder = "reflectcli.domain.personal.finder"
    assert finder not in modules(started, *line, "kind")
    assert finder in modules(started, *line, "call me, jane.doe@example.org")


def test_today_imports_no_more_than_a_summary(started: Path) -> None:
    assert imported(started) & (PLAIN | {"snowballstemmer"}) == set()


@pytest.mark.parametrize("line", [[], ["week"], ["report"]], ids=" ".join)
def test_a_summary_needs_no_statistics_and_in_english_no_stemmer(
    started: Path, line: list[str]
) -> None:
    heavy = {"statistics", "fractions", "decimal", "random", "numbers", "snowballstemmer"}
    assert imported(started, *line) & heavy == set()
