"""Real processes, killed at random instants or refused by the system's own calls (strace)."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import LONG, Journal
from tests.test_many_at_once import texts

TIMES = 150 if LONG else 6
TRACED = ("write", "fsync", "link", "linkat", "rename", "renameat", "unlink", "unlinkat", "mkdir")
REASONS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "ENAMETOOLONG")
"""What the calls that change a disk may answer."""
Done = subprocess.CompletedProcess[str]

kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")


def command(journal: Journal, *words: str) -> tuple[list[str], dict[str, str]]:
    """The command line of a process, and its environment."""
    env = {**os.environ, "REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": journal.now}
    return [sys.executable, "-m", "reflectcli", *words], env


def require_sound(journal: Journal, *allowed: str) -> None:
    """No problem, and no remark but on what a crash has left, which `check --fix` takes away."""
    for path in journal.root.rglob(".new-*"):
        os.utime(path, (1, 1))
    checked = journal("check")
    assert checked.code == 0, checked.err
    for line in checked.err.splitlines():
        assert not line or line.startswith("hint: ") or "left by a crash while writing" in line
    assert journal("check", "--fix", "--yes").code == 0
    assert journal("check").err == ""


@kill
def test_killed_at_any_instant_what_was_acknowledged_is_there(journal: Journal) -> None:
    """The instants are spread over a whole run, by how long one takes here."""
    chance, said = random.Random(7), []
    for number in range(TIMES):
        line, env = command(journal, "note", f"note {number}")
        with subprocess.Popen(line, env=env, stdout=subprocess.PIPE, text=True) as process:
            try:
                process.wait(chance.uniform(0.03, 0.25))
            except subprocess.TimeoutExpired:
                process.kill()
            out = process.stdout.read() if process.stdout else ""
        if out.startswith("saved "):
            said.append(f"note {number}")
    found = texts(journal)
    assert set(said) <= set(found) <= {f"note {number}" for number in range(TIMES)}
    assert len(found) == len(set(found))
    require_sound(journal)


@kill
def test_killed_at_any_instant_an_edit_is_the_old_text_or_the_new(journal: Journal) -> None:
    journal("note", "text 0")
    chance, last = random.Random(8), "text 0"
    for number in range(1, TIMES):
        line, env = command(journal, "edit", "last", "--set", f"text=text {number}")
        with subprocess.Popen(line, env=env, stdout=subprocess.PIPE, text=True) as process:
            try:
                process.wait(chance.uniform(0.15, 0.6))
            except subprocess.TimeoutExpired:
                process.kill()
            out = process.stdout.read() if process.stdout else ""
        (now,) = texts(journal)
        assert now == f"text {number}" if out else now in (last, f"text {number}")
        last = now
    require_sound(journal)


@kill
def test_a_restore_that_is_killed_leaves_nothing_for_good(journal: Journal, tmp_path: Path) -> None:
    for number in range(30):
        journal("note", f"note {number}")
    archive, target = tmp_path / "b.zip", tmp_path / "again"
    assert journal("backup", "-o", str(archive)).code == 0
    line, env = command(journal, "restore", str(archive), str(target))
    with subprocess.Popen(line, env=env, stdout=subprocess.PIPE) as process:
        while process.poll() is None and not list(tmp_path.glob(".new-*")):
            pass
        process.kill()
    shutil.rmtree(target, ignore_errors=True)
    assert journal("restore", str(archive), str(target)).code == 0
    assert list(tmp_path.glob(".new-*")) == []
    assert sorted(texts(Journal(target, journal.env))) == sorted(texts(journal))


def traces() -> str:
    """Why strace cannot be used; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    inject = ["strace", "-qq", "-o", os.devnull, "-e", "inject=fsync:error=EIO:when=9", "true"]
    done = subprocess.run(inject, capture_output=True, text=True, check=False)
    return f"strace cannot inject faults: {done.stderr.strip()}" if done.returncode else ""


traced = pytest.mark.skipif(bool(traces()), reason=traces())
COMMANDS: dict[str, tuple[str, ...]] = {
    "note": ("note", "two"),
    "edit --set": ("edit", "last", "--set", "text=other"),
    "edit to another day": ("edit", "last", "--set", "shift=2026-10-20"),
    "delete": ("delete", "last"),
    "undo": ("undo",),
    "several": ("edit", "--where", "kind=note", "--set", "channel=chat", "--yes"),
    "kpi define": ("kpi", "define", "csat", "--target", "90%"),
}
FEW = {
    "note": [("fsync", 1), ("write", 1)],
    "edit --set": [("rename", 1)],
    "delete": [("unlink", 1)],
}
"""The calls that fail in a usual run; with LONG all of them do, for every reason."""


def trace(journal: Journal, words: Sequence[str], *options: str) -> Done:
    """Run a command under strace."""
    line, env = command(journal, *words)
    strace = ["strace", "-f", "-qq", "-e", f"trace={','.join(TRACED)}", *options]
    return subprocess.run(
        [*strace, *line], env=env | {"PYTHONDONTWRITEBYTECODE": "1"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def calls_of(journal: Journal, words: Sequence[str], log: Path) -> list[tuple[str, int]]:
    """The calls of a command that change the disk, each with its number among those of a name."""
    assert trace(journal, words, "-o", str(log)).returncode == 0
    counts: Counter[str] = Counter()
    found = []
    for line in log.read_text().splitlines():
        match = re.match(r"\d+ +(\w+)\((\d*)", line)
        if match is not None:
            counts[match[1]] += 1
            if match[1] != "write" or match[2] not in ("1", "2"):
                found.append((match[1], counts[match[1]]))
    return found


def laid_out(folder: Path, journal: Journal) -> Journal:
    """A copy of the journal, and of what the program knows of it, for one attempt."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(journal.root, folder / "journal")
    here = Journal(folder / "journal", journal.env)
    assert here("note", "one").code == 0
    return here


@traced
@pytest.mark.parametrize("name", COMMANDS if LONG else FEW)
def test_whatever_call_of_the_system_fails_what_was_said_is_what_is(
    journal: Journal, tmp_path: Path, name: str
) -> None:
    place, words = tmp_path / "try", COMMANDS[name]
    faults = [(call, number, "EIO") for call, number in FEW.get(name, ())]
    if LONG:
        here = laid_out(place, journal)
        calls = calls_of(here, words, tmp_path / "log")
        assert {call for call, _ in calls} >= {"write", "fsync"}
        faults = [(*call, reason) for call in calls for reason in (*REASONS, "KILL")]
    for call, number, reason in faults:
        here = laid_out(place, journal)
        before = state(here)
        how = "signal=KILL" if reason == "KILL" else f"error={reason}"
        done = trace(
            here, words, "-o", os.devnull, "-e", f"inject={call}:{how}:when={number}"
        )  # fmt: skip
        about = (call, number, reason, done)
        require_sound(here)
        if reason == "KILL":
            assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL, 0), about
        else:
            assert done.returncode in (0, 6), about
            assert (state(here) == before) == (done.returncode == 6), about
            assert done.returncode == 0 or "hint: " in done.stderr, about
        assert here("note", "goes on").code == 0, about


def state(journal: Journal) -> dict[str, str]:
    """The records and the settings."""
    return journal.records() | {"journal.toml": (journal.root / "journal.toml").read_text()}
