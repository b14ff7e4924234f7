"""Files survive: whole or not at all, never another's, for the owner's eyes only."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage import files

posix = pytest.mark.skipif(os.name != "posix", reason="there are no such permissions")
CALLS = ("open", "fdopen", "fsync", "link", "replace", "rename", "unlink", "mkdir", "close")


def tree(root: Path) -> dict[str, bytes]:
    """The files that a reader would look at."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(files.TEMPORARY)
    }


def leftovers(root: Path) -> list[Path]:
    return list(root.rglob(f"{files.TEMPORARY}*"))


def test_a_new_file_holds_the_bytes_that_were_given(tmp_path: Path) -> None:
    files.create(tmp_path / "a" / "b.toml", b"one\r\n\x00two")
    assert tree(tmp_path) == {"a/b.toml": b"one\r\n\x00two"}
    assert leftovers(tmp_path) == []


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "a.toml", b"ours")
    assert tree(tmp_path) == {"a.toml": b"theirs"}
    assert leftovers(tmp_path) == []


def test_replacing_puts_the_new_content_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"old")
    files.replace(tmp_path / "a.toml", b"new", b"old")
    assert tree(tmp_path) == {"a.toml": b"new"}


@pytest.mark.parametrize("there", [b"changed by an editor", None])
def test_what_changed_meanwhile_is_not_replaced(tmp_path: Path, there: bytes | None) -> None:
    if there is not None:
        (tmp_path / "a.toml").write_bytes(there)
    with pytest.raises(ReflectError) as caught:
        files.replace(tmp_path / "a.toml", b"new", b"old")
    assert caught.value.code == ExitCode.CHANGED
    assert str(caught.value) == "a.toml was changed by someone else meanwhile; it is left as it is"
    assert tree(tmp_path) == ({} if there is None else {"a.toml": there})
    assert leftovers(tmp_path) == []


def test_moving_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    with pytest.raises(FileExistsError):
        files.move(tmp_path / "a", tmp_path / "b")
    with pytest.raises(FileNotFoundError):
        files.move(tmp_path / "x", tmp_path / "y")
    assert tree(tmp_path) == {"a": b"a", "b": b"b"}
    files.move(tmp_path / "a", tmp_path / "deep" / "er" / "c")
    assert tree(tmp_path) == {"b": b"b", "deep/er/c": b"a"}


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    files.create(tmp_path / "a.toml", b"ours")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "a.toml", b"another")
    files.move(tmp_path / "a.toml", tmp_path / "b.toml")
    assert tree(tmp_path) == {"b.toml": b"ours"}
    assert leftovers(tmp_path) == []


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027, 0o077])
def test_only_the_owner_may_look(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        files.create(tmp_path / "journal" / "2026" / "a.toml", b"old")
        files.replace(tmp_path / "journal" / "2026" / "a.toml", b"new", b"old")
        files.move(tmp_path / "journal" / "2026" / "a.toml", tmp_path / "trash" / "a.toml")
    finally:
        os.umask(before)
    assert (tmp_path / "trash" / "a.toml").stat().st_mode & 0o777 == 0o600
    for folder in ("journal", "journal/2026", "trash"):
        assert (tmp_path / folder).stat().st_mode & 0o777 == 0o700


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(ReflectError, match="not a plain file, so it is not read"):
        files.read(tmp_path / "pipe.toml")


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.toml").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(ReflectError, match="too large for the journal: 17 MB, where 16 are"):
        files.read(tmp_path / "big.toml")


class Torn:
    """A file whose disk is full after half of what is written."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __enter__(self) -> "Torn":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    def write(self, data: bytes) -> None:
        os.write(self.descriptor, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")


class Disk:
    """Counts the calls that change a disk, and lets one of them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.fails_at: int | None = None
        for name in CALLS:
            monkeypatch.setattr(os, name, self.watched(name, getattr(os, name)))

    def watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **named: Any) -> Any:
            self.count += 1
            if self.count - 1 != self.fails_at:
                return call(*args, **named)
            if name == "fdopen" and args[1] == "wb":
                return Torn(args[0])
            if name == "close":
                call(*args, **named)
            raise OSError(errno.ENOSPC, "No space left on device")

        return watching


OLD = {"2026/11/old.toml": b"old", "2026/11/other.toml": b"other"}
Deed = tuple[Callable[[Path], None], dict[str, bytes]]
DEEDS: dict[str, Deed] = {
    "create": (
        lambda root: files.create(root / "2026" / "12" / "new.toml", b"new content"),
        OLD | {"2026/12/new.toml": b"new content"},
    ),
    "move": (
        lambda root: files.move(root / "2026/11/old.toml", root / ".trash/11/old.toml"),
        {".trash/11/old.toml": b"old", "2026/11/other.toml": b"other"},
    ),
    "replace": (
        lambda root: files.replace(root / "2026" / "11" / "old.toml", b"new content", b"old"),
        OLD | {"2026/11/old.toml": b"new content"},
    ),
}


def journal(root: Path) -> Path:
    for name, content in OLD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.mark.parametrize("deed", DEEDS)
def test_a_failing_disk_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    act, new = DEEDS[deed]
    for number in range(100):
        root = journal(tmp_path / str(number))
        with monkeypatch.context() as patch:
            disk = Disk(patch)
            disk.fails_at = number
            try:
                act(root)
                done = True
            except OSError:
                done = False
            reached = disk.count > number
        assert tree(root) == (new if done else OLD), f"call {number}"
        if not reached:
            break
    assert 5 < number < 100
    assert done


@pytest.mark.parametrize("deed", ["create", "replace"])
def test_a_crash_leaves_the_old_state_or_the_new_one(tmp_path: Path, deed: str) -> None:
    """The process dies before each call that changes the disk, one after the other."""
    _, new = DEEDS[deed]
    states = []
    for number in range(100):
        root = journal(tmp_path / str(number))
        code = subprocess.run(
            [sys.executable, "-c", CRASH, str(root), deed, str(number)], check=False
        ).returncode
        states.append(tree(root))
        assert states[-1] in (OLD, new), f"call {number}"
        if code == 0:
            break
        assert code == 99
    assert states[0] == OLD
    assert states[-1] == new


CRASH = f"""
import os, sys
from pathlib import Path
from reflectcli.storage import files
root, deed, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
def watched(call):
    def watching(*args, **named):
        global left
        if left == 0:
            os._exit(99)
        left -= 1
        return call(*args, **named)
    return watching
for name in {CALLS!r}:
    setattr(os, name, watched(getattr(os, name)))
if deed == "create":
    files.create(root / "2026" / "12" / "new.toml", b"new content")
else:
    files.replace(root / "2026" / "11" / "old.toml", b"new content", b"old")
"""


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that cannot be written."""
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        folder.chmod(0o700)
        pytest.skip("this user may write everywhere")
    yield folder
    folder.chmod(0o700)


@posix
def test_a_folder_without_permission_is_an_error_of_the_system(locked: Path) -> None:
    with pytest.raises(PermissionError):
        files.create(locked / "a.toml", b"x")
    assert tree(locked) == {}
