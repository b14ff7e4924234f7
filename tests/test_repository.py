"""The one way to the records: what goes in comes out, and nothing else is touched."""

import hashlib
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.domain.records import Challenge, Goal, Note, Rating, Record
from reflectcli.errors import ExitCode, Problem, ReflectError
from reflectcli.storage import files
from reflectcli.storage.codec import dump_record
from reflectcli.storage.repository import Repository
from tests.conftest import NOW, Journal
from tests.strategies import CONFIG, any_record

AT = datetime.fromisoformat(NOW)
TODAY = AT.date()


def note(record_id: str, day: date = TODAY, **more: Any) -> Note:
    return Note(id=record_id, at=AT, shift=day, **{"text": f"text of {record_id}"} | more)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "journal", AT)


def hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, as they are read."""
    names: list[str] = []
    read = files.read

    def watched(path: files.AnyPath, within: str = "") -> bytes:
        names.append(Path(path).name)
        return read(path, within)

    monkeypatch.setattr(files, "read", watched)
    return names


@given(st.lists(any_record, max_size=4, unique_by=lambda record: record.id))
@settings(max_examples=40)
def test_what_was_added_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    now = datetime(9999, 12, 31, 12, tzinfo=AT.tzinfo)
    repository = Repository(tmp_path_factory.mktemp("any") / "journal", now)
    repository.add(*records)
    loaded = repository.load()
    assert loaded.problems == ()
    found = {record.id: replace(record, extra={}) for record in loaded}
    assert found == {record.id: replace(record, extra={}) for record in records}
    for record in records:
        assert repository.find(record.id).shift == record.shift


@given(any_record)
@settings(max_examples=40)
def test_adding_touches_no_other_file(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    root = tmp_path_factory.mktemp("other") / "journal"
    repository = Repository(root, AT)
    repository.add(note("aaaaa"), note("bbbbb", date(2026, 10, 1)))
    before = hashes(root)
    (path,) = repository.add(replace(record, id="ccccc"))
    after = hashes(root)
    assert after.keys() - before.keys() == {path}
    assert {name: after[name] for name in before} == before


def test_records_are_filed_by_their_shift(repository: Repository) -> None:
    goal = Goal(id="gggg", at=AT, shift=TODAY, title="calmer calls")
    old = date(987, 6, 5)
    assert repository.add(note("aaaa"), note("bbbb", old), goal) == [
        "2026/11/2026-11-22-note-aaaa.toml",
        "0987/06/0987-06-05-note-bbbb.toml",
        "goals/2026-11-22-goal-gggg.toml",
    ]
    assert [record.id for record in repository.load()] == ["bbbb", "aaaa", "gggg"]
    assert [record.id for record in repository.load(old, old)] == ["bbbb", "gggg"]


def test_several_are_added_all_or_none(repository: Repository) -> None:
    repository.add(note("bbbb"))
    before = hashes(repository.root)
    wrong = Rating(id="dddd", at=AT, shift=TODAY, skills={"empathy": 9})
    with pytest.raises(ReflectError, match="rating of empathy must be 1 to 5, not 9"):
        repository.add(note("cccc"), wrong)
    with pytest.raises(ReflectError, match="there is already a record of that name") as caught:
        repository.add(note("cccc"), note("bbbb"), note("eeee"))
    assert caught.value.code == ExitCode.CHANGED
    assert hashes(repository.root) == before


def month_by_month(repository: Repository, months: int) -> None:
    day = TODAY
    for number in range(months):
        ids = [f"n{number:03}{place}" for place in range(3)]
        repository.add(*[note(each, day - timedelta(days=7 * k)) for k, each in enumerate(ids)])
        day = day.replace(day=1) - timedelta(days=6)


def test_a_week_is_read_from_its_own_files_alone(repository: Repository, opened: list[str]) -> None:
    month_by_month(repository, 24)
    opened.clear()
    loaded = repository.load(TODAY - timedelta(days=6), TODAY)
    assert [record.id for record in loaded] == ["n0000"]
    assert [name for name in opened if name != "journal.toml"] == ["2026-11-22-note-n0000.toml"]


def test_finding_by_id_reads_one_file(repository: Repository, opened: list[str]) -> None:
    month_by_month(repository, 24)
    opened.clear()
    assert repository.get("n0122").record.id == "n0122"
    assert [name for name in opened if name != "journal.toml"] == [
        repository.find("n0122").path.rpartition("/")[2]
    ]


def test_writing_a_note_reads_no_record(repository: Repository, opened: list[str]) -> None:
    month_by_month(repository, 6)
    opened.clear()
    repository.add(note("zzzz"))
    assert set(opened) <= {"journal.toml"}


def test_the_order_of_the_files_does_not_matter(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    month_by_month(repository, 5)
    repository.add(
        note("sameday2"), note("sameday1"), replace(note("dawn"), at=AT - timedelta(hours=3))
    )
    loaded, newest = repository.load().records, list(repository.newest())
    listdir = os.listdir
    for seed in range(5):
        shuffle = random.Random(seed).shuffle

        def shuffled(path: Any, shuffle: Any = shuffle) -> list[str]:
            names = listdir(path)
            shuffle(names)
            return names

        monkeypatch.setattr(os, "listdir", shuffled)
        assert repository.load().records == loaded
        assert list(repository.newest()) == newest
        assert [entry.id for entry in repository.names()] == [
            entry.id for entry in sorted(repository.names())
        ]
    assert newest == sorted(newest, key=lambda r: (r.shift, r.at, r.id), reverse=True)


def test_a_prefix_names_a_record_if_only_one_begins_so(repository: Repository) -> None:
    repository.add(note("k3f9q2"), note("k3m7aa"), note("k3f9"))
    assert repository.find("k3m").id == "k3m7aa"
    assert repository.find("K3M").id == "k3m7aa"
    assert repository.find("k3f9").id == "k3f9"
    for reference in ("k3", "zz", ""):
        with pytest.raises(ReflectError) as caught:
            repository.find(reference)
        assert caught.value.code == ExitCode.NOT_FOUND


def test_last_is_the_newest_by_shift_and_time(repository: Repository) -> None:
    with pytest.raises(ReflectError, match="the journal has no records yet"):
        repository.find("last")
    repository.add(note("aaaa", TODAY - timedelta(days=1)), note("bbbb"))
    repository.add(replace(note("cccc"), at=AT - timedelta(hours=1)))
    assert repository.find("last").id == "bbbb"


def test_last_is_the_goal_if_a_goal_was_written_last(repository: Repository) -> None:
    """`delete last` after `goal add` must not take a note."""
    repository.add(replace(note("aaaa"), at=AT - timedelta(hours=1)))
    repository.add(Goal(id="gggg", at=AT, shift=TODAY, title="calmer calls"))
    repository.add(Goal(id="hhhh", at=AT, shift=TODAY - timedelta(days=9), title="an older one"))
    assert repository.find("last").id == "gggg"
    repository.add(note("bbbb", TODAY))
    repository.add(replace(note("cccc"), at=AT + timedelta(minutes=1)))
    assert repository.find("last").id == "cccc"


def test_of_two_in_one_second_last_is_the_one_written_last(repository: Repository) -> None:
    for number, record_id in enumerate(("mmmm", "zzzz", "aaaa")):
        (path,) = repository.add(note(record_id))
        os.utime(repository.root / path, ns=(number, number))
    assert repository.find("last").id == "aaaa"


def test_a_bad_file_hides_no_good_one(repository: Repository) -> None:
    repository.add(note("aaaa"), note("bbbb"))
    files.create(repository.root / "2026/11/2026-11-22-note-cccc.toml", b"text = ")
    loaded = repository.load()
    assert [record.id for record in loaded] == ["aaaa", "bbbb"]
    (problem,) = loaded.problems
    assert str(problem.location) == "2026/11/2026-11-22-note-cccc.toml:1"
    problems: list[Problem] = []
    assert [record.id for record in repository.newest(problems=problems)] == ["bbbb", "aaaa"]
    assert problems == [problem]


def test_unknown_fields_are_kept_and_make_no_problem(repository: Repository) -> None:
    extra = {"weather": "grey", "later": {"version": 2, "when": date(2030, 1, 1)}}
    repository.add(note("aaaa", extra=extra))
    loaded = repository.load()
    assert loaded.problems == ()
    assert loaded.records[0].extra == extra


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_journal_of_another_format_is_not_written(tmp_path: Path, version: int) -> None:
    root = tmp_path / "journal"
    files.create(root / "journal.toml", f"format = {version}\n".encode())
    files.create(
        root / "2026/11/2026-11-22-note-aaaa.toml", dump_record(note("aaaa"), CONFIG).encode()
    )
    repository = Repository(root, AT)
    before = hashes(root)
    stored = repository.get("aaaa")
    for act in (
        lambda: repository.add(note("bbbb")),
        lambda: repository.rewrite(stored, stored.raw),
        lambda: repository.remove(stored.file),
        repository.undo,
    ):
        with pytest.raises(ReflectError) as caught:
            act()
        assert str(caught.value) == (
            f"this journal is in format {version}; this program writes format 1"
        )
        assert str(caught.value.problem.location) == "journal.toml:1"
    assert hashes(root) == before


def test_a_rewritten_record_stays_itself(repository: Repository) -> None:
    repository.add(note("aaaa"))
    stored = repository.get("aaaa")
    other = dump_record(note("bbbb"), CONFIG).encode()
    challenge = Challenge(id="aaaa", at=AT, shift=TODAY, text="x")
    for raw in (other, dump_record(challenge, CONFIG).encode()):
        with pytest.raises(ReflectError, match="a record's id and kind stay as they are"):
            repository.rewrite(stored, raw)
    ahead = dump_record(note("aaaa", TODAY + timedelta(days=1)), CONFIG).encode()
    with pytest.raises(ReflectError, match="the shift of 2026-11-23 is in the future"):
        repository.rewrite(stored, ahead)
    for raw in (b"", b"text = ", b"\xff", stored.raw.replace(b"format = 1", b"format = 2")):
        with pytest.raises(ReflectError) as caught:
            repository.rewrite(stored, raw)
        assert caught.value.code == ExitCode.BAD_DATA
    assert repository.get("aaaa") == stored


def test_ids_are_random_and_easy_to_type(repository: Repository) -> None:
    ids = {repository.new_id() for _ in range(500)}
    assert len(ids) > 490
    assert all(len(each) == 6 and not set(each) & set("ilou") for each in ids)


def test_twenty_writers_at_once_are_all_heard(journal: Journal, tmp_path: Path) -> None:
    env = dict(os.environ) | {"REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": NOW}

    def write(number: int) -> int:
        command = [sys.executable, "-m", "reflectcli", "note", f"note number {number}"]
        return subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).returncode

    before = journal.files()
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(write, range(20))) == [0] * 20
    loaded = Repository(journal.root, AT).load()
    assert loaded.problems == ()
    texts = [record.text for record in loaded.of(Note)]
    assert sorted(texts) == sorted(f"note number {number}" for number in range(20))
    assert {name: journal.files()[name] for name in before} == before
    for left in range(20, 0, -1):
        assert len(journal.records("note")) == left
        assert journal("undo").code == 0
    assert journal.files().keys() - before.keys() == {
        name for name in journal.files() if name.startswith(".trash/")
    }


@pytest.mark.parametrize("locale", ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "nonsense"])
def test_the_locale_changes_nothing(journal: Journal, locale: str) -> None:
    env = dict(os.environ) | {
        "REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": NOW, "LC_ALL": locale, "LANG": locale,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "reflectcli", "note", "Grüße aus İstanbul"],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr == b""
    (text,) = journal.records("note").values()
    assert 'text = "Grüße aus İstanbul"\n' in text
    assert done.stdout.decode(errors="replace").endswith("Sun 22 Nov 16:40\n")


def test_a_prefix_of_several_says_so_even_where_two_files_share_one_id() -> None:
    from reflectcli.storage.layout import parse_path
    from reflectcli.storage.references import one_of

    names = ("2026/11/2026-11-20-note-aa0001", "2026/11/2026-11-21-note-aa0001",
             "2026/11/2026-11-21-note-aa0002")  # fmt: skip
    entries = [entry for name in names if (entry := parse_path(f"{name}.toml"))]
    with pytest.raises(ReflectError, match="'aa' could be 3 records"):
        one_of("aa", entries)
    with pytest.raises(ReflectError, match="2 files have the ID 'aa0001'"):
        one_of("aa0001", entries)
