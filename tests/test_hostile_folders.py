"""More that a journal folder from somebody else may hold: names, loops, pipes, git's settings."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from reflectcli.domain.periods import months_of
from tests.conftest import Journal
from tests.sync_devices import Devices
from tests.test_bad_files import GOOD, GOOD_LINE, GOOD_NAME, note

NAME = "2026/11/2026-11-22-note-k3f9q2.toml"
posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and bytes of POSIX systems")


@posix
@pytest.mark.parametrize("name", ["2025", "2025/10", "goals", "experiments"])
def test_a_pipe_in_the_place_of_a_folder_is_not_waited_for(journal: Journal, name: str) -> None:
    journal.write({GOOD_NAME: GOOD})
    (journal.root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(journal.root / name)
    for _ in range(2):
        result = journal("list")
        assert (result.out, result.err) == (
            GOOD_LINE, f"1 file left out: {name}   reflect check\n",
        )  # fmt: skip
    assert journal("check").code == 3
    assert journal("note", "on I go").code == 0


def test_digits_of_other_scripts_make_no_month(journal: Journal) -> None:
    other = "٢٠٢٦/١١/2026-11-22-note-k3f9q2.toml"
    journal.write({GOOD_NAME: GOOD, other: note()})
    assert journal("list").out == GOOD_LINE
    result = journal("check")
    assert (result.code, result.err) == (
        3, f"error: {other}: a record in a folder that is not read\n"
        f"hint: move the file to {NAME}\n\n",
    )  # fmt: skip
    assert journal("check", "--fix", "--yes").code == 0
    assert NAME in journal.files()


@posix
def test_a_name_steers_no_terminal_wherever_it_is_told(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, "2026/11/\x1b[2J\u202e.toml": "x"})
    target = str(journal.root.parent / "all.json")
    commands = (["list"], ["search", "well"], ["kpi", "list"], ["calendar"], ["check"], ["week"],
                ["export", "-o", target], ["show", "last"])  # fmt: skip
    for words in commands:
        result = journal(*words)
        assert "\x1b" not in result.out + result.err, words
        assert "\u202e" not in result.out + result.err, words


@posix
def test_a_name_of_bytes_that_are_no_text_can_be_exported(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    with open(os.fsencode(journal.root / "2026/11") + b"/\xff\xfe.toml", "wb") as file:
        file.write(b"x")
    target = journal.root.parent / "all.json"
    assert journal("export", "--format", "json", "-o", str(target)).code == 0
    (problem,) = json.loads(target.read_bytes())["problems"]
    assert os.fsencode(problem["file"]) == b"2026/11/\xff\xfe.toml"


def test_a_folder_in_the_place_of_a_pack_is_named_with_its_path(journal: Journal) -> None:
    pack = "mentor/2026-11-20-pack-0123456789.json"
    (journal.root / pack).mkdir(parents=True)
    assert f"error: {pack}: a folder, where a file is expected\n" in journal("check").err


@posix
@pytest.mark.parametrize("name", ["journal.toml", NAME])
def test_a_link_to_itself_is_named(journal: Journal, name: str) -> None:
    journal.write({GOOD_NAME: GOOD})
    (journal.root / name).unlink(missing_ok=True)
    (journal.root / name).symlink_to(Path(name).name)
    result = journal("check")
    assert result.code == 3
    assert f"error: {name}: the file cannot be read: Too many levels" in result.err
    assert result.out.startswith("1 record in 1 folder, 1 problem")


def test_a_record_of_the_calendars_last_day_hinders_no_export(journal: Journal) -> None:
    late = "9999/12/9999-12-31-note-k3f9q2.toml"
    last = note(at="9999-12-31T23:59:59-12:00", shift="9999-12-31")
    journal.write({GOOD_NAME: GOOD, late: last})
    result = journal("export", "--format", "json")
    assert result.code == 0
    said = json.loads(result.out)
    assert [each["file"] for each in said["problems"]] == [late]


def test_ten_thousand_wrong_values_of_one_file_are_told_in_few_words(journal: Journal) -> None:
    rows = "".join(f"s{number} = 3\n" for number in range(10_000))
    rating = note().replace('"note"', '"rating"').partition("text = ")[0] + f"[skills]\n{rows}"
    journal.write({GOOD_NAME: GOOD, NAME.replace("note", "rating"): rating})
    result = journal("check")
    assert result.out.startswith("1 record in 1 folder, 51 problems")
    assert (
        "9950 more things are wrong in this file\nhint: begin with the first ones\n" in result.err
    )


def test_the_last_months_of_the_calendar_end_with_it() -> None:
    from datetime import date

    for months in (1, 3, 12):
        assert months_of(date(9999, 12, 5), months).until == date(9999, 12, 31)
        assert months_of(date(2026, 2, 28), months).until == {
            1: date(2026, 2, 28), 3: date(2026, 3, 31), 12: date(2026, 12, 31),
        }[months]  # fmt: skip


@pytest.mark.parametrize(
    ("section", "line", "key"),
    [
        ("core", "sshCommand = touch x", "core.sshcommand"),
        ("core", "alternateRefsCommand = touch x", "core.alternaterefscommand"),
        (
            'remote "origin"',
            "uploadpack = touch pwned; git-upload-pack",
            "remote.origin.uploadpack",
        ),
        ('remote "origin"', "receivepack = touch pwned", "remote.origin.receivepack"),
        ("credential", "helper = !touch pwned", "credential.helper"),
        ('credential "https://x"', "helper = !touch pwned", "credential.https://x.helper"),
        ('protocol "ext"', "allow = always", "protocol.ext.allow"),
    ],
)
def test_programs_that_a_folder_brings_along_are_not_run_by_sync(
    bare: Journal, tmp_path: Path, section: str, line: str, key: str
) -> None:
    devices = Devices(tmp_path, bare.env)
    here = devices("a")
    with (here.root / ".git" / "config").open("a") as config:
        config.write(f"[{section}]\n\t{line}\n")
    result = here("sync")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(
        f"error: .git/config: the journal's own .git/config would have git run a program: {key}\n"
    )
    assert not [*tmp_path.rglob("pwned")]
    # What the user told git for all of it holds.
    devices.git("config", "--unset-all", key, at=here.root)
    mine = tmp_path / "gitconfig"
    mine.write_text("[credential]\n\thelper = cache\n[core]\n\tsshCommand = ssh -4\n")
    here.env |= {"GIT_CONFIG_GLOBAL": str(mine)}
    assert here("sync").out == "nothing new here or there\n"


def test_filters_that_a_folder_brings_along_are_not_run_by_sync(
    bare: Journal, tmp_path: Path
) -> None:
    devices = Devices(tmp_path, bare.env)
    here = devices("a")
    evil = tmp_path / "pwned"
    for words in (["filter.evil.clean", f"touch {evil}"], ["core.fsmonitor", f"touch {evil}"]):
        subprocess.run(["git", "config", *words], cwd=here.root, check=True, env=devices.env)
    (here.root / ".git" / "info" / "attributes").write_text("* filter=evil\n")
    here.write({NAME: note()})
    assert here("sync").out == "sent 1, received 0\n"
    assert not evil.exists()
