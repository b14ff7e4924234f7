"""Made journals are what the program would have written, of the size asked for, and realistic."""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from reflectcli.domain.records import KINDS
from reflectcli.storage.repository import Repository
from tests.benchmarks.lines import lines_of
from tests.benchmarks.made_journal import journal as put
from tests.benchmarks.made_records import A_DAY, NOW, TEN_YEARS, made_records, span
from tests.benchmarks.vocabulary import COMMON, RARE, VOCABULARY
from tests.conftest import Journal


def test_check_finds_nothing_wrong(bare: Journal) -> None:
    put(bare.root, 300)
    result = bare("check")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("300 records in ")
    assert result.out.endswith(" folders, no problems\n")


def test_the_files_are_those_that_the_program_writes(bare: Journal, tmp_path: Path) -> None:
    put(bare.root, 80)
    written = Journal(tmp_path / "written", bare.env)
    assert written("init", "--yes").code == 0
    Repository(written.root, NOW).add(*made_records(80))
    assert bare.files() == written.files()


def test_the_same_seed_makes_the_same_journal() -> None:
    assert made_records(120) == made_records(120)
    assert made_records(120) != made_records(120, seed=2)


@pytest.mark.parametrize("count", [1, 2, 10, 100, 1000])
def test_there_are_as_many_as_were_asked_for(count: int) -> None:
    records = made_records(count)
    assert len({record.id for record in records}) == len(records) == count


def test_it_ends_now_and_covers_as_many_days_as_the_records_fill() -> None:
    records = made_records(1000)
    assert records == sorted(records, key=lambda record: record.at)
    assert max(record.at for record in records) <= NOW
    first = NOW.date() - timedelta(days=round(1000 / A_DAY) - 1)
    assert min(record.shift for record in records) in (first, first + timedelta(days=1))
    assert max(record.shift for record in records) == NOW.date()


@pytest.mark.parametrize(
    ("count", "days"), [(1, 2), (100, 36), (10_000, 3636), (10_100, TEN_YEARS), (10**6, TEN_YEARS)]
)
def test_large_ones_cover_ten_years(count: int, days: int) -> None:
    assert span(count) == days


def test_every_kind_is_there() -> None:
    kinds = Counter(record.kind for record in made_records(1000))
    assert set(kinds) == set(KINDS)
    assert kinds["note"] > kinds["feedback"] > kinds["challenge"] > kinds["goal"] > 0


def test_one_word_is_common_and_one_is_rare() -> None:
    assert len(VOCABULARY) > 400
    lines = lines_of(6000)
    common = sum(COMMON in line.text.lower() for line in lines)
    rare = sum(RARE in line.text.lower() for line in lines)
    assert 0.03 < common / len(lines) < 0.2
    assert rare == 2


def test_a_small_one_holds_both_words_too() -> None:
    assert {tag for line in lines_of(10) for tag in line.tags} == {COMMON, RARE}


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_files_are_for_the_owner_alone(bare: Journal) -> None:
    put(bare.root, 30)
    for path in bare.root.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_kept_one_is_made_once_and_outlives_the_work_on_its_copy(
    bare: Journal, tmp_path: Path
) -> None:
    keep = tmp_path / "keep"
    put(bare.root, 40, keep)
    before = bare.files()
    (kept,) = keep.iterdir()
    assert bare("note", "one more").code == 0
    record = made_records(40)[20]
    assert bare("edit", record.id, "--set", "private=true").code == 0
    assert bare("delete", made_records(40)[10].id).code == 0
    assert Journal(kept, {}).files() == before
    again = Journal(tmp_path / "again", bare.env)
    put(again.root, 40, keep)
    assert again.files() == before
    assert list(keep.iterdir()) == [kept]
