"""reflect sync: what goes, what comes, what both sides changed, and what is refused."""

import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.conftest import NOW, Journal
from tests.sync_devices import NOTE, Devices, name, note, texts, travelling


@pytest.fixture
def devices(tmp_path: Path, bare: Journal) -> Devices:
    return Devices(tmp_path, bare.env)


def test_the_first_device_makes_the_repository_and_sends_all(
    devices: Devices, tmp_path: Path
) -> None:
    here = devices("a", joined=False)
    here("init", "--yes")
    here("note", "listened first")
    result = here("sync", "--remote", str(devices.hub))
    assert (result.code, result.out) == (0, "sent 2, received 0\n")
    assert result.err == (
        f"made {devices.hub}\n"
        f"whoever can read {devices.hub} can read your journal, private records too\n"
    )
    assert here("sync").out == "nothing new here or there\n"
    assert devices.git("log", "--format=%aI %an <%ae> %s%n%b") == (
        f"{NOW} reflect <reflect@localhost> 1 note, settings added\n\n"
    )
    assert devices.git("status", "--porcelain", at=here.root) == ""


def test_a_second_device_begins_with_what_is_there(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    here("goal", "add", "Empathy", "--measure", "rating:empathy", "--target", "4")
    here("kpi", "define", "csat", "--target", "85%")
    here("sync")
    there = devices("b", joined=False)
    assert there("sync", "--remote", str(devices.hub)).out == "sent 0, received 3\n"
    assert travelling(there) == travelling(here)
    assert there("check").out == "2 records in 2 folders, no problems\n"
    assert there("sync").out == "nothing new here or there\n"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in there.root.rglob("*") if path.is_file()}
    assert os.name == "nt" or modes <= {0o600, 0o400}


def test_added_here_and_there_both_are_everywhere(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({NOTE: note("mine")})
    there.write({name("k3f9q3"): note("theirs", "k3f9q3")})
    assert here("sync").out == "sent 1, received 0\n"
    assert there("sync").out == "sent 1, received 1\n"
    assert here("sync").out == "sent 0, received 1\n"
    assert texts(here) == texts(there) == ["mine", "theirs"]
    assert here("list").out.count("\n") == 2


def test_changed_moved_and_deleted_come_along(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one"), name("k3f9q3"): note("two", "k3f9q3")})
    here.write({name("k3f9q4"): note("three", "k3f9q4")})
    here("sync")
    there = devices("b")
    assert there("delete", "k3f9q2").code == 0
    assert there("edit", "k3f9q3", "--set", "shift=2026-10-30").code == 0
    assert there("edit", "k3f9q4", "--set", "text=other").code == 0
    assert there("sync").out == "sent 3, received 0\n"
    assert here("sync").out == "sent 0, received 3\n"
    assert travelling(here) == travelling(there)
    assert texts(here) == ["other", "two"]
    assert devices.git("log", "-1", "--format=%s") == "2 notes changed; 1 note removed\n"
    # What another device deleted counts as deleted here, and lies in the trash.
    deleted = [path for path in here.files() if "-deleted/" in path]
    assert [path.rpartition("/")[2] for path in deleted] == [NOTE.rpartition("/")[2]]


def test_a_record_that_both_changed_is_kept_twice(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one", more='tags = ["refund"]\n')})
    here("sync")
    there = devices("b")
    here("edit", "k3f9q2", "--set", "text=here")
    there("edit", "k3f9q2", "--set", "text=there")
    assert here("sync").code == 0
    result = there("sync")
    assert (result.code, result.out) == (0, "sent 1, received 1\n")
    found = re.fullmatch(
        r"note: k3f9q2 was changed here and on another device; yours is (\w{8}) now\n"
        r"hint: compare: reflect show k3f9q2, reflect show \1; "
        r"then delete one: reflect delete \1\n",
        result.err,
    )
    assert found
    devices.settle()
    assert travelling(here) == travelling(there)
    records = here.records()
    assert records[NOTE] == note("here", more='tags = ["refund"]\n')
    copy = records[name(found[1])]
    assert 'tags = ["refund", "sync-conflict"]' in copy
    assert 'links = ["k3f9q2"]' in copy
    assert 'text = "there"' in copy
    checked = here("check")
    assert (checked.code, checked.out) == (0, "2 records in 1 folder, no problems, 1 remark\n")
    assert checked.err == (
        f"note: {name(found[1])}:6: another version of k3f9q2, which two devices changed\n"
        '  6 | tags = ["refund", "sync-conflict"]\n'
        "    |                   ^^^^^^^^^^^^^^^\n"
        "hint: delete one of the two; or, to keep both, take the tag sync-conflict away\n\n"
    )
    # One deleted, all is settled, on both.
    assert there("delete", found[1]).code == 0
    devices.settle()
    assert here("check").out == "1 record in 1 folder, no problems\n"


def test_one_id_for_two_records_is_told_apart(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({NOTE: note("here")})
    other = NOTE.replace("2026-11-20", "2026-11-19")
    there.write({other: note("there").replace("11-20", "11-19")})
    here("sync")
    assert there("sync").code == 0
    devices.settle()
    assert texts(here) == ["here", "there"]
    assert here("check").out == "2 records in 1 folder, no problems, 1 remark\n"


def test_moved_here_and_changed_there_no_id_is_doubled(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    here("sync")
    there = devices("b")
    here("edit", "k3f9q2", "--set", "shift=2026-10-30")
    there("edit", "k3f9q2", "--set", "text=two")
    here("sync")
    there("sync")
    devices.settle()
    assert travelling(here) == travelling(there)
    assert texts(here) == ["one", "two"]
    assert here("check").out == "2 records in 2 folders, no problems, 1 remark\n"


@pytest.mark.parametrize("first", ["a", "b"])
def test_deleted_on_one_side_and_changed_on_the_other_it_stays(
    devices: Devices, first: str
) -> None:
    deleting = devices("a").write({NOTE: note("one")})
    deleting("sync")
    changing = devices("b")
    deleting("delete", "k3f9q2")
    changing("edit", "k3f9q2", "--set", "text=two")
    order = [deleting, changing] if first == "a" else [changing, deleting]
    assert order[0]("sync").err == ""
    told = {
        "a": "note: k3f9q2 was deleted on another device, but changed here; it stays\n",
        "b": "note: k3f9q2 was deleted here, but changed on another device; it is back\n",
    }
    result = order[1]("sync")
    assert result.err == f"{told[first]}hint: if it is to go: reflect delete k3f9q2\n"
    devices.settle()
    assert travelling(deleting) == travelling(changing)
    assert texts(deleting) == ["two"]


def test_settings_that_both_changed_one_holds_and_the_other_lies_beside(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here("kpi", "define", "csat", "--target", "85%")
    there("kpi", "define", "csat", "--target", "90%")
    here("sync")
    mine = there.files()["journal.toml"]
    result = there("sync")
    assert result.code == 0
    copy = next(path for path in there.files() if path.startswith("journal.conflict-"))
    assert result.err == (
        "note: journal.toml was changed here and on another device; the other version is "
        f"{copy}\nhint: take over what is missing in journal.toml, then delete {copy}\n"
    )
    assert there.files()["journal.toml"] == here.files()["journal.toml"]
    assert there.files()[copy] == mine
    checked = there("check")
    assert (checked.code, checked.out) == (0, "0 records in 0 folders, no problems, 1 remark\n")
    assert re.fullmatch(r"journal\.conflict-\w+\.toml", copy)
    assert checked.err == (
        f"note: {copy}: another version of journal.toml, which two devices changed; "
        "it does not hold\n"
        "hint: take over into journal.toml what is missing there, then delete this file\n\n"
    )
    assert there("sync").out == "nothing new here or there\n"


def test_settings_that_are_not_right_do_not_win(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({"journal.toml": "format = 1\n<<<<<<< mine\n"})
    there.write({"journal.toml": "format = 1\nday_starts = 05:00:00\n"})
    # A broken journal.toml is no reason to say which format to write.
    devices.git("add", "-A", at=here.root)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=here.root)
    devices.git("push", "-q", "origin", "main", at=here.root)
    assert there("sync").code == 0
    assert there.files()["journal.toml"] == b"format = 1\nday_starts = 05:00:00\n"


@pytest.mark.parametrize("decided", ["a", "b"])
def test_settings_in_which_nothing_was_decided_give_way(devices: Devices, decided: str) -> None:
    """Two devices that both began by themselves, of which one was set up."""
    for each in "ab":
        devices(each, joined=False)("init", "--yes")
    devices.made[decided]("kpi", "define", "csat", "--target", "85%")
    for each in "ab":
        assert devices(each)("sync", "--remote", str(devices.hub)).code == 0
    devices.settle()
    assert travelling(devices("a")) == travelling(devices("b"))
    assert b"target = 85" in devices("a").files()["journal.toml"]


def test_offline_it_is_kept_and_sent_the_next_time(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    away = devices.hub.rename(devices.folder / "away.git")
    result = here("sync")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"1 to send next time · {devices.hub} cannot be reached: it is not there\n"
    )
    told = json.loads(here("sync", "--json").out)
    assert (told["reached"], told["sent"], len(told["waiting"])) == (False, [], 1)
    away.rename(devices.hub)
    assert here("sync").out == "sent 1, received 0\n"


def test_a_host_that_is_not_found_is_offline_too(devices: Devices) -> None:
    here = devices("a", joined=False)
    here("init", "--yes")
    result = here("sync", "--remote", "http://nowhere.invalid/journal.git")
    assert result.code == 0
    assert result.out.startswith("1 to send next time · http://nowhere.invalid/journal.git cannot")


def test_without_git_one_error_with_the_remedy(devices: Devices, tmp_path: Path) -> None:
    here = devices("a")
    here.env |= {"PATH": str(tmp_path)}
    result = here("sync")
    assert (result.code, result.out) == (6, "")
    assert result.err == (
        "error: sync works by git, which is not installed\n"
        "hint: install it (apt install git, brew install git, https://git-scm.com), then again\n"
    )


def test_it_needs_to_know_where_to(journal: Journal) -> None:
    result = journal("sync")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: sync needs to know where to\n"
        "hint: --remote git@example.org:ana/journal.git, or a folder: "
        "--remote /media/stick/journal.git\n"
    )
    assert ".git" not in {path.name for path in journal.root.iterdir()}


def test_asked_in_a_terminal_where_to(devices: Devices) -> None:
    here = devices("a", joined=False)
    here("init", "--yes")
    result = here("sync", stdin=f"{devices.hub}\n", terminal=True)
    assert (result.code, result.out) == (0, "sent 1, received 0\n")


@pytest.mark.parametrize(
    ("remote", "said"),
    [
        ("--upload-pack=touch x", "is no address of a git repository"),
        ("", "is no address of a git repository"),
        ("a\nb", "is no address of a git repository"),
        ("ext::sh -c x", "is no address of a git repository"),
        ("https://ana:secret@example.org/j.git", "an address with a password in it can be read"),
        ("/nowhere/at/all.git", "there is no folder /nowhere/at"),
    ],
)
def test_addresses_that_are_refused(journal: Journal, remote: str, said: str) -> None:
    result = journal("sync", f"--remote={remote}")
    assert result.code in (2, 4)
    assert said in result.err
    assert not (journal.root / ".git").exists()


def test_a_journal_inside_another_repository_is_refused(devices: Devices) -> None:
    devices.git("init", "-q", at=devices.folder)
    here = devices("a", joined=False)
    here("init", "--yes")
    result = here("sync", "--remote", str(devices.hub))
    assert (result.code, result.out) == (5, "")
    assert result.err.startswith(
        f"error: the journal lies in another git repository, {devices.folder}, which may go to"
    )
    assert not (here.root / ".git").exists()
    assert here("sync", "--remote", str(devices.hub), "--yes").code == 0


def test_a_repository_of_something_else_is_not_mixed_in(devices: Devices) -> None:
    work = devices.folder / "work"
    work.mkdir()
    for each in ("app.py", "tests.py", "README.md", ".gitignore"):
        (work / each).write_text("secret = 1\n")
    devices.git("init", "-q", at=work)
    devices.git("add", "-A", at=work)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=work)
    devices.git("clone", "-q", "--bare", str(work), str(devices.hub), at=work)
    here = devices("a", joined=False)
    here("init", "--yes")
    result = here("sync", "--remote", str(devices.hub))
    assert (result.code, result.out) == (5, "")
    assert f"error: what lies in {devices.hub} is no journal: app.py and 1 more\n" in result.err
    assert devices.git("rev-list", "--all", "--count") == "1\n"


def many(count: int) -> dict[str, str]:
    """So many notes."""
    ids = [f"n{number:03}" for number in range(count)]
    return {name(each): note(f"text {each}", each) for each in ids}


def test_a_mass_deletion_here_is_not_sent_without_yes(devices: Devices) -> None:
    here = devices("a").write(many(30))
    here("sync")
    for path in list(here.records())[:11]:
        (here.root / path).unlink()
    before = devices.git("rev-parse", "main")
    result = here("sync")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(
        "error: 11 of 30 records are no longer here, and would go everywhere; "
        "nothing was sent or taken\nhint: --yes if that is meant; else get them back: git -C "
    )
    assert devices.git("rev-parse", "main") == before
    assert here("sync", stdin="n\n", terminal=True).code == 2
    # The way back that the hint names.
    devices.git("checkout", "--", ".", at=here.root)
    assert len(here.records()) == 30
    assert here("sync").out == "nothing new here or there\n"


def test_a_mass_deletion_there_is_not_taken_without_yes(devices: Devices) -> None:
    here = devices("a").write(many(30))
    here("sync")
    there = devices("b")
    for path in list(here.records())[:11]:
        (here.root / path).unlink()
    assert here("sync", "--yes").out == "sent 11, received 0\n"
    there.write({NOTE: note("new")})
    result = there("sync")
    assert (result.code, len(there.records())) == (2, 31)
    assert "11 of 30 records were deleted on another device, and would go here" in result.err
    assert there("sync", stdin="y\n", terminal=True).out == "sent 1, received 11\n"
    assert len(there.records()) == 20
    assert there("sync").out == "nothing new here or there\n"


def test_few_deletions_need_no_question(devices: Devices) -> None:
    here = devices("a").write(many(30))
    here("sync")
    for path in list(here.records())[:10]:
        (here.root / path).unlink()
    assert here("sync").out == "sent 10, received 0\n"


def test_a_side_that_was_emptied_is_filled_again(devices: Devices) -> None:
    here = devices("a").write(many(12))
    here("sync")
    devices.git("update-ref", "-d", "refs/heads/main")
    assert here("sync").out == "sent 13, received 0\n"
    assert len(here.records()) == 12


def test_a_side_that_was_set_back_gets_all_again(devices: Devices) -> None:
    here = devices("a")
    here.write(many(12))("sync")
    devices.git("update-ref", "refs/heads/main", "main~1")
    assert here("sync").out == "sent 12, received 0\n"


def test_only_the_journal_travels(devices: Devices) -> None:
    strangers = {
        "notes.txt": "mine", "2026/11/.new-ab12": "half", ".drafts/x.md": "draft",
        ".trash/t/2026/11/x.toml": "old", "2026/11/readme.toml": "", "app/secret.toml": "x",
    }  # fmt: skip
    here = devices("a").write(strangers | {NOTE: note("one")})
    here("sync")
    sent = devices.git("ls-tree", "-r", "--name-only", "main").split()
    assert sent == [".gitattributes", ".gitignore", NOTE, "journal.toml"]
    assert devices.git("status", "--porcelain", at=here.root) == (
        "?? 2026/11/readme.toml\n?? app/\n?? notes.txt\n"
    )


def test_bytes_arrive_as_they_are(devices: Devices) -> None:
    """Line ends, byte order mark, bytes that are no text: nothing is made of them."""
    odd = {
        NOTE: b"\xef\xbb\xbf" + note("one").replace("\n", "\r\n").encode(),
        name("k3f9q3"): b"\xff\x00\r\n",
        ".gitattributes": b"*.toml text eol=crlf\n",
    }
    here = devices("a").write(odd)
    here("sync")
    there = devices("b")
    assert travelling(there) == travelling(here)
    assert there.files()[NOTE] == odd[NOTE]


def test_a_readme_on_the_other_side_stays_there(devices: Devices) -> None:
    devices("a")
    clone = devices.folder / "clone"
    devices.git("clone", "-q", str(devices.hub), str(clone))
    (clone / "README.md").write_text("mine\n")
    (clone / "2026").mkdir()
    (clone / "2026" / "$(touch x)\n.toml").write_text("hostile\n")
    devices.git("add", "-A", at=clone)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=clone)
    devices.git("push", "-q", at=clone)
    here = devices("a").write({NOTE: note("one")})
    assert here("sync").out == "sent 1, received 0\n"
    assert "README.md" not in here.files()
    assert "README.md" in devices.git("ls-tree", "--name-only", "main").split()
    assert here("sync").out == "nothing new here or there\n"


def hostile(devices: Devices, *rows: str) -> None:
    """Put a tree of one's own making on the other side."""
    blob = devices.git("hash-object", "-w", "HEAD").strip()
    tree = _made(devices, "".join(row.replace("BLOB", blob) + "\n" for row in rows))
    month = _made(devices, f"040000 tree {tree}\t11\n")
    root = _made(devices, f"040000 tree {month}\t2026\n")
    commit = devices.git(
        "-c", "user.name=x", "-c", "user.email=x",
        "commit-tree", root, "-p", "main", "-m", "x",
    ).strip()  # fmt: skip
    devices.git("update-ref", "refs/heads/main", commit)


def _made(devices: Devices, rows: str) -> str:
    done = subprocess.run(
        ["git", "mktree"], cwd=devices.hub, input=rows, env=devices.env,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_link_in_a_records_place_is_refused(devices: Devices) -> None:
    here = devices("a")
    before = here.files()
    hostile(devices, f"120000 blob BLOB\t{NOTE.rpartition('/')[2]}")
    result = here("sync")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"error: {NOTE}: not a plain file in the synced repository\n"
        "hint: put a plain one in its place, or remove it\n"
    )
    assert travelling(here) == {path: raw for path, raw in before.items() if path[0] != "."}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none here")
def test_links_and_pipes_in_the_journal_are_not_followed(devices: Devices, tmp_path: Path) -> None:
    here = devices("a").write({NOTE: note("one")})
    (tmp_path / "secret").write_text("secret")
    (here.root / name("k3f9q3")).symlink_to(tmp_path / "secret")
    os.mkfifo(here.root / name("k3f9q4"))
    assert here("sync").out == "sent 1, received 0\n"
    assert name("k3f9q3") not in devices.git("ls-tree", "-r", "--name-only", "main")
    (here.root / "2026" / "10").symlink_to(tmp_path)
    result = here("sync")
    assert result.code == 3
    assert result.err.startswith("error: 2026/10: a link to another place")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_no_deletion(devices: Devices) -> None:
    here = devices("a").write({NOTE: note("one")})
    here("sync")
    (here.root / "2026" / "11").chmod(0)
    try:
        assert here("sync").code == 6
    finally:
        (here.root / "2026" / "11").chmod(0o700)
    assert devices.git("ls-tree", "-r", "--name-only", "main").count("-note-") == 1


def test_a_dry_run_changes_nothing(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({NOTE: note("here")})("sync")
    there.write({name("k3f9q3"): note("there", "k3f9q3")})
    before, hub = travelling(there), devices.git("rev-parse", "main")
    assert there("sync", "--dry-run").out == "would send 1, receive 1\n"
    assert (travelling(there), devices.git("rev-parse", "main")) == (before, hub)
    assert there("sync").out == "sent 1, received 1\n"


def test_a_clone_made_by_hand_syncs_too(devices: Devices) -> None:
    devices("a").write({NOTE: note("one")})("sync")
    devices.git("clone", "-q", str(devices.hub), str(devices.folder / "c"))
    there = devices("c", joined=False)
    assert there("sync").code == 2
    named = there("sync", "--remote", str(devices.hub))
    assert named.out == "nothing new here or there\n"
    there.write({name("k3f9q3"): note("two", "k3f9q3")})
    assert there("sync").out == "sent 1, received 0\n"
    assert devices("a")("sync").out == "sent 0, received 1\n"


def test_a_record_that_git_holds_as_a_program_is_a_plain_file(devices: Devices) -> None:
    """As a clone made by hand on a stick for all systems has it."""
    here = devices("a").write({NOTE: note("one")})
    here("sync")
    devices.git("update-index", "--chmod=+x", NOTE, at=here.root)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=here.root)
    devices.git("push", "-q", "origin", "main", at=here.root)
    assert "100755" in devices.git("ls-tree", "-r", "main")
    there = devices("b")
    assert texts(there) == ["one"]
    assert (there.root / NOTE).stat().st_mode & 0o777 == 0o600


def test_as_json(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({NOTE: note("here")})("sync")
    there.write({NOTE: note("there")})
    result = there("sync", "--json")
    told = json.loads(result.out)
    copy = told["conflicts"][0]["copy"]
    assert told == {
        "schema": 1, "remote": str(devices.hub), "dry_run": False, "reached": True,
        "reason": None, "waiting": [], "problems": [],
        "sent": [
            {"deed": "added", "kind": "note", "id": copy[-13:-5], "file": copy}
        ],
        "received": [{"deed": "changed", "kind": "note", "id": "k3f9q2", "file": NOTE}],
        "conflicts": [{"conflict": "both", "id": "k3f9q2", "file": NOTE, "copy": copy}],
    }  # fmt: skip


def test_hooks_signing_and_filters_of_the_user_stay_out_of_it(
    devices: Devices, tmp_path: Path
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for each in ("pre-commit", "pre-push", "post-checkout", "post-merge"):
        (hooks / each).write_text("#!/bin/sh\nexit 1\n")
        (hooks / each).chmod(0o755)
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[core]\n\thooksPath = {hooks}\n\tautocrlf = true\n\texcludesFile = {tmp_path}/ignore\n"
        "[commit]\n\tgpgSign = true\n[push]\n\tgpgSign = true\n[gpg]\n\tprogram = /nowhere\n"
        "[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = trunk\n"
        "[pull]\n\trebase = true\n[fetch]\n\tprune = true\n[color]\n\tui = always\n"
    )
    (tmp_path / "ignore").write_text("*.toml\n")
    devices.env |= {"GIT_CONFIG_GLOBAL": str(config)}
    here = devices("a").write({NOTE: note("one")})
    assert here("sync").out == "sent 1, received 0\n"
    assert devices.git("log", "-1", "--format=%an <%ae>") == "Ana <ana@example.org>\n"


def test_started_from_a_hook_of_another_repository(devices: Devices, tmp_path: Path) -> None:
    devices.env |= {"GIT_DIR": str(tmp_path / "other"), "GIT_INDEX_FILE": "x", "GIT_PREFIX": "y/"}
    here = devices("a", joined=False)
    here("init", "--yes")
    assert here("sync", "--remote", str(devices.hub)).out == "sent 1, received 0\n"


def test_a_merge_begun_by_hand_is_left_to_its_owner(devices: Devices) -> None:
    here = devices("a")
    (here.root / ".git" / "rebase-merge").mkdir()
    result = here("sync")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        f"error: a git rebase that was begun by hand is not finished in {here.root}\n"
        f"hint: git -C {here.root} rebase --abort, or --continue; then sync again\n"
    )


def test_a_second_sync_at_once_is_told(devices: Devices) -> None:
    fcntl = pytest.importorskip("fcntl")
    here = devices("a")
    with open(here.root / ".git" / "reflect-sync") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        result = here("sync")
    assert (result.code, result.out) == (5, "")
    assert result.err.startswith("error: another sync of this journal is running\n")


def test_a_file_that_is_written_meanwhile_is_not_overwritten(
    devices: Devices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the folder and the writing: it is looked at anew."""
    from reflectcli.storage.syncing import arrival, sync

    here = devices("a").write({NOTE: note("one")})
    here("sync")
    there = devices("b")
    here("edit", "k3f9q2", "--set", "text=here")
    here("sync")
    real = arrival.arrive
    times: list[int] = []

    def arrive(*args: object) -> None:
        if not times:
            there.write({NOTE: note("meanwhile"), name("k3f9q3"): note("new", "k3f9q3")})
        times.append(1)
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(sync, "arrive", arrive)
    assert there("sync").code == 0
    assert len(times) == 2
    assert texts(there) == ["here", "meanwhile", "new"]


def test_a_lost_race_is_run_again(devices: Devices, monkeypatch: pytest.MonkeyPatch) -> None:
    from reflectcli.storage.syncing import exchange

    here, there = devices("a"), devices("b")
    real = exchange.push
    times: list[int] = []

    def push(*args: object) -> object:
        if len(times) < 2:
            times.append(1)
            each = f"k3f9r{len(times)}"
            here.write({name(each): note(each, each)})
            with monkeypatch.context() as patch:
                patch.setattr(exchange, "push", real)
                assert here("sync").code == 0
        return real(*args)  # type: ignore[arg-type]

    there.write({NOTE: note("one")})
    monkeypatch.setattr(exchange, "push", push)
    assert there("sync").out == "sent 1, received 2\n"
    devices.settle()
    assert texts(here) == texts(there) == ["k3f9r1", "k3f9r2", "one"]


def test_other_commands_know_nothing_of_it(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here("note", "from here")
    here("sync")
    there("list")
    there("sync")
    assert "from here" in there("list").out
    assert there("undo").code == 4
    assert "from here" in there("search", "here").out


def test_broken_settings_of_another_device_are_not_taken(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    settings = there.files()["journal.toml"]
    here.write({"journal.toml": "format: 1\n"})
    for words in (
        ("add", "-A"), ("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"),
        ("push", "-q", "origin", "main"),
    ):  # fmt: skip
        devices.git(*words, at=here.root)
    assert there("note", "mine").code == 0
    refused = there("sync")
    assert refused.code == 3
    assert refused.err.startswith(
        "error: journal.toml that another device sent is broken in line 1: "
    )
    assert refused.err.endswith("sync there, then here; nothing was sent or taken\n")
    assert there.files()["journal.toml"] == settings
    assert there("note", "still").code == 0
    here.write({"journal.toml": settings.decode()})
    assert here("sync").code == 0
    assert there("sync").code == 0


def test_where_a_git_folder_goes_that_came_with_the_journal_is_to_be_named(
    devices: Devices, tmp_path: Path
) -> None:
    here = devices("a")
    shutil.rmtree(here.root / ".git")
    devices.git("init", "-q", "--initial-branch=main", at=here.root)
    devices.git("remote", "add", "origin", str(devices.hub), at=here.root)
    before = devices.git("rev-parse", "main")
    assert here("note", "only for me").code == 0
    refused = here("sync")
    assert refused.code == 2
    assert refused.err == (
        f"error: git here goes to {devices.hub}, which you have not named to reflect\n"
        "hint: whoever can read it could read your journal, private records too · if that is "
        f"meant: reflect sync --remote {devices.hub}\n"
    )
    assert devices.git("rev-parse", "main") == before
    assert here("sync", "--remote", str(devices.hub)).code == 0
    assert here("sync").code == 0
