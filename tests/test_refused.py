"""What the system refuses ends with exit code 6, a remedy, and the user's words given back."""

import errno
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reflectcli.cli.context import World
from reflectcli.cli.drafts import Keeper
from reflectcli.cli.reflection import Reflection
from reflectcli.cli.session import Session
from reflectcli.cli.shift_log import ShiftLog
from reflectcli.settings import load_settings
from reflectcli.storage import files
from tests.conftest import LONG, Journal, Result
from tests.faults import REASONS, Seam
from tests.seat import Seat
from tests.test_faults import CASES, TEXT, Stage

REMEDIES = {
    errno.ENOSPC: "free some space",
    errno.EIO: "the disk has a fault: save elsewhere with --journal, and look after the disk",
    errno.EACCES: "check permissions",
    errno.EROFS: "the disk is read-only",
    errno.EDQUOT: "your quota is used up: free some space, or ask for more",
    errno.ENAMETOOLONG: "a folder with a shorter path: --journal PATH",
}
SAVING = [name for name, case in CASES.items() if case.typed]
HEAVY = ("mentor export", "goal close", "goal change", "experiment start")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (name, reason)
        for number, name in enumerate(SAVING)
        for turn, reason in enumerate(REASONS)
        if LONG or (turn == number % len(REASONS) and name not in HEAVY)
    ],
)
def test_a_disk_that_takes_nothing(
    tmp_path: Path, bare: Journal, monkeypatch: pytest.MonkeyPatch, name: str, reason: int
) -> None:
    stage = Stage(tmp_path, bare.env, CASES[name])
    journal, before = stage.set_up(), stage.tree()
    with monkeypatch.context() as patch:
        Seam(patch, 0, "on", reason)
        result = stage.act(journal)
    assert (result.code, result.out) == (6, "")
    said = result.err.splitlines()
    assert any(line.startswith("error: the system refused: ") for line in said)
    assert f"hint: {REMEDIES[reason]}" in said
    assert any(line.startswith("nothing was saved; when it works again: reflect ") for line in said)
    assert stage.gives_back(result.err)
    assert stage.tree() == before


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fills the disk."""

    def fill() -> None:
        Seam(monkeypatch, 0, "on", errno.ENOSPC)

    return fill


def test_what_is_printed_back_is_a_command_for_the_shell(
    journal: Journal, full: Callable[[], None]
) -> None:
    full()
    result = journal("note", "--tag", "refund", "it's \x1b[31mthe third")
    assert result.err.splitlines()[1:] == [
        "hint: free some space",
        "nothing was saved; when it works again: "
        "reflect note --tag refund 'it'\"'\"'s ␛[31mthe third'",
    ]


def test_what_was_piped_in_is_printed_back(journal: Journal, full: Callable[[], None]) -> None:
    full()
    result = journal("note", "--tag", "refund", stdin="one line\nanother\n")
    assert result.err.endswith(
        "nothing was saved; when it works again: reflect note --tag refund\n"
        "with this text:\none line\nanother\n\n"
    )


@pytest.mark.parametrize("args", [("list",), ("kpi", "list"), ("goal", "show", "last"), ()])
def test_who_only_reads_gets_nothing_back(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    journal("note", "one")
    monkeypatch.setattr(os, "listdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "open", refuse)
    assert "nothing was saved" not in journal(*args).err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no such terminals")
def test_the_text_of_the_editor_stays_in_its_draft(
    journal: Journal, sit: Callable[..., Seat], tmp_path: Path
) -> None:
    """The editor makes the month's folder a file, so that nothing can be saved there."""
    shutil.rmtree(journal.root / "2026", ignore_errors=True)
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\necho "long thoughts" > "$1"\necho > {journal.root}/2026\n')
    editor.chmod(0o755)
    seat = sit("note", EDITOR=str(editor))
    assert seat.ends() == 6
    (draft,) = (journal.root / ".drafts").iterdir()
    assert draft.read_text() == "long thoughts\n"
    assert "your text is in " in seat.raw
    assert draft.name in seat.raw.replace("\r\n", "")


@pytest.mark.parametrize("args", [("note", TEXT), ("list",), ("check",), ("backup",), ("sync",)])
def test_a_folder_that_vanished_is_not_begun_anew(
    journal: Journal, args: tuple[str, ...], tmp_path: Path
) -> None:
    """The disk is not connected: a journal of its own there would be hidden by the right one."""
    journal("note", "one")
    journal.root.rename(tmp_path / "unplugged")
    result = journal(*args)
    assert (result.code, result.out) == (6, "")
    assert result.err.startswith(
        f"error: your journal is no longer in {journal.root}\n"
        "hint: connect the disk or share that it lies on; or begin anew: reflect init\n"
    )
    again = f"nothing was saved; when it works again: {shlex.join(['reflect', *args])}\n"
    assert result.err.endswith(again) == (args[0] == "note")
    assert not journal.root.exists()
    (tmp_path / "unplugged").rename(journal.root)
    assert journal("list").out.endswith("one\n")


def test_a_journal_that_nobody_named_is_not_begun_anew_either(
    bare: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Journal(Path(bare.env["XDG_DATA_HOME"]) / "reflectcli", bare.env)
    assert here("init", "--yes").code == here("note", "one").code == 0
    shutil.rmtree(here.root)
    assert here("note", "two").code == 6
    assert here("init", "--yes").code == here("note", "two").code == 0


def test_what_changed_meanwhile_is_told_and_the_words_given_back(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two edits of one record: the second is told, and its text kept."""
    journal("note", "one")
    ((name, text),) = journal.records("note").items()
    require = files.require

    def other(path: files.AnyPath, expected: bytes) -> None:
        (journal.root / name).write_text(text.replace("one", "the other's"))
        require(path, expected)

    monkeypatch.setattr(files, "require", other)
    result = journal("edit", "last", "--set", "text=mine, at length")
    assert result == Result(
        5, "",
        f"error: {Path(name).name} was changed by someone else meanwhile; it is left as it is\n"
        "hint: look at it with `reflect show` and try again\n"
        "nothing was saved; when it works again: reflect edit last --set 'text=mine, at length'\n",
    )  # fmt: skip
    assert journal.records("note")[name] == text.replace("one", "the other's")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_an_output_that_takes_nothing_is_no_reason_to_write_it_again(journal: Journal) -> None:
    import subprocess

    env = {**os.environ, **journal.env, "REFLECT_JOURNAL": str(journal.root)}
    with open("/dev/full", "w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "reflectcli", "note", "one"],
            env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        6,
        "error: the output cannot be written: No space left on device\n"
        "hint: the command itself is done; only what it says is missing\n",
    )
    assert len(journal.records("note")) == 1


def test_what_may_be_finished_by_itself_is_said(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails for good in the middle of a change of several files."""
    journal("note", "one")
    journal("note", "two")
    words = ("edit", "--where", "kind=note", "--set", "channel=chat", "--yes")
    with monkeypatch.context() as patch:
        seam = Seam(patch)
        replace = os.replace

        def dying(source: str, target: str) -> None:
            replace(source, target)
            seam.at, seam.how, seam.reason = 0, "on", errno.EIO

        patch.setattr(os, "replace", dying)
        result = journal(*words)
    assert result.code == 6
    assert result.err.endswith(
        "it was begun, and the next command may finish it\n"
        "look with `reflect list`, and if it is not there: "
        "reflect edit --where kind=note --set channel=chat --yes\n"
    )
    assert [text.count('channel = "chat"') for text in journal.records("note").values()] != [1, 1]
    assert journal("list").code == 0
    assert [text.count('channel = "chat"') for text in journal.records("note").values()] == [1, 1]


def test_with_the_journal_named_first_it_is_given_back_too(
    journal: Journal, full: Callable[[], None]
) -> None:
    full()
    words = ("--journal", str(journal.root), "note", "one")
    assert journal(*words).err.endswith(f"again: {shlex.join(['reflect', *words])}\n")


@pytest.mark.parametrize("command", ["note", "log", "note --tag x", "log --tag x"])
@pytest.mark.parametrize("gone", [False, True])
def test_what_is_piped_in_is_given_back_where_the_journal_cannot_take_it(
    journal: Journal, command: str, gone: bool
) -> None:
    if gone:
        assert journal("note", "first").code == 0
        journal.root.rename(journal.root.with_name("gone"))
    else:
        (journal.root / "journal.toml").write_text("x = [[[\n")
    result = journal(*command.split(), stdin="piped words\n")
    assert result.code == (6 if gone else 3)
    assert f"nothing was saved; when it works again: reflect {command}\n" in result.err
    assert result.err.endswith("with this text:\npiped words\n\n")
    assert journal.root.exists() is not gone


def test_words_are_given_back_where_the_settings_are_broken(journal: Journal) -> None:
    (journal.root / "journal.toml").write_text("x = [[[\n")
    result = journal("note", "with broken settings")
    assert result.code == 3
    assert result.err.endswith("reflect note 'with broken settings'\n")
    assert "nothing was saved" not in journal("list").err


def test_a_draft_does_not_make_a_vanished_folder_anew(journal: Journal) -> None:
    assert journal("note", "first").code == 0
    world = World(journal.env, datetime.fromisoformat(journal.now))
    session = Session(world, load_settings(journal.env, journal.root))
    log = ShiftLog(session, "markdown", None, None)
    keeper = Keeper(log, [])
    journal.root.rename(journal.root.with_name("gone"))
    keeper.keep(Reflection("quick", text="more"))
    assert keeper.problem == "the draft cannot be kept: the journal's folder is gone"
    assert not journal.root.exists()
