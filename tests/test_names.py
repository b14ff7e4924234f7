"""Names of files are found again without listing the folders that have not changed."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reflectcli.domain.records import Note
from reflectcli.render.matches import described
from reflectcli.storage import database, finding, names
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.repository import Repository
from tests.test_index import AT, DAY
from tests.virtual_times import HOUR, Times, virtual

OLD = date(2026, 9, 5)
SECOND = 10**9


class Shelf:
    """A journal with a note in each of two months, its index, and a clock for both."""

    def __init__(self, folder: Path, listed: list[str]) -> None:
        self.root = folder / "journal"
        self.times = Times(self.root, 2 * SECOND)
        self.place = IndexPlace(
            str(folder / "cache" / "index.sqlite3"), self.times.clock, described, self.told
        )
        self.listed = listed
        self.put("aaaa", OLD)
        self.put("bbbb", DAY)

    def told(self, text: str) -> None:
        raise AssertionError(text)

    def put(self, record_id: str, day: date) -> Path:
        note = Note(id=record_id, at=AT, shift=day, text="listened")
        (path,) = Repository(self.root, AT).add(note)
        self.times.observe()
        return self.root / path

    def find(self, reference: str) -> list[str]:
        """The folders that were listed to find it, which must be where it is without an index."""
        expected = Repository(self.root, AT).find(reference)
        repository = Repository(self.root, AT, index=self.place)
        self.listed.clear()
        assert repository.find(reference) == expected
        if repository.cache:
            repository.cache.close()
        return [each[-7:] for each in self.listed if each[-7:].startswith("2026/")]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    listed: list[str] = []
    inner = names.listed_ids

    def noted(path: str) -> str:
        listed.append(path)
        return inner(path)

    monkeypatch.setattr(names, "listed_ids", noted)
    monkeypatch.setattr(finding, "FEW", 0)
    made = Shelf(tmp_path, listed)
    with virtual(made.times):
        yield made


def settle(shelf: Shelf) -> None:
    shelf.times.pass_by(HOUR)
    assert shelf.find("aaaa") == ["2026/09", "2026/11"]


def test_only_a_folder_with_other_names_is_listed(shelf: Shelf) -> None:
    settle(shelf)
    assert shelf.find("aaaa") == []
    assert shelf.find("bbbb") == []
    path = shelf.put("cccc", DAY)
    shelf.times.pass_by(HOUR)
    assert shelf.find("cccc") == ["2026/11"]
    path.rename(path.with_name(path.name.replace("cccc", "dddd")))
    shelf.times.observe()
    assert shelf.find("dddd") == ["2026/11"]


def test_a_file_that_is_written_anew_is_no_other_name(shelf: Shelf) -> None:
    settle(shelf)
    path = next(shelf.root.glob("2026/09/*"))
    path.write_text(path.read_text().replace("listened", "waited"))
    shelf.times.observe()
    assert shelf.find("aaaa") == []


@pytest.mark.parametrize("tells_change", [True, False])
def test_a_name_that_comes_within_the_tick_of_the_last_is_found(
    shelf: Shelf, tells_change: bool
) -> None:
    shelf.times.tells_change = tells_change
    settle(shelf)
    for number in range(4):
        shelf.put(f"ccc{number}", DAY)
        assert shelf.find(f"ccc{number}") == ["2026/11"]
        shelf.times.pass_by(SECOND // 2)
    shelf.times.pass_by(HOUR)
    assert shelf.find("ccc3") == ["2026/11"]
    assert shelf.find("ccc3") == []


def test_a_folder_in_the_place_of_another_is_listed(shelf: Shelf) -> None:
    settle(shelf)
    path = shelf.put("cccc", DAY)
    folder, other = path.parent, path.parent.with_name("other")
    shelf.times.pass_by(HOUR)
    shelf.find("cccc")
    other.mkdir()
    for each in folder.iterdir():
        if each != path:
            each.rename(other / each.name)
    at = folder.stat()
    path.unlink()
    folder.rmdir()
    other.rename(folder)
    os.utime(folder, ns=(at.st_atime_ns, at.st_mtime_ns))
    shelf.times.observe()
    assert shelf.find("bbbb") == ["2026/11"]


def test_a_folder_that_is_gone_is_forgotten(shelf: Shelf) -> None:
    settle(shelf)
    (path,) = shelf.root.glob("2026/09/*")
    path.unlink()
    path.parent.rmdir()
    shelf.times.observe()
    assert shelf.find("bbbb") == []
    db = database.opened(shelf.place.path)
    kept = [folder for (folder,) in db.execute("SELECT folder FROM names")]
    db.close()
    assert "2026/09" not in kept


def test_where_another_process_writes_it_is_waited_for_once(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders are listed, and what was found is kept the next time."""
    settle(shelf)
    shelf.put("cccc", DAY)
    shelf.times.pass_by(HOUR)
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    other = database.opened(shelf.place.path)
    other.execute("BEGIN IMMEDIATE")
    assert shelf.find("cccc") == ["2026/11"]
    repository = Repository(shelf.root, AT, index=shelf.place)
    assert (repository.count(), repository.count()) == (3, 3)
    assert repository.cache is not None
    begun: list[str] = []
    repository.cache._opened().db.set_trace_callback(begun.append)
    repository.find("cccc")
    assert "BEGIN IMMEDIATE" not in begun
    repository.cache.close()
    other.execute("ROLLBACK")
    other.close()
    assert shelf.find("cccc") == ["2026/11"]
    assert shelf.find("cccc") == []
