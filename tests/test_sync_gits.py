"""How often `reflect sync` starts git, and that nothing is taken for granted in exchange."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectcli.storage.git import Done, Git
from reflectcli.storage.syncing import trees
from tests.conftest import Journal
from tests.sync_devices import NOTE, Devices, name, note, texts, travelling

Counted = Callable[..., int]


@pytest.fixture
def devices(tmp_path: Path, bare: Journal) -> Devices:
    return Devices(tmp_path, bare.env)


@pytest.fixture
def gits(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Runs a sync, and counts the gits that it starts."""
    started: list[str] = []
    attempt, begin = Git.attempt, Git.begin_reading

    def attempted(git: Git, *words: str, data: bytes = b"") -> Done:
        started.append(words[0])
        return attempt(git, *words, data=data)

    def begun(git: Git) -> subprocess.Popen[bytes]:
        started.append("cat-file")
        return begin(git)

    monkeypatch.setattr(Git, "attempt", attempted)
    monkeypatch.setattr(Git, "begin_reading", begun)

    def sync(journal: Journal, *args: str) -> int:
        started.clear()
        result = journal("sync", *args)
        assert result.code == 0, result.err
        return len(started)

    return sync


def test_it_starts_git_no_oftener_than_it_must(devices: Devices, gits: Counted) -> None:
    here, there = devices("a", joined=False), devices("b", joined=False)
    here("init", "--yes")
    here.write({NOTE: note("one")})
    assert gits(here, "--remote", str(devices.hub)) == 12
    assert gits(here) == 6, "nothing new here or there"
    assert gits(there, "--remote", str(devices.hub)) == 9
    here.write({name("k3f9q3"): note("two", "k3f9q3")})
    assert gits(here) == 9, "one new record here"
    assert gits(there) == 8, "one there"
    here.write({name("k3f9q4"): note("three", "k3f9q4")})
    there.write({name("k3f9q5"): note("four", "k3f9q5")})
    gits(here)
    assert gits(there) == 13, "one on both sides"
    devices.settle()
    assert texts(here) == texts(there) == ["four", "one", "three", "two"]


def test_an_index_that_is_not_where_the_branch_is(devices: Devices) -> None:
    """By hand the branch was set back: what it then lacks does not come back from the index."""
    here = devices("a").write({NOTE: note("one")})
    here("sync")
    (here.root / "README.md").write_text("mine\n")
    devices.git("add", "README.md", at=here.root)
    devices.git("rm", "-q", "--cached", NOTE, at=here.root)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=here.root)
    (here.root / NOTE).unlink()
    here.write({name("k3f9q3"): note("two", "k3f9q3")})
    assert here("sync").out == "sent 2, received 0\n"
    names = devices.git("ls-tree", "-r", "--name-only", "main").split()
    assert "README.md" in names
    assert [each for each in names if "-note-" in each] == [name("k3f9q3")]
    assert devices.git("status", "--porcelain", at=here.root) == ""


def test_both_sides_many_commits_apart(devices: Devices) -> None:
    here, there = devices("a").write({NOTE: note("one")}), devices("b")
    here("sync")
    away = devices.hub.rename(devices.folder / "away.git")
    for each in ("k3f9q3", "k3f9q4"):
        there.write({name(each): note(each, each)})
        assert "cannot be reached" in there("sync").out
    away.rename(devices.hub)
    here.write({name("k3f9q5"): note("k3f9q5", "k3f9q5")})("sync")
    assert there("sync").out == "sent 2, received 2\n"
    devices.settle()
    assert travelling(here) == travelling(there)
    assert len(texts(here)) == 4


def test_folders_that_hold_each_other_many_times_are_refused(
    devices: Devices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten folders deep, ten names each for one folder: ten thousand million files."""
    monkeypatch.setattr(trees, "MANY", 2_000)
    here = devices("a")
    blob = devices.git("hash-object", "-w", "HEAD").strip()
    made, row = "", f"100644 blob {blob}"
    for _ in range(10):
        rows = "".join(f"{row}\t{number}\n" for number in range(10))
        made = subprocess.run(
            ["git", "mktree"], cwd=devices.hub, input=rows, env=devices.env,
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        row = f"040000 tree {made}"
    commit = devices.git(
        "-c", "user.name=x", "-c", "user.email=x", "commit-tree", made, "-p", "main", "-m", "x"
    ).strip()
    devices.git("update-ref", "refs/heads/main", commit)
    result = here("sync")
    assert (result.code, result.out) == (3, "")
    assert "the synced repository holds more than 2000 files" in result.err


def test_a_content_that_is_too_large_is_not_taken(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    clone = devices.folder / "clone"
    devices.git("clone", "-q", str(devices.hub), str(clone))
    (clone / NOTE).parent.mkdir(parents=True)
    (clone / NOTE).write_bytes(b"#" * (17 << 20))
    devices.git("add", "-A", at=clone)
    devices.git("-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x", at=clone)
    devices.git("push", "-q", at=clone)
    result = here("sync")
    assert (result.code, result.out) == (3, "")
    assert "a file in the synced repository is too large for a journal" in result.err
    assert not there.records()


def test_what_git_has_lost_is_told(devices: Devices) -> None:
    here, there = devices("a"), devices("b")
    here.write({NOTE: note("one")})("sync")
    there("sync")
    for path in (there.root / ".git" / "objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"torn")
    result = there("sync")
    assert (result.code, result.out) == (6, "")
    assert result.err.endswith(
        "hint: your records are untouched; if it stays so, rename .git and sync anew\n"
    )
    assert texts(there) == ["one"]
