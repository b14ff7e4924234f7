"""`encrypt on` and `off` stopped at any point: every state reads right, and running it finishes."""

import os
from pathlib import Path

import pytest

from reflectcli.storage import files
from reflectcli.storage.encryption import forms
from reflectcli.storage.encryption.seal import Seal
from tests.conftest import LONG, Journal
from tests.sealed import KEY, RECIPIENT, give_key, holding
from tests.sync_devices import NOTE, note
from tests.test_together import dying_at, forks

SEAL = Seal(RECIPIENT, lambda recipient, ask: KEY)
IDS = ("aaaa11", "aaaa22", "k3f9q2")
TRASHED = ".trash/20261120T100000-abcd-deleted/2026/11/2026-11-20-note-aaaa33.toml"


def texts(journal: Journal) -> list[str]:
    """What a reading command sees, without a word of a problem."""
    result = journal("list", "--all")
    assert (result.code, result.err) == (0, "")
    return sorted(line.split()[-1] for line in result.out.splitlines())


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("way", ["on", "off"])
def test_killed_at_any_call_it_is_finished_by_running_it_again(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(forms, "AT_ONCE", 2)
    states = set()
    command = ("encrypt", way, "--yes")

    def fresh(number: int) -> Journal:
        here = Journal(tmp_path / f"{way}{number}", bare.env)
        here.write({"journal.toml": "format = 1\n"})
        here.write({NOTE.replace("k3f9q2", each): note(f"text-{each}", each) for each in IDS})
        here.write({TRASHED: note("gone", "aaaa33")})
        give_key(here, tmp_path)
        return here

    # Once in this process, so that those to be killed need import no module.
    assert fresh(-1)("encrypt", "on").code == fresh(-2)("encrypt", "off", "--yes").code == 0
    before = {path: raw for path, raw in fresh(-3).files().items() if path != "journal.toml"}
    for number in range(0, 400, 1 if LONG else 11):
        here = fresh(number)
        if way == "off":
            assert here("encrypt", "on").code == 0
        code = dying_at(number, monkeypatch, lambda: here(*command))  # noqa: B023
        assert code in (0, 99)
        states.add(tuple(sorted(path for path in here.files() if "/.new-" not in path)))
        assert texts(here) == [f"text-{each}" for each in IDS]
        assert here("note", "another").code == here("undo").code == 0
        again = here(*command)
        assert again.code == 0, again.err
        there = {path: raw for path, raw in here.files().items() if "another" not in str(raw)}
        sealed = [path for path in there if path.endswith(".age")]
        kept = {path for path in there if not path.startswith(".trash/") or path == TRASHED}
        if way == "on":
            assert {path.removesuffix(".age") for path in sealed} >= before.keys()
            assert kept - {*sealed, "journal.toml"} <= {path for path in kept if "/.new-" in path}
        else:
            assert {path: there[path] for path in before} == before
            assert sealed == []
        assert texts(here) == [f"text-{each}" for each in IDS]
        if code == 0:
            break
    else:
        pytest.fail("it was never done")
    assert len(states) > 3


def test_a_file_written_to_meanwhile_is_not_lost(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves into the plain file after it was read, before it goes."""
    journal.write({NOTE: note("before")})
    give_key(journal, tmp_path)
    make, done = forms._drop, [False]

    def dropping(root: Path, *more: object) -> None:
        if not done[0]:
            (root / NOTE).write_text(note("by hand"))
            done[0] = True
        make(root, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(forms, "_drop", dropping)
    assert journal("encrypt", "on").code == 0
    assert texts(journal) == ["hand"]
    assert NOTE not in journal.files()


def test_plain_text_that_a_killed_off_left_goes_when_it_is_on_again(
    journal: Journal, tmp_path: Path
) -> None:
    journal.write({NOTE: note("secret")})
    give_key(journal, tmp_path)
    assert journal("encrypt", "on").code == 0
    (work,) = [forms._work(journal.root, NOTE + ".age", SEAL, {}, forms.Turned())]
    assert work is not None and work.content == note("secret").encode()
    journal.write({work.temporary: work.content})
    assert journal("encrypt", "on").code == 0
    assert list(holding(b"secret", journal.root)) == []


def both(journal: Journal, tmp_path: Path, plain: str) -> None:
    """The record in both forms, the encrypted one as it was, the plain one with this text."""
    journal.write({NOTE: note("one")})
    give_key(journal, tmp_path)
    assert journal("encrypt", "on").code == 0
    journal.write({NOTE: note(plain)})


def test_both_forms_that_say_the_same_are_no_second_record(
    journal: Journal, tmp_path: Path
) -> None:
    both(journal, tmp_path, "one")
    assert texts(journal) == ["one"]
    assert "no problems" in journal("check").out
    refused = journal("edit", "k3f9q2", "--set", "text=two")
    assert refused.code == 5 and "lies there in both forms" in refused.err
    assert journal("delete", "k3f9q2").code == 5
    assert journal("encrypt", "on").code == 0
    assert os.listdir(journal.root / "2026/11") == [Path(NOTE).name + ".age"]


def test_a_damaged_form_beside_the_other_is_said(journal: Journal, tmp_path: Path) -> None:
    both(journal, tmp_path, "one")
    journal.write({NOTE + ".age": b"no age file"})
    listed = journal("list")
    assert listed.out.endswith("one\n")
    assert f"1 file left out: {NOTE}.age" in listed.err
    assert journal("check").code == 3


@pytest.mark.parametrize("way", ["on", "off"])
def test_both_forms_that_differ_are_left_and_said(
    journal: Journal, tmp_path: Path, way: str
) -> None:
    both(journal, tmp_path, "two")
    assert f"1 file left out: {NOTE}.age" in journal("list").err
    before = journal.files()
    result = journal("encrypt", way, "--yes")
    assert result.code == 3
    assert f"error: {NOTE}: its encrypted form, {NOTE}.age, says something else\n" in result.err
    assert "1 file left as it is · reflect encrypt" in result.out
    assert journal.files() == before


def test_a_full_disk_is_told_and_leaves_every_record(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in IDS:
        journal.write({NOTE.replace("k3f9q2", each): note(f"text-{each}", each)})
    give_key(journal, tmp_path)
    monkeypatch.setattr(forms, "AT_ONCE", 1)
    write, count = files.write, [0]

    def full(path: files.AnyPath, data: bytes, *, sync: bool = True) -> None:
        count[0] += 1
        if count[0] == 2:
            raise OSError(28, "No space left on device")
        write(path, data, sync=sync)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write", full)
        assert journal("encrypt", "on").code == 6
    assert texts(journal) == [f"text-{each}" for each in IDS]
    assert journal("encrypt", "on").code == 0
    assert texts(journal) == [f"text-{each}" for each in IDS]
