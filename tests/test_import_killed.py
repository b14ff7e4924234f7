"""An import that is killed, or runs twice at once: all of its records are there, or none."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG, Journal
from tests.test_together import commits, dying_at, forks

MAPPING = ("--as", "feedback", "--date", "Date", "--score", "Score/5", "--id", "Id", "--yes")
ROWS = 1500


def survey(folder: Path, rows: int) -> str:
    """A file of that many answers, of every day of five years in turn."""
    lines = [
        f"a{number},{2020 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02},{1 + number % 5}"
        for number in range(rows)
    ]
    path = folder / "survey.csv"
    path.write_text("\n".join(["Id,Date,Score", *lines, ""]))
    return str(path)


def listed(journal: Journal) -> int:
    """How many records a reading command sees."""
    result = journal("list", "--all", "--json")
    assert (result.code, result.err) == (0, "")
    return len(json.loads(result.out)["records"])


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_any_call_an_import_is_whole_or_not_at_all(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, outcomes = survey(tmp_path, 3), []
    # Once in this process, so that those to be killed need import no module.
    assert bare("init", "--yes").code == bare("import", file, *MAPPING).code == 0
    for number in range(0, 300, 1 if LONG else 3):
        here = Journal(tmp_path / f"journal{number}", bare.env)
        here.write({"journal.toml": "format = 1\n"})
        code = dying_at(number, monkeypatch, lambda: here("import", file, *MAPPING))  # noqa: B023
        assert code in (0, 99)
        outcomes.append(listed(here))
        assert outcomes[-1] in (0, 3)
        assert commits(here.root) == []
        if outcomes[-1] and number % 8 == 0:
            assert here("undo").out == "took back 3 records (feedback 3) · just added\n"
            assert listed(here) == 0
        if code == 0:
            break
    assert outcomes == sorted(outcomes)
    assert {outcomes[0], outcomes[-1]} == {0, 3}


def running(journal: Journal, file: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "REFLECT_NOW": journal.now, "REFLECT_JOURNAL": str(journal.root)}
    return subprocess.Popen(
        [sys.executable, "-m", "reflectcli", "import", file, *MAPPING],
        env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "as the first temporary file appears": lambda root: any(root.glob("2*/*/.new-*")),
    "as the commit file appears": lambda root: bool(commits(root)),
    "as the first record appears": lambda root: any(root.glob("2*/*/*.toml")),
    "as half of the records are there": lambda root: len(list(root.glob("2*/*/*.toml"))) > ROWS / 2,
}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_by_force_an_import_is_whole_or_not_at_all(
    journal: Journal, tmp_path: Path, moment: str
) -> None:
    file = survey(tmp_path, ROWS)
    with running(journal, file) as process:
        while process.poll() is None and not MOMENTS[moment](journal.root):
            pass
        process.kill()
    there = listed(journal)
    assert there in (0, ROWS)
    assert process.returncode == -signal.SIGKILL or there == ROWS
    again = journal("import", file, *MAPPING)
    assert again.code == 0
    assert re.match(r"imported 1500 feedback|nothing new: 1500 already there", again.out)
    assert listed(journal) == ROWS
    for path in journal.root.rglob(".new-*"):
        os.utime(path, (1, 1))
    checked = journal("check")
    assert checked.out.startswith(f"{ROWS} records in 60 folders, no problems")
    # What was never committed is left, and said.
    assert ("left by a crash while writing" in checked.err) == (there == 0)


def test_two_imports_of_one_file_at_once_bring_it_in_once(journal: Journal, tmp_path: Path) -> None:
    file = survey(tmp_path, 300)
    both = [running(journal, file), running(journal, file)]
    said = [process.communicate() for process in both]
    for process, (out, err) in zip(both, said, strict=True):
        assert process.returncode in (0, 5)
        assert process.returncode == 0 or "there is already a record of that name" in err
        assert process.returncode == 5 or re.match("imported 300|nothing new: 300", out)
    assert any(out.startswith("imported 300 ") for out, _ in said)
    assert listed(journal) == 300
    assert commits(journal.root) == []
