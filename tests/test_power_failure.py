"""The power fails: what was not synced is lost, kept or torn, in any combination.

A change of several files runs once on a disk that writes down every call. From any stretch of
its beginning a disk is then made that holds what was synced, and of the rest what chance leaves.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.storage import disk, files
from reflectcli.storage.history import History
from reflectcli.storage.pending import finish
from tests.test_files import journal
from tests.test_together import DEEDS, OLD, commits, tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders are not synced there")


@dataclass
class Call:
    """A call that changed the disk: `node` is the file that it was about, by a number.

    `synced` holds the files' contents, and the folders' names, that it made durable.
    """

    deed: str
    path: str = ""
    node: int = -1
    source: str = ""
    contents: dict[int, bytes] = field(default_factory=dict)
    folders: set[str] | None = None


class Recorder:
    """Lets every call through and writes it down."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.calls: list[Call] = []
        self.real = {
            name: getattr(os, name) for name in ("open", "fsync", "link", "replace", "unlink")
        }
        self.opened: dict[int, str] = {}
        for name in self.real:
            monkeypatch.setattr(os, name, getattr(self, name))
        self.mkdir_ = os.mkdir
        monkeypatch.setattr(os, "mkdir", self.mkdir)
        monkeypatch.setattr(disk.Disk, "_sync_whole", lambda opened, *_: self.sync_whole(opened))

    def inside(self, path: Any) -> str:
        """The path in the journal; "" is the journal itself, and what is not in it."""
        name = os.path.relpath(path, self.root)
        return "" if name == "." or name.startswith("..") else name

    def node(self, path: Any) -> int:
        return os.stat(path).st_ino

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        descriptor: int = self.real["open"](path, flags, mode)
        self.opened[descriptor] = str(path)
        if flags & os.O_CREAT and self.inside(path):
            self.calls.append(Call("name", self.inside(path), self.node(path)))
        return descriptor

    def fsync(self, descriptor: int) -> None:
        self.real["fsync"](descriptor)
        path = self.opened[descriptor]
        if os.path.isdir(path):
            self.calls.append(Call("sync", folders={self.inside(path)}))
        else:
            contents = {self.node(path): Path(path).read_bytes()}
            self.calls.append(Call("sync", contents=contents, folders=set()))

    def link(self, source: Any, target: Any) -> None:
        self.real["link"](source, target)
        self.calls.append(Call("name", self.inside(target), self.node(target)))

    def replace(self, source: Any, target: Any) -> None:
        self.real["replace"](source, target)
        call = Call("rename", self.inside(target), self.node(target), self.inside(source))
        self.calls.append(call)

    def unlink(self, path: Any) -> None:
        self.real["unlink"](path)
        if self.inside(path):
            self.calls.append(Call("unname", self.inside(path)))

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        self.mkdir_(path, mode)
        self.calls.append(Call("folder", self.inside(path)))

    def sync_whole(self, opened: disk.Disk) -> bool:
        if opened._descriptor is None:
            return False
        nodes = {self.node(path): path.read_bytes() for path in self.root.rglob("*.*")
                 if path.is_file()}  # fmt: skip
        self.calls.append(Call("sync", contents=nodes))
        return True


def folder(path: str) -> str:
    return path.rpartition("/")[0]


def after_power_failure(
    root: Path, first: dict[int, str], calls: list[Call], survives: list[bool]
) -> None:
    """Make the disk that is there when the power comes back."""
    contents = dict.fromkeys((call.node for call in calls if call.deed == "name"), b"")
    names = {path: node for node, path in first.items()}
    contents |= {node: OLD[path] for node, path in first.items()}
    folders = {folder(path) for path in OLD} | {"2026", ""}
    for number, call in enumerate(calls):
        contents |= call.contents
        kept = survives[number] or any(
            later.deed == "sync" and (later.folders is None or folder(call.path) in later.folders)
            for later in calls[number:]
        )
        if not kept:
            continue
        if call.deed == "folder":
            folders.add(call.path)
        elif call.deed == "name" and folder(call.path) in folders:
            names[call.path] = call.node
        elif call.deed == "rename" and folder(call.path) in folders:
            names[call.path] = call.node
            names.pop(call.source, None)
        elif call.deed == "unname":
            names.pop(call.path, None)
    for each in sorted(folders):
        (root / each).mkdir(parents=True, exist_ok=True)
    made: dict[int, Path] = {}
    for path, node in names.items():
        if node in made:
            os.link(made[node], root / path)
        else:
            (root / path).write_bytes(contents[node])
            made[node] = root / path


@pytest.mark.parametrize("way", ["each", "whole"])
@pytest.mark.parametrize("deed", DEEDS)
def test_all_or_none_is_there_when_the_power_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, way: str
) -> None:
    monkeypatch.setattr(disk, "_FEW", 1000 if way == "each" else 0)
    monkeypatch.setattr(disk, "_syncs_whole", lambda root: way == "whole")
    act, new = DEEDS[deed]
    root = journal(tmp_path / "journal")
    first = {(root / path).stat().st_ino: path for path in OLD}
    with monkeypatch.context() as patch:
        recorder = Recorder(root, patch)
        act(root, History(None))
    calls = recorder.calls
    assert len(calls) > 10
    counted = iter(range(10**6))
    seen = set()

    @given(st.integers(0, len(calls)), st.data())
    def check(length: int, data: st.DataObject) -> None:
        survives = data.draw(st.lists(st.booleans(), min_size=length, max_size=length))
        there = tmp_path / f"disk-{next(counted)}"
        after_power_failure(there, first, calls[:length], survives)
        problems = finish(there, History(None))
        assert problems == []
        assert tree(there) == new if length == len(calls) else tree(there) in (OLD, new)
        assert commits(there) == []
        seen.add(tree(there) == new)

    check()
    assert seen == {True, False}


def test_the_recorder_would_find_a_missing_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: contents that were never synced come back empty."""
    root = journal(tmp_path / "journal")
    first = {(root / path).stat().st_ino: path for path in OLD}
    act: Callable[..., None] = DEEDS["create"][0]
    with monkeypatch.context() as patch:
        patch.setattr(files, "sync_file", lambda path: None)
        patch.setattr(disk, "_syncs_whole", lambda root: False)
        recorder = Recorder(root, patch)
        act(root, History(None))
    there = tmp_path / "disk"
    after_power_failure(there, first, recorder.calls, [True] * len(recorder.calls))
    finish(there, History(None))
    assert tree(there)["goals/n0.toml"] == b""
