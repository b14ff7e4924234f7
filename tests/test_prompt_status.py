"""`reflect prompt-status`: a few characters, at once, and never an error."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reflectcli import __main__
from tests.conftest import Journal
from tests.story import dated

SUNDAY = date(2026, 11, 22)
NOTE = {
    name: text for number in range(2)
    for name, text in dated(f"n0te0{number}", "note", SUNDAY, 'text = "x"\n').items()
}  # fmt: skip
DONE = dated("s4hft0", "shift", SUNDAY, 'text = "x"\n')


def rhythm(journal: Journal, lines: str) -> Journal:
    return journal.write({"journal.toml": f"format = 1\n{lines}\n"})


def status(journal: Journal, now: str | None = None) -> str:
    result = journal("prompt-status", now=now)
    assert (result.code, result.err) == (0, "")
    return result.out


def test_notes_wait_for_the_reflection(journal: Journal) -> None:
    assert status(journal) == ""
    assert status(journal.write(NOTE)) == "log 2\n"
    assert status(journal.write(DONE)) == ""


def test_the_day_is_that_of_the_shift(journal: Journal) -> None:
    journal.write(NOTE)
    assert status(journal, "2026-11-23T02:10:00+01:00") == "log 2\n"
    assert status(journal, "2026-11-23T04:00:00+01:00") == ""
    rhythm(journal, "day_starts = 07:00:00")
    assert status(journal, "2026-11-23T06:59:00+01:00") == "log 2\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('[rhythm]\nshifts = ["sunday"]', "log\n"),
        ('[rhythm]\nshifts = ["monday"]', ""),
        ('[rhythm]\nrota = "1 on 1 off from 2026-11-20"', "log\n"),
        ('[rhythm]\nrota = "1 on 1 off from 2026-11-21"', ""),
        ('[rhythm]\nshifts = ["sunday"]\naway = { "2026-11-20..2026-11-22" = "x" }', ""),
    ],
)
def test_a_shift_by_the_rhythm_waits_too(bare: Journal, lines: str, expected: str) -> None:
    assert status(rhythm(bare, lines)) == expected


@pytest.mark.parametrize(
    "content",
    [b"", b"not toml", b"\xff\xfe\x00", b"day_starts = 'noon'", b"rhythm = 3",
     b"[rhythm]\nshifts = ['someday']", b"[rhythm]\nrota = 'whenever'"],
)  # fmt: skip
def test_a_broken_journal_is_no_matter_of_the_prompt(bare: Journal, content: bytes) -> None:
    assert status(bare.write({"journal.toml": content})) == ""


def test_no_journal_is_no_matter_of_the_prompt(bare: Journal, tmp_path: Path) -> None:
    assert status(bare) == ""
    assert bare("prompt-status", "--journal", str(tmp_path / "nowhere")).out == ""


def test_another_journal_can_be_named(journal: Journal, bare: Journal, tmp_path: Path) -> None:
    other = Journal(tmp_path / "other", bare.env)
    rhythm(other, "").write(NOTE)
    assert journal("prompt-status", "--journal", str(other.root)).out == "log 2\n"
    assert journal("--journal", str(other.root), "prompt-status").out == "log 2\n"


def process(journal: Journal, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    found = os.environ | journal.env | {"REFLECT_NOW": journal.now}
    return subprocess.run(
        [sys.executable, *words], env=found | {"REFLECT_JOURNAL": str(journal.root)} | env,
        capture_output=True, text=True, check=True,
    )  # fmt: skip


SCRIPT = """
import sys
sys.argv = ["reflect", "prompt-status"]
before = set(sys.modules)
from reflectcli.__main__ import main
main()
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def test_it_imports_next_to_nothing(journal: Journal) -> None:
    journal.write(NOTE)
    done = process(journal, "-c", SCRIPT)
    assert done.stdout == "log 2\n"
    ours = {name for name in done.stderr.split() if name.startswith("reflectcli.")}
    assert ours == {
        "reflectcli.__main__", "reflectcli.places", "reflectcli.cli", "reflectcli.cli.tab",
        "reflectcli.cli.tab.place", "reflectcli.cli.tab.prompt", "reflectcli.domain",
        "reflectcli.domain.filing", "reflectcli.storage", "reflectcli.storage.glance",
    }  # fmt: skip
    assert "typer" not in done.stderr.split()


def test_without_a_journal_nothing_is_looked_at(bare: Journal) -> None:
    done = process(bare, "-c", SCRIPT)
    assert done.stdout == ""
    assert not {"tomli", "datetime", "re", "typing"} & set(done.stderr.split())


def test_the_clock_is_the_real_one_without_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert __main__._now().utcoffset() is not None
    monkeypatch.setenv("REFLECT_NOW", "2026-11-22T16:40:00+01:00")
    assert __main__._now().isoformat() == "2026-11-22T16:40:00+01:00"


README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def readme_line(shell: str) -> str:
    row = next(
        line
        for line in README.splitlines()
        if line.startswith(f"| {shell} | `") and "prompt" in line
    )
    return row.split("| `", 1)[1].rsplit("` |", 1)[0].replace("\\|", "|")


SHOWN = {
    "bash": 'eval "$PROMPT_COMMAND"; printf %s "${PS1@P}"',
    "zsh": "print -rP -- $RPROMPT",
    "fish": "fish_right_prompt",
}


@pytest.mark.parametrize("shell", SHOWN)
def test_the_line_of_the_readme_shows_it(journal: Journal, tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None or shutil.which("sh") is None:
        pytest.skip(f"{shell} is not installed")
    journal.write(NOTE)
    program = tmp_path / "bin" / "reflect"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m reflectcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = f"PS1='$ '\n{readme_line(shell)}\n{SHOWN[shell]}\n"
    done = subprocess.run(
        [shell, "-c", script.removeprefix("PS1='$ '\n") if shell == "fish" else script],
        env=os.environ | journal.env | {
            "REFLECT_NOW": journal.now, "REFLECT_JOURNAL": str(journal.root),
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    expected = {"bash": "[log 2] $ ", "zsh": "log 2\n", "fish": "log 2\n"}
    assert (done.stdout, done.stderr) == (expected[shell], "")
