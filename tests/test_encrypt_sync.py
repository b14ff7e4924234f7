"""An encrypted journal on two devices: the key travels, and nothing is lost or told twice."""

import json
import re
import shlex
from pathlib import Path

import pytest

from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_path
from reflectcli.storage.encryption.turning import block
from tests.conftest import LONG, Journal
from tests.sealed import KEY, RECIPIENT, holding, lock, turned_on, unlock
from tests.sync_devices import NOTE, Devices, name, note, travelling

long = pytest.mark.skipif(not LONG, reason="takes seconds: REFLECT_LONG=1")


@pytest.fixture
def devices(tmp_path: Path, home: Path) -> Devices:
    """Devices that have nothing yet."""
    return Devices(tmp_path, {"HOME": str(home), "COLUMNS": "80"})


def listed(journal: Journal) -> list[tuple[str, list[str]]]:
    """Text and tags of each record."""
    result = journal("list", "--json")
    assert result.code == 0, result.err
    assert json.loads(result.out)["problems"] == []
    found = json.loads(result.out)["records"]
    return sorted((each["text"], each.get("tags", [])) for each in found)


def two(devices: Devices, tmp_path: Path) -> tuple[Journal, Journal]:
    """A device that has encrypted its journal, and another that does not know it yet."""
    here, there = devices("a"), devices("b")
    here.env, there.env = dict(here.env), dict(there.env)
    here.write(
        {NOTE: note("one", more='channel = "xyzzy"\n'), name("bbbb22"): note("two", "bbbb22")}
    )
    assert here("sync").code == there("sync").code == 0
    assert listed(there) == [("one", []), ("two", [])]
    turned_on(here, tmp_path)
    return here, there


def test_who_syncs_is_told_before_what_stays_plain_and_where(
    devices: Devices, journal: Journal
) -> None:
    journal.write({NOTE: note("one")})
    assert "This journal is synced" not in journal("encrypt", "on", "--dry-run").err
    told = devices("a")("encrypt", "on", "--dry-run")
    assert told.err.endswith(
        f"\nThis journal is synced with {devices.hub}:\n\n"
        "  What was sent there in plain stays readable there. Turn encryption on\n"
        "  on one device alone, when all of them have synced; then: reflect sync\n\n"
    )


def test_the_other_device_gets_key_and_files_and_finishes_its_own(
    devices: Devices, tmp_path: Path, home: Path
) -> None:
    here, there = two(devices, tmp_path)
    assert len(listed(there)) == 2
    assert list(holding(b"xyzzy", home))
    there.write({name("cccc33"): note("three", "cccc33")})
    sent = here("sync")
    assert sent.code == 0, sent.err
    before = devices.git("rev-parse", "main")
    refused = there("sync")
    assert refused.code == 2
    assert refused.err.startswith(
        "error: 1 record is plain here, and the journal is encrypted: sent, whoever can read the "
        "repository can read them, for good; nothing was sent or taken\n"
    )
    assert devices.git("rev-parse", "main") == before
    came = there("sync", "--yes")
    assert came.code == 0
    assert "some files here are plain: reflect encrypt on\n" in came.err
    assert there("list").code == 7
    lock(here)
    for each in (here, there):
        unlock(each, tmp_path)
    assert listed(there) == [("one", []), ("three", []), ("two", [])]
    assert list(holding(b"xyzzy", home)) == []
    lock(there)
    assert there("encrypt", "on").code == 0
    assert list(holding(b'text = "t', there.root)) == []
    assert there("note", "four").code == there("sync").code == here("sync").code == 0
    assert [text for text, _ in listed(here)] == ["four", "one", "three", "two"]
    assert here("sync").code == there("sync").code == 0
    names = {path for path in here.files() if not path.startswith((".git/", ".trash"))}
    assert names == {path for path in there.files() if not path.startswith((".git/", ".trash"))}


@long
def test_what_was_changed_there_meanwhile_holds_where_the_key_is(
    devices: Devices, tmp_path: Path
) -> None:
    here, there = two(devices, tmp_path)
    there.write({NOTE: note("one, and more")})
    unlock(there, tmp_path)
    assert here("sync").code == 0
    came = there("sync", "--yes")
    assert (came.code, "conflict" in came.out + came.err) == (0, False)
    assert listed(there) == [("one, and more", []), ("two", [])]
    assert NOTE + ".age" in there.files() and NOTE not in there.files()
    assert here("sync").code == 0
    assert listed(here) == listed(there)


def test_the_first_sync_of_an_encrypted_journal_says_what_others_see(
    devices: Devices, tmp_path: Path
) -> None:
    here = turned_on(devices("a", joined=False).write({NOTE: note("one")}), tmp_path)
    sent = here("sync", "--remote", str(devices.hub))
    assert sent.out == "sent 3, received 0\n"
    assert "can see its files' names and its settings, not what you wrote\n" in sent.err
    listed = devices.git("ls-tree", "-r", "--name-only", "HEAD").split()
    assert [path for path in listed if path[0] != "."] == [NOTE + ".age", "journal.toml"]
    assert key_path(RECIPIENT) in listed


def conflicting(devices: Devices, tmp_path: Path) -> tuple[Journal, Journal]:
    """Two devices of an encrypted journal that both changed one record."""
    here, there = two(devices, tmp_path)
    unlock(there, tmp_path)
    assert here("sync").code == there("sync").code == 0
    assert here("edit", "k3f9q2", "--set", "text=from a").code == 0
    assert there("edit", "k3f9q2", "--set", "text=from b").code == 0
    assert here("sync").code == 0
    return here, there


def test_a_record_that_both_changed_is_kept_twice(devices: Devices, tmp_path: Path) -> None:
    here, there = conflicting(devices, tmp_path)
    assert there("sync").code == here("sync").code == 0
    wanted = [("from a", []), ("from b", ["sync-conflict"]), ("two", [])]
    assert listed(there) == listed(here) == wanted
    assert list(holding(b'text = "from', there.root, here.root)) == []


def test_without_the_key_a_conflict_waits_for_it(devices: Devices, tmp_path: Path) -> None:
    here, there = conflicting(devices, tmp_path)
    lock(there)
    before = {path: raw for path, raw in there.files().items() if not path.startswith(".git/")}
    assert there("sync").code == 7
    assert before == {
        path: raw for path, raw in there.files().items() if not path.startswith(".git/")
    }
    unlock(there, tmp_path)
    assert there("sync").code == here("sync").code == 0
    assert sorted(text for text, _ in listed(there)) == sorted(text for text, _ in listed(here))
    assert {"from a", "from b"} <= {text for text, _ in listed(here)}
    assert there("check").code == 0


@long
def test_the_same_record_encrypted_on_both_is_no_conflict(devices: Devices, tmp_path: Path) -> None:
    here, there = two(devices, tmp_path)
    plain = name("dddd44")
    assert here("sync").code == there("sync").code == 0
    unlock(there, tmp_path)
    here.write({plain: note("from an old version", "dddd44")})
    assert here("sync", "--yes").code == there("sync").code == 0
    for each in (here, there):
        assert each("encrypt", "on").code == 0
    assert here("sync").code == there("sync").code == here("sync").code == 0
    assert [text for text, _ in listed(here)] == ["from an old version", "one", "two"]
    assert listed(there) == listed(here)


def test_what_waited_in_plain_is_sent_encrypted(devices: Devices, tmp_path: Path) -> None:
    """Offline commits of before `on` are not sent: a repository keeps what it got for good."""
    here, there = devices("a"), devices("b")
    here.env = dict(here.env)
    here.write({name("bbbb22"): note("sent before", "bbbb22")})
    assert here("sync").code == 0
    devices.hub.rename(tmp_path / "unplugged")
    for each in ("k3f9q2", "aaaa11"):
        here.write({name(each): note(f"xyzzy {each}", each)})
        assert "to send next time" in here("sync").out
    turned_on(here, tmp_path)
    assert here("encrypt", "on").err == (
        "2 records stand in plain in commits that were not sent: reflect sync sends what waits as"
        " one commit, encrypted; in .git here they stay\n"
    )
    (tmp_path / "unplugged").rename(devices.hub)
    sent = here("sync")
    assert sent.code == 0
    assert sent.err == (
        "2 records waited to be sent in plain, from before the encryption: what waited went as "
        "one commit, encrypted\n"
    )
    assert devices.git("log", "--all", "--oneline", "-S", "sent before") != ""
    assert devices.git("log", "--all", "--oneline", "-S", "xyzzy") == ""
    assert here("sync").out == "nothing new here or there\n"
    assert here("encrypt", "on").err == ""
    there.env = here.env
    assert there("sync").code == 0
    assert listed(there) == listed(here)
    assert [text for text, _ in listed(here)] == ["sent before", "xyzzy aaaa11", "xyzzy k3f9q2"]


def test_other_settings_that_hold_do_not_end_the_encryption(
    devices: Devices, tmp_path: Path
) -> None:
    here, there = devices("a"), devices("b")
    here.env = dict(here.env)
    here.write({NOTE: note("one")})
    assert here("sync").code == there("sync").code == 0
    turned_on(here, tmp_path)
    assert there("away", "2026-12-24").code == there("sync").code == here("sync").code == 0
    settings = here.files()["journal.toml"].decode()
    assert "2026-12-24" in settings and settings.count(RECIPIENT) == 1
    assert here("note", "two").code == here("sync").code == there("sync").code == 0
    there.env = here.env
    assert listed(there) == listed(here) == [("one", []), ("two", [])]
    assert not [path for path in travelling(there) if path.endswith("-note-k3f9q2.toml")]


@long
def test_two_keys_are_told_and_the_commands_that_are_named_work(
    devices: Devices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two(devices, tmp_path)
    other, recipient = age.new_key()
    own = block(RECIPIENT).replace(RECIPIENT.encode(), recipient.encode())
    there.write({"journal.toml": there.files()["journal.toml"] + own})
    there.write({name("cccc33"): note("mine alone xyzzy", "cccc33")})
    (tmp_path / "b.txt").write_text(other)
    there.env["REFLECT_KEY_FILE"] = str(tmp_path / "b.txt")
    assert there("encrypt", "on").code == here("sync").code == 0
    before = {path: raw for path, raw in there.files().items() if not path.startswith(".git/")}
    result = there("sync")
    assert result.code == 5
    assert result.err.startswith(
        "error: the journal was encrypted here and on another device, each with a key of its own\n"
        "hint: reflect encrypt off on this device, then sync again: the other key then holds for "
        "both\n"
    )
    assert before == {
        path: raw for path, raw in there.files().items() if not path.startswith(".git/")
    }
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"reflect ([^;]+);", result.err)
    assert [each.split()[0] for each in commands] == ["export", "sync", "import"]
    (tmp_path / "b.txt").write_text(f"{other}\n{KEY}\n")
    for each in commands:
        done = there(*shlex.split(each), *(("--yes",) if each.startswith("import") else ()))
        assert done.code == 0, (each, done.err)
    new = Journal(tmp_path / "NEW", there.env)
    assert new("sync").code == here("sync").code == 0
    assert listed(new) == listed(here) == [("mine alone xyzzy", []), ("one", []), ("two", [])]
    assert list(holding(b"xyzzy", new.root)) == []
