"""The README is true: its examples run in their order and print what it says.

`REFLECT_EXPECTED=write pytest tests/test_readme.py` writes the outputs anew; look at each.
"""

import os
import re
import shlex
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from reflectcli.cli.table import COMMANDS
from tests.conftest import NOW, Journal

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
ID = re.compile(r"\b[0-9a-hjkmnp-tv-z]{6}\b")


def mask(text: str, journal: Journal) -> str:
    """The text without what differs from run to run: IDs, and where the journal lies."""
    return ID.sub("######", text.replace(str(journal.root), "~/journal"))


def run(command: str, journal: Journal, minute: int) -> str:
    words = shlex.split(command)
    assert words[0] == "reflect", command
    moment = datetime.fromisoformat(NOW) + timedelta(minutes=minute)
    result = journal(*words[1:], now=moment.isoformat())
    assert result.code == 0, f"{command}: {result.err}"
    return (result.err + result.out).replace(str(journal.root), "~/journal")


def test_the_examples_print_what_the_readme_says(
    bare: Journal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert bare("init", "--yes").code == 0
    text = README.read_text(encoding="utf-8")
    told: list[str] = []
    minutes = count()

    def replay(block: re.Match[str]) -> str:
        lines: list[str] = []
        for part in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
            command, _, said = part.partition("\n")
            found = run(command, bare, next(minutes))
            if mask(found.strip(), bare) != mask(said.strip(), bare):
                told.append(f"$ {command}\n{found}")
            lines.append(f"$ {command}\n{found.strip()}\n")
        return "```console\n" + "\n".join(lines).replace("\n\n$", "\n$") + "```"

    renewed = BLOCK.sub(replay, text)
    if os.environ.get("REFLECT_EXPECTED") == "write":
        README.write_text(renewed, encoding="utf-8")
    else:
        assert told == []


def test_every_command_is_in_the_reference() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [name for name in COMMANDS if f"| `reflect {name}" not in text]
    assert missing == []


def test_two_commands_do_the_set_up() -> None:
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(python3 -m venv.*)\n```", text)
    assert len(blocks) == 2
    assert blocks[0].endswith("reflect demo")
    assert blocks[1].endswith("tests/check")
