"""Several files at once: all or none, whatever fails, and whoever is killed when."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.storage import disk, files
from reflectcli.storage.history import History
from reflectcli.storage.pending import finish
from reflectcli.storage.swapping import Rewritten, change_all
from reflectcli.storage.together import create_all, move_all
from tests import test_files
from tests.conftest import LONG
from tests.test_files import CALLS, journal, leftovers

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
OLD = {"2026/11/old.toml": b"old", "2026/11/other.toml": b"other"}
NEW = {f"{folder}/n{i}.toml": b"new %d" % i for folder in ("2026/11", "goals") for i in range(2)}
MOVED = {f".trash/x/{path}": content for path, content in OLD.items()}
LINE = '{"undone": "abc"}'
CHANGED = {"2026/11/old.toml": b"new old"}
Deed = tuple[Callable[[Path, History], None], dict[str, bytes]]
DEEDS: dict[str, Deed] = {
    "create": (
        lambda root, history: create_all(root, list(NEW.items()), history, LINE),
        OLD | NEW,
    ),
    "move": (
        lambda root, history: move_all(
            root, [(path, f".trash/x/{path}") for path in OLD], history, LINE
        ),
        MOVED,
    ),
    "change": (
        lambda root, history: change_all(
            root,
            [Rewritten(path, content, b"new " + content) for path, content in OLD.items()],
            ".trash/x",
            history,
            LINE,
        ),
        {path: b"new " + content for path, content in OLD.items()} | MOVED,
    ),
    "all of it": (
        lambda root, history: change_all(
            root,
            [Rewritten(path, OLD[path], content) for path, content in CHANGED.items()],
            ".trash/x",
            history,
            LINE,
            new=list(NEW.items()),
            gone=["2026/11/other.toml"],
        ),
        CHANGED | NEW | MOVED,
    ),
}


def tree(root: Path) -> dict[str, bytes]:
    """The files that a reader or a user would find: all but what `.pending` holds."""
    found = test_files.tree(root)
    return {path: content for path, content in found.items() if not path.startswith(".pending")}


def commits(root: Path) -> list[Path]:
    return list((root / ".pending").glob("*.json"))


@pytest.fixture(params=["each", "whole"])
def disk_syncs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to make many files durable, whatever the tests' own disk can do."""
    way = str(request.param)
    monkeypatch.setattr(disk, "_FEW", 1000 if way == "each" else 0)
    monkeypatch.setattr(disk, "_syncs_whole", lambda root: way == "whole")
    return way


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_asked_for_is_done_and_nothing_is_left(
    tmp_path: Path, deed: str, disk_syncs: str
) -> None:
    root, history = journal(tmp_path / "journal"), History(tmp_path / "history.jsonl")
    act, new = DEEDS[deed]
    act(root, history)
    assert tree(root) == new
    assert commits(root) == leftovers(root) == []
    assert (tmp_path / "history.jsonl").read_text() == LINE + "\n"


paths = st.builds(
    "{}{}".format,
    st.sampled_from(["2026/10/", "2026/11/", "goals/", "a/b/c/", ""]),
    st.integers(0, 99),
)


@given(st.dictionaries(paths, st.binary(max_size=50), max_size=30))
@settings(max_examples=40)
def test_many_at_once_are_what_they_are_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[str, bytes]
) -> None:
    together, alone = tmp_path_factory.mktemp("together"), tmp_path_factory.mktemp("alone")
    create_all(together, list(contents.items()), History(None), "")
    for path, content in contents.items():
        files.create(alone / path, content)
    assert tree(together) == tree(alone) == contents
    modes = [
        {path.relative_to(root).as_posix(): path.stat().st_mode for path in root.rglob("*")}
        for root in (together, alone)
    ]
    modes[0].pop(".pending")
    assert modes[0] == modes[1]
    moves = [(path, f"moved/{path}") for path in contents]
    move_all(together, moves, History(None), "")
    assert tree(together) == {f"moved/{path}": content for path, content in contents.items()}


def test_a_name_that_is_taken_stops_all(tmp_path: Path) -> None:
    root = journal(tmp_path)
    for names in (["new", "old"], ["new", "newer", "new"]):
        with pytest.raises(FileExistsError):
            create_all(root, [(f"2026/11/{n}.toml", b"x") for n in names], History(None), "")
    with pytest.raises(FileExistsError):
        moves = [("2026/11/old.toml", "a"), ("2026/11/other.toml", "2026/11/old.toml")]
        move_all(root, moves, History(None), "")
    with pytest.raises(FileNotFoundError):
        move_all(root, [("2026/11/old.toml", "a"), ("nowhere", "b")], History(None), "")
    assert tree(root) == OLD
    assert commits(root) == leftovers(root) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_a_name_that_is_taken_meanwhile_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """Another program writes there after the names were looked at."""
    root, (act, new) = journal(tmp_path), DEEDS[deed]
    taken = list(new)[-1]
    place = files.place

    def placed(source: files.AnyPath, target: files.AnyPath) -> None:
        if str(target).endswith(".json"):
            files.create(root / taken, b"theirs")
        place(source, target)

    monkeypatch.setattr(files, "place", placed)
    with pytest.raises(FileExistsError):
        monkeypatch.setattr(files, "create", lambda path, data: path.write_bytes(data))
        act(root, History(None))
    assert tree(root) == OLD | {taken: b"theirs"}
    assert commits(root) == leftovers(root) == []


class FailingDisk(test_files.Disk):
    """Counts the calls that change a disk, the sync of all of it too, and lets one fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails_at: int, *, dies: bool) -> None:
        super().__init__(monkeypatch)
        self.fails_at = fails_at
        self.dies = dies
        monkeypatch.setattr(disk.Disk, "_sync_whole", self.watched("syncfs", disk.Disk._sync_whole))

    def watched(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        one = super().watched(name, call)

        def watching(*args: object, **named: object) -> object:
            if self.dies and self.fails_at is not None and self.count > self.fails_at:
                self.count += 1
                if name == "close":
                    call(*args, **named)
                raise OSError(errno.EIO, "Input/output error")
            return one(*args, **named)

        return watching


@pytest.mark.parametrize("dies", [False, True])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_failing_disk_leaves_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk_syncs: str, deed: str, dies: bool
) -> None:
    """One call fails, or that and every later one; the disk is well when the journal is opened."""
    act, new = DEEDS[deed]
    ends = set()
    for number in range(200):
        root, history = journal(tmp_path / str(number)), History(tmp_path / f"{number}.jsonl")
        with monkeypatch.context() as patch:
            broken = FailingDisk(patch, number, dies=dies)
            try:
                act(root, history)
                done = True
            except OSError:
                done = False
            reached = broken.count > number
        if not dies:
            assert tree(root) == (new if done else OLD), f"call {number}"
        assert finish(root, history) == []
        assert tree(root) in ((new,) if done or not reached else (new, OLD)), f"call {number}"
        assert commits(root) == []
        ends.add(tree(root) == new)
        if not reached:
            break
    assert 10 < number < 199
    assert ends == {True, False}


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("deed", DEEDS)
def test_a_killed_process_leaves_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk_syncs: str, deed: str
) -> None:
    """It dies before each call that changes the disk, one after the other."""
    act, new = DEEDS[deed]
    ends = []
    for number in range(0, 200, 1 if LONG or deed.startswith("whole") else 2):
        root, history = journal(tmp_path / str(number)), History(tmp_path / f"{number}.jsonl")
        code = dying_at(number, monkeypatch, lambda: act(root, history))  # noqa: B023
        assert finish(root, history) == []
        assert tree(root) in (OLD, new), f"call {number}"
        assert commits(root) == []
        ends.append(tree(root) == new)
        said = (tmp_path / f"{number}.jsonl").exists()
        assert said == ends[-1], "what was done can be undone, and nothing else"
        if code == 0:
            break
        assert code == 99
    # Once committed, it stays so: all that came before is none, all that comes after is all.
    assert ends == sorted(ends)
    assert (ends[0], ends[-1]) == (False, True)


def dying_at(number: int, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> int:
    """The exit code of a process that acts, and dies before the call of that number."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = number

    def watched(call: Callable[..., object]) -> Callable[..., object]:
        def watching(*args: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                os._exit(99)
            left -= 1
            return call(*args, **named)

        return watching

    try:
        for name in CALLS:
            monkeypatch.setattr(os, name, watched(getattr(os, name)))
        monkeypatch.setattr(disk.Disk, "_sync_whole", watched(disk.Disk._sync_whole))
        act()
        os._exit(0)
    except BaseException:
        os._exit(1)


def test_what_a_live_process_holds_is_left_to_it(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    root = journal(tmp_path)
    said = {"moves": [["2026/11/old.toml", "a"], ["2026/11/other.toml", "b"]], "history": LINE}
    files.create(root / ".pending/x.json", json.dumps(said).encode())
    with (root / ".pending/x.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert finish(root, History(None)) == []
        assert tree(root) == OLD
    assert finish(root, History(None)) == []
    assert tree(root) == {"a": b"old", "b": b"other"}


def test_without_locks_and_hard_links_all_is_done_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", refuse)
    if os.name == "posix":
        monkeypatch.setattr("fcntl.flock", refuse)
    for deed, (act, new) in DEEDS.items():
        root = journal(tmp_path / deed)
        act(root, History(None))
        assert tree(root) == new
        assert commits(root) == leftovers(root) == []


def test_who_interrupts_before_all_is_written_leaves_nothing(tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    root = journal(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        create_all(root, list(NEW.items()), History(None), LINE, interrupt)
    assert tree(root) == OLD
    assert commits(root) == leftovers(root) == []


@pytest.mark.parametrize("deed", DEEDS)
def test_who_interrupts_while_files_get_their_names_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    root, (act, new) = journal(tmp_path), DEEDS[deed]
    place = files.place

    def placed(source: files.AnyPath, target: files.AnyPath) -> None:
        place(source, target)
        if str(target).endswith(list(new)[-1]):
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "place", placed)
    with pytest.raises(KeyboardInterrupt):
        act(root, History(None))
    assert tree(root) == OLD
    assert commits(root) == leftovers(root) == []
