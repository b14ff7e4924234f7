"""Beneath an import: thousands of records written, found in the history, taken back as one."""

from datetime import date, datetime
from pathlib import Path

import pytest

from reflectcli.domain.records import Note
from reflectcli.errors import ReflectError
from reflectcli.storage.history import History, Operation
from reflectcli.storage.repository import Repository

NOW = datetime.fromisoformat("2026-11-22T16:40:00+01:00")


def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "journal", NOW, History(tmp_path / "history.jsonl"))


def note(number: int) -> Note:
    return Note(id=f"n{number:05}", at=NOW, shift=date(2026, 11, 22), text="x")


def test_a_large_import_is_taken_back_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its line in the history is longer than what is read at first."""
    monkeypatch.setattr("reflectcli.storage.history._PIECE_BYTES", 1000)
    here = repository(tmp_path)
    told: list[tuple[int, int]] = []
    here.add(note(0))
    here.add(*(note(number) for number in range(1, 61)), progress=lambda *t: told.append(t))
    assert (tmp_path / "history.jsonl").stat().st_size > 5_000
    assert told[-1] == (60, 60)
    assert len(list(here.names())) == 61
    here.undo()
    assert [entry.id for entry in here.names()] == ["n00000"]
    here.undo()
    assert list(here.names()) == []
    assert here.deleted_ids() == set()


def test_what_was_deleted_is_told_from_what_was_undone_or_changed(tmp_path: Path) -> None:
    here = repository(tmp_path)
    here.add(note(1), note(2), note(3))
    stored = here.get("n00002")
    here.rewrite(stored, stored.raw.replace(b'"x"', b'"y"'))
    here.remove(here.find("n00001"))
    assert here.deleted_ids() == {"n00001"}
    here.undo()
    assert here.deleted_ids() == set()
    here.undo()
    here.undo()
    assert here.deleted_ids() == set()
    assert list(here.names()) == []
    assert len(list((tmp_path / "journal/.trash").rglob("*.toml"))) > 3


def test_a_torn_or_strange_line_of_the_history_is_passed_over(tmp_path: Path) -> None:
    history = History(tmp_path / "history.jsonl")
    assert history.last() is None
    first = Operation("a", "add", ["x"], after=["1"])
    history.note(first)
    with (tmp_path / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "b", "de\n[]\n{"other": 1}\n' + "x" * 600_000 + "\n")
    assert history.last() == first
    history.undone(first)
    assert history.last() is None


def test_a_record_changed_since_keeps_its_import(tmp_path: Path) -> None:
    here = repository(tmp_path)
    paths = here.add(note(1), note(2))
    (tmp_path / "journal" / paths[1]).write_text("mine now")
    with pytest.raises(ReflectError) as caught:
        here.undo()
    assert caught.value.code == 5
    assert len(list(here.names())) == 2
