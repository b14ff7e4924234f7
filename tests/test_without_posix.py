"""Where the system has no locks of folders, no open folders and no replacing of open files.

So it is on Windows. What cannot be had here is taken away or refused as it is there; the rest of
that system, its console and its paths, can only be seen on it.
"""

import builtins
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Journal
from tests.sync_devices import Devices, name, note, texts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to know what is open")

GONE = ("O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "getuid", "geteuid", "fork", "mkfifo", "uname")


def opened() -> set[str]:
    """The files that this process holds open."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            found.add(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue
    return found


def careful(call: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse to rename, replace or delete a file that is open."""

    def refusing(*paths: Any, **more: Any) -> Any:
        if {os.path.realpath(path) for path in paths if not isinstance(path, int)} & opened():
            raise PermissionError(13, "The process cannot access the file", str(paths[0]))
        return call(*paths, **more)

    return refusing


@pytest.fixture
def elsewhere(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal on a system that has no more than Windows has."""
    real_open, real_import = os.open, builtins.__import__

    def open_file(path: Any, *args: Any, **more: Any) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *args, **more)

    def imported(module: str, *args: Any, **more: Any) -> Any:
        if module in ("fcntl", "pwd", "termios", "resource"):
            raise ImportError(module)
        return real_import(module, *args, **more)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "open", open_file)
    monkeypatch.setattr(os, "supports_fd", os.supports_fd - {os.scandir})
    monkeypatch.setattr(shutil, "_use_fd_functions", False)
    monkeypatch.setattr(builtins, "__import__", imported)
    for call in ("rename", "replace", "unlink", "remove"):
        monkeypatch.setattr(os, call, careful(getattr(os, call)))
    for each in GONE:
        monkeypatch.delattr(os, each)
    return journal


def test_every_way_of_writing_and_reading(elsewhere: Journal, tmp_path: Path) -> None:
    backup, again = str(tmp_path / "b.zip"), tmp_path / "again"
    for words in (
        ["note", "listened first"], ["success", "stayed calm"], ["rate", "empathy=4"],
        ["list"], ["search", "listened"], ["week"], ["tags"],
        ["edit", "--where", "kind=note", "--set", "channel=chat", "--yes"], ["undo"],
        ["edit", "last", "--set", "shift=2026-11-20"], ["undo"],
        ["kpi", "define", "csat", "--target", "85%"], ["kpi", "add", "csat", "18/20"], ["undo"],
        ["delete", "last"], ["undo"], ["list"], ["search", "listened"],
        ["export", "--format", "json", "-o", str(tmp_path / "a.json")],
        ["backup", "-o", backup], ["backup", "-o", backup, "--force"],
        ["restore", backup, str(again)],
        ["check", "--fix", "--yes"], ["check"],
    ):  # fmt: skip
        result = elsewhere(*words)
        assert result.code == 0, (words, result.err)
    assert "listened first" in elsewhere("list").out
    assert not [path for path in elsewhere.files() if ".new-" in path]
    assert not [path.name for path in tmp_path.iterdir() if ".new-" in path.name]
    kept = {path: raw for path, raw in elsewhere.records().items() if path[:2] == "20"}
    assert kept == Journal(again, elsewhere.env).records() and len(kept) == 3


def test_an_index_that_is_damaged_is_made_anew(elsewhere: Journal) -> None:
    elsewhere("note", "listened first")
    elsewhere("list")
    (index,) = Path(elsewhere.env["XDG_CACHE_HOME"]).rglob("index-*.sqlite3")
    index.write_bytes(b"not a database at all" * 500)
    assert elsewhere("check", "--fix", "--yes").code == 0
    assert "listened first" in elsewhere("list").out


def test_two_devices(elsewhere: Journal, tmp_path: Path) -> None:
    devices = Devices(tmp_path, elsewhere.env)
    here, there = devices("a"), devices("b")
    here.write({name("k3f9q2"): note("one")})
    there.write({name("k3f9q3"): note("two", "k3f9q3")})
    assert here("sync").out == "sent 1, received 0\n"
    assert there("sync").out == "sent 1, received 1\n"
    here("edit", "k3f9q2", "--set", "text=here")
    there("edit", "k3f9q2", "--set", "text=there")
    devices.settle()
    assert texts(here) == texts(there) == ["here", "there", "two"]


def test_no_name_that_the_program_gives_is_forbidden_anywhere(
    journal: Journal, tmp_path: Path
) -> None:
    """No colon, no name of a device, and none that differs from another by capitals alone."""
    for words in (
        ["note", "a"], ["edit", "last", "--set", "text=b"], ["delete", "last"], ["note", "c"],
        ["list"], ["kpi", "define", "csat", "--target", "85%"],
    ):  # fmt: skip
        assert journal(*words).code == 0
    made = [path for top in (journal.root, tmp_path / "home") for path in top.rglob("*")]
    parts = {path.name for path in made}
    assert len(parts) > 10
    for part in parts:
        assert not set(part) & set('<>:"|?*\\') and part.isascii(), part
        assert part.rstrip(". ") == part
        assert part.split(".")[0].upper() not in ("CON", "NUL", "AUX", "PRN", "COM1", "LPT1"), part
    whole = [path.as_posix() for path in made]
    assert len({path.lower() for path in whole}) == len(set(whole))
