"""The keys of a journal: the one of before taken again, damaged ones told, and what gives them."""

import re
import sys
from pathlib import Path

import pexpect
import pytest

from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_path
from tests.conftest import NOW, Journal
from tests.sealed import (
    BEHIND_PASSPHRASE,
    BEHIND_USUAL,
    KEY,
    PASSPHRASE,
    RECIPIENT,
    give_passphrase,
    lock,
    make_cheap,
    turned_on,
    with_key_file,
)
from tests.seat import PATIENCE
from tests.sync_devices import NOTE, note

ON = ("encrypt", "on", "--yes")
OFF = ("encrypt", "off", "--yes")


@pytest.fixture
def was_on(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal that was encrypted and is plain again, with something of that time in its trash."""
    make_cheap(monkeypatch)
    give_passphrase(journal, tmp_path)
    journal.write({NOTE: note("good")})
    assert journal(*ON).code == journal(*OFF).code == 0
    return journal


def keys(journal: Journal) -> list[str]:
    return [path for path in journal.files() if path.startswith(".keys/")]


def test_on_after_off_takes_the_key_of_before(was_on: Journal) -> None:
    before = keys(was_on)
    assert was_on("encrypt", "status").out == (
        "not encrypted · reflect encrypt on\n"
        f"kept     {before[0]}: its passphrase turns it on again\n"
    )
    again = was_on(*ON)
    assert again.code == 0
    assert again.err == (
        f"the key is the one of before, {before[0]}:\n"
        "its passphrase and its recovery key hold again\n"
    )
    assert keys(was_on) == before
    assert was_on("list").out.endswith("good\n")


def test_another_passphrase_makes_no_key_by_accident(was_on: Journal, tmp_path: Path) -> None:
    give_passphrase(was_on, tmp_path, "something else")
    before = was_on.files()
    result = was_on(*ON)
    assert result.code == 7
    assert "the passphrase opens no key that .keys keeps: .keys/identity-" in result.err
    assert "reflect encrypt on --new-key" in result.err
    assert was_on.files() == before


def test_what_is_left_of_an_earlier_key_opens_by_its_passphrase(
    was_on: Journal, tmp_path: Path
) -> None:
    """As after a sync, or from a backup: a file of the key before the one that holds now."""
    assert was_on(*ON).code == 0
    old = was_on.files()[NOTE + ".age"]
    assert was_on(*OFF).code == was_on("delete", "k3f9q2").code == 0
    assert was_on(*ON, "--new-key").code == 0
    assert len(keys(was_on)) == 2
    was_on.write({NOTE + ".age": old})
    assert was_on("list").out.endswith("good\n")
    status = was_on("encrypt", "status").out
    assert re.search(r"\nkept     \.keys/identity-\w+\.age: of an earlier time, ", status)
    assert was_on("note", "new").code == 0
    assert was_on(*OFF).code == 0
    assert "good" in was_on("list").out and "new" in was_on("list").out


def test_a_file_may_hold_the_keys_of_both_times(journal: Journal, tmp_path: Path) -> None:
    other, recipient = age.new_key()
    turned_on(journal, tmp_path)
    journal.write({NOTE + ".age": age.encrypted(note("of then").encode(), recipient)})
    alone = journal("list")
    assert "1 file left out" in alone.err
    (tmp_path / "key.txt").write_text(f"{other}\n{KEY}\n")
    assert journal("list").out.endswith("of then\n")


def test_someone_at_a_terminal_takes_it_again_or_makes_a_new_one(was_on: Journal) -> None:
    del was_on.env["REFLECT_PASSPHRASE_FILE"]
    taken = was_on("encrypt", "on", stdin=f"y\nwrong\n{PASSPHRASE}\n", terminal=True)
    assert taken.code == 0, taken.err
    assert "that is not its passphrase" in taken.err and "Your recovery key" not in taken.err
    assert len(keys(was_on)) == 1
    assert was_on("encrypt", "off", "--yes", stdin=f"{PASSPHRASE}\n", terminal=True).code == 0
    new = was_on("encrypt", "on", stdin="y\n\nlong enough\nlong enough\nX\nY\nZ\n", terminal=True)
    assert "Your recovery key, shown this once" in new.err
    assert "the recovery key was not written down; nothing was changed" in new.err
    assert len(keys(was_on)) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BEHIND_PASSPHRASE[:-9], "it is damaged, or holds none"),
        (b"", "it is damaged, or holds none"),
        (b"# nothing\n", "it is damaged, or holds none"),
        (None, "wrong passphrase; nothing was read"),
    ],
)
def test_a_damaged_key_is_no_wrong_passphrase(
    journal: Journal, tmp_path: Path, raw: bytes | None, said: str
) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    lock(journal)
    if raw is None:
        give_passphrase(journal, tmp_path, "not this one")
    else:
        give_passphrase(journal, tmp_path)
        with_key_file(journal, raw)
    result = journal("list")
    assert result.code == 7 and said in result.err
    assert (f"error: {key_path(RECIPIENT)}: " in result.err) == (raw is not None)
    assert "reflect encrypt passphrase --recover" in result.err


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("false", "it ended with 1; no shell runs it"),
        ("no-such-program x", "No such file or directory: no-such-program; no shell"),
        ("echo 'x", "a quotation mark in it has no partner; "),
        (f"{sys.executable} -c 'import os; os.write(1, bytes([255]))'", "not UTF-8 text; "),
    ],
)
def test_a_command_that_gives_no_passphrase_is_told_in_words(
    journal: Journal, tmp_path: Path, command: str, hint: str
) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    lock(journal)
    journal.env["REFLECT_PASSPHRASE_COMMAND"] = command
    result = journal("list")
    assert result.code == 7
    assert f"REFLECT_PASSPHRASE_COMMAND cannot be used: {command}\n" in result.err
    assert hint in result.err and "[Errno" not in result.err
    journal.env["REFLECT_PASSPHRASE_FILE"] = str(tmp_path / "nothing")
    result = journal("list")
    assert f"hint: No such file or directory: {tmp_path}/nothing\n" in result.err


def test_the_key_in_a_file_recovers_too(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_cheap(monkeypatch)
    turned_on(journal.write({NOTE: note("good")}), tmp_path)
    give_passphrase(journal, tmp_path, "another passphrase")
    (journal.root / key_path(RECIPIENT)).unlink()
    assert journal("encrypt", "passphrase", "--recover").code == 0
    lock(journal)
    assert journal("list").out.endswith("good\n")


WAITING = 'exec 2>&1; "$0" -m reflectcli list; read line; echo "<$line>"'


def test_what_is_typed_while_the_passphrase_is_worked_on_is_not_shown(
    journal: Journal, tmp_path: Path
) -> None:
    """The usual work factor, so that there is time to type; what comes after it is shown again."""
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    lock(journal)
    with_key_file(journal, BEHIND_USUAL)
    env = {**journal.env, "REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": NOW}
    child = pexpect.spawn(
        "/bin/sh", ["-c", WAITING, sys.executable],
        env=env, encoding="utf-8", timeout=PATIENCE,
    )  # fmt: skip
    child.delaybeforesend = None
    child.expect_exact("Passphrase: ")
    child.send(f"{PASSPHRASE}\r")
    child.expect_exact("\r\n")
    child.send(f"{PASSPHRASE}\r")
    child.expect_exact("good\r\n")
    shown = child.before
    child.send("after\r")
    child.expect_exact("<after>")
    shown += child.before
    child.expect(pexpect.EOF)
    assert PASSPHRASE not in shown and "after" in shown
