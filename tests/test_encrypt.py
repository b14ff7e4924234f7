"""Encryption at rest through the front door: what is encrypted, who reads it, and the way back."""

import json
import re
import shlex
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_path
from tests import conftest
from tests.conftest import Journal, Terminal
from tests.sealed import (
    KEY,
    PASSPHRASE,
    RECIPIENT,
    give_key,
    give_passphrase,
    holding,
    lock,
    make_cheap,
    turned_on,
    unlock,
    with_key_file,
)
from tests.story import FILES
from tests.strategies import texts
from tests.sync_devices import NOTE, note

ON = ("encrypt", "on", "--yes")
REPLACING = """
import sys
path = sys.argv[1]
text = open(path).read()
open(path, "w").write(text.replace("before", "after"))
"""
EDITOR = shlex.join([sys.executable, "-c", REPLACING])


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that takes no second."""
    make_cheap(monkeypatch)


@pytest.fixture
def passphrase(journal: Journal, tmp_path: Path, cheap: None) -> Path:
    """The file that gives the passphrase."""
    return give_passphrase(journal, tmp_path)


def test_on_and_off_leave_every_byte_as_it_was(journal: Journal, passphrase: Path) -> None:
    journal.write(FILES)
    journal.write({NOTE: "# mine\r\n" + note("an odd one").replace("\n", "\r\n")})
    assert journal("note", "one more").code == journal("delete", "last").code == 0
    journal.write({".drafts/0011aabb-shift.md": "a draft", "mentor/README": "kept by hand"})
    before = journal.files()
    on = journal(*ON)
    assert on.code == 0
    assert re.fullmatch(r"encrypted \d+ files · reflect encrypt status\n", on.out)
    there = journal.files()
    assert {path for path in there if not path.endswith(".age")} == {"journal.toml"}
    assert {path.removesuffix(".age") for path in there if "/identity-" not in path} == {*before}
    off = journal("encrypt", "off", "--yes")
    assert (off.code, off.err) == (0, "")
    after = journal.files()
    keys = [path for path in after if path.startswith(".keys/")]
    assert len(keys) == 1
    del after[keys[0]]
    assert after == before


PLAIN = re.compile(r"the journal is encrypted; what is exported .*\n|\.age")
READING: tuple[list[str], ...] = (
    ["list", "--all"], ["list", "--json"], ["search", "refund"], ["week"], ["week", "-1"],
    ["month", "--json"], ["report", "--format", "markdown"], ["show", "k3f9q2"],
    ["show", "k3f9q2", "--raw"], ["show", "k3f9q2", "--json"], ["recall", "refund"], ["playbook"],
    ["goal", "list"], ["calendar"], ["tags"], ["export"], ["export", "--csv"], ["check"],
    ["kpi", "list"], ["feedback", "list"], ["experiment", "list"], ["mentor", "list"], [],
)  # fmt: skip


def test_every_reading_command_says_what_it_says_of_plain_files(
    journal: Journal, tmp_path: Path
) -> None:
    journal.write(FILES)
    plain = [journal(*command) for command in READING]
    turned_on(journal, tmp_path)
    for command, said in zip(READING, plain, strict=True):
        now = journal(*command)
        assert (now.code, PLAIN.sub("", now.err)) == (said.code, said.err), command
        own = re.compile(r'\\n# Records are encrypted.*?age1\w+\\"\\n|,?\s*"encryption": \{[^}]*\}')
        shown = own.sub("", now.out).replace(".toml.age", ".toml")
        assert shown == said.out, command


def test_nothing_that_was_written_stands_anywhere_in_plain(
    journal: Journal, home: Path, tmp_path: Path
) -> None:
    journal.write(FILES)
    assert journal("note", "the caller wept xyzzy").code == 0
    assert journal("edit", "last", "--set", "text=the caller laughed xyzzy").code == 0
    assert journal("week").code == journal("search", "xyzzy").code == 0
    where = (journal.root, home)
    assert any(holding(b"xyzzy", journal.root)) and any(holding(b"xyzzy", home))
    turned_on(journal, tmp_path)
    assert list(holding(b"xyzzy", *where)) == []
    for command in (["note", "xyzzy again"], ["edit", "last", "--set", "tags=xyzzy"],
                    ["week"], ["search", "xyzzy"], ["list"], ["check"], ["delete", "last"],
                    ["undo"], ["undo"], ["undo"], []):  # fmt: skip
        assert journal(*command).code == 0, command
    assert list(holding(b"xyzzy", *where)) == []


def test_writing_needs_no_key_and_says_nothing_of_it(journal: Journal, tmp_path: Path) -> None:
    journal.write(FILES)
    turned_on(journal, tmp_path)
    lock(journal)
    before = journal.files()
    for command in (
        ["note", "a note"], ["note", "with a day", "--on", "yesterday"], ["rate", "empathy=4"],
        ["rate", "empathy=3", "--on", "yesterday"], ["kpi", "add", "csat", "18/20"],
        ["success", "it worked"], ["challenge", "it did not"], ["log", "--text", "a shift"],
        ["feedback", "add", "--from", "customer", "--score", "4/5", "kind"],
        ["activity", "add", "a course", "--type", "training"],
    ):  # fmt: skip
        result = journal(*command)
        assert (result.code, result.out[:6]) == (0, "saved "), (command, result)
        assert "encrypt" not in result.err
    new = journal.files().keys() - before.keys()
    assert len(new) == 10 and all(path.endswith(".toml.age") for path in new)
    unlock(journal, tmp_path)
    assert "no problems" in journal("check").out


def test_a_note_is_encrypted_on_the_quick_way(journal: Journal, tmp_path: Path) -> None:
    turned_on(journal, tmp_path)
    with patch("reflectcli.cli.session.Session", side_effect=AssertionError):
        assert journal("note", "at once").code == 0
        assert journal("kpi", "add", "csat", "18/20").code == 0
    assert "at once" in journal("list").out
    assert plain_files(journal) == []


def test_reading_without_the_key_is_an_error_of_its_own(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("secret")})
    turned_on(journal, tmp_path)
    lock(journal)
    with_key_file(journal, b"")
    for command in (["week"], ["list"], ["search", "x"], ["show", "k3f9q2"], ["export"]):
        result = journal(*command)
        assert (result.code, result.out) == (7, ""), command
        assert result.err.startswith(
            "error: the journal is encrypted, and there is no terminal to ask for its passphrase\n"
            "hint: set REFLECT_PASSPHRASE_FILE, REFLECT_PASSPHRASE_COMMAND or REFLECT_KEY_FILE"
        )


def test_a_passphrase_is_asked_once_and_a_wrong_one_said(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("secret"), NOTE.replace("k3f9q2", "aaaa11"): note("two", "aaaa11")})
    turned_on(journal, tmp_path)
    lock(journal)
    with_key_file(journal)
    right = journal("list", stdin=f"wrong\n{PASSPHRASE}\n", terminal=True)
    assert right.code == 0 and "secret" in right.out and "two" in right.out
    assert right.err == "Passphrase: that is not the passphrase\nPassphrase: "
    wrong = journal("list", stdin="a\nb\nc\nd\n", terminal=True)
    assert wrong.code == 7
    assert "error: wrong passphrase; nothing was read\n" in wrong.err
    assert wrong.err.count("Passphrase: ") == 3
    (tmp_path / "no").write_text("no\n")
    journal.env["REFLECT_PASSPHRASE_FILE"] = str(tmp_path / "no")
    assert journal("list").code == 7
    journal.env["REFLECT_PASSPHRASE_FILE"] = ""
    journal.env["REFLECT_PASSPHRASE_COMMAND"] = f"echo '{PASSPHRASE}'"
    assert journal("list").code == 0
    journal.env["REFLECT_PASSPHRASE_COMMAND"] = "false"
    failed = journal("list")
    assert failed.code == 7 and "REFLECT_PASSPHRASE_COMMAND cannot be used: false" in failed.err


def test_one_broken_file_hides_no_other(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    foreign = age.encrypted(note("x", "aaaa22").encode(), age.new_key()[1])
    broken = {"aaaa11": b"no age file", "aaaa22": foreign, "aaaa33": journal.files()[NOTE + ".age"]}
    broken["aaaa33"] = broken["aaaa33"][:-3] + b"xyz"
    journal.write({NOTE.replace("k3f9q2", each) + ".age": raw for each, raw in broken.items()})
    result = journal("list")
    assert "good" in result.out and result.out.count("\n") == 1
    assert result.err.startswith("3 files left out: ")
    checked = journal("check")
    assert checked.code == 3
    damaged = (
        "damaged, or no age file: it cannot be decrypted\n"
        "hint: bring the file back from a backup, or delete it\n"
    )
    other = (
        "encrypted to another key than this journal's, so it is not read\n"
        "hint: add its recovery key to the file that REFLECT_KEY_FILE names, a line each; or age "
        "-d -i KEY FILE\n"
    )
    for each, said in (("aaaa11", damaged), ("aaaa22", other), ("aaaa33", damaged)):
        assert f"error: {NOTE.replace('k3f9q2', each)}.age: {said}" in checked.err, each


def test_a_key_of_another_journal_is_told(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    (tmp_path / "key.txt").write_text(age.new_key()[0])
    result = journal("list")
    assert result.code == 7
    assert "REFLECT_KEY_FILE holds a key, but not this journal's: " in result.err
    (tmp_path / "key.txt").write_text("nothing\n")
    assert "REFLECT_KEY_FILE holds no key" in journal("list").err
    (tmp_path / "key.txt").unlink()
    assert "REFLECT_KEY_FILE cannot be read" in journal("list").err
    assert journal("rate", "empathy=4", "--on", "yesterday").code == 0
    assert journal("delete", "k3f9q2").code == journal("undo").code == 0
    lock(journal)
    (journal.root / key_path(RECIPIENT)).unlink()
    result = journal("list")
    assert result.code == 7 and "its key is missing: .keys has no file of it" in result.err


@pytest.mark.parametrize("line", ['recipient = "age1nonsense"', "recipient = 3", "other = 1"])
def test_a_recipient_that_is_none_is_no_reason_to_write_in_plain(
    journal: Journal, line: str
) -> None:
    journal.write({"journal.toml": f"format = 1\n[encryption]\n{line}\n"})
    for command in (["note", "x"], ["note", "x", "--on", "today"]):
        result = journal(*command)
        assert result.code == 3
        assert result.err.startswith("error: journal.toml:")
    assert set(journal.files()) == {"journal.toml"}


def test_a_recipient_that_was_mistyped_is_said_and_nothing_is_written(journal: Journal) -> None:
    mistyped = RECIPIENT.replace("6", "7", 1)
    journal.write({"journal.toml": f'format = 1\n[encryption]\nrecipient = "{mistyped}"\n'})
    result = journal("note", "x")
    assert result.code == 3
    assert result.err.startswith(
        f"error: journal.toml: the recipient of [encryption] is none of age: '{mistyped}'\n"
        "hint: bring the line back from a backup; each file of .keys is named by its end\n"
    )
    assert set(journal.files()) == {"journal.toml"}


def test_where_the_recipient_was_lost_every_key_is_tried(
    journal: Journal, tmp_path: Path, passphrase: Path
) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    lock(journal)
    age_file = json.dumps([KEY, PASSPHRASE])
    other = json.dumps([age.new_key()[0], "another passphrase"])
    journal.write({
        "journal.toml": "format = 1\n", key_path(RECIPIENT): age_file,
        ".keys/identity-00000000.age": other, ".keys/identity-1.age": "no key", ".keys/x": "mine",
    })  # fmt: skip
    assert "good" in journal("list").out
    told = json.loads(journal("encrypt", "status", "--json").out)["encryption"]
    assert told["kept_keys"] == [".keys/identity-00000000.age", key_path(RECIPIENT)]


def test_without_the_extra_it_says_how_to_install_it(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    with patch.dict(sys.modules, {"pyrage": None}):
        for command in (["note", "x"], ["list"], ["encrypt", "off", "--yes"]):
            result = journal(*command)
            assert "hint: pip install 'reflectcli[encrypt]'" in result.err, command
            assert result.code == 7
        told = "nothing was saved; when it works again: reflect note x\n"
        assert told in journal("note", "x").err
    assert [path for path in journal.files() if path[0] == "2"] == [NOTE + ".age"]


def test_what_changes_a_record_keeps_it_encrypted(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: "# mine\n" + note("before", more='tags = ["one"] # tag\n')})
    turned_on(journal, tmp_path)

    def said() -> str:
        return age.decrypted(journal.files()[NOTE + ".age"], KEY, "").decode()

    assert journal("edit", "k3f9q2", "--set", "channel=chat").code == 0
    assert 'channel = "chat"' in said() and "# mine" in said() and "# tag" in said()
    journal.env["EDITOR"] = EDITOR
    assert journal("edit", "k3f9q2").out == "saved k3f9q2 · note 2026-11-20\n"
    assert 'text = "after"' in said()
    assert journal("tags", "rename", "one", "two", "--yes").code == 0
    assert '["two"] # tag' in said()
    for _ in range(3):
        assert journal("undo").code == 0
    assert 'text = "before"' in said() and "one" in said() and "chat" not in said()
    assert journal("delete", "k3f9q2").code == 0
    assert NOTE + ".age" not in journal.files()
    assert journal("undo").out == 'brought back k3f9q2 · note "before #one"\n'
    moved = journal(
        "edit", "k3f9q2", "--set", "shift=2026-10-30", "--set", "at=2026-10-30T10:00:00Z"
    )
    assert moved.code == 0
    assert [path for path in journal.files() if "k3f9q2" in path and path[0] == "2"] == [
        "2026/10/2026-10-30-note-k3f9q2.toml.age"
    ]
    assert not any(path.startswith((".drafts", "2026")) for path in plain_files(journal))


def plain_files(journal: Journal) -> list[str]:
    return [
        path for path in journal.files() if not path.endswith(".age") and path != "journal.toml"
    ]


def test_an_older_change_can_be_undone_after_on_and_after_off(
    journal: Journal, passphrase: Path
) -> None:
    journal.write({NOTE: note("before")})
    assert journal("edit", "k3f9q2", "--set", "text=two").code == 0
    assert journal("edit", "k3f9q2", "--set", "text=three").code == 0
    assert journal("delete", "k3f9q2").code == 0
    assert journal(*ON).code == 0
    assert journal("undo").out.startswith("brought back k3f9q2")
    assert journal("undo").code == 0
    assert journal("encrypt", "off", "--yes").code == 0
    assert journal("undo").code == 0
    assert journal.files()[NOTE].decode() == note("before")
    assert "nothing to undo" in journal("undo").err


def test_a_change_of_the_settings_before_it_keeps_nothing_from_being_undone(
    journal: Journal, passphrase: Path
) -> None:
    journal.write({NOTE: note("before")})
    assert journal("edit", "k3f9q2", "--set", "text=two").code == 0
    assert journal("away", "2026-12-24").code == 0
    assert journal(*ON).code == 0
    assert journal("undo").code == 0
    assert journal("encrypt", "off", "--yes").code == 0
    assert journal.files()[NOTE].decode() == note("before")
    assert b"2026-12-24" in journal.files()["journal.toml"]


def test_the_old_passphrase_is_not_taken_for_the_new_one(
    journal: Journal, passphrase: Path
) -> None:
    journal.write({NOTE: note("good")})
    assert journal(*ON).code == 0
    before = journal.files()
    result = journal("encrypt", "passphrase")
    assert result.code == 2
    assert "there is no terminal for it; nothing was changed" in result.err
    assert journal.files() == before
    typed = journal("encrypt", "passphrase", stdin="other words\nother words\n", terminal=True)
    assert typed.code == 0, typed.err
    assert journal("list").code == 7
    passphrase.write_text("other words\n")
    assert journal("list").code == 0


def test_on_says_first_what_it_means_and_asks(journal: Journal, cheap: None) -> None:
    journal.write({NOTE: note("good")})
    before = journal.files()
    nobody = journal("encrypt", "on")
    assert nobody.code == 2 and "there is no terminal" in nobody.err
    no = journal("encrypt", "on", stdin="n\n", terminal=True)
    assert no.code == 2 and "Nobody can bring it back" in no.err and "the files' names" in no.err
    short = journal("encrypt", "on", stdin="y\nshort\nshort\nshort\n", terminal=True)
    assert short.code == 2 and "8 letters or more" in short.err
    other = journal("encrypt", "on", stdin="y\n" + "long enough\nnot this\n" * 3, terminal=True)
    assert "no passphrase was set; nothing was changed" in other.err
    typed = journal("encrypt", "on", stdin="y\nlong enough\nlong enough\nA\nB\nC\n", terminal=True)
    assert "the recovery key was not written down; nothing was changed" in typed.err
    assert "AGE-SECRET-KEY-1" in typed.err
    assert journal.files() == before


def test_with_the_recovery_key_another_passphrase_is_set(
    journal: Journal, passphrase: Path
) -> None:
    journal.write({NOTE: note("good")})
    on = journal(*ON)
    key = re.findall(r"AGE-SECRET-KEY-1\w+", on.err)
    assert len(key) == 1
    passphrase.write_text("another passphrase\n")
    assert journal("list").code == 7
    wrong = journal("encrypt", "passphrase", "--recover", stdin=age.new_key()[0])
    assert wrong.code == 7 and "not this journal's" in wrong.err
    none = journal("encrypt", "passphrase", "--recover", stdin="nonsense\n")
    assert none.code == 2
    assert none.err == (
        "error: that is no key of age\n"
        "hint: a key begins with AGE-SECRET-KEY-1 and has 74 characters\n"
    )
    result = journal("encrypt", "passphrase", "--recover", stdin=key[0] + "\n")
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"saved \.keys/identity-\w{8}\.age · .*\n", result.out)
    assert journal("list").code == 0


def test_status_tells_what_is_plain_and_where_the_key_is(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    assert journal("encrypt", "status").out == "not encrypted · reflect encrypt on\n"
    turned_on(journal, tmp_path)
    with_key_file(journal, b"")
    plain = NOTE.replace("k3f9q2", "aaaa11")
    journal.write({plain: note("from another device", "aaaa11")})
    assert journal("encrypt", "status").out == (
        f"encrypted · 1 file for {RECIPIENT}\n"
        "1 file still plain: reflect encrypt on finishes\n"
        f"key      {key_path(RECIPIENT)}, behind your passphrase\n"
        "also     REFLECT_KEY_FILE is set\n"
    )
    data = json.loads(journal("encrypt", "status", "--json").out)["encryption"]
    assert (data["on"], data["encrypted_files"], data["plain_files"]) == (True, 1, 1)
    assert "from another device" in journal("list").out
    checked = journal("check")
    assert checked.code == 0 and f"note: {plain}: still plain\n" in checked.err
    lock(journal)
    assert journal("encrypt", "on").out == "encrypted 1 file · reflect encrypt status\n"
    assert plain_files(journal) == []


def test_the_keyring_saves_the_question(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    held: dict[tuple[str, str], str] = {}

    class Ring:
        @staticmethod
        def set_password(service: str, name: str, key: str) -> None:
            held[service, name] = key

        @staticmethod
        def get_password(service: str, name: str) -> str | None:
            return held.get((service, name))

        @staticmethod
        def delete_password(service: str, name: str) -> None:
            del held[service, name]

    with patch.dict(sys.modules, {"keyring": Ring}):
        assert journal("encrypt", "unlock").code == 0
        assert held == {("reflectcli", RECIPIENT): KEY}
        lock(journal)
        assert journal("list").code == 0
        assert "keyring" in journal("encrypt", "status").out
        assert journal("encrypt", "lock").code == 0
        assert held == {} and journal("list").code == 7
    with patch.dict(sys.modules, {"keyring": None}):
        unlock(journal, tmp_path)
        assert "pip install 'reflectcli[keyring]'" in journal("encrypt", "unlock").err


def test_a_backup_holds_the_files_as_they_are_and_the_key(journal: Journal, tmp_path: Path) -> None:
    journal.write({NOTE: note("good")})
    turned_on(journal, tmp_path)
    with_key_file(journal, b"the key's file")
    target, again = tmp_path / "b.zip", tmp_path / "again"
    assert journal("backup", "-o", str(target)).out.startswith("saved 1 record (")
    assert journal("restore", str(target), str(again)).code == 0
    restored = Journal(again, journal.env)
    assert restored.files() == journal.files()
    assert "good" in restored("list").out


def test_a_mentor_reads_a_pack_and_the_journal_keeps_it_encrypted(
    journal: Journal, tmp_path: Path
) -> None:
    journal.write(FILES)
    turned_on(journal, tmp_path)
    page = tmp_path / "pack.html"
    assert journal("mentor", "export", "-o", str(page), "--yes").code == 0
    kept = [path for path in journal.files() if path.startswith("mentor/")]
    assert len(kept) == 1 and kept[0].endswith(".json.age")
    assert journal("mentor", "list").code == 0
    assert "no problems" in journal("check").out
    assert journal("mentor", "export", "-o", str(page), "--yes", "--force").code == 0


class Interrupted(Terminal):
    """A terminal at which the lines end with Ctrl-C."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1)
        if not line:
            raise KeyboardInterrupt
        return line


def test_a_draft_of_the_log_is_encrypted_and_taken_up_with_the_key(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned_on(journal, tmp_path)
    lock(journal)
    with monkeypatch.context() as patch:
        patch.setattr(conftest, "Terminal", Interrupted)
        cut = journal("log", "--plain", stdin="she thanked me xyzzy\n", terminal=True)
    assert cut.code == 130
    assert re.search(r"what you answered is in \S+/\.drafts/\w{8}-shift\.md\.age\n", cut.err)
    assert "\ngo on with it: reflect log" in cut.err and "<" not in cut.err
    assert list(holding(b"xyzzy", journal.root)) == []
    passed = journal("log", "--plain", stdin="\nmore\n" + "\n" * 9, terminal=True)
    assert passed.code == 0 and "the draft stays" in passed.err
    again = journal("log", "--plain", stdin=f"{PASSPHRASE}\ny\n" + "\n" * 9, terminal=True)
    assert again.code == 0 and "she thanked me xyzzy" in again.err
    unlock(journal, tmp_path)
    assert "she thanked me xyzzy" in journal("search", "xyzzy").out
    assert not [path for path in journal.files() if path.startswith(".drafts/")]
    assert list(holding(b"xyzzy", journal.root)) == []


def test_without_its_key_nothing_more_is_encrypted(journal: Journal, tmp_path: Path) -> None:
    turned_on(journal, tmp_path)
    (journal.root / key_path(RECIPIENT)).unlink()
    lock(journal)
    journal.write({NOTE: note("plain")})
    result = journal("encrypt", "on")
    assert result.code == 7 and "its key is missing" in result.err
    assert plain_files(journal) == [NOTE]
    checked = journal("check")
    assert checked.err.startswith(
        f"note: {key_path(RECIPIENT)}: the journal's key is missing: without it nothing that is "
        "encrypted can be read\n"
        "hint: bring .keys back from a backup, or: reflect encrypt passphrase --recover\n"
    )
    typed = journal("encrypt", "passphrase", "--recover", stdin=KEY)
    assert typed.code == 2 and "the passphrase is missing" in typed.err


@given(text=texts, tags=st.lists(st.sampled_from(["a", "b-c", "ü"]), max_size=2, unique=True))
@settings(max_examples=15)
def test_any_text_comes_back_from_an_encrypted_note(
    tmp_path_factory: pytest.TempPathFactory, text: str, tags: list[str]
) -> None:
    journal = Journal(tmp_path_factory.mktemp("any"), {"HOME": str(tmp_path_factory.mktemp("h"))})
    journal.write({"journal.toml": "format = 1\n"})
    give_key(journal, journal.root.parent)
    assert journal("note", "--allow", *(f"--tag={tag}" for tag in tags), "--", text).code in (0, 2)
    found = json.loads(journal("list", "--json").out)["records"]
    for record in found:
        assert record["text"].strip() and record.get("tags", []) == tags
    assert journal("encrypt", "off", "--yes").code == 0
    assert json.loads(journal("list", "--json").out)["records"] == found
