"""Making many files durable: all at once where that is safe, else each, and errors are told."""

import ctypes
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.storage import disk, files
from reflectcli.storage.disk import Disk

MANY = 40
MOUNTS = """\
22 28 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw
28 1 {device} / / rw,relatime shared:1 master:2 - {kind} /dev/vda1 rw
"""


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """Many new files in two folders."""
    made = []
    for number in range(MANY):
        path = tmp_path / str(number % 2) / str(number)
        files.make_folder(path.parent, sync=False)
        files.write(path, b"x", sync=False)
        made.append(str(path))
    return made


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that were synced on their own."""
    found: list[str] = []
    monkeypatch.setattr(files, "sync_file", found.append)
    yield found


class System:
    """A system whose `syncfs` answers as it is told."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.calls = 0

    def syncfs(self, descriptor: int) -> int:
        os.fstat(descriptor)
        self.calls += 1
        return self.answer


def sync(root: Path, paths: list[str]) -> None:
    with Disk(root) as opened:
        opened.sync(paths, {str(Path(path).parent) for path in paths})


def on(monkeypatch: pytest.MonkeyPatch, *, whole: bool, answer: int = 0) -> System:
    system = System(answer)
    monkeypatch.setattr(disk, "_syncs_whole", lambda root: whole)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: system)
    return system


linux = pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="no Linux")


@linux
def test_many_files_are_synced_in_one_go(
    tmp_path: Path, paths: list[str], synced: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    system = on(monkeypatch, whole=True)
    sync(tmp_path, paths)
    assert (system.calls, synced) == (1, [])


@pytest.mark.parametrize("count", [1, MANY])
def test_elsewhere_each_file_is_synced(
    tmp_path: Path, paths: list[str], synced: list[str], monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    system = on(monkeypatch, whole=False)
    sync(tmp_path, paths[:count])
    assert (system.calls, sorted(synced)) == (0, sorted(paths[:count]))


@linux
def test_few_files_do_not_wait_for_what_others_write(
    tmp_path: Path, paths: list[str], synced: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    system = on(monkeypatch, whole=True)
    sync(tmp_path, paths[:5])
    assert (system.calls, synced) == (0, paths[:5])


@linux
def test_where_all_at_once_fails_each_file_says_why(
    tmp_path: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    system = on(monkeypatch, whole=True, answer=-1)
    sync(tmp_path, paths)
    assert system.calls == 1

    def refuse(path: str) -> None:
        if path == paths[7]:
            raise OSError(errno.EIO, "Input/output error", path)

    monkeypatch.setattr(files, "sync_file", refuse)
    with pytest.raises(OSError, match="Input/output error"):
        sync(tmp_path, paths)


@linux
def test_a_folder_on_another_disk_is_synced_by_itself(
    tmp_path: Path, paths: list[str], synced: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    system = on(monkeypatch, whole=True)
    stat = os.stat

    def elsewhere(path: Any, **named: Any) -> Any:
        found = stat(path, **named)
        return os.stat_result([*found[:2], 99, *found[3:]]) if str(path).endswith("/1") else found

    monkeypatch.setattr(os, "stat", elsewhere)
    sync(tmp_path, paths)
    assert (system.calls, sorted(synced)) == (0, sorted(paths))


@linux
@pytest.mark.parametrize(
    ("kind", "release", "whole"),
    [
        ("ext4", "6.1.0-17-amd64", True),
        ("xfs", "5.8", True),
        ("ext4", "5.7.19", False),
        ("ext4", "4.18.0-513.el8", False),
        ("fuse.sshfs", "6.1.0", False),
        ("overlay", "6.1.0", False),
        ("nfs4", "6.1.0", False),
        ("ext4", "strange", False),
    ],
)
def test_only_known_systems_are_trusted_with_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, release: str, whole: bool
) -> None:
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(device=f"{os.major(device)}:{os.minor(device)}", kind=kind))
    monkeypatch.setattr(disk, "_MOUNTS", str(mounts))
    uname = os.uname()
    changed = os.uname_result((uname.sysname, uname.nodename, release, "", uname.machine))
    monkeypatch.setattr(os, "uname", lambda: changed)
    assert disk._syncs_whole(tmp_path) == whole
    mounts.write_text("")
    assert not disk._syncs_whole(tmp_path)
    mounts.unlink()
    assert not disk._syncs_whole(tmp_path)
