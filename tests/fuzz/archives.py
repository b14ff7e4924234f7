"""Backups, bent by byte, entry and manifest: restored as they were, or refused without a trace."""

import io
import json
import os
import shutil
import stat
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from tests.conftest import Journal
from tests.fuzz.bend import bent_bytes, odd
from tests.fuzz.desk import fresh, seeds, sound
from tests.fuzz.diaries import bent_json
from tests.fuzz.harness import main, require, scratch

NAMES = (
    "../x", "/etc/x", "journal/../x", "journal//x", "journal/a\\b", "journal/C:x", "x", "journal/",
    "journal/.trash/x", "journal/.git/config", "journal/a.", "journal/aux", "journal/\u202ex",
    "journal/" + "a" * 300, "journal/" + "a/" * 60 + "x", "journal/journal.toml/x", "journal/./x",
    "reflect-backup.json", "journal/reflect-backup.json", "JOURNAL/x", "journal/new.toml",
)  # fmt: skip
MODES = (0, stat.S_IFREG | 0o600, stat.S_IFLNK | 0o777, stat.S_IFIFO, stat.S_IFDIR, 0o177777)
Entries = list[tuple[str, bytes, int]]


@cache
def right() -> bytes:
    """A backup of a few records."""
    with scratch() as folder:
        journal = fresh(folder, full=False)
        some = list(seeds().items())[::25]
        journal.write({name: text for name, text in some if name != "journal.toml"})
        sound(journal("backup", "-o", "b.zip"), "backup")
        return (folder / "b.zip").read_bytes()


def archives(random: Random, folder: Path) -> None:
    """Restore what may be a backup; then the new journal is what the manifest says, or nothing."""
    raw = _made(random) if random.random() < 0.6 else right()
    if random.random() < 0.6:
        raw = bent_bytes(random, raw)
    (folder / "b.zip").write_bytes(raw)
    new = folder / "new"
    shutil.rmtree(new, ignore_errors=True)
    env = {name: value for name, value in os.environ.items() if name[:3] in ("HOM", "XDG", "PAT")}
    before = _around(folder)
    result = sound(Journal(folder / "journal", env)("restore", "b.zip", "new"), "restore")
    require(result.code in (0, 3) or "File name too long" in result.err, result)
    require(_around(folder) - {"new"} == before, "something was left", _around(folder) - before)
    require(new.exists() == (result.code == 0), result)
    if result.code == 0:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            said = json.loads(archive.read("reflect-backup.json"))["files"]
        found = {
            path.relative_to(new).as_posix(): path.read_bytes()
            for path in new.rglob("*")
            if path.is_file() and path.relative_to(new).parts[0] != ".schema"
        }
        hashes = {name: sha256(content).hexdigest() for name, content in found.items()}
        require(hashes == {name: each["sha256"] for name, each in said.items()}, said, hashes)
        require(not any(path.is_symlink() for path in new.rglob("*")), "a link was made")


def _around(folder: Path) -> set[str]:
    """What lies beside, and above as far as a wrong path could reach."""
    places = (folder.parent, folder.parents[1])
    above = {f"{place}: {name}" for place in places for name in os.listdir(place)}
    return above | {name for name in os.listdir(folder) if name != "home"}


def _made(random: Random) -> bytes:
    """An archive with odd entries, and a manifest that may fit."""
    with zipfile.ZipFile(io.BytesIO(right())) as archive:
        entries: Entries = [(each.filename, archive.read(each), each.external_attr >> 16)
                            for each in archive.infolist() if each.filename[0] != "r"]  # fmt: skip
    for _ in range(random.randint(0, 2)):
        place = random.randrange(len(entries))
        name, content, mode = entries[place]
        match random.randrange(5):
            case 0:
                entries[place] = (random.choice(NAMES), content, mode)
            case 1:
                entries[place] = (name, content, random.choice(MODES))
            case 2:
                entries[place] = (f"journal/{odd(random)[:80]}", content, mode)
            case 3:
                entries.append(entries[place])
            case _:
                entries[place] = (name, b"\0" * random.choice((0, 10, 100_000)), mode)
    return _zipped(random, entries, _manifest(random, entries))


def _manifest(random: Random, entries: Entries) -> bytes:
    listed = {
        name.removeprefix("journal/"): {"size": len(raw), "sha256": sha256(raw).hexdigest()}
        for name, raw, _ in entries
    }
    said: Any = {"reflect_backup": 1, "made": "2026-11-22", "files": listed}
    if random.random() < 0.3:
        said = bent_json(random, said)
    text = json.dumps(said).encode()
    return bent_bytes(random, text) if random.random() < 0.1 else text


def _zipped(random: Random, entries: Entries, manifest: bytes) -> bytes:
    made = io.BytesIO()
    ways = (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2)
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw, mode in (*entries, ("reflect-backup.json", manifest, 0)):
            entry = zipfile.ZipInfo(name.replace("\0", "") or "x")
            entry.external_attr = mode << 16
            entry.compress_type = random.choice(ways) if random.random() < 0.1 else ways[0]
            archive.writestr(entry, raw)
        if random.random() < 0.1:
            archive.comment = b"x" * random.choice((1, 22, 60_000))
    return made.getvalue()


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main(archives)
