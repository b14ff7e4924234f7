"""Two devices' files as one: bent, moved, doubled, deleted; nothing acknowledged goes missing."""

import re
import shutil
from pathlib import Path
from random import Random

from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.layout import parse_path
from reflectcli.storage.syncing.copies import own_version
from reflectcli.storage.syncing.marks import TAG
from reflectcli.storage.syncing.merge import BOTH, merge
from reflectcli.storage.syncing.trees import Entry, changes, record_id, records, travels
from tests.fuzz.bend import bent, bent_bytes, odd
from tests.fuzz.desk import seeds, sound
from tests.fuzz.harness import main, require
from tests.fuzz.pieces import bent_file
from tests.sync_devices import Devices, note

Files = dict[str, Entry]
ODD = (
    "README.md", ".gitignore", "journal.toml", "mentor/2026-11-22-pack-0123456789.json",
    "2026/11/2026-11-20-note-aaaa (conflicted copy).toml", "2026/11/x.toml", ".trash/x.toml",
    "2026/13/2026-13-20-note-aaaa.toml", "2026/12/2026-11-20-note-aaaa.toml", "goals/x.toml",
    "2026/11/2026-11-20-note-aaaa.sync-conflict-20261122.toml", "2026/11/2026-11-20-goal-aaaa.toml",
)  # fmt: skip


def merges(random: Random, folder: Path) -> None:
    """Merge made trees, copy bent records, and now and then sync real folders."""
    base, ours, theirs = (_tree(random) for _ in range(3))
    if random.random() < 0.7:
        ours, theirs = (_worked(random, base) for _ in range(2))
    _merged(base, ours, theirs)
    _copied(random)
    if random.random() < 0.002:
        _synced(random, folder)


def _tree(random: Random) -> Files:
    found = {}
    for _ in range(random.randint(0, 7)):
        day, name = random.randint(19, 21), random.choice(("aaaa", "bbbb", "cccc", "dddd"))
        kind = random.choice(("note", "note", "shift"))
        path = f"2026/11/2026-11-{day}-{kind}-{name}.toml"
        path = random.choice(ODD) if random.random() < 0.2 else path
        found[path] = ("100644", random.choice("12345"))
    return found


def _worked(random: Random, tree: Files) -> Files:
    """What a device makes of the files: some are changed, moved, gone or new."""
    found = dict(tree)
    for path in tree:
        match random.randrange(6):
            case 0:
                del found[path]
            case 1:
                found[path] = ("100644", random.choice("12345"))
            case 2:
                found[path.replace("11-20", "11-21")] = found.pop(path)
    return found | (_tree(random) if random.random() < 0.4 else {})


def _merged(base: Files, ours: Files, theirs: Files) -> None:
    said = (base, ours, theirs)
    merged = merge(*said)
    kept = set(merged.tree.items()) | {(each.ours, each.entry) for each in merged.conflicts}
    contents = {(record_id(path) or path, entry[1]) for path, (entry) in kept}
    for side in (ours, theirs):
        for path, entry in side.items():
            if travels(path) and base.get(path, ("", ""))[1] != entry[1]:
                require((record_id(path) or path, entry[1]) in contents, "gone", path, said, merged)
    require(merged.tree.keys() <= base.keys() | ours.keys() | theirs.keys(), said, merged)
    if all(len(records(tree)) == len([*filter(record_id, tree)]) for tree in said):
        require(len(records(merged.tree)) == len([*filter(record_id, merged.tree)]), said, merged)
    require(merge(base, ours, base).tree == ours, said)
    require(merge(base, base, theirs).tree == theirs, said)
    other = merge(base, theirs, ours)
    require(_doubted(merged.conflicts) == _doubted(other.conflicts), said, merged, other)
    again = merge(merged.tree, merged.tree, theirs)
    require(changes(merged.tree, merged.tree) == [] and again.conflicts == [], said)


def _doubted(conflicts: object) -> set[str | None]:
    return {record_id(each.path) for each in conflicts if each.sort == BOTH}  # type: ignore[attr-defined]


def _copied(random: Random) -> None:
    path = random.choice([name for name in seeds() if "-" in name])
    raw = bent_file(random, seeds()[path]).encode()
    raw = bent_bytes(random, raw) if random.random() < 0.2 else raw
    taken = {record_id(path) or ""}
    new, copy = own_version(path, raw, taken)
    entry, old = parse_path(new), parse_path(path)
    require(entry is not None and old is not None and entry.id not in taken, new)
    assert entry is not None and old is not None
    require((entry.kind, entry.shift) == (old.kind, old.shift), path, new)
    require(own_version(path, raw, taken) == (new, copy), "another copy each time", path)
    try:
        before, after = (toml.parse(toml.decode(each, "f"), "f") for each in (raw, copy))
    except ReflectError:
        return
    if before.get("id") == old.id:
        require(after["id"] == entry.id, raw, copy)
        same = before.keys() | after.keys()
        odd_keys = [key for key in same if not toml.same(before.get(key), after.get(key))]
        require(set(odd_keys) <= {"id", "tags", "links"}, odd_keys, raw, copy)
        tags = after.get("tags")
        require(not isinstance(tags, list) or TAG in tags or "id" not in odd_keys, raw, copy)


def _synced(random: Random, folder: Path) -> None:
    """Three devices and a repository, with bent files among theirs."""
    import os

    place = folder / "devices"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    names = [name for name in os.environ if name.startswith("XDG_")]
    env = {name: os.environ[name] for name in (*names, "HOME")}
    devices = Devices(place, env)
    written: set[str] = set()
    for step in range(random.randint(3, 9)):
        journal = devices(random.choice("abc"))
        match random.randrange(5):
            case 0:
                written.add(text := f"text {step}")
                require(journal("note", text).code == 0)
            case 1:
                path = f"2026/11/2026-11-20-note-{random.choice(('aaaa', 'bbbb'))}.toml"
                raw = bent(random, note("by hand", path[-9:-5])).encode(errors="ignore")
                journal.write(
                    {path: raw if random.random() < 0.5 else note(odd_word(random), path[-9:-5])}
                )
            case 2:
                path = random.choice(ODD)
                if path.count("/") < 3 and path != "journal.toml":
                    journal.write({path: odd(random).encode(errors="ignore")})
            case 3:
                sound(journal("sync"), step, any_bytes=True)
            case _:
                journal("undo") if not written else journal("sync")
    for _ in range(2):
        for journal in devices.made.values():
            sound(journal("sync", "--yes"), "sync", any_bytes=True)
    said = "".join(
        raw.decode(errors="replace")
        for each in devices.made.values()
        for raw in each.files().values()
    )
    require(all(text in said for text in written), "a note is gone", written)
    require(not re.search(r"(?m)^<<<<<<< .*\n(.*\n)*>>>>>>> ours", said), "git's marks were left")


def odd_word(random: Random) -> str:
    """A word for a note."""
    return "".join(random.choices("abc é", k=4))


if __name__ == "__main__":
    main(merges)
