"""backup and restore: all of the journal proved, or nothing; and archives from anywhere."""

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.errors import ReflectError
from reflectcli.storage import backup, files
from reflectcli.storage.archive import MANIFEST, MOST_DIRECTORY, Archive, Proof, is_fit
from reflectcli.storage.disk import Disk
from tests.conftest import Journal
from tests.test_bad_files import GOOD, GOOD_NAME, note

NAME = "2026/11/2026-11-22-note-k3f9q2.toml"


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with some of everything that is kept."""
    return journal.write({
        GOOD_NAME: GOOD, NAME: note(), "mentor/2026-11-22-pack-0123456789.json": "{}",
        ".drafts/ab12.md": "never saved", ".trash/x-deleted/2026/11/y.toml": "gone",
        "2026/11/photo é.jpg": b"\xff\x00" * 2000, "2026/11/.new-0123": "half", ".git/config": "x",
    })  # fmt: skip


def kept(journal: Journal) -> dict[str, bytes]:
    """The files that a backup is to hold."""
    return {
        path: raw
        for path, raw in journal.files().items()
        if ".new-" not in path and not path.startswith((".git/", ".pending/"))
    }


def test_all_comes_back_as_it_was(full: Journal, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    result = full("backup", "-o", str(archive))
    assert (result.code, result.err) == (0, "")
    assert result.out == f"saved 2 records (7 files) in {archive}, read back whole\n"
    result = full("restore", str(archive), str(tmp_path / "again"))
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        f"restored 2 records (7 files) into {tmp_path}/again · "
        f"reflect check --journal {tmp_path}/again\n"
    )
    again = Journal(tmp_path / "again", full.env)
    assert again.files() == kept(full)
    assert again("list").out == full("list").out
    assert "schema" not in again("check").err


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_archive_and_restored_files_are_for_the_owner_alone(full: Journal, tmp_path: Path) -> None:
    os.umask(0)
    full("backup", "-o", str(tmp_path / "all.zip"))
    full("restore", str(tmp_path / "all.zip"), str(tmp_path / "again"))
    for path in [tmp_path / "all.zip", tmp_path / "again", *(tmp_path / "again").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_it_is_dated_and_lies_here_unless_told(
    full: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert full("backup").out.endswith(" in reflect-2026-11-22-1640.zip, read back whole\n")
    assert (tmp_path / "reflect-2026-11-22-1640.zip").exists()
    result = full("backup")
    assert result.code == 5
    assert result.err == (
        "error: reflect-2026-11-22-1640.zip exists; it is left as it is\n"
        "hint: another name, or --force to replace it\n"
    )
    assert full("backup", "--force").code == 0


@pytest.mark.parametrize("name", ["b.zip", "2026/b.zip", "../journal/b.zip", "way/b.zip"])
def test_not_inside_of_the_journal(full: Journal, tmp_path: Path, name: str) -> None:
    if os.name == "posix":
        (tmp_path / "journal" / "way").symlink_to(full.root / "2026")
    before = full.files()
    result = full("backup", "-o", str(full.root / name))
    assert result.code == 2
    assert "lies in the journal itself" in result.err
    assert full.files() == before


def test_what_is_no_plain_file_is_named_and_not_followed(full: Journal, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("private")
    (full.root / "2026/11/link.toml").symlink_to(tmp_path / "secret")
    (full.root / "2026/far").symlink_to(tmp_path)
    os.mkfifo(full.root / "2026/pipe")
    (full.root / "2026/a\nb").write_text("odd name")
    result = full("backup", "-o", str(tmp_path / "all.zip"))
    assert result.code == 0
    assert result.err.startswith("4 left out, no plain files or names: 2026/a b, 2026/far, ")
    with zipfile.ZipFile(tmp_path / "all.zip") as made:
        assert b"private" not in b"".join(made.read(name) for name in made.namelist())


def test_what_a_crash_cut_short_is_finished_first(full: Journal, tmp_path: Path) -> None:
    moves = [["2026/11/.new-ab12-0", "2026/11/2026-11-22-note-m7aa01.toml"]]
    line = json.dumps({"id": "1", "deed": "add", "files": [], "after": []})
    full.write({moves[0][0]: note(id='"m7aa01"')})
    full.write({".pending/ab12.json": json.dumps({"moves": moves, "history": line})})
    assert full("backup", "-o", str(tmp_path / "a.zip")).out.startswith("saved 3 records")


@pytest.fixture
def archive(full: Journal, tmp_path: Path) -> Path:
    full("backup", "-o", str(tmp_path / "all.zip"))
    return tmp_path / "all.zip"


def refused(full: Journal, archive: Path, *words: str) -> None:
    """It is not restored, for that reason, and nothing is left."""
    before = sorted(archive.parent.iterdir())
    result = full("restore", str(archive), str(archive.parent / "again"))
    assert result.code == 3, result
    assert result.err.startswith(f"error: {archive}: ")
    for word in words:
        assert word in result.err
    assert sorted(archive.parent.iterdir()) == before


def test_cut_off_anywhere_it_is_refused_and_leaves_nothing(full: Journal, archive: Path) -> None:
    raw = archive.read_bytes()
    ends = {0, 1, 21, 22, 23, len(raw) - 1, len(raw) - 22, *range(0, len(raw), len(raw) // 60)}
    for end in sorted(ends - {len(raw)}):
        archive.write_bytes(raw[:end])
        refused(full, archive, "not a whole backup: it was cut off, changed, or is something else")


def test_changed_anywhere_it_is_refused_or_the_same(full: Journal, archive: Path) -> None:
    raw, right = archive.read_bytes(), kept(full)
    again = archive.parent / "again"
    for number, place in enumerate(range(0, len(raw), len(raw) // 150)):
        archive.write_bytes(raw[:place] + bytes((raw[place] ^ 1 << number % 8,)) + raw[place + 1 :])
        result = full("restore", str(archive), str(again))
        assert result.code in (0, 3), result
        assert again.exists() == (result.code == 0)
        if again.exists():
            # Such as a bit of the time of packing, which says nothing of the content.
            assert Journal(again, full.env).files() == right
            again.rename(archive.parent / f"right-{number}")


@pytest.mark.parametrize("content", [b"", b"x" * 100_000, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_refused(full: Journal, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.zip").write_bytes(content)
    refused(full, tmp_path / "odd.zip", "not a whole backup")


def made(
    path: Path, *entries: tuple[str, bytes], change: Callable[..., None] | None = None
) -> Path:
    """An archive with a manifest that fits whatever is in it."""
    from hashlib import sha256

    listed = {
        name.removeprefix("journal/"): {"size": len(raw), "sha256": sha256(raw).hexdigest()}
        for name, raw in entries
    }
    manifest = {"reflect_backup": 1, "made": "2026-11-22", "files": listed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(entry)
            new.writestr(entry, raw)
        new.writestr(MANIFEST, json.dumps(manifest))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "journal/../../evil", "../evil", "/etc/evil", "journal//etc/evil", "journal/a/../../evil",
        "journal/C:/evil", "C:\\evil", "journal/..\\evil", "journal/a\\..\\..\\evil", "evil",
        "journal/./evil", "journal/a\nb", "journal/a\x1b[2Jb", "journal/", "journal/dir/",
        "journal/con: ", "journal/x.", "journal/..", "journal/\u202ex",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(full: Journal, tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "evil.zip", ("journal/journal.toml", b"format = 1\n"), (name, b"x"))
    before = sorted(tmp_path.rglob("*"))
    refused(full, path)
    assert sorted(tmp_path.rglob("*")) == before
    assert "\x1b" not in full("restore", str(path), str(tmp_path / "again")).err


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFDIR])
def test_links_and_devices_are_refused(full: Journal, tmp_path: Path, kind: int) -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = (kind | 0o777) << 16

    path = made(tmp_path / "evil.zip", ("journal/a", b"/etc/passwd"), change=change)
    refused(full, path, "is no plain file, such as a link or a device")


def test_a_name_twice_is_refused(full: Journal, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = made(tmp_path / "evil.zip", ("journal/a", b"x"), ("journal/a", b"x"))
    refused(full, path, "'journal/a' is in it twice")


def test_a_file_that_is_a_folder_too_is_refused(full: Journal, tmp_path: Path) -> None:
    path = made(
        tmp_path / "evil.zip", ("journal/a/x", b"x"), ("journal/ab", b"x"), ("journal/a", b"x")
    )
    refused(full, path, "'journal/a' is in it as a file and as a folder")


def test_a_size_in_the_manifest_alone_is_refused(full: Journal, tmp_path: Path) -> None:
    """Before room is looked for that no disk has."""
    huge = {"a": {"size": 10**30, "sha256": "0" * 64}}
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as new:
        new.writestr("journal/a", "x")
        new.writestr(MANIFEST, json.dumps({"reflect_backup": 1, "made": "", "files": huge}))
    refused(full, tmp_path / "odd.zip", "its list and its files differ: 'a'")


def test_a_place_before_the_archives_beginning_is_damage(full: Journal, archive: Path) -> None:
    raw = bytearray(archive.read_bytes())
    # What the list says of where it begins is believed, and every file's place reckoned from it.
    raw[-6:-2] = (len(raw) * 2).to_bytes(4, "little")
    archive.write_bytes(raw)
    refused(full, archive, "not a whole backup")


def test_a_bomb_is_refused_before_it_is_unpacked(full: Journal, tmp_path: Path) -> None:
    path = made(tmp_path / "bomb.zip", ("journal/a", b"\0" * (300 << 20)))
    assert path.stat().st_size < 1 << 20
    refused(full, path, "300 MB unpacked from ")


def test_a_bomb_that_hides_its_size_is_refused(full: Journal, tmp_path: Path) -> None:
    path = made(tmp_path / "bomb.zip", ("journal/a", b"\0" * (8 << 20)))
    raw = path.read_bytes()
    size = (8 << 20).to_bytes(4, "little")
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, (100).to_bytes(4, "little")))
    refused(full, path)


def test_a_list_of_files_that_would_take_all_memory_is_refused(
    full: Journal, tmp_path: Path
) -> None:
    path = made(tmp_path / "evil.zip", ("journal/a", b"x"))
    raw = bytearray(path.read_bytes())
    raw[-10:-6] = (MOST_DIRECTORY + 1).to_bytes(4, "little")
    path.write_bytes(raw)
    refused(full, path, "not a whole backup")


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{", b"[" * 100_000, b'{"reflect_backup": 1}',
     b'{"reflect_backup": 1, "files": 1}',
     b'{"reflect_backup": 1, "files": {"a": 1}}', b'{"reflect_backup": 1, "files": {}}',
     b'{"reflect_backup": 2, "files": {}}', b"\xff",
     b'{"reflect_backup": 1, "files": {"a": {"size": 1, "sha256": "0"}}}'],
)  # fmt: skip
def test_a_manifest_that_does_not_fit_is_refused(
    full: Journal, tmp_path: Path, manifest: bytes
) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as new:
        new.writestr("journal/a", "x")
        new.writestr(MANIFEST, manifest)
    refused(full, tmp_path / "odd.zip")


def test_into_a_new_folder_alone(full: Journal, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine.txt").write_text("mine")
    result = full("restore", str(archive), str(tmp_path / "there"))
    assert (result.code, os.listdir(tmp_path / "there")) == (5, ["mine.txt"])
    assert "exists and is not empty" in result.err
    assert full("restore", str(archive), str(archive)).code == 5
    assert full("restore", str(archive), str(tmp_path / "no/such")).code == 4
    assert full("restore", str(tmp_path / "no.zip"), str(tmp_path / "new")).code == 4
    (tmp_path / "there/mine.txt").unlink()
    assert full("restore", str(archive), str(tmp_path / "there")).code == 0


def test_a_full_disk_leaves_nothing(
    full: Journal, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(Archive, "content", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    for command in (["restore", str(archive), str(tmp_path / "new")],
                    ["backup", "-o", str(tmp_path / "new.zip")]):  # fmt: skip
        assert full(*command).code == 6
    assert sorted(tmp_path.iterdir()) == before


def test_ten_thousand_records_come_back(journal: Journal, tmp_path: Path) -> None:
    folder = journal.root / "2026/11"
    folder.mkdir(parents=True)
    names = [f"2026/11/2026-11-22-note-a{number:05}.toml" for number in range(10_000)]
    for name in names:
        (journal.root / name).write_text(note(id=f'"{name[-11:-5]}"'))
    assert journal("backup", "-o", str(tmp_path / "b.zip")).out.startswith("saved 10000 records")
    raw = (tmp_path / "b.zip").read_bytes()
    assert journal("restore", str(tmp_path / "b.zip"), str(tmp_path / "again")).code == 0
    assert Journal(tmp_path / "again", {}).files() == journal.files()
    (tmp_path / "b.zip").write_bytes(raw[: len(raw) * 9 // 10])
    (tmp_path / "again").rename(tmp_path / "moved")
    refused(journal, tmp_path / "b.zip", "not a whole backup")


@given(st.text(max_size=20))
def test_a_fit_name_stays_inside(name: str) -> None:
    if is_fit(name):
        assert os.path.normpath(f"/j/{name}").startswith("/j/")
        assert name.isprintable()


def test_a_folder_is_no_name_for_an_archive(full: Journal, tmp_path: Path) -> None:
    result = full("backup", "-o", str(tmp_path), "--force")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"error: {tmp_path} is a folder\nhint: name a file in it\n"


def test_without_room_nothing_is_unpacked(
    full: Journal, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(folder: object) -> SimpleNamespace:
        return SimpleNamespace(free=3 << 19 if folder == tmp_path else 1 << 40)

    right = Archive(archive)
    right.files["journal.toml"] = Proof(5 << 19, "")
    monkeypatch.setattr(shutil, "disk_usage", usage)
    with right, pytest.raises(ReflectError) as caught:
        backup._require_room(right, tmp_path)
    assert caught.value.code == 6
    assert str(caught.value) == f"the backup needs 2 MB, and 1 MB are free in {tmp_path}"


def test_what_is_restored_is_on_the_disk_before_it_is_said(
    full: Journal, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file and folder of it, and then the name of the new folder."""
    deeds: list[tuple[str, set[str]]] = []
    real_sync, real_folder = Disk.sync, files.sync_folder

    def sync(self: Any, paths: Any, folders: Any) -> None:
        deeds.append(("sync", {Path(each).name for each in (*paths, *folders)}))
        real_sync(self, paths, folders)

    def sync_folder(folder: Any) -> None:
        deeds.append(("folder", {str(folder)}))
        real_folder(folder)

    monkeypatch.setattr(Disk, "sync", sync)
    monkeypatch.setattr(files, "sync_folder", sync_folder)
    backup.restore(archive, tmp_path / "again", lambda *_: None)
    written = {path.name for path in (tmp_path / "again").rglob("*") if ".schema" not in path.parts}
    synced = set().union(*(names for deed, names in deeds if deed == "sync"))
    assert written <= synced
    assert deeds[-1] == ("folder", {str(tmp_path)})


def test_progress_ends_with_the_last_file_and_no_file_stays_open(
    full: Journal, archive: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    with Archive(archive) as opened:
        opened.verify(lambda *each: told.append(each))
    assert told == [(number, len(opened.files)) for number in range(1, len(opened.files) + 1)]
    told.clear()
    backup.restore(archive, tmp_path / "again", lambda *each: told.append(each))
    assert told == [(number, len(opened.files)) for number in range(1, len(opened.files) + 1)]
    if before:
        assert set(os.listdir("/proc/self/fd")) == before


def test_a_film_in_the_journals_folder_stays_out_and_is_named(
    full: Journal, tmp_path: Path
) -> None:
    with open(full.root / "film.mkv", "wb") as film:
        film.truncate(9 << 30)
    with open(full.root / "sound.wav", "wb") as sound:
        sound.truncate(17 << 20)
    result = full("backup", "-o", str(tmp_path / "b.zip"))
    assert result.code == 0
    assert result.err == "1 left out, larger than 100 MB, copy yourself what you need: film.mkv\n"
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert "journal/sound.wav" in archive.namelist()
        assert "journal/film.mkv" not in archive.namelist()


def test_more_than_a_backup_holds_is_refused_before_the_work(full: Journal, tmp_path: Path) -> None:
    for number in range(90):
        with open(full.root / f"{number}.bin", "wb") as part:
            part.truncate(99 << 20)
    result = full("backup", "-o", str(tmp_path / "b.zip"))
    assert (result.code, result.out) == (6, "")
    assert "and a backup holds at most 500000 of 8192 MB\n" in result.err
    assert [
        path.name for path in tmp_path.iterdir() if ".zip" in path.name or ".new" in path.name
    ] == []


ENDING = """\
import os, sys
from reflectcli.storage import backup
from reflectcli.__main__ import main
add = backup._add

def told(*args):
    os.kill(os.getpid(), int(os.environ["NUMBER"]))
    return add(*args)

backup._add = told
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", -15), ("SIGHUP", -1), ("SIGINT", 130)])
def test_told_to_end_it_leaves_nothing_behind(
    full: Journal, tmp_path: Path, name: str, code: int
) -> None:
    number = getattr(signal, name)
    env = {**os.environ, **full.env, "REFLECT_JOURNAL": str(full.root), "REFLECT_NOW": full.now}
    before = {path.name for path in tmp_path.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", ENDING, "backup", "-o", str(tmp_path / "b.zip")],
        env=env | {"NUMBER": str(int(number))}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_under_nohup_it_goes_on(full: Journal, tmp_path: Path) -> None:
    env = {**os.environ, **full.env, "REFLECT_JOURNAL": str(full.root), "REFLECT_NOW": full.now}
    done = subprocess.run(
        [sys.executable, "-c", ENDING, "backup", "-o", str(tmp_path / "b.zip")],
        env=env | {"NUMBER": str(int(signal.SIGHUP))}, capture_output=True, text=True, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "b.zip").exists()


def test_a_folder_that_cannot_be_looked_into_is_no_whole_backup(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write({"2026/11/a.toml": "x", "2026/10/b.toml": "y"})
    shut, real = str(journal.root / "2026" / "10"), os.scandir

    def scandir(path: Any = ".") -> Any:
        if os.fspath(path) == shut:
            raise PermissionError(errno.EACCES, "Permission denied", shut)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = journal("backup", "-o", str(tmp_path / "b.zip"))
    assert result.code == 6
    assert "Permission denied" in result.err and shut in result.err
    assert not (tmp_path / "b.zip").exists()


def test_an_empty_folder_is_no_journal_to_back_up(bare: Journal, tmp_path: Path) -> None:
    bare.root.mkdir()
    result = bare("backup", "-o", str(tmp_path / "b.zip"))
    assert (result.code, result.out) == (4, "")
    assert result.err == f"error: there is nothing in {bare.root} to back up\n"
    assert not (tmp_path / "b.zip").exists()
