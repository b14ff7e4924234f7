"""What a TAB press sees of a journal does not grow with the journal."""

import os
from pathlib import Path

import pytest

from reflectcli.storage.glance import TAGGED, Glance
from tests.conftest import Journal

NOTE = 'tags = ["t{0}"]\ntext = "{0}"\n'


def note(month: str, day: int, record_id: str, kind: str = "note") -> str:
    return f"{month}/{month.replace('/', '-')}-{day:02}-{kind}-{record_id}.toml"


@pytest.fixture
def years(journal: Journal) -> Journal:
    """Ten years with a note and a success a month."""
    for year in range(2017, 2027):
        for month in range(1, 13):
            folder = f"{year}/{month:02}"
            journal.write(
                {
                    note(folder, 3, f"n{year}{month:02}"): NOTE.format(year),
                    note(folder, 2, f"s{year}{month:02}", "success"): NOTE.format(year),
                }
            )
    return journal


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are listed and the files that are opened meanwhile."""
    seen: list[str] = []
    listdir, opened = os.listdir, os.open

    def listing(path: str) -> list[str]:
        seen.append(path)
        return listdir(path)

    def opening(path: str, flags: int, mode: int = 0o777) -> int:
        seen.append(path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "listdir", listing)
    monkeypatch.setattr(os, "open", opening)
    return seen


def test_the_newest_records_are_of_the_newest_months(years: Journal, looked_at: list[str]) -> None:
    found = Glance(str(years.root)).newest()
    assert [each.id for each in found] == [
        "n202612", "s202612", "n202611", "s202611", "n202610", "s202610",
    ]  # fmt: skip
    assert [os.path.relpath(path, years.root) for path in looked_at] == [
        ".", "2026", "2026/12", "2026/11", "2026/10",
    ]  # fmt: skip


def test_months_without_that_kind_do_not_count(years: Journal) -> None:
    years.write({note("2027/01", 1, "c00001", "challenge"): ""})
    assert [each.id for each in Glance(str(years.root)).newest(("success",))] == [
        "s202612", "s202611", "s202610",
    ]  # fmt: skip


def test_a_year_of_folders_is_looked_at_however_empty(years: Journal, looked_at: list[str]) -> None:
    assert Glance(str(years.root)).newest(("goal",)) == []
    assert len(looked_at) == 2 + 12


def test_a_missing_year_is_made_up_for_by_the_one_before(years: Journal) -> None:
    (years.root / "2027" / "01").mkdir(parents=True)
    months = Glance(str(years.root)).months()
    assert months[:3] == ["2027/01", "2026/12", "2026/11"]
    assert len(months) == 12


def test_tags_are_read_from_a_few_files(journal: Journal, looked_at: list[str]) -> None:
    journal.write({note("2026/11", 1, f"n{n:04}"): NOTE.format(n) for n in range(TAGGED + 30)})
    tags = Glance(str(journal.root)).tags()
    assert len(tags) == TAGGED
    assert sum(path.endswith(".toml") for path in looked_at) == TAGGED


def test_the_tag_that_is_used_most_comes_first(journal: Journal) -> None:
    journal.write(
        {
            note("2026/11", 1, "aaaa"): 'tags = ["b", "a"]\n\n[skills]\ntags = ["no"]\n',
            note("2026/11", 2, "bbbb"): '# tags = ["no"]\ntags = [\n  "b",\n  "c",\n]\n',
            note("2026/11", 3, "cccc"): 'text = """x\ntags = ["no"]\n"""\n',
            note("2026/11", 4, "dddd"): '\ntags = "b"\n',
            note("2026/11", 5, "eeee"): "\ntags = [5, 'd']\n",
        }
    )
    assert Glance(str(journal.root)).tags() == ["b", "a", "c", "d"]


@pytest.mark.parametrize(
    "name",
    ["2026-11-01-note-.toml", "x.toml", ".new-1.toml", "2026-11-01-note-aaaa.txt",
     "2026-11-01_note-aaaa.toml", "2026-11-01-.toml"],
)  # fmt: skip
def test_other_files_are_no_records(journal: Journal, name: str) -> None:
    journal.write({f"2026/11/{name}": ""})
    assert [each.id for each in Glance(str(journal.root)).newest() if each.id] == []


def test_where_nothing_is_there_nothing_is_seen(tmp_path: Path) -> None:
    bare = Glance(str(tmp_path / "none"))
    assert (bare.settings(), bare.months(), bare.newest(), bare.tags()) == ({}, [], [], [])
    assert bare.lasting("goals") == []
