"""What a crash cut short: finished by the next command that reads, or told by `check`."""

import json
import os
from pathlib import Path
from textwrap import dedent

import pytest

from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History
from reflectcli.storage.pending import finish
from tests.conftest import Journal
from tests.test_bad_files import GOOD, GOOD_NAME

OTHER_NAME = GOOD_NAME.replace("g00d01", "g00d02")
OTHER = GOOD.replace("g00d01", "g00d02")
COMMIT = ".pending/ab12.json"
LINE = json.dumps({"id": "1", "deed": "add", "files": [GOOD_NAME, OTHER_NAME], "after": []})


def said(**more: object) -> str:
    moves = [("2026/11/.new-ab12-0", GOOD_NAME), ("2026/11/.new-ab12-1", OTHER_NAME)]
    return json.dumps({"moves": moves, "history": LINE} | more)


def cut_short(journal: Journal, **files: str) -> Journal:
    """A journal as it is when the process was killed right after its commit file was written."""
    first, second = "2026/11/.new-ab12-0", "2026/11/.new-ab12-1"
    return journal.write({first: GOOD, second: OTHER, COMMIT: said()} | files)


@pytest.mark.parametrize("line", [["list"], ["week"], ["search", "x"], ["check"], ["undo"]])
def test_whatever_opens_the_journal_finishes(journal: Journal, line: list[str]) -> None:
    cut_short(journal)
    journal(*line)
    there = journal.files()
    assert [name for name in there if ".new-" in name or ".pending" in name] == []
    assert {GOOD_NAME, OTHER_NAME} <= there.keys()


def test_what_is_done_in_part_is_done_again(journal: Journal) -> None:
    cut_short(journal)
    os.link(journal.root / "2026/11/.new-ab12-0", journal.root / GOOD_NAME)
    (journal.root / "2026/11/.new-ab12-1").rename(journal.root / OTHER_NAME)
    assert journal("check").out == "2 records in 1 folder, no problems\n"
    assert list(journal.records()) == [GOOD_NAME, OTHER_NAME]


def changed_in_part(journal: Journal, now: str) -> Journal:
    """A journal as it is when a change of two records was killed, and what one of them says now."""
    old = [dedent(each).strip() + "\n" for each in (GOOD, OTHER)]
    first, second = "2026/11/.new-ab12-0", "2026/11/.new-ab12-1"
    swaps = [
        (new, name, fingerprint(each.encode()))
        for new, name, each in zip((first, second), (GOOD_NAME, OTHER_NAME), old, strict=True)
    ]
    journal.write({GOOD_NAME: old[0], OTHER_NAME: old[1].replace("all is well", now)})
    better = {first: old[0].replace("well", "better"), second: old[1].replace("well", "better")}
    return journal.write(better | {COMMIT: said(moves=[], swaps=swaps)})


@pytest.mark.parametrize("now", ["all is well", "all is better"])
def test_a_change_that_was_cut_short_is_finished(journal: Journal, now: str) -> None:
    """And no less where a sync tool has brought what one of the files was to become."""
    changed_in_part(journal, now)
    assert journal("list").out.count("all is better\n") == 2
    assert not [name for name in journal.files() if ".new-" in name or ".pending" in name]


def test_what_the_user_wrote_after_a_change_was_cut_short_stays(journal: Journal) -> None:
    changed_in_part(journal, "mine")
    before = journal.files()
    result = journal("check")
    assert result.code == 3
    assert result.err.startswith(
        f"error: {COMMIT}: a change of 2 files was cut off and cannot be finished: {OTHER_NAME} "
        f"was changed meanwhile\nhint: what it was to be is in {journal.root}/2026/11/.new-ab12-1; "
        f"to leave it as it is, delete {journal.root}/{COMMIT}\n"
    )
    assert journal.files() == before


def test_a_note_does_not_wait_for_it(journal: Journal) -> None:
    cut_short(journal)
    assert journal("note", "quick").code == 0
    assert COMMIT in journal.files()
    assert journal("list").out.count("\n") == 3


def test_it_can_be_undone_as_a_whole(tmp_path: Path, journal: Journal) -> None:
    cut_short(journal)
    history = History(tmp_path / "history.jsonl")
    assert finish(journal.root, history) == []
    operation = history.last()
    assert operation is not None
    assert operation.files == [GOOD_NAME, OTHER_NAME]


def test_files_that_are_gone_are_waited_for(journal: Journal) -> None:
    """Such as a sync tool brings them: the commit file first, then one file, then the other."""
    cut_short(journal)
    late = journal.root / "2026/11/.new-ab12-1"
    late.unlink()
    result = journal("check")
    assert (result.code, result.out) == (3, "1 record in 1 folder, 1 problem\n")
    assert result.err == (
        f"error: {COMMIT}: a change of 2 files was cut off and cannot be finished: "
        "1 of the files cannot be found\n"
        f"hint: wait for your file sync; or, if they are lost, delete {journal.root}/{COMMIT}\n\n"
    )
    journal.write({"2026/11/.new-ab12-1": OTHER})
    assert journal("check").out == "2 records in 1 folder, no problems\n"


def test_another_file_of_the_name_is_left_alone(journal: Journal) -> None:
    cut_short(journal).write({OTHER_NAME: OTHER.replace("good", "theirs") + "# theirs\n"})
    before = journal.files()
    result = journal("check")
    assert result.code == 3
    assert result.err.startswith(
        f"error: {COMMIT}: a change of 2 files was cut off and cannot be finished: another file"
        f" has the name {OTHER_NAME}\nhint: move that one out of the journal\n"
    )
    assert journal.files() == before | {GOOD_NAME: before["2026/11/.new-ab12-0"]}


def test_the_same_file_brought_by_others_is_no_hindrance(journal: Journal) -> None:
    cut_short(journal).write({OTHER_NAME: OTHER})
    assert journal("check").out == "2 records in 1 folder, no problems\n"
    assert COMMIT not in journal.files()


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "{}", '{"moves": 1, "history": ""}', '{"moves": [["a"]], "history": ""}',
        said(moves=[("../outside", "a")]), said(moves=[("2026/11/.new-ab12-0", "/tmp/outside")]),
    ],
)  # fmt: skip
def test_what_is_no_commit_file_does_nothing(journal: Journal, text: str) -> None:
    cut_short(journal, **{COMMIT: text})
    before = journal.files()
    result = journal("check")
    assert result.code == 3
    assert result.err.startswith(
        f"error: {COMMIT}: a change of several files was cut off and cannot be finished: this file"
        f" cannot be read\nhint: delete it: {journal.root}/{COMMIT}\n"
    )
    assert journal("list").code == 0
    assert journal.files() == before


@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions")
def test_a_disk_that_cannot_be_written_is_read_as_it_is(journal: Journal) -> None:
    cut_short(journal)
    folder = journal.root / "2026/11"
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert journal("list").code == 0
        result = journal("check")
    finally:
        folder.chmod(0o700)
    assert "hint: any command finishes it as soon as the disk can be written\n" in result.err
    assert journal("check").out == "2 records in 1 folder, no problems\n"


def test_a_system_that_refuses_is_told_by_check(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(journal)

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("reflectcli.storage.files.place", refuse)
        assert journal("list").code == 0
        result = journal("check")
    assert result.err == (
        f"error: {COMMIT}: a change of 2 files was cut off and cannot be finished: "
        "Read-only file system\n"
        "hint: any command finishes it as soon as the disk can be written\n\n"
    )
    assert journal("check").out == "2 records in 1 folder, no problems\n"


def test_what_was_never_committed_is_one_remark(journal: Journal) -> None:
    names = [f"2026/{month}/.new-cd34-{n}" for n, month in enumerate(("09", "10", "11"))]
    journal.write(dict.fromkeys([*names, ".pending/.new-ef56"], "x"))
    for name in [*names, ".pending/.new-ef56"]:
        os.utime(journal.root / name, (1, 1))
    result = journal("check")
    assert (result.code, result.out) == (
        0,
        "0 records in 0 folders, no problems, 2 remarks · reflect check --fix\n",
    )
    assert result.err == (
        "note: .pending/.new-ef56: left by a crash while writing\n"
        f"hint: delete it: {journal.root}/.pending/.new-ef56\n"
        "\n"
        "note: 2026/09/.new-cd34-0: left by a crash while writing, as 2 more\n"
        f"hint: delete all files whose names begin with .new-cd34, in {journal.root}\n"
        "\n"
    )
