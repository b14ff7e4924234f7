"""What the agent wrote stays theirs: modes, temporaries, processes and faults of the program."""

import os
import shlex
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.cli.actions import note as note_action
from tests.conftest import Journal

SECRET = "Zebediah"
"""Stands in everything that is written below."""
LINES = [
    f"note {SECRET} called --tag {SECRET}",
    f"rate empathy=4 --note {SECRET}",
    "kpi add csat 18/20",
    f"success {SECRET}",
    f"challenge {SECRET} --cause workload",
    f"feedback add --from customer --score 4/5 {SECRET}",
    f"goal add {SECRET} --measure rating:empathy --target 5 --due 2027-01-31",
    f"goal step last {SECRET}",
    f"edit last --set why={SECRET}",
    f"tags rename {SECRET} refund --yes",
    f"search {SECRET}",
    "week",
    "list",
    "delete last --yes",
    "undo",
    "check",
    "export --format json -o ../export.json",
    "report --format html -o ../report.html",
    "mentor export -o ../pack.html --yes",
    "backup -o ../kept.zip",
    "restore ../kept.zip ../restored",
]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, with nothing else in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every process was started with: its words and its surroundings."""
    seen: list[str] = []
    ordinary = subprocess.Popen.__init__

    def begin(self: Any, args: Any, *rest: Any, **named: Any) -> None:
        seen.append(repr([args, named.get("env")]))
        ordinary(self, args, *rest, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", begin)
    return seen


def at_work(bare: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the journal as its owner does."""
    assert bare("init", "--yes").code == 0
    monkeypatch.chdir(bare.root)
    for line in LINES:
        result = bare(*shlex.split(line))
        assert result.code == 0, (line, result.err)


def modes(*folders: Path) -> Iterator[tuple[str, int]]:
    """What others may do with all that lies in folders, and with the folders."""
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            if not path.is_symlink():
                yield str(path), stat.S_IMODE(path.stat().st_mode) & 0o077


def editor(tmp_path: Path, code: str) -> str:
    """The command of an editor that does this with its file, `path`."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    return f"{sys.executable} {script}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_all_is_for_its_owner_alone_whatever_the_umask(
    bare: Journal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.umask(0)
    at_work(bare, monkeypatch)
    kept = [bare.root.parent / each for each in ("kept.zip", "restored", "export.json")]
    every = dict(modes(bare.root, home / "state", home / "cache", *kept))
    assert len(every) > 60
    assert {path: mode for path, mode in every.items() if mode} == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_sync_brings_is_for_its_owner_alone_whatever_the_umask(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work(bare, monkeypatch)
    there = tmp_path / "there.git"
    subprocess.run(["git", "init", "-q", "--bare", str(there)], check=True)
    os.umask(0)
    assert bare("sync", "--remote", str(there)).code == 0
    other = Journal(tmp_path / "other", bare.env)
    other.root.mkdir(mode=0o700)
    assert other("sync", "--remote", str(there)).code == 0
    every = dict(modes(bare.root, other.root))
    assert len(every) > 60
    assert {path: mode for path, mode in every.items() if mode} == {}


def test_nothing_is_left_in_the_temporary_folder_nor_said_to_other_processes(
    bare: Journal,
    home: Path,
    tmp_path: Path,
    temporary: Path,
    started: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_work(bare, monkeypatch)
    bare.env["EDITOR"] = editor(tmp_path, f'path.write_text("{SECRET}")')
    bare.env["PAGER"] = f"{sys.executable} -c pass"
    assert bare("note", terminal=True).code == 0
    assert bare("list", "--all", terminal=True).code == 0
    there = tmp_path / "there.git"
    subprocess.run(["git", "init", "-q", "--bare", str(there)], check=True)
    assert bare("sync", "--remote", str(there)).code == 0
    assert len(started) > 5
    assert not [each for each in started if SECRET in each]
    assert [*temporary.iterdir()] == []
    states = [path for path in (home / "state").rglob("*") if path.is_file()]
    assert states
    assert not [path for path in states if SECRET.encode() in path.read_bytes()]


def test_what_an_editor_puts_beside_its_file_is_removed_with_it(
    journal: Journal, tmp_path: Path
) -> None:
    forms = ["{}~", ".{}.swp", ".{}.un~", "#{}#", "{}.save", "{}.bak"]
    journal.env["EDITOR"] = editor(
        tmp_path,
        f'path.write_text("{SECRET}")\n'
        f"for form in {forms}: path.with_name(form.format(path.name)).write_text('{SECRET}')",
    )
    assert journal("note", terminal=True).code == 0
    assert [*(journal.root / ".drafts").iterdir()] == []
    journal.env["EDITOR"] = editor(
        tmp_path,
        f'path.write_text(path.read_text().replace("{SECRET}", "he"))\n'
        "path.with_name(path.name + '~').write_text('x')",
    )
    assert journal("edit", "last").code == 0
    assert [*(journal.root / ".drafts").iterdir()] == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_fault_of_the_program_tells_nothing_of_what_was_written(
    journal: Journal, home: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    def fail(session: object, **values: object) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"not {SECRET}") from error

    monkeypatch.setattr(note_action, "note", fail)
    state = home / "state" / "reflectcli"
    if not kept:
        (state / "last-fault.txt").mkdir(parents=True)
    result = journal("note", SECRET)
    assert (result.code, result.out) == (1, "")
    assert "a fault in reflectcli itself (ValueError); your journal is safe" in result.err
    assert SECRET not in result.err
    assert "Traceback" not in result.err
    if kept:
        text = (state / "last-fault.txt").read_text()
        assert SECRET not in text.replace("SECRET", "")
        assert "KeyError\n" in text
        assert text.endswith("ValueError\n")
