"""Many at once: nothing that was acknowledged is missing, whoever writes, changes or undoes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import locks
from tests.conftest import LONG, Journal, Result
from tests.test_together import commits, forks

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
WRITERS, EACH = 20, 50
ROUNDS = 40 if LONG else 2


def at_once(folder: Path, acts: list[Callable[[], list[Result]]]) -> list[list[Result]]:
    """What processes of our own say that do these things at the same time."""
    start, go = os.pipe()
    children = []
    for number, act in enumerate(acts):
        if not (child := os.fork()):
            try:
                os.close(go)
                os.read(start, 1)
                said = [[int(each.code), each.out, each.err] for each in act()]
                (folder / f"said-{number}").write_text(json.dumps(said))
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    # They all wait for the end of this pipe.
    os.close(go)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
    os.close(start)
    told = [json.loads((folder / f"said-{number}").read_text()) for number in range(len(acts))]
    return [[Result(*each) for each in said] for said in told]


def texts(journal: Journal, trash: bool = False) -> list[str]:
    """The texts of all notes, those in the trash too if asked."""
    top = journal.root / ".trash" if trash else journal.root
    paths = [path for path in top.rglob("*-note-*.toml") if trash or ".trash" not in path.parts]
    return [tomllib.loads(path.read_text())["text"] for path in paths]


def sound(journal: Journal) -> None:
    """Nothing is wrong, and nothing is left of what was done at once."""
    assert commits(journal.root) == []
    checked = journal("check")
    assert (checked.code, checked.err) == (0, "")


@forks
def test_a_thousand_notes_of_twenty_writers(journal: Journal, tmp_path: Path) -> None:
    """And two readers beside them, whose index each brings up to date."""

    def write(number: int) -> Callable[[], list[Result]]:
        return lambda: [journal("note", f"writer {number} says {n}") for n in range(EACH)]

    def read() -> list[Result]:
        return [journal("list", "--all") for _ in range(4)]

    assert journal("note", "the first").code == 0
    said = at_once(tmp_path, [*map(write, range(WRITERS)), read, read])
    assert [(each.code, each.err) for one in said for each in one if each.code or each.err] == []
    wanted = {f"writer {number} says {n}" for number in range(WRITERS) for n in range(EACH)}
    found = texts(journal)
    assert sorted(found) == sorted({*wanted, "the first"})
    assert len(journal("list", "--all").out.splitlines()) == len(found)
    for one in said[WRITERS:]:
        counts = [len(each.out.splitlines()) for each in one]
        assert counts == sorted(counts)
    sound(journal)


def test_twenty_commands_at_once(journal: Journal) -> None:
    """As a user would start them: a process each."""
    env = {**os.environ, "REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": journal.now}

    def note(number: int) -> int:
        command = [sys.executable, "-m", "reflectcli", "note", f"number {number}"]
        return subprocess.run(command, env=env, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(WRITERS) as pool:
        assert list(pool.map(note, range(WRITERS))) == [0] * WRITERS
    assert sorted(texts(journal)) == sorted(f"number {number}" for number in range(WRITERS))


@forks
def test_edits_of_one_record_at_once(journal: Journal, tmp_path: Path) -> None:
    """Each is in the record, or in the trash under what came after it, or given back."""
    for turn in range(ROUNDS):
        journal("note", f"one {turn}")

        def edit(number: int) -> Callable[[], list[Result]]:
            text = f"edit {turn} {number}"  # noqa: B023
            return lambda: [journal("edit", "last", "--set", f"text={text}")]

        said = at_once(tmp_path, [edit(number) for number in range(8)])
        kept = texts(journal) + texts(journal, trash=True)
        assert any(one.code == 0 for (one,) in said)
        for number, (one,) in enumerate(said):
            text = f"edit {turn} {number}"
            assert one.code in (0, 5)
            assert (text in kept) == (one.code == 0)
            assert one.code == 0 or f"'text={text}'" in one.err
    sound(journal)


@forks
@pytest.mark.parametrize(
    "other", [("edit", "last", "--set", "text=other"), ("delete", "last"), ("undo",)],
    ids=lambda other: other[0],
)  # fmt: skip
def test_nobody_comes_between_the_look_and_the_change(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, other: tuple[str, ...]
) -> None:
    """One is held where it has seen that the record is as it was read; the other must wait."""
    journal("note", "one")
    (here, told), (waits, go) = os.pipe(), os.pipe()
    if not (child := os.fork()):
        replace = os.replace

        def held(source: str, target: str) -> None:
            os.write(told, b".")
            os.read(waits, 1)
            replace(source, target)

        monkeypatch.setattr(os, "replace", held)
        # Should the test fail, nobody is left waiting.
        signal.alarm(20)
        os._exit(journal("edit", "last", "--set", "text=mine").code)
    os.read(here, 1)
    monkeypatch.setattr(locks, "_PATIENCE", 2)
    result = journal(*other)
    assert (result.code, texts(journal)) == (5, ["one"])
    assert "has been changing" in result.err
    assert ("nothing was saved; when it works again" in result.err) == (other[0] == "edit")
    os.write(go, b".")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert texts(journal) == ["mine"]
    assert journal(*other).code == 0
    for each in (here, told, waits, go):
        os.close(each)


@forks
def test_an_edit_against_a_deletion(journal: Journal, tmp_path: Path) -> None:
    for turn in range(ROUNDS):
        saved = journal("note", f"one {turn}").out.split()[1]
        ((edited,), (deleted,)) = at_once(
            tmp_path,
            [
                lambda: [journal("edit", saved, "--set", f"text=edited {turn}")],  # noqa: B023
                lambda: [journal("delete", saved)],  # noqa: B023
            ],
        )
        assert deleted.code == 0
        assert edited.code in (0, 4, 5)
        assert not re.search(saved, "".join(journal.records()))
        kept = texts(journal, trash=True)
        assert f"one {turn}" in kept
        assert (f"edited {turn}" in kept) == (edited.code == 0)
    sound(journal)


@forks
@pytest.mark.parametrize(
    "other",
    [
        ("note", "beside"), ("edit", "k3f9q2", "--set", "text=edited"), ("delete", "k3f9q2"),
        ("undo",), ("check", "--fix", "--yes"),
        ("edit", "--where", "kind=note", "--set", "channel=chat", "--yes"),
    ],
    ids=lambda other: other[0],
)  # fmt: skip
def test_undo_against_anything(journal: Journal, tmp_path: Path, other: tuple[str, ...]) -> None:
    """Every text is in the journal or in the trash, each command is done or says why not."""
    for turn in range(ROUNDS // 2):
        name = f"2026/11/2026-11-20-note-k3f9q{turn % 10}.toml"
        journal.write({name: NOTE.format(id=f"k3f9q{turn % 10}", turn=turn)})
        assert journal("edit", f"k3f9q{turn % 10}", "--set", f"text=mine {turn}").code == 0
        words = [word.replace("k3f9q2", f"k3f9q{turn % 10}") for word in other]
        said = at_once(tmp_path, [lambda: [journal("undo")], lambda: [journal(*words)]])  # noqa: B023
        assert {one.code for (one,) in said} <= {0, 4, 5}, said
        kept = {*texts(journal), *texts(journal, trash=True)}
        assert {f"mine {turn}", f"first {turn}"} <= kept
    sound(journal)


NOTE = """
    format = 1
    id = "{id}"
    kind = "note"
    at = 2026-11-20T10:00:00+01:00
    shift = 2026-11-20
    tags = ["refund"]
    text = "first {turn}"
    """


@forks
def test_a_sync_tool_writes_meanwhile(journal: Journal, tmp_path: Path) -> None:
    """It puts files there by renaming, as Syncthing does, and renames one that we change."""
    journal.write({"2026/11/2026-11-20-note-k3f9q2.toml": NOTE.format(id="k3f9q2", turn=0)})

    def sync_tool() -> list[Result]:
        for number in range(40):
            path = journal.root / f"2026/11/2026-11-20-note-sync{number:02}.toml"
            text = NOTE.format(id=f"sync{number:02}", turn=f"synced {number}")
            part = path.with_name(f".syncthing.{path.name}.tmp")
            part.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n")
            part.rename(path)
        return []

    def ours() -> list[Result]:
        edits = [journal("edit", "k3f9q2", "--set", f"text=edit {n}") for n in range(10)]
        return edits + [journal("list", "--all") for _ in range(5)]

    def notes() -> list[Result]:
        return [journal("note", f"note {n}") for n in range(20)]

    said = at_once(tmp_path, [sync_tool, ours, notes])
    assert [(one.code, one.err) for each in said for one in each if one.code or one.err] == []
    wanted = {f"first synced {n}" for n in range(40)} | {f"note {n}" for n in range(20)}
    assert set(texts(journal)) == wanted | {"edit 9"}
    sound(journal)


@forks
def test_who_hangs_is_waited_for_ten_seconds_and_then_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    folder = str(tmp_path)
    with (
        locks.locked([folder]),
        pytest.raises(ReflectError) as told,
        locks.locked([str(tmp_path / "gone"), folder]),
    ):
        pass
    assert sum(waited) == pytest.approx(10)
    assert told.value.code == ExitCode.CHANGED
    assert str(told.value) == (
        f"another command has been changing {folder} for ten seconds; nothing was changed"
    )


def test_a_folder_that_has_vanished_is_held_by_nobody(tmp_path: Path) -> None:
    with locks.locked([str(tmp_path / "gone")]):
        pass


@forks
def test_a_lock_ends_with_who_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed blocks nobody; one that hangs is waited for, then named."""
    monkeypatch.setattr(locks, "_PATIENCE", 2)
    ready, told = os.pipe()
    if not (child := os.fork()):
        with locks.locked([str(tmp_path)]):
            os.write(told, b".")
            signal.pause()
    os.read(ready, 1)
    with pytest.raises(ReflectError, match="has been changing"), locks.locked([str(tmp_path)]):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with locks.locked([str(tmp_path)]):
        pass
    os.close(ready)
    os.close(told)
