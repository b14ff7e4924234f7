"""An encrypted journal whose journal.toml lost [encryption]: nothing goes in plain in silence."""

from pathlib import Path

import pytest

from reflectcli.storage.encryption.turning import block
from tests.conftest import Journal
from tests.sealed import (
    KEY,
    RECIPIENT,
    give_passphrase,
    holding,
    lock,
    make_cheap,
    turned_on,
    unlock,
)
from tests.sync_devices import NOTE, note

SAID = (
    "error: journal.toml: records of this journal are encrypted, but [encryption] is missing here: "
    "new ones would be plain\n"
    "hint: reflect encrypt on goes on with it, by your passphrase; reflect encrypt off makes all "
    "plain\n"
)


@pytest.fixture
def lost(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal of which somebody took the table out by hand, or by a merge."""
    make_cheap(monkeypatch)
    turned_on(journal.write({NOTE: note("secret")}), tmp_path)
    lock(journal)
    give_passphrase(journal, tmp_path)
    (journal.root / f".keys/identity-{RECIPIENT[-8:]}.age").unlink()
    unlock(journal, tmp_path)
    assert journal("encrypt", "passphrase", "--recover").code == 0
    lock(journal)
    settings = journal.files()["journal.toml"]
    return journal.write({"journal.toml": settings.replace(block(RECIPIENT), b"")})


@pytest.mark.parametrize(
    "command",
    [
        ["note", "xyzzy"], ["note", "xyzzy", "--on", "yesterday"], ["rate", "empathy=4"],
        ["kpi", "add", "csat", "18/20"], ["log", "--text", "xyzzy"], ["success", "xyzzy"],
        ["edit", "k3f9q2", "--set", "text=xyzzy"], ["away", "2026-12-24"], ["sync"],
        ["tags", "rename", "a", "b"], ["mentor", "export", "--yes"],
        ["feedback", "add", "xyzzy", "--score", "4/5"],
    ],
)  # fmt: skip
def test_nothing_is_written_in_plain(
    lost: Journal, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = lost.files()
    result = lost(*command)
    assert (result.code, result.out) == (3, "")
    assert SAID in result.err
    assert lost.files() == before
    assert not list(tmp_path.glob("*.html"))
    if "xyzzy" in command and command[0] != "edit":
        assert "when it works again: reflect " in result.err


def test_in_a_month_that_has_nothing_yet_it_is_found_too(lost: Journal) -> None:
    result = lost("note", "xyzzy", now="2026-12-01T10:00:00+01:00")
    assert result.code == 3 and result.err.startswith(SAID)


def test_it_is_told_where_records_are_read(lost: Journal) -> None:
    for command in (["week"], ["list"], ["search", "secret"]):
        result = lost(*command)
        assert result.code == 0
        assert result.err.count("records are encrypted, journal.toml does not say so") == 1
    checked = lost("check")
    assert checked.code == 3 and SAID in checked.err
    status = lost("encrypt", "status").out
    assert (
        "1 file is encrypted, but journal.toml does not say so: reflect" in status
        and "its passphrase turns it on again" in status
    )


def test_on_mends_it_and_off_makes_all_plain(lost: Journal) -> None:
    lost.write({NOTE.replace("k3f9q2", "aaaa11"): note("meanwhile", "aaaa11")})
    mended = lost("encrypt", "on", "--yes")
    assert mended.code == 0, mended.err
    assert block(RECIPIENT) in lost.files()["journal.toml"]
    assert list(holding(b"meanwhile", lost.root)) == []
    assert lost("note", "again").code == 0
    assert "no problems" in lost("check").out
    settings = lost.files()["journal.toml"]
    lost.write({"journal.toml": settings.replace(block(RECIPIENT), b"")})
    assert lost("encrypt", "off", "--yes").code == 0
    assert lost("note", "plain").code == 0
    shown = sorted(line.split()[-1] for line in lost("list").out.splitlines())
    assert shown == ["again", "meanwhile", "plain", "secret"]


def test_no_new_key_is_made_where_records_need_the_old_one(lost: Journal) -> None:
    del lost.env["REFLECT_PASSPHRASE_FILE"]
    before = lost.files()
    refused = lost("encrypt", "on", stdin="y\n\n\n\n", terminal=True)
    assert refused.code == 7 and "Enter alone" not in refused.err
    assert lost.files() == before


def test_without_the_old_key_no_other_is_made(lost: Journal) -> None:
    (key,) = (lost.root / ".keys").iterdir()
    key.unlink()
    before = lost.files()
    refused = lost("encrypt", "on", "--yes")
    assert refused.code == 7 and "bring .keys back from a backup" in refused.err
    assert lost.files() == before


def test_the_key_that_opens_the_records_is_taken_of_several(lost: Journal, tmp_path: Path) -> None:
    """By the recovery key in a file that holds another one too."""
    from reflectcli.storage.encryption import age
    from reflectcli.storage.encryption.keys import key_path

    other, recipient = age.new_key()
    lost.write({key_path(recipient): age.with_passphrase(other, "several words are best")})
    (tmp_path / "key.txt").write_text(f"{other}\n{KEY}\n")
    for env in ({}, {"REFLECT_KEY_FILE": str(tmp_path / "key.txt")}):
        lost.env |= env
        before = lost.files()["journal.toml"]
        assert lost("encrypt", "on", "--yes").code == 0
        assert RECIPIENT.encode() in lost.files()["journal.toml"]
        lost.write({"journal.toml": before})


def test_a_journal_that_is_plain_again_stays_quick(lost: Journal) -> None:
    from unittest.mock import patch

    assert lost("encrypt", "off", "--yes").code == 0
    with patch("reflectcli.cli.session.Session", side_effect=AssertionError):
        assert lost("note", "at once").code == 0
