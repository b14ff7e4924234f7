"""Drafts of an encrypted journal: none stays in plain, and each can be read and taken up again."""

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectcli.storage.encryption.left import editing
from reflectcli.storage.history import History, history_file
from tests.conftest import Journal, Result
from tests.sealed import holding, lock, turned_on, unlock
from tests.seat import Seat
from tests.sync_devices import NOTE, note

REPLACING = """
import sys
old, new, path = sys.argv[1:]
text = open(path).read()
open(path, "w").write(text.replace(old, new))
"""
HINT = re.compile(r"reflect (encrypt show \.drafts/\S+\.age)")


@pytest.fixture
def sealed(journal: Journal, tmp_path: Path) -> Journal:
    """An encrypted journal with one note."""
    return turned_on(journal.write({NOTE: note("before")}), tmp_path)


def editing_with(journal: Journal, old: str, new: str) -> None:
    """Have an editor that replaces a text by another."""
    journal.env["EDITOR"] = shlex.join([sys.executable, "-c", REPLACING, old, new])


def drafts(journal: Journal) -> list[str]:
    return [path for path in journal.files() if path.startswith(".drafts/")]


def read_as_told(journal: Journal, told: str) -> Result:
    """What the command prints that an error names."""
    named = HINT.search(told)
    assert named, told
    return journal(*shlex.split(named[1]))


def test_a_text_that_edit_refused_is_encrypted_and_taken_up_again(sealed: Journal) -> None:
    editing_with(sealed, 'text = "before"', 'texd = "xyzzy"')
    refused = sealed("edit", "k3f9q2")
    assert refused.code == 3
    assert list(holding(b"xyzzy", sealed.root)) == []
    assert 'texd = "xyzzy"' in read_as_told(sealed, refused.err).out
    assert refused.err.endswith(".toml.age · go on with it: reflect edit k3f9q2\n")
    editing_with(sealed, "texd", "text")
    again = sealed("edit", "k3f9q2", stdin="\n", terminal=True)
    assert (again.code, again.out) == (0, "saved k3f9q2 · note 2026-11-20\n")
    assert "a change of k3f9q2 was not saved. Go on with it?" in again.err
    assert "xyzzy" in sealed("show", "k3f9q2").out
    assert drafts(sealed) == []
    assert list(holding(b"xyzzy", sealed.root)) == []


@pytest.mark.parametrize(("answer", "left"), [("n", 1), ("d", 0)])
def test_a_change_that_was_left_is_passed_over_or_deleted(
    sealed: Journal, answer: str, left: int
) -> None:
    editing_with(sealed, 'text = "before"', 'texd = "xyzzy"')
    assert sealed("edit", "k3f9q2").code == 3
    editing_with(sealed, "before", "after")
    again = sealed("edit", "k3f9q2", stdin=f"{answer}\n", terminal=True)
    assert again.code == 0
    assert "after" in sealed("show", "k3f9q2").out
    assert len(drafts(sealed)) == left


def test_a_change_that_was_left_in_a_plain_journal_is_offered_too(journal: Journal) -> None:
    journal.write({NOTE: note("before")})
    editing_with(journal, 'text = "before"', 'texd = "by me"')
    assert journal("edit", "k3f9q2").code == 3
    assert journal("edit", "k3f9q2", "--set", "channel=chat").code == 0
    editing_with(journal, "texd", "text")
    again = journal("edit", "k3f9q2", stdin="y\n", terminal=True)
    assert again.code == 0, again.err
    assert "k3f9q2 was changed after that: saving replaces what it says now" in again.err
    assert "by me" in journal("show", "k3f9q2").out
    assert drafts(journal) == []


def test_a_note_whose_editor_failed_is_encrypted(sealed: Journal, tmp_path: Path) -> None:
    lock(sealed)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho xyzzy > "$1"\nexit 3\n')
    editor.chmod(0o755)
    sealed.env["EDITOR"] = str(editor)
    failed = sealed("note", terminal=True)
    assert (failed.code, failed.out) == (2, "")
    assert "ended with 3; nothing was saved" in failed.err
    assert list(holding(b"xyzzy", sealed.root)) == []
    unlock(sealed, tmp_path)
    assert read_as_told(sealed, failed.err).out == "xyzzy\n"


def test_what_was_answered_and_not_saved_is_encrypted(sealed: Journal, tmp_path: Path) -> None:
    lock(sealed)
    sealed.write(
        {"journal.toml": sealed.files()["journal.toml"].replace(b"format = 1", b"format = 2")}
    )
    cut = sealed("success", stdin="xyzzy\n" + "\n" * 9, terminal=True)
    assert cut.code == 3
    assert list(holding(b"xyzzy", sealed.root)) == []
    unlock(sealed, tmp_path)
    assert 'text = "xyzzy"' in read_as_told(sealed, cut.err).out


def test_a_template_that_is_wrong_is_encrypted_and_read_again(sealed: Journal) -> None:
    editing_with(sealed, "mood:", "mood: 9 xyzzy")
    wrong = sealed("log", "--editor")
    assert wrong.code == 3 and "mood must be 1 to 5" in wrong.err
    assert list(holding(b"xyzzy", sealed.root)) == []
    assert "mood: 9 xyzzy" in read_as_told(sealed, wrong.err).out
    again = sealed("log", "--plain", stdin="\n" * 12, terminal=True)
    assert "a draft cannot be taken up: mood must be 1 to 5" in again.err
    assert "mood: 9 xyzzy" in read_as_told(sealed, again.err).out


def test_a_reflection_that_a_killed_editor_left_is_offered_once(sealed: Journal) -> None:
    template = sealed("log", "--print-template").out.replace("mood:", "mood: 4", 1)
    sealed.write({".drafts/0011aabb-shift.md": template})
    again = sealed("log", "--plain", stdin="y\nxyzzy\n" + "\n" * 12, terminal=True)
    assert again.code == 0 and "not finished: " in again.err
    assert drafts(sealed) == []
    assert "xyzzy" in sealed("search", "xyzzy").out


LEFT = ".drafts/0011aabb.md"


def test_what_a_killed_editor_left_is_encrypted_by_the_next_command(
    sealed: Journal, sit: Callable[..., Seat], tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho xyzzy > "$1"\ncp "$1" "$1~"\nkill -9 $PPID\n')
    editor.chmod(0o755)
    seat = sit("note", EDITOR=str(editor))
    seat.waits()
    assert len(list(holding(b"xyzzy", sealed.root))) == 2
    lock(sealed)
    told = sealed("rate", "empathy=4", "--on", "yesterday")
    assert told.code == 0 and told.out.startswith("saved ")
    assert read_as_told(unlock(sealed, tmp_path), told.err).out == "xyzzy\n"
    assert list(holding(b"xyzzy", sealed.root)) == []
    assert len(drafts(sealed)) == 2
    assert {sealed("encrypt", "show", path).out for path in drafts(sealed)} == {"xyzzy\n"}


def test_a_draft_in_an_open_editor_is_left_to_it(sealed: Journal) -> None:
    sealed.write({LEFT: "xyzzy"})
    history = History(history_file(Path(sealed.env["XDG_STATE_HOME"], "reflectcli"), sealed.root))
    with editing(history):
        assert sealed("list").code == 0
        assert drafts(sealed) == [LEFT]
    assert sealed("list").code == 0
    assert drafts(sealed) == [f"{LEFT}.age"]


def test_check_offers_to_encrypt_what_is_plain(sealed: Journal) -> None:
    sealed.write({LEFT: "xyzzy", NOTE.replace("k3f9q2", "aaaa11"): note("xyzzy", "aaaa11")})
    told = sealed("check")
    assert told.code == 0 and list(holding(b"xyzzy", sealed.root))
    assert "and 1 more" in sealed("check", "--fix", "--dry-run").out
    fixed = sealed("check", "--fix", "--yes")
    assert fixed.code == 0
    assert re.search(r"^done: encrypt them: \S+ and 1 more$", fixed.out, re.MULTILINE)
    assert list(holding(b"xyzzy", sealed.root)) == []
    checked = sealed("check")
    assert f"reflect encrypt show {LEFT}.age prints it" in checked.err


def test_what_is_no_text_or_not_there_is_said(sealed: Journal) -> None:
    assert sealed("encrypt", "show", "nothing.md").code == 4
    sealed.write({".drafts/.0011aabb.md.swp": b"\xff\xfe\x00"})
    assert sealed("list").code == 0
    swap = sealed("encrypt", "show", ".drafts/.0011aabb.md.swp")
    assert swap.code == 3 and "no text, but 3 bytes" in swap.err
