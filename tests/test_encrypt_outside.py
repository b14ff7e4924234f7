"""Encrypted journals and what is not ours: a real terminal, and Debian's own age."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.sealed import KEY, PASSPHRASE, lock, turned_on, with_key_file
from tests.seat import PATIENCE, Seat
from tests.sync_devices import NOTE, note

needs_age = pytest.mark.skipif(not shutil.which("age"), reason="there is no age; .ci/run has it")


@pytest.fixture
def locked(journal: Journal, tmp_path: Path) -> Journal:
    """An encrypted journal whose key only the passphrase opens."""
    journal.write({NOTE: note("a secret text")})
    turned_on(journal, tmp_path)
    lock(journal)
    with_key_file(journal)
    return journal


def test_the_passphrase_is_asked_on_the_terminal_and_not_shown(
    locked: Journal, sit: Callable[..., Seat]
) -> None:
    seat = sit("list")
    seat.sees("Passphrase:")
    seat.types(PASSPHRASE)
    seat.sees("a secret text")
    assert seat.ends() == 0
    assert PASSPHRASE not in seat.raw


def test_writing_on_a_terminal_asks_for_nothing(locked: Journal, sit: Callable[..., Seat]) -> None:
    for command in (["note", "more"], ["rate", "empathy=4"], ["kpi", "add", "csat", "18/20"]):
        seat = sit(*command)
        assert seat.ends() == 0
        assert "saved " in seat.raw and "assphrase" not in seat.raw


def test_encryption_is_turned_on_by_someone_at_a_terminal(
    journal: Journal, sit: Callable[..., Seat]
) -> None:
    journal.write({NOTE: note("a secret text")})
    seat = sit("encrypt", "on", size=(40, 80))
    seat.sees("Go on? [y/N]")
    seat.types("y")
    seat.sees("New passphrase")
    seat.types(PASSPHRASE)
    seat.sees("Once more:")
    seat.types(PASSPHRASE)
    seat.sees("AGE-SECRET-KEY-1")
    seat.sees("Type its last 6 letters:")
    key = next(word for word in seat.raw.split() if word.startswith("AGE-SECRET-KEY-1"))
    seat.types(key[-6:].lower())
    seat.sees("encrypted 1 file")
    assert seat.ends() == 0
    assert PASSPHRASE not in seat.raw
    assert NOTE + ".age" in journal.files() and NOTE not in journal.files()


def test_who_thinks_better_of_it_is_told_that_nothing_was_changed(
    journal: Journal, sit: Callable[..., Seat]
) -> None:
    journal.write({"journal.toml": "format = 1\n", NOTE: note("a secret text")})
    before = journal.files()
    seat = sit("encrypt", "on", size=(40, 80))
    seat.sees("Go on? [y/N]")
    seat.types("y")
    seat.sees("New passphrase")
    seat.writes("\x03")
    seat.sees("nothing was changed")
    seat.sees("interrupted")
    assert seat.ends() == 130
    assert journal.files() == before


@needs_age
def test_age_reads_a_record_with_the_recovery_key(locked: Journal, tmp_path: Path) -> None:
    (tmp_path / "recovery").write_text(KEY)
    done = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "recovery"), str(locked.root / (NOTE + ".age"))],
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode() == note("a secret text")


@needs_age
def test_age_reads_a_record_with_the_journals_own_key_file(locked: Journal) -> None:
    import pexpect

    (key,) = (locked.root / ".keys").iterdir()
    child = pexpect.spawn(
        "age", ["-d", "-i", str(key), str(locked.root / (NOTE + ".age"))],
        env=dict(os.environ), encoding="utf-8", timeout=PATIENCE,
    )  # fmt: skip
    child.expect("passphrase")
    child.sendline(PASSPHRASE)
    child.expect_exact("a secret text")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
