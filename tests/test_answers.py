"""A summary that was made before is shown again only while it would be made the same."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectcli.cli import findings
from tests.conftest import Journal, Result
from tests.story import FILES

COMMANDS = (
    (), ("week",), ("month", "-1", "--json"), ("report", "--since", "2016-11-22", "-f", "markdown")
)  # fmt: skip
NOTE = "2026/11/2026-11-20-note-g00d01.toml"


@pytest.fixture
def told(bare: Journal) -> Journal:
    """A journal of which every summary was made twice: read, then kept."""
    bare.write({**FILES, "journal.toml": "format = 1\n"})
    for line in COMMANDS:
        bare(*line)
        bare(*line)
    return bare


def anew(journal: Journal, *args: str, now: str | None = None) -> Result:
    """What is said where nothing is kept."""
    cache = Path(journal.env["XDG_CACHE_HOME"])
    kept = cache.with_name("kept")
    cache.rename(kept)
    try:
        return journal(*args, now=now)
    finally:
        shutil.rmtree(cache, ignore_errors=True)
        kept.rename(cache)


@pytest.mark.parametrize("line", COMMANDS)
def test_it_is_not_made_twice(
    told: Journal, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    """Without the analysis the same is said, to the letter."""
    expected = anew(told, *line)

    def never(*args: object, **options: object) -> None:
        pytest.fail("made again")

    monkeypatch.setattr(findings, "build_report", never)
    monkeypatch.setattr("reflectcli.analysis.desk.build_desk", never)
    assert told(*line) == expected
    assert expected.code == 0


def note(journal: Journal) -> None:
    assert journal("note", "and one more").code == 0


def goal(journal: Journal) -> None:
    assert journal("goal", "add", "calmer calls", "--measure", "manual").code == 0


def older(journal: Journal) -> None:
    """A record in a month that had no folder."""
    assert journal("rate", "empathy=1", "--on", "2026-09-03").code == 0


def in_place(journal: Journal) -> None:
    """Another letter of the same size, and the times set back."""
    path = max(journal.root.glob("2026/11/*-note-*.toml"))
    before, content = path.stat(), path.read_bytes()
    at = content.index(b'text = "') + 8
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"Z" if content[at : at + 1] != b"Z" else b"Y")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def broken(journal: Journal) -> None:
    max(journal.root.glob("2026/11/*-note-*.toml")).write_text("text = ")


def deleted(journal: Journal) -> None:
    max(journal.root.glob("2026/11/*-rating-*.toml")).unlink()


def renamed(journal: Journal) -> None:
    path = max(journal.root.glob("2026/11/*-note-*.toml"))
    path.rename(path.with_name(path.name.replace("2026-11-", "2026 11 ", 1)))


def settings(journal: Journal) -> None:
    path = journal.root / "journal.toml"
    before = path.read_text(encoding="utf-8") if path.exists() else "format = 1\n"
    path.write_text(before + '\n[kpis.csat]\nname = "another name"\n', encoding="utf-8")


def damaged(journal: Journal) -> None:
    (path,) = Path(journal.env["XDG_CACHE_HOME"]).rglob("*.sqlite3")
    db = sqlite3.connect(path, isolation_level=None)
    for (question,) in db.execute("SELECT question FROM answers").fetchall():
        db.execute("UPDATE answers SET kept = zeroblob(40) WHERE question = ?", (question,))
    db.close()


CHANGES = (note, goal, older, in_place, broken, deleted, renamed, settings, damaged)


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_as_if_made_anew(
    told: Journal, change: Callable[[Journal], None]
) -> None:
    change(told)
    for line in COMMANDS:
        expected = anew(told, *line)
        for _ in range(2):
            result = told(*line)
            assert result.out == expected.out
            assert result.code == expected.code


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-22T16:41:00+01:00",
        "2026-11-22T03:59:59+01:00",
        "2026-11-23T00:30:00+01:00",
        "2026-11-23T04:00:00+01:00",
        "2026-11-22T16:40:00+02:00",
        "2027-11-22T16:40:00+01:00",
    ],
)
def test_another_day_is_another_answer(told: Journal, now: str) -> None:
    for line in COMMANDS:
        expected = anew(told, *line, now=now)
        assert [told(*line, now=now) for _ in range(3)] == [expected] * 3


def test_a_record_of_the_future_is_not_kept_out_for_long(told: Journal) -> None:
    """Written where it was tomorrow already: whether it counts depends on the hour."""
    (told.root / "2026/11/2026-11-23-note-fu7ure.toml").write_text(
        'format = 1\nid = "fu7ure"\nkind = "note"\nat = 2026-11-23T09:00:00+14:00\n'
        'shift = 2026-11-23\ntext = "from the other side"\n'
    )
    for now in ("2026-11-22T10:00:00+01:00", "2026-11-22T16:40:00+01:00"):
        expected = anew(told, "week", now=now)
        assert [told("week", now=now) for _ in range(3)] == [expected] * 3


def test_width_and_terminal_are_part_of_the_question(told: Journal) -> None:
    for line in ((), ("week",)):
        for terminal in (True, False):
            first = told(*line, terminal=terminal)
            assert told(*line, terminal=terminal) == first
        told.env["COLUMNS"] = "120"
        wide = told(*line, terminal=True)
        assert wide != told(*line)
        assert told(*line, terminal=True) == wide
        del told.env["COLUMNS"]


def test_no_more_than_some_are_kept(told: Journal) -> None:
    for number in range(1, 60):
        told("week", f"-{number}")
    (path,) = Path(told.env["XDG_CACHE_HOME"]).rglob("*.sqlite3")
    db = sqlite3.connect(path)
    (count,) = db.execute("SELECT count(*) FROM answers").fetchone()
    db.close()
    assert count == 40
