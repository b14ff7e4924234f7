"""A sync that is killed at any instant is simply run again: nothing is lost, nothing is stuck."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.storage.git import Done, Git
from tests.conftest import LONG, Journal
from tests.sync_devices import NOTE, Devices, name, note, texts, travelling
from tests.test_together import dying_at, forks

fcntl: Any = None
if sys.platform != "win32":
    import fcntl


class Killed(BaseException):
    """What no part of the program catches."""


@pytest.fixture
def devices(tmp_path: Path, bare: Journal) -> Devices:
    return Devices(tmp_path, bare.env)


@pytest.fixture
def apart(devices: Devices) -> Devices:
    """Two devices that differ in every way: added, changed on both, deleted, settings."""
    here = devices("a").write(
        {
            NOTE: note("one"),
            name("gne001"): note("go", "gne001"),
            name("sty001"): note("s", "sty001"),
        }
    )
    here("sync")
    there = devices("b")
    here("edit", "k3f9q2", "--set", "text=here")
    here("delete", "gne001")
    here("edit", "sty001", "--set", "text=stays")
    here.write({name("new001"): note("new here", "new001")})
    here("kpi", "define", "csat", "--target", "85%")
    here("sync")
    there("edit", "k3f9q2", "--set", "text=there")
    there("delete", "sty001")
    there.write({name("new002"): note("new there", "new002")})
    there("kpi", "define", "csat", "--target", "90%")
    return devices


LEFT = ["here", "new here", "new there", "stays", "there"]
"""The texts that must be there in the end: both versions of one, no deleted one."""


def again(devices: Devices, number: object) -> Iterator[Journal]:
    """The devices as they were, copied beside, each time anew."""
    for each in ("b", "hub.git"):
        shutil.rmtree(devices.folder / "try" / each, ignore_errors=True)
        shutil.copytree(devices.folder / each, devices.folder / "try" / each)
    journal = Journal(devices.folder / "try" / "b", devices.env)
    hub = str(devices.folder / "try" / "hub.git")
    devices.git("config", "remote.origin.url", hub, at=journal.root)
    yield journal


def recovered(journal: Journal, number: object) -> None:
    """After one more sync all is there, on both sides, and settled."""
    if fcntl is not None:
        # A git that outlives its parent keeps others waiting.
        with open(journal.root / ".git" / "reflect-sync") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX)
    result = journal("sync")
    assert result.code == 0, (number, result.err)
    assert texts(journal) == LEFT, number
    checked = journal("check")
    # A crash may leave a temporary file, which is a remark of its own.
    assert checked.out.startswith("5 records in 1 folder, no problems, "), (number, checked.err)
    hub = journal.root.parent / "hub.git"
    sent = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "main"], cwd=hub, env=journal.env,
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    mine = {path for path in travelling(journal) if not path.startswith("journal.conflict-")}
    assert set(sent) - {".gitattributes", ".gitignore"} == mine, number
    assert not list(journal.root.glob(".git/**/*.lock"))


def test_killed_before_any_git_that_it_starts(
    apart: Devices, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = Git.attempt, 0
    for number in range(1, 100, 1 if LONG else 3):
        left = number

        def attempt(git: Git, *words: str, data: bytes = b"") -> Done:
            nonlocal left
            left -= 1
            if left < 0:
                if git.held is not None:
                    # As a git leaves its locks that dies with us.
                    (git.root / ".git" / "reflect-index.lock").touch()
                    (git.root / ".git" / "refs" / "heads" / "main.lock").touch()
                raise Killed
            return real(git, *words, data=data)

        for journal in again(apart, number):
            with monkeypatch.context() as patch:
                patch.setattr(Git, "attempt", attempt)
                try:
                    code = journal("sync").code
                except Killed:
                    code = -1
            recovered(journal, number)
            count += code != 0
        if code == 0:
            break
    assert count > (5 if LONG else 2)


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_while_it_writes_what_came(apart: Devices, monkeypatch: pytest.MonkeyPatch) -> None:
    """At some of the calls of the system; each change of files has tests of its own."""
    codes = []
    for number in range(20, 500, 5 if LONG else 61):
        for journal in again(apart, number):
            codes.append(dying_at(number, monkeypatch, lambda: journal("sync")))  # noqa: B023
            recovered(journal, number)
        if codes[-1] == 0:
            break
    assert set(codes) == {0, 99}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal")
@pytest.mark.parametrize("word", ["update-index", "commit-tree", "update-ref", "push"])
def test_killed_by_force_with_the_git_that_runs(apart: Devices, word: str) -> None:
    """A git that kills its parent and itself, with its locks in place."""
    bin_ = apart.folder / "bin"
    bin_.mkdir()
    git = shutil.which("git", path=apart.env["PATH"])
    (bin_ / "git").write_text(
        f'#!/bin/sh\ncase " $* " in *" {word} "*) touch .git/index.lock .git/refs/heads/main.lock\n'
        f'kill -9 $PPID; kill -9 $$;; esac\nexec {git} "$@"\n'
    )
    (bin_ / "git").chmod(0o755)
    for journal in again(apart, word):
        env = {**os.environ, **journal.env, "REFLECT_NOW": journal.now}
        env |= {"REFLECT_JOURNAL": str(journal.root), "PATH": f"{bin_}:{journal.env['PATH']}"}
        done = subprocess.run(
            [sys.executable, "-m", "reflectcli", "sync"], env=env, stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == -signal.SIGKILL
        assert (journal.root / ".git" / "index.lock").exists()
        recovered(journal, word)


def test_a_repository_that_was_made_in_part_is_made_again(devices: Devices) -> None:
    here = devices("a", joined=False)
    here("init", "--yes")
    (here.root / ".git" / "objects").mkdir(parents=True)
    assert here("sync", "--remote", str(devices.hub)).out == "sent 1, received 0\n"


def test_an_index_that_is_torn_is_made_again(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    (here.root / ".git" / "reflect-index").write_bytes(b"DIRC torn")
    assert here("sync").out == "sent 1, received 0\n"


def test_a_lock_that_is_too_old_to_be_held_is_taken_away(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    for lock in ("index.lock", "refs/heads/main.lock"):
        (here.root / ".git" / lock).touch()
        os.utime(here.root / ".git" / lock, (1, 1))
    assert here("sync").out == "sent 1, received 0\n"
    assert devices.git("status", "--porcelain", at=here.root) == ""


def test_what_a_sync_that_was_cut_short_left_is_taken_away_once(devices: Devices) -> None:
    """Locks of this very moment, too: while nobody syncs they are that one's."""
    here = devices("a").write({NOTE: note("one")})
    (here.root / ".git" / "reflect-sync").write_bytes(b".")
    lock = here.root / ".git" / "refs" / "heads" / "main.lock"
    lock.touch()
    assert here("sync").out == "sent 1, received 0\n"
    assert not lock.exists()
    lock.touch()
    assert here("sync").out == "nothing new here or there\n"
    assert lock.exists()


def test_after_what_the_system_refused_git_may_have_left_locks_and_after_a_no_it_has_not(
    devices: Devices,
) -> None:
    here = devices("a").write({name(f"n{each:03}"): note("x", f"n{each:03}") for each in range(12)})
    here("sync")
    lock = here.root / ".git" / "index.lock"
    for path in here.records():
        (here.root / path).unlink()
    assert here("sync").code == 2
    lock.touch()
    assert here("sync").code == 2
    assert lock.exists()
    devices.hub.rename(devices.folder / "away")
    devices.hub.write_text("no repository")
    assert here("sync", "--yes").code == 6
    lock.touch()
    assert here("sync", "--yes").code == 6
    assert not lock.exists()


def test_a_lock_that_somebody_may_hold_is_left(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    (here.root / ".git" / "index.lock").touch()
    assert here("sync").out == "sent 1, received 0\n"
    assert (here.root / ".git" / "index.lock").exists()
