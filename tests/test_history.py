"""What this device did last, and the way back: all of it or none, and nothing lost."""

import hashlib
import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reflectcli.domain.records import Note
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files
from reflectcli.storage.codec import dump_record
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation, history_file, noted
from reflectcli.storage.repository import Repository
from reflectcli.storage.stored import Stored
from tests.conftest import NOW
from tests.strategies import CONFIG

AT = datetime.fromisoformat(NOW)
TODAY = AT.date()


def note(record_id: str, day: date = TODAY, **more: Any) -> Note:
    return Note(id=record_id, at=AT, shift=day, **{"text": f"text of {record_id}"} | more)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A journal that remembers."""
    return Repository(tmp_path / "journal", AT, History(tmp_path / "state" / "history.jsonl"))


def seen(repository: Repository) -> dict[str, bytes]:
    """The files of the journal without its trash."""
    return {
        path.relative_to(repository.root).as_posix(): path.read_bytes()
        for path in sorted(repository.root.rglob("*.toml"))
        if ".trash" not in path.parts
    }


def trashed(repository: Repository) -> list[bytes]:
    return [path.read_bytes() for path in (repository.root / ".trash").rglob("*.toml")]


def rewritten(repository: Repository, stored: Stored, **changes: Any) -> Stored:
    record = note(stored.record.id, **changes)
    return repository.rewrite(stored, dump_record(record, CONFIG).encode())


def test_adding_several_is_taken_back_as_one(repository: Repository) -> None:
    repository.add(note("aaaa"))
    before = seen(repository)
    repository.add(note("bbbb"), note("cccc", TODAY - timedelta(days=40)))
    assert repository.undo().deed == "add"
    assert seen(repository) == before
    assert len(trashed(repository)) == 2


def test_a_change_is_taken_back_and_stays_in_the_trash(repository: Repository) -> None:
    repository.add(note("aaaa"))
    before = seen(repository)
    rewritten(repository, repository.get("aaaa"), text="better")
    assert seen(repository) != before
    assert repository.undo().deed == "change"
    assert seen(repository) == before
    assert any(b"better" in raw for raw in trashed(repository))


def test_a_change_of_the_shift_moves_the_file_there_and_back(repository: Repository) -> None:
    repository.add(note("aaaa"))
    before = seen(repository)
    stored = rewritten(repository, repository.get("aaaa"), day=date(2026, 10, 31))
    assert list(seen(repository)) == ["2026/10/2026-10-31-note-aaaa.toml"]
    assert stored.file.path == "2026/10/2026-10-31-note-aaaa.toml"
    repository.undo()
    assert seen(repository) == before


def test_undoing_goes_back_step_by_step(repository: Repository) -> None:
    states = [seen(repository)]
    repository.add(note("aaaa"))
    states.append(seen(repository))
    rewritten(repository, repository.get("aaaa"), text="better")
    states.append(seen(repository))
    repository.add(note("bbbb"))
    states.append(seen(repository))
    repository.remove(repository.find("aaaa"), repository.find("bbbb"))
    while states:
        repository.undo()
        assert seen(repository) == states.pop()
        if len(states) == 1:
            break
    repository.undo()
    assert seen(repository) == {}
    with pytest.raises(ReflectError) as caught:
        repository.undo()
    assert caught.value.code == ExitCode.NOT_FOUND
    assert str(caught.value) == "nothing to undo on this device"


def test_what_changed_since_is_not_undone(repository: Repository) -> None:
    repository.add(note("aaaa"), note("bbbb"))
    path = repository.root / repository.find("bbbb").path
    path.write_bytes(path.read_bytes() + b"# mine\n")
    before = seen(repository)
    with pytest.raises(ReflectError) as caught:
        repository.undo()
    assert caught.value.code == ExitCode.CHANGED
    assert seen(repository) == before
    assert trashed(repository) == []


def test_a_change_that_was_changed_since_is_not_undone(repository: Repository) -> None:
    repository.add(note("aaaa"))
    rewritten(repository, repository.get("aaaa"), text="better")
    path = repository.root / repository.find("aaaa").path
    path.write_bytes(path.read_bytes() + b"# mine\n")
    before, kept = seen(repository), trashed(repository)
    with pytest.raises(ReflectError) as caught:
        repository.undo()
    assert caught.value.code == ExitCode.CHANGED
    assert (seen(repository), trashed(repository)) == (before, kept)


def test_removed_records_come_back_all_or_none(repository: Repository) -> None:
    repository.add(note("aaaa"), note("bbbb"))
    taken = repository.find("bbbb").path
    repository.remove(repository.find("aaaa"), repository.find("bbbb"))
    (repository.root / taken).write_bytes(b"someone's")
    with pytest.raises(ReflectError) as caught:
        repository.undo()
    assert caught.value.code == ExitCode.CHANGED
    assert seen(repository) == {taken: b"someone's"}
    assert len(trashed(repository)) == 2
    (repository.root / taken).unlink()
    repository.undo()
    assert len(seen(repository)) == 2


@pytest.mark.parametrize("deed", ["change", "remove"])
def test_an_emptied_trash_is_said(repository: Repository, deed: str) -> None:
    repository.add(note("aaaa"))
    if deed == "change":
        rewritten(repository, repository.get("aaaa"), text="better")
    else:
        repository.remove(repository.find("aaaa"))
    before = seen(repository)
    for path in (repository.root / ".trash").rglob("*.toml"):
        path.unlink()
    with pytest.raises(ReflectError) as caught:
        repository.undo()
    assert caught.value.code == ExitCode.NOT_FOUND
    assert "is no longer in .trash/" in str(caught.value)
    assert seen(repository) == before


@pytest.mark.parametrize("there", [b"theirs", None])
def test_a_record_that_changed_elsewhere_is_not_rewritten(
    repository: Repository, there: bytes | None
) -> None:
    repository.add(note("aaaa"))
    stored = repository.get("aaaa")
    path = repository.root / stored.file.path
    if there is None:
        path.unlink()
    else:
        path.write_bytes(there)
    for changes in ({"text": "better"}, {"day": date(2026, 10, 31)}):
        with pytest.raises(ReflectError) as caught:
            rewritten(repository, stored, **changes)
        assert caught.value.code == ExitCode.CHANGED
    assert seen(repository) == ({} if there is None else {stored.file.path: there})
    assert trashed(repository) == []


def test_a_record_is_not_moved_onto_another(repository: Repository) -> None:
    repository.add(note("aaaa"))
    stored = repository.get("aaaa")
    there = repository.root / "2026/10/2026-10-31-note-aaaa.toml"
    files.create(there, b"a copy that a sync left")
    before = seen(repository)
    with pytest.raises(ReflectError) as caught:
        rewritten(repository, stored, day=date(2026, 10, 31))
    assert caught.value.code == ExitCode.CHANGED
    assert str(caught.value) == f"there is a file at {there.name} already"
    assert seen(repository) == before


@pytest.mark.parametrize("length", [1, 100, 64 * 1024, 300_000])
def test_a_long_operation_is_remembered_whole(tmp_path: Path, length: int) -> None:
    history = History(tmp_path / "history.jsonl")
    first = Operation("1", "add", ["a"], after=["x"])
    large = Operation("2", "add", ["b" * length], after=["y"])
    history.note(first)
    history.note(large)
    assert history.last() == large
    history.undone(large)
    assert history.last() == first


def test_a_line_that_a_crash_cut_off_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    history = History(path)
    first, second = (
        Operation("1", "add", ["a"], after=["x"]),
        Operation("2", "add", ["b"], after=["y"]),
    )
    history.note(first)
    path.write_bytes(path.read_bytes() + b'{"id": "cut off')
    assert history.last() == first
    history.note(second)
    assert history.last() == second
    assert json.loads(path.read_bytes().splitlines()[-1])["id"] == "2"


def test_a_line_an_operation_and_nothing_else(tmp_path: Path) -> None:
    """No empty lines between them, and no file stays open."""
    history = History(tmp_path / "history.jsonl")
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for number in range(3):
        history.note(Operation(f"{number}", "add", ["a"], after=["x"]))
    lines = (tmp_path / "history.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["id"] for line in lines[:-1]] == ["0", "1", "2"]
    assert lines[-1] == b""
    if before:
        assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("junk", [b"", b"\n\n", b"\xff\xfe\n", b"[]\n", b"null\n", b'{"id": 1}\n'])
def test_what_is_no_history_is_passed_over(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(junk)
    assert History(path).last() is None
    History(path).note(Operation("1", "add", ["a"], after=["x"]))
    assert History(path).last() == Operation("1", "add", ["a"], after=["x"])


def test_a_history_that_cannot_be_written_does_not_fail_the_record(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    history = History(tmp_path / "state" / "history.jsonl")
    repository = Repository(tmp_path / "journal", AT, history)
    repository.add(note("aaaa"))
    assert len(seen(repository)) == 1
    assert history.last() is None


@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions")
def test_the_history_is_the_owners(tmp_path: Path) -> None:
    History(tmp_path / "state" / "history.jsonl").note(Operation("1", "add", ["a"], after=["x"]))
    assert (tmp_path / "state" / "history.jsonl").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


NAMES = st.text(max_size=12) | st.sampled_from(["2026/11/2026-11-22-note-k3f9q2.toml", 'a"b', "\\"])


@example(Operation('a"b', "add", ["a\\b", "é"], 'a"b', ["\n"]))
@given(st.builds(Operation, NAMES, st.just("add"), st.lists(NAMES), NAMES, st.lists(NAMES)))
def test_an_operations_line_is_the_json_of_its_fields(operation: Operation) -> None:
    """History writes it without the json module, which takes longer than the note itself."""
    names = ("id", "deed", "files", "trash", "after")
    assert noted(operation) == json.dumps({name: getattr(operation, name) for name in names})


@given(st.binary())
def test_a_fingerprint_is_the_sha256_that_any_tool_makes(raw: bytes) -> None:
    assert fingerprint(raw) == hashlib.sha256(raw).hexdigest()


def test_each_journal_has_a_history_of_its_own() -> None:
    key = hashlib.sha256(b"/home/kim/caf\xc3\xa9").hexdigest()[:16]
    assert history_file("/state", "/home/kim/café") == os.path.join(
        "/state", f"history-{key}.jsonl"
    )
    assert history_file("/state", "/home/kim/\udce9") != history_file("/state", "/home/kim/e")
