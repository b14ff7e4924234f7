"""delete and undo: nothing is gone that cannot come back."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from reflectcli.domain.records import Note
from reflectcli.storage.history import History, Operation
from reflectcli.storage.repository import Repository
from tests.conftest import Journal

SKIP = "reflect undo --skip leaves it as it is, for the one before"
A, B = "2026/11/2026-11-20-note-aaaa01.toml", "2026/11/2026-11-21-note-bbbb02.toml"


def note(record_id: str, day: int, text: str) -> str:
    return (
        f'format = 1\nid = "{record_id}"\nkind = "note"\nat = 2026-11-{day}T10:00:00+01:00\n'
        f'shift = 2026-11-{day}\ntext = "{text}"\n'
    )


@pytest.fixture
def two(journal: Journal) -> Journal:
    """A journal of two notes that another device wrote."""
    return journal.write({A: note("aaaa01", 20, "first"), B: note("bbbb02", 21, "second")})


def seen(journal: Journal) -> list[str]:
    return [line.split()[0] for line in journal("list").out.splitlines()]


def test_delete_moves_the_file_to_the_trash_and_undo_brings_it_back(two: Journal) -> None:
    before = two.files()
    result = two("delete", "aaaa")
    assert (result.code, result.err) == (0, "")
    assert result.out == 'deleted aaaa01 · note "first" · reflect undo brings it back\n'
    assert seen(two) == ["bbbb02"]
    [trashed] = [name for name in two.files() if name.startswith(".trash/")]
    assert trashed.endswith(f"/{A}")
    assert two.files()[trashed] == before[A]
    result = two("undo")
    assert (result.code, result.out) == (0, 'brought back aaaa01 · note "first"\n')
    assert two.files() == before


def test_delete_last_in_a_terminal_asks_nothing(two: Journal) -> None:
    result = two("delete", "last", terminal=True)
    assert result.out == 'deleted bbbb02 · note "second" · reflect undo brings it back\n'
    assert result.err == ""


@pytest.mark.parametrize(("answer", "left"), [("y\n", []), ("n\n", [B, A]), ("", [B, A])])
def test_deleting_several_in_a_terminal_is_asked_about(
    two: Journal, answer: str, left: list[str]
) -> None:
    result = two("delete", "aaaa", "bbbb", stdin=answer, terminal=True)
    question = '  note "first"\n  note "second"\nDelete these 2 records? [y/N] '
    assert result.err == question + ("nothing was deleted\n" if left else "")
    assert result.code == 0
    assert sorted(two.records()) == sorted(left)
    assert len(result.out.splitlines()) == 2 - len(left)


def test_yes_and_no_terminal_need_no_answer(two: Journal) -> None:
    assert two("delete", "aaaa", "bbbb", "--yes", terminal=True).err == ""
    assert seen(two) == []
    assert two("undo").out == "brought back 2 records (note 2)\n"
    assert seen(two) == ["bbbb02", "aaaa01"]
    assert two("delete", "aaaa", "bbbb").err == ""
    assert seen(two) == []


def test_one_that_is_not_found_keeps_all(two: Journal) -> None:
    before = two.files()
    result = two("delete", "aaaa", "zzzz")
    assert (result.code, result.out) == (4, "")
    assert two.files() == before


def test_one_named_twice_is_deleted_once(two: Journal) -> None:
    assert two("delete", "aaaa", "aaaa01").out.count("deleted") == 1


def test_a_broken_file_can_be_deleted(two: Journal) -> None:
    two.write({A: "broken ["})
    result = two("delete", "aaaa01")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "deleted aaaa01 · note of 2026-11-20, a file with problems · reflect undo brings it back\n"
    )
    assert two("undo").code == 0
    assert two.files()[A] == b"broken ["


def test_words_in_quotes_are_not_quoted_again(two: Journal) -> None:
    feedback = note("aaaa01", 20, "thanks").replace('kind = "note"', 'kind = "feedback"')
    name = "2026/11/2026-11-20-feedback-aaaa01.toml"
    two.write({name: feedback + 'source = "customer"\nscore = 5\nscale = 5\n'})
    (two.root / A).unlink()
    assert two("delete", "aaaa").out.startswith('deleted aaaa01 · feedback customer 5/5 "thanks" ·')


def test_undo_takes_back_what_was_added(two: Journal) -> None:
    before = two.records()
    written = two("note", "a mistake").out.split()[1]
    result = two("undo")
    assert result.out == f'took back {written} · note "a mistake" · just added\n'
    assert two.records() == before
    assert any(name.endswith(f"-note-{written}.toml") for name in two.files())


def repository(journal: Journal, home: Path) -> Repository:
    [state] = (home / "state").rglob("history-*.jsonl")
    return Repository(journal.root, datetime.fromisoformat(journal.now), History(state))


def test_undo_takes_back_a_change(two: Journal, home: Path) -> None:
    before = two.records()
    two("note", "so that there is a history")
    two("undo")
    stored = repository(two, home).get("aaaa01")
    repository(two, home).rewrite(stored, stored.raw.replace(b"first", b"other"))
    assert "other" in two("list").out
    assert two("undo").out == 'undid the change of aaaa01 · note "first"\n'
    assert two.records() == before


def test_undo_after_undo_takes_back_the_one_before(two: Journal) -> None:
    before = two.records()
    two("delete", "aaaa")
    two("delete", "bbbb")
    assert two("undo").out == 'brought back bbbb02 · note "second"\n'
    assert two("undo").out == 'brought back aaaa01 · note "first"\n'
    assert two.records() == before
    result = two("undo")
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "error: nothing to undo on this device\nhint: .trash keeps what was deleted\n"
    )


def test_undo_can_say_beforehand_what_it_would_do(two: Journal) -> None:
    two("delete", "aaaa")
    before = two.files()
    assert two("undo", "--dry-run").out == 'would bring back aaaa01 · note "first"\n'
    assert two.files() == before
    two("undo")
    written = two("note", "x").out.split()[1]
    assert two("undo", "--dry-run").out == f'would take back {written} · note "x"\n'
    two("undo")
    assert two("undo", "--dry-run").code == 4


def test_undo_refuses_when_the_record_has_changed_since(journal: Journal) -> None:
    journal("note", "mine")
    [name] = journal.records()
    journal.write({name: journal.records()[name] + "# added elsewhere\n"})
    result = journal("undo")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        f"error: {name} was changed by someone else meanwhile; it is left as it is\n"
        f"hint: look at it with `reflect show` and try again · {SKIP}\n"
    )
    assert name in journal.records()


def test_undo_refuses_when_the_place_is_taken(two: Journal) -> None:
    two("delete", "aaaa")
    two.write({A: note("aaaa01", 20, "new")})
    result = two("undo")
    assert result.code == 5
    assert result.err == f"error: there is a file at {A} again\nhint: {SKIP}\n"
    assert "new" in two.records()[A]


def test_an_import_of_any_size_can_be_undone(journal: Journal, home: Path) -> None:
    journal("note", "before")
    now = datetime.fromisoformat(journal.now)
    many = [
        Note(id=f"aaaa{number:04}", at=now, shift=date(2026, 11, 22), text="imported")
        for number in range(300)
    ]
    repository(journal, home).add(*many)
    assert len(journal.records()) == 301
    assert journal("undo").out == "took back 300 records (note 300) · just added\n"
    assert len(journal.records()) == 1


@pytest.mark.parametrize("sizes", [[1], [5000], [3, 4000, 2], [4000, 1, 4000]])
def test_the_history_is_read_back_however_long_its_lines_are(
    tmp_path: Path, sizes: Sequence[int]
) -> None:
    history = History(tmp_path / "history.jsonl")
    operations = [
        Operation(f"id{index}", "add", [f"2026/11/{n:06}.toml" for n in range(size)], after=[])
        for index, size in enumerate(sizes)
    ]
    for operation in operations:
        history.note(operation)
    for operation in reversed(operations):
        assert history.last() == operation
        history.undone(operation)
    assert history.last() is None


@pytest.mark.parametrize(
    "words",
    [
        ("delete", "aaaa"),
        ("edit", "aaaa", "--set", "text=other"),
        ("edit", "aaaa", "--set", "shift=2026-11-19"),
        ("edit", "--where", "kind=note", "--set", "channel=chat", "--yes"),
    ],
)
def test_an_emptied_trash_is_said_and_nothing_is_changed(
    two: Journal, words: tuple[str, ...]
) -> None:
    assert two(*words).code == 0
    for path in (two.root / ".trash").rglob("*.toml"):
        path.unlink()
    before = two.files()
    result = two("undo")
    assert (result.code, result.out) == (4, "")
    first = B if "--where" in words else A
    (folder,) = [path.name for path in (two.root / ".trash").iterdir() if path.is_dir()]
    assert result.err == (
        f"error: {first} is no longer in .trash/{folder}\n"
        f"hint: someone took it out of the trash · {SKIP}\n"
    )
    assert two.files() == before


def test_what_cannot_be_taken_back_does_not_bar_the_way(journal: Journal) -> None:
    """As where a sync brought back what was deleted, since it was changed on another device."""
    first = journal("note", "one").out.split()[1]
    second = journal("note", "two").out.split()[1]
    (path,) = (path for path in journal.files() if second in path)
    raw = journal.files()[path]
    assert journal("delete", second).code == 0
    journal.write({path: raw.replace(b"two", b"changed elsewhere").decode()})
    refused = journal("undo")
    assert refused.code == 5
    assert refused.err == (f"error: there is a file at {path} again\nhint: {SKIP}\n")
    before = journal.files()
    skipped = journal("undo", "--skip")
    assert (skipped.code, skipped.err) == (0, "")
    assert skipped.out.startswith(f"left as it is: {second} · note")
    assert journal.files() == before
    assert journal("undo", "--skip").code == 0
    assert journal("undo").out.startswith(f"took back {first} · note")
    nothing = journal("undo", "--skip")
    assert (nothing.code, nothing.out) == (4, "")
    assert nothing.err.startswith("error: nothing to undo on this device\n")
