"""Several processes bring one index up to date at once, while others write into the journal."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import NOW, Journal
from tests.records import new_id

READERS = (("list", "-n", "99"), ("week",), ("search", "number", "--all"), ("report", "--json"))
NOTE = """
    format = 1
    id = "{id}"
    kind = "note"
    at = {day}T14:10:00+01:00
    shift = {day}
    text = "number {number}"
"""


def run(journal: Journal, *words: str) -> subprocess.CompletedProcess[str]:
    env = dict(os.environ) | {"REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": NOW}
    return subprocess.run(
        [sys.executable, "-m", "reflectcli", *words],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True,
    )  # fmt: skip


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """Sixty notes in three months, and no index yet."""
    for number in range(60):
        day = f"2026-{9 + number % 3:02}-{1 + number // 3:02}"
        name = f"{day[:4]}/{day[5:7]}/{day}-note-{(record := new_id())}.toml"
        journal.write({name: NOTE.format(id=record, day=day, number=number)})
    return journal


def require_sound(cache: Path, notes: int) -> None:
    """The database is whole, and its words are those of its lines."""
    (path,) = cache.glob("*.sqlite3")
    db = sqlite3.connect(path, isolation_level=None)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("SELECT count(*), count(DISTINCT id) FROM lines").fetchone() == (notes, notes)
    # With rank 1 the index of words is compared with the lines' texts as well.
    db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    db.close()


def test_four_processes_make_the_index_at_once(filled: Journal, home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda words: run(filled, *words), READERS))
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * 4
    for words, each in zip(READERS, done, strict=True):
        assert run(filled, *words).stdout == each.stdout
    require_sound(home / "cache" / "reflectcli", 60)


def test_readers_among_writers(filled: Journal, home: Path) -> None:
    """Whoever reads sees each record once and whole, and in the end all agree."""
    writers = [("note", f"number {100 + number}") for number in range(6)]
    readers = [("list", "--all"), ("search", "number", "--all"), ("week",)] * 2
    order = [command for pair in zip(writers, readers, strict=True) for command in pair]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda words: run(filled, *words), order))
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * len(order)
    for words, each in zip(order, done, strict=True):
        if words[0] in ("list", "search"):
            lines = each.stdout.splitlines()
            assert 60 <= len(lines) == len(set(lines)) <= 66
    last = [run(filled, *words) for words in readers[:3]]
    for path in (home / "cache" / "reflectcli").iterdir():
        path.unlink()
    assert [run(filled, *words).stdout for words in readers[:3]] == [each.stdout for each in last]
    assert len(last[0].stdout.splitlines()) == 66
    require_sound(home / "cache" / "reflectcli", 66)
