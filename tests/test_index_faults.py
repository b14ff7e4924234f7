"""Whatever is wrong with the index, every command says the same, and tells of it in one line."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reflectcli.storage import database
from tests.conftest import Journal, Result
from tests.story import FILES, TARGETS

COMMANDS = (
    (),
    ("list",),
    ("list", "note", "-n", "3"),
    ("search", "refund"),
    ("search", "refund", "--json"),
    ("show", "k3f9q2"),
    ("show", "c8br02", "--json"),
    ("goal", "show", "last"),
    ("week",),
    ("month", "--json"),
    ("goal", "list"),
    ("kpi", "list"),
    ("report", "--format", "json"),
    ("recall", "refund"),
    ("show", "last"),
    ("show", "zzzz"),
)
BAD = "2026/11/2026-11-18-note-bad001.toml"
SLOWER = "the index cannot be used, which is slower: "
DAMAGED = "the index was damaged; it is made anew the next time\n"


@pytest.fixture
def story(journal: Journal) -> Journal:
    """A journal of several months, one file of which is broken."""
    older = "2026/08/2026-08-03-note-0lder1.toml"
    text = FILES["2026/11/2026-11-22-note-n0te01.toml"].replace("n0te01", "0lder1")
    journal.write(FILES).write({older: text.replace("2026-11-22", "2026-08-03"), BAD: "text = "})
    return journal.write({"journal.toml": f"format = 1\n{TARGETS}"})


@pytest.fixture(autouse=True)
def by_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are looked for in the index, however few folders there are."""
    monkeypatch.setattr("reflectcli.storage.finding.FEW", 0)


@pytest.fixture
def place(home: Path) -> Path:
    """Where the index's folder is."""
    return home / "cache" / "reflectcli"


@pytest.fixture
def right(story: Journal, place: Path) -> dict[tuple[str, ...], Result]:
    """What the commands say with an index that is as it should be."""
    said: dict[tuple[str, ...], Result] = {command: story(*command) for command in COMMANDS}
    assert {command: story(*command) for command in COMMANDS} == said
    assert [path.suffix for path in place.iterdir()] == [".sqlite3"]
    return said


def index_of(place: Path) -> Path:
    (path,) = place.glob("*.sqlite3")
    return path


def remove(place: Path) -> None:
    for path in place.iterdir():
        path.unlink()
    place.rmdir()


def change(story: Journal) -> None:
    """Have every month looked at anew, without another result."""
    for path in story.root.rglob("2*.toml"):
        os.utime(path, ns=(10**18, 10**18))


def same(
    story: Journal, right: dict[tuple[str, ...], Result], told: str = "", *, each: bool = True
) -> None:
    """Every command says and returns what it did, and `told` in one line of stderr.

    Without `each` it is told by the first that looks at the index, and then no more.
    """
    times = 0
    for command, before in right.items():
        now = story(*command)
        assert (now.code, now.out) == (before.code, before.out), command
        said = now.err.splitlines(keepends=True)
        more = [line for line in said if line not in before.err.splitlines(keepends=True)]
        assert len(more) <= (1 if told else 0), (command, more)
        assert all(line.startswith(told) and line.endswith("\n") for line in more)
        assert "".join(line for line in said if line not in more) == before.err
        times += len(more)
    if told:
        assert times > 5 if each else times == 1


def test_without_an_index_every_command_says_the_same(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result]
) -> None:
    for command, before in right.items():
        if place.exists():
            remove(place)
        assert story(*command) == before


def test_the_index_is_for_the_owner_alone(
    story: Journal, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: dict[str, int] = {}
    execute = database.opened

    def opened(path: str) -> sqlite3.Connection:
        db = execute(path)
        db.execute("BEGIN IMMEDIATE").execute("COMMIT")
        for each in (place, *place.iterdir()):
            modes[each.suffix] = stat.S_IMODE(each.stat().st_mode)
        return db

    monkeypatch.setattr("reflectcli.storage.index.opened", opened)
    before = os.umask(0)
    try:
        assert story("week").code == 0
        index_of(place).chmod(0o644)
        assert story("week").code == 0
    finally:
        os.umask(before)
    assert modes.pop("") == 0o700
    assert set(modes) >= {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_cache_folder_that_cannot_be_written(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remove(place)
    mkdir = os.mkdir

    def denied(path: Any, mode: int = 0o777, **more: Any) -> None:
        if str(path).startswith(str(place)):
            raise PermissionError(13, "Permission denied", path)
        mkdir(path, mode, **more)

    monkeypatch.setattr(os, "mkdir", denied)
    same(story, right, SLOWER + "Permission denied (")


def test_a_disk_that_is_full_before_there_is_an_index(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index_of(place).unlink()
    opened = os.open

    def full(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if str(path).startswith(str(place)) and flags & os.O_CREAT:
            raise OSError(28, "No space left on device", path)
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", full)
    same(story, right, SLOWER + "No space left on device (")


def connecting(monkeypatch: pytest.MonkeyPatch, *pragmas: str, uri: str = "") -> None:
    """Have the database opened in another way, or with some pragmas at once."""
    connect = sqlite3.connect

    def connected(path: str, **more: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(
            f"file:{path}?{uri}" if uri else path, uri=bool(uri), **more
        )
        for pragma in pragmas:
            db.execute(pragma)
        return db

    monkeypatch.setattr(sqlite3, "connect", connected)


@pytest.mark.parametrize("pages", [1, 4, 9])
def test_a_disk_that_fills_while_the_index_is_made(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
    pages: int,
) -> None:
    remove(place)
    connecting(monkeypatch, f"PRAGMA max_page_count = {pages}")
    same(story, right, SLOWER)


@pytest.mark.parametrize("uri", ["mode=ro", "immutable=1"])
def test_an_index_that_can_only_be_read(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
    uri: str,
) -> None:
    connecting(monkeypatch, uri=uri)
    with monkeypatch.context() as patch:
        # All is as it was: nothing is to be written, and nothing is told.
        patch.setattr("reflectcli.storage.index.is_racy", lambda state, read_at: False)
        same(story, right)
    change(story)
    same(story, right, SLOWER + "attempt to write a readonly database (")


def test_something_else_where_the_folder_should_be(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result]
) -> None:
    remove(place)
    place.write_text("a file")
    same(story, right, SLOWER + "Not a directory (")
    assert place.read_text() == "a file"


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_a_link_is_not_followed_to_write_elsewhere(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result], tmp_path: Path, end: str
) -> None:
    path, elsewhere = index_of(place), tmp_path / "elsewhere"
    if not end:
        path.unlink()
    link = path.with_name(path.name + end)
    for content in (b"precious", None):
        if content is not None:
            elsewhere.write_bytes(content)
        link.symlink_to(elsewhere)
        same(story, right, SLOWER + "not a plain file (")
        assert (elsewhere.read_bytes() if elsewhere.exists() else None) == content
        link.unlink()
        elsewhere.unlink(missing_ok=True)


def damaged(content: bytes) -> Iterator[bytes]:
    yield b"this is no database"
    yield content[:100]
    yield content[: len(content) // 2]
    yield content[:100] + b"\xff" * (len(content) - 100)
    yield content[:4096] + bytes(len(content) - 4096)


@pytest.mark.parametrize("number", range(5))
def test_a_damaged_index_is_made_anew(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result], number: int
) -> None:
    path = index_of(place)
    path.write_bytes(list(damaged(path.read_bytes()))[number])
    same(story, right, DAMAGED, each=False)
    assert integrity(path) == "ok"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE folders SET found = zeroblob(length(found))",
        "UPDATE folders SET head = 'a text'",
        "DROP TABLE folders",
        "ALTER TABLE folders RENAME COLUMN found TO lost",
    ],
)
def test_an_index_with_something_else_in_it_is_made_anew(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result], statement: str
) -> None:
    db = sqlite3.connect(index_of(place), isolation_level=None)
    db.execute(statement)
    db.close()
    same(story, right, DAMAGED, each=False)


@pytest.mark.parametrize("version", [1, 99])
def test_an_index_of_another_version_is_made_anew(
    story: Journal, place: Path, right: dict[tuple[str, ...], Result], version: int
) -> None:
    db = sqlite3.connect(index_of(place), isolation_level=None)
    db.execute("DROP TABLE folders")
    db.execute("CREATE TABLE folders (something, other)")
    db.execute("CREATE TABLE newer (x)")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    same(story, right)


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("stale", [False, True])
def test_an_index_that_another_process_writes(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
    lock: str,
    stale: bool,
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    other = sqlite3.connect(index_of(place), isolation_level=None)
    other.execute(lock)
    if stale:
        change(story)
    same(story, right)
    other.execute("ROLLBACK")
    other.close()


def test_an_index_that_another_process_locks_altogether(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As it is for a moment when the index is made or another version's is dropped."""
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    path = index_of(place)
    path.unlink()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE something (x)")
    same(story, right)
    other.execute("ROLLBACK")
    other.close()


def test_a_writer_is_waited_for_once_in_a_command(
    story: Journal, right: dict[tuple[str, ...], Result], place: Path
) -> None:
    attempts: list[str] = []
    other = sqlite3.connect(index_of(place), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    change(story)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "PATIENCE", 0.0)
        connect = sqlite3.connect

        def connected(path: str, **more: Any) -> sqlite3.Connection:
            db: sqlite3.Connection = connect(path, **more)
            db.set_trace_callback(attempts.append)
            return db

        patch.setattr(sqlite3, "connect", connected)
        assert story("report", "--since", "2026-08-01").code == 0
    other.close()
    assert len([each for each in attempts if each == "BEGIN IMMEDIATE"]) <= 1
    assert database.PATIENCE <= 0.25


@pytest.mark.parametrize(
    ("old", "new"), [("fts5", "fts9"), ("trigram", "nosuch"), (" case_sensitive 1", " unknown 1")]
)
def test_an_sqlite_that_knows_no_trigrams(
    story: Journal,
    place: Path,
    right: dict[tuple[str, ...], Result],
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
) -> None:
    """Words are then looked for in each line; the index is made, and nothing is told."""
    monkeypatch.setattr(database, "_WORDS", database._WORDS.replace(old, new))
    remove(place)
    same(story, right)
    db = sqlite3.connect(index_of(place))
    assert db.execute("SELECT count(*) FROM lines").fetchone()[0] > 10
    assert db.execute("SELECT name FROM sqlite_master WHERE name = 'words'").fetchall() == []
    db.close()


def test_a_file_that_could_not_be_read_is_read_again(
    story: Journal, monkeypatch: pytest.MonkeyPatch, right: dict[tuple[str, ...], Result]
) -> None:
    """It may have been another program's lock; nothing of the file itself changes after it."""
    from reflectcli.storage import files

    read = files.read
    change(story)

    def refused(path: Any, within: str = "") -> bytes:
        if str(path).endswith("n0te02.toml"):
            raise OSError(5, "Input/output error", path)
        return read(path, within)

    with monkeypatch.context() as patch:
        patch.setattr(files, "read", refused)
        patch.setattr("reflectcli.storage.index.is_racy", lambda state, read_at: False)
        for _ in range(2):
            assert "2026-11-22-note-n0te02.toml" in story("list").err
    monkeypatch.setattr("reflectcli.storage.index.is_racy", lambda state, read_at: False)
    same(story, right)


def integrity(path: Path) -> str:
    db = sqlite3.connect(path)
    (found,) = db.execute("PRAGMA integrity_check").fetchone()
    db.close()
    return str(found)


def test_who_waits_for_many_months_sees_how_far_it_is(
    story: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is gone before anything else is said; without a terminal there is none."""
    seconds = count()
    monkeypatch.setattr("reflectcli.cli.progress.time.monotonic", lambda: float(next(seconds)))
    line = "reading month 2 of 2"
    shown = story("report", "--since", "2026-08-01", terminal=True).err
    assert line in shown
    assert shown.rindex("\r" + " " * len(line) + "\r") > shown.rindex(line)
    assert story("report", "--since", "2026-08-01").err.count("reading") == 0
