"""check --fix: each problem that has a way out is offered it; nothing is deleted, all is undone."""

import json
import os
import re
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from reflectcli.storage.database import sealed, unsealed
from tests.conftest import Journal
from tests.test_bad_files import GOOD, GOOD_NAME, note

NAME = "2026/11/2026-11-22-note-k3f9q2.toml"
STEM = NAME.removesuffix(".toml")
OTHER = note(text='"the other device"')
LATE = 1795361000 - 40 * 86400

COPIES = {
    ".sync-conflict-20261122-101112-ABCDEFG": "Syncthing",
    " (conflicted copy 2026-11-22 101112)": "Dropbox or Nextcloud",
    " (Kim's conflicted copy 2026-11-22)": "Dropbox or Nextcloud",
    "_conflict-20261122-101112": "Nextcloud",
    " (Case Conflict)": "file sync",
    ".Conflict": "Resilio Sync",
    " (1)": "a file manager or cloud drive",
    " 2": "a file manager or cloud drive",
    " - Copy": "a file manager or cloud drive",
    " - Copy (2)": "a file manager or cloud drive",
    "-LAPTOP-7AB": "OneDrive",
}


def merged(ours: str, theirs: str) -> str:
    """A note as git leaves it where two sides changed its text."""
    mine, other = (f"text = {text}\n" for text in (ours, theirs))
    return note(text="") + f"<<<<<<< HEAD\n{mine}=======\n{other}>>>>>>> 123abc (theirs)\n"


@pytest.mark.parametrize(("more", "maker"), COPIES.items())
def test_a_copy_that_file_sync_made_is_named_and_kept_as_its_own_record(
    journal: Journal, more: str, maker: str
) -> None:
    journal.write({NAME: note(), f"{STEM}{more}.toml": OTHER})
    before = journal.files()
    result = journal("check")
    assert result.code == 3
    assert result.out == "1 record in 1 folder, 1 problem · reflect check --fix\n"
    assert result.err == (
        f"error: {STEM}{more}.toml: a second version of {Path(NAME).name}, as {maker} makes them, "
        "so it is not read\nhint: compare the two; `reflect check --fix` offers a way out\n\n"
    )
    result = journal("check", "--fix", "--yes")
    assert result.code == 0
    own = re.search(r"a record of its own, (\w{6})", result.out)
    assert own is not None
    assert result.out.endswith(
        "2 records in 1 folder, no problems · reflect undo takes the last repair back\n"
    )
    assert "the other device" in journal("show", own[1]).out
    assert journal.files()[NAME] == note().encode()
    assert journal("undo").code == 0
    after = journal.files()
    assert {path: after[path] for path in before} == before


def test_the_same_content_twice_goes_into_the_trash(journal: Journal) -> None:
    journal.write({NAME: note(), f"{STEM} (1).toml": note()})
    result = journal("check", "--fix", "--yes")
    assert result.out == (
        f"done: move it into the trash, for it is the same: {STEM} (1).toml\n"
        "1 record in 1 folder, no problems · reflect undo takes the last repair back\n"
    )
    assert [name[-30:] for name in journal.files() if ".trash" in name] == [
        "2026-11-22-note-k3f9q2 (1).toml"[-30:]
    ]
    assert journal("undo").code == 0
    assert f"{STEM} (1).toml" in journal.files()


def test_a_copy_without_its_original_takes_its_place(journal: Journal) -> None:
    journal.write({f"{STEM}.sync-conflict-20261122-1.toml": note()})
    assert journal("check", "--fix", "--yes").code == 0
    assert list(journal.records()) == [NAME]


def test_a_copy_of_no_use_goes_into_the_trash(journal: Journal) -> None:
    journal.write({NAME: note(), f"{STEM} (1).toml": "half of"})
    assert journal("check", "--fix", "--yes").code == 0
    assert list(journal.records()) == [NAME]


def test_a_second_version_of_the_settings(journal: Journal) -> None:
    journal.write({"journal (conflicted copy).toml": "format = 1\n"})
    result = journal("check")
    assert (result.code, "a second version of journal.toml" in result.err) == (3, True)
    assert journal("check", "--fix", "--yes").code == 0
    assert journal("undo").code == 0
    assert "journal (conflicted copy).toml" in journal.files()


def test_one_id_twice(journal: Journal) -> None:
    early = note(at="2026-10-01T10:00:00+02:00", shift="2026-10-01", text='"October"')
    journal.write({NAME: note(), "2026/10/2026-10-01-note-k3f9q2.toml": early})
    assert journal("check").code == 3
    assert journal("check", "--fix", "--yes").code == 0
    assert journal("list").out.count("\n") == 2
    assert journal("undo").code == 0
    assert journal("check").code == 3


def test_a_merge_that_was_left_unsettled_keeps_both(journal: Journal) -> None:
    text = merged('"mine"', '"theirs"')
    journal.write({NAME: text})
    result = journal("check")
    assert (result.code, result.err) == (3, f"""\
error: {NAME}:6: two versions of it, parted by the marks of an unsettled merge
  6 | <<<<<<< HEAD
    | ^^^^^^^
hint: keep one of them in your editor; `reflect check --fix` keeps both, the other's as a record \
of its own

""")  # fmt: skip
    assert f"1 file left out: {NAME}:6   reflect check\n" in journal("list").err
    assert journal("check", "--fix", "--yes").code == 0
    shown = journal("list").out
    assert "mine" in shown
    assert "theirs" in shown
    assert journal.files()[NAME] == note(text='"mine"').encode()
    assert journal("undo").code == 0
    assert journal.records() == {NAME: text}


def test_marks_of_a_merge_inside_of_a_text_are_what_somebody_wrote(journal: Journal) -> None:
    text = note(text="") + 'text = """\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> 1\n"""\n'
    journal.write({NAME: text})
    result = journal("check")
    assert (result.code, result.out) == (0, "1 record in 1 folder, no problems, 1 remark\n")
    assert (
        result.err
        == f"""\
note: {NAME}:7: the marks of a merge stand in a text; if you wrote about them all is well
  7 | <<<<<<< HEAD
    | ^^^^^^^
hint: else two devices changed it: keep one of them in your editor

"""
    )
    assert journal("check", "--fix", "--yes").code == 0
    assert journal.records() == {NAME: text}


@pytest.mark.parametrize("more", ["<<<<<<< is what git writes\n", "<<<<<<< a\n>>>>>>> b\n"])
def test_one_who_writes_about_marks_is_not_told_of_them(journal: Journal, more: str) -> None:
    journal.write({NAME: note(text="") + f'text = """\n{more}"""\n'})
    assert (journal("check").code, journal("check").err) == (0, "")


@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_fault_beside_quoted_marks_is_told_as_what_it_is(journal: Journal, where: str) -> None:
    quoted = 'text = """\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> 1\n"""\n'
    lines = ["tags = [1,,2]\n", quoted] if where == "before" else [quoted, "tags = [1,,2]\n", "\n"]
    text = note(text="") + "".join(lines)
    journal.write({NAME: text})
    result = journal("check", "--fix", "--yes")
    assert result.code == 3
    assert f"{NAME}:{6 if where == 'before' else 13}: not valid TOML: " in result.err
    assert journal.records() == {NAME: text}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (merged('"mine', '"theirs"'), "this device's version by itself is no right record: "),
        (merged('"mine"', "1"), "the other's version by itself is no right record: "),
        (merged('"a"', '"b"') + "<<<<<<< x\n", "the marks of the merge do not pair\n"),
    ],
)
def test_a_merge_that_cannot_be_parted_is_left_and_said_to_be(
    journal: Journal, text: str, why: str
) -> None:
    journal.write({NAME: text})
    told = f"in your editor; `reflect check --fix` leaves it as it is: {why}"
    assert told in journal("check").err
    result = journal("check", "--fix", "--yes")
    assert (result.code, result.out) == (3, "0 records in 1 folder, 1 problem\n")
    assert journal.records() == {NAME: text}


def test_a_record_where_it_is_not_read_goes_to_its_place(journal: Journal) -> None:
    name = Path(NAME).name
    journal.write({f"attic/{name}": note(), GOOD_NAME: GOOD})
    assert journal("check").code == 3
    assert journal("check", "--fix", "--yes").out == (
        f"done: move it to {NAME}: attic/{name}\n"
        "2 records in 1 folder, no problems · reflect undo takes the last repair back\n"
    )
    assert journal("undo").code == 0
    assert f"attic/{name}" in journal.files()
    journal.write({NAME: OTHER})
    assert journal("check", "--fix", "--yes").code == 3
    assert journal.files()[NAME] == OTHER.encode()


def test_what_a_repair_brings_to_light_is_told_and_the_rest_not_again(journal: Journal) -> None:
    attic = f"attic/{Path(NAME).name}"
    journal.write({attic: note(text='"a"\nlinks = ["zzzz99"]'), GOOD_NAME: "x ="})
    result = journal("check", "--fix", "--yes")
    assert result.out.endswith("1 record in 1 folder, 1 problem, 1 remark · reflect undo takes"
                               " the last repair back\n")  # fmt: skip
    assert result.err.count("error: ") == 2
    assert result.err.count("note: ") == 1
    assert f"note: {NAME}:7: there is no record zzzz99" in result.err


def test_leftovers_old_drafts_and_empty_folders(journal: Journal) -> None:
    names = ["2026/11/.new-0123-1", "2026/11/.new-0123-2", ".drafts/old.md"]
    journal.write({GOOD_NAME: GOOD, ".drafts/new.md": "of today"} | dict.fromkeys(names, "x"))
    for name in names:
        os.utime(journal.root / name, (LATE, LATE))
    (journal.root / "2025/12").mkdir(parents=True)
    (journal.root / ".trash/20261001T000000-ab12cd34-changed/2026/10").mkdir(parents=True)
    result = journal("check", "--fix", "--dry-run")
    assert (result.code, result.out) == (0, """\
would move it into the trash, for it is over 30 days old: .drafts/old.md
would move them into the trash: 2026/11/.new-0123-1 and 1 more
would remove it, for it is empty: 2025/12 and 3 more
1 record in 1 folder, no problems, 3 remarks
""")  # fmt: skip
    assert journal("check", "--fix", "--yes").code == 0
    left = [name for name in journal.files() if name[0] == "." and ".trash" not in name]
    assert left == [".drafts/new.md"]
    assert not (journal.root / "2025/12").exists()
    assert not [each for each in (journal.root / ".trash").iterdir() if "-changed" in each.name]
    assert journal("undo").code == 0
    assert names[0] in journal.files()


def test_an_empty_folder_that_a_record_is_moved_to_stays(journal: Journal) -> None:
    journal.write({Path(GOOD_NAME).name: GOOD})
    for name in ("2025/12", str(Path(GOOD_NAME).parent)):
        (journal.root / name).mkdir(parents=True, exist_ok=True)
    result = journal("check", "--fix", "--yes")
    assert result.code == 0
    assert result.out == (
        f"done: move it to {GOOD_NAME}: {Path(GOOD_NAME).name}\n"
        "done: remove it, for it is empty: 2025/12\n"
        "1 record in 1 folder, no problems · reflect undo takes the last repair back\n"
    )
    assert [*journal.records()] == [GOOD_NAME]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_permissions_are_named_and_set(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, ".git/config": "x"})
    assert "permissions" not in journal("check").err
    (journal.root / GOOD_NAME).chmod(0o644)
    (journal.root / ".git/config").chmod(0o644)
    (journal.root / "2026").chmod(0o755)
    result = journal("check")
    assert (result.code, result.err) == (0, (
        "note: 2026: its permissions are open to other users of this computer, as 1 more\n"
        "hint: `reflect check --fix` sets them\n\n"
    ))  # fmt: skip
    journal.root.chmod(0o755)
    assert journal("check", "--fix", "--yes").out == (
        "done: close it to other users: .\n"
        "done: close to other users: 2026 and 1 more\n"
        "1 record in 1 folder, no problems\n"
    )
    modes = [path.stat().st_mode & 0o777 for path in (journal.root, journal.root / GOOD_NAME)]
    assert modes == [0o700, 0o600]


def test_a_disk_that_is_nearly_full(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1 << 40, 1 << 40, 12 << 20))
    assert journal("check").err == (
        f"note: {journal.root}: the disk is nearly full: 12 MB are left\n"
        "hint: free some space; what you write may not be saved\n\n"
    )


def index_of(journal: Journal) -> Path:
    (found,) = Path(journal.env["XDG_CACHE_HOME"]).rglob("index-*.sqlite3")
    return found


def test_an_index_that_says_something_else(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    journal("list")
    assert journal("check").code == 0
    with sqlite3.connect(index_of(journal)) as db:
        (found,) = db.execute("SELECT found FROM folders WHERE name = '2026/11'").fetchone()
        items, strays = unsealed(found)
        items[0][1][1]["text"] = "a lie"
        db.execute("UPDATE folders SET found = ?", (sealed((items, strays)),))
    db.close()
    result = journal("check")
    assert (result.code, f"the index says something else than {GOOD_NAME}" in result.err) == (3, 1)
    assert journal("check", "--fix", "--yes").code == 0
    assert "all is well" in journal("list").out


def test_an_index_that_is_damaged(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    journal("list")
    path = index_of(journal)
    path.write_bytes(b"not a database at all" * 500)
    result = journal("check")
    assert (result.code, "the index is damaged" in result.err) == (3, True)
    assert journal("check", "--fix", "--yes").code == 0
    assert not path.exists()
    assert "all is well" in journal("list").out


def test_it_asks_on_a_terminal_and_does_what_is_agreed_to(journal: Journal) -> None:
    journal.write({NAME: note(), f"{STEM} (1).toml": OTHER, "journal (1).toml": "x"})
    before = journal.files()
    result = journal("check", "--fix", stdin="n\nn\n", terminal=True)
    assert result.code == 3
    assert '  -text = "hello"\n  +text = "the other device"\n' in result.err
    assert f"{STEM} (1).toml: make it a record of its own" in result.err
    assert f"left {STEM} (1).toml as it is\n" in result.out
    assert journal.files() == before
    assert journal("check", "--fix", stdin="\n\n", terminal=True).code == 0
    assert len(journal.records()) == 2


def test_without_a_terminal_it_asks_for_a_flag(journal: Journal) -> None:
    journal.write({NAME: note(), f"{STEM} (1).toml": OTHER})
    before = journal.files()
    result = journal("check", "--fix")
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(
        "error: 1 repair to agree to, and nobody to ask\n"
        "hint: --yes makes them, --dry-run shows them\n"
    )
    for words in (["--fix", "--dry-run"], ["--dry-run"], ["--dry-run", "--yes"]):
        assert journal("check", *words).out.startswith("would make it a record of its own, ")
    assert journal.files() == before


def test_repairs_as_json(journal: Journal) -> None:
    journal.write({NAME: note(), f"{STEM} (1).toml": note()})
    told = {"files": [f"{STEM} (1).toml"], "repair": "move it into the trash, for it is the same"}
    assert json.loads(journal("check", "--json").out)["repairs"] == [told | {"done": False}]
    result = journal("check", "--fix", "--yes", "--json")
    assert result.err == ""
    said = json.loads(result.out)
    assert (said["repairs"], said["problems"]) == ([told | {"done": True}], [])


def test_nothing_to_repair(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    before = journal.files()
    result = journal("check", "--fix")
    assert (result.code, result.out) == (0, "1 record in 1 folder, no problems\n")
    assert journal.files() == before


def test_a_planted_commit_that_cannot_be_read_goes_into_the_trash(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, ".pending/ab12.json": "{"})
    assert journal("check").code == 3
    assert journal("check", "--fix", "--yes").code == 0
    assert ".pending/ab12.json" not in journal.files()


@pytest.mark.parametrize("name", [f"{STEM}.toml~", f"{STEM}.orig.toml", f"{STEM}x.toml"])
def test_what_no_one_knows_is_left(journal: Journal, name: str) -> None:
    journal.write({NAME: note(), name: OTHER})
    before = journal.files()
    journal("check", "--fix", "--yes")
    assert journal.files() == before
