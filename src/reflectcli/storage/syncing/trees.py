"""What a commit or the journal's folder holds: paths, and the names git gives to contents."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage.encryption.keys import KEY_FILE
from reflectcli.storage.git import Git, refused
from reflectcli.storage.git_objects import Kept
from reflectcli.storage.layout import JOURNAL_FILE, KEYS, MENTOR, parse_path
from reflectcli.storage.packs import PACK, REPLY

Entry = tuple[str, str]
"""Mode and object name of a file, as git has them."""
Tree = Mapping[str, Entry]

GIT_FILES = (".gitattributes", ".gitignore")
MANY = 500_000
"""A repository of more files is no journal."""
_FOLDER = "040000"
_YEAR = re.compile(r"\d{4}", re.ASCII)
_READ_FOLDER = re.compile(rf"[0-9]{{4}}/[0-9]{{2}}|{'|'.join(LONG_LIVED.values())}")


@cache
def travels(path: str) -> bool:
    """Tell whether a file goes to the other devices: records, settings, packs and replies, keys."""
    folder, _, name = path.rpartition("/")
    if not folder:
        return name == JOURNAL_FILE or name in GIT_FILES
    if folder == KEYS:
        return bool(KEY_FILE.fullmatch(name))
    if folder == MENTOR:
        return bool(PACK.fullmatch(name) or REPLY.fullmatch(name))
    return bool(_READ_FOLDER.fullmatch(folder)) and parse_path(path) is not None


@cache
def record_id(path: str) -> str | None:
    """The ID of the record whose file it is."""
    entry = parse_path(path) if travels(path) and "/" in path else None
    return entry.id if entry and not path.startswith(f"{MENTOR}/") else None


def records(tree: Tree) -> set[str]:
    """The IDs of the records of a tree."""
    return {each for path in tree if (each := record_id(path)) is not None}


def files_here(root: str) -> Iterator[tuple[str, bool]]:
    """What would travel of the journal's folder, and whether it is a plain file.

    Raises:
        ReflectError: a folder of records is a link to some other place.
    """
    years = [name for name in _names(root, "") if _YEAR.fullmatch(name)]
    months = [f"{year}/{month}" for year in years for month in _names(root, year)]
    for folder in ("", MENTOR, KEYS, *LONG_LIVED.values(), *months):
        for name in _names(root, folder):
            path = f"{folder}/{name}" if folder else name
            if travels(path):
                yield path, stat.S_ISREG(os.lstat(os.path.join(root, path)).st_mode)


def _names(root: str, folder: str) -> list[str]:
    """The names in a folder; one that cannot be read is an error, or its files were deleted."""
    where = os.path.join(root, folder)
    if folder and os.path.islink(where):
        raise _no_file(folder, "a link to another place, so it cannot be synced")
    try:
        return sorted(os.listdir(where))
    except (FileNotFoundError, NotADirectoryError):
        return []


def tree_of(git: Git, name: str | None) -> dict[str, Entry]:
    """The files of a commit or tree; none for None.

    Raises:
        ReflectError: what is called like a record there is no plain file.
    """
    found: dict[str, Entry] = {}
    if name is None:
        return found
    level = [("", f"{name}^{{tree}}")]
    while level:
        deeper = []
        for (folder, oid), kept in zip(level, git.objects.read([*map(_oid, level)]), strict=True):
            if kept is None or kept.kind != "tree":
                raise refused(f"the folder {folder or oid} is missing in .git")
            for entry, path in _entries(kept, folder):
                if entry[0] == _FOLDER:
                    deeper.append((f"{path}/", entry[1]))
                elif travels(path) and entry[0] not in ("100644", "100755"):
                    raise _no_file(path, "not a plain file in the synced repository")
                else:
                    found[path] = entry
            if len(found) + len(deeper) > MANY:
                raise ReflectError(
                    f"the synced repository holds more than {MANY} files: it is no journal",
                    hint="name another one: --remote",
                    code=ExitCode.BAD_DATA,
                )
        level = deeper
    return found


def _oid(place: tuple[str, str]) -> str:
    return place[1]


def _entries(tree: Kept, folder: str) -> Iterator[tuple[Entry, str]]:
    """What a folder holds, as git writes it down: mode, name, NUL, and the object's name in bytes.

    Folders have the mode that git prints for them.
    """
    start, size = 0, len(tree.name) // 2
    while start < len(tree.raw):
        middle = tree.raw.index(b"\0", start)
        mode, _, name = tree.raw[start:middle].partition(b" ")
        start = middle + 1 + size
        oid = tree.raw[middle + 1 : start].hex()
        yield (mode.decode().zfill(6), oid), folder + os.fsdecode(name)


def _no_file(path: str, message: str) -> ReflectError:
    return ReflectError(
        message, location=SourceLocation(path), hint="put a plain one in its place, or remove it",
        code=ExitCode.BAD_DATA,
    )  # fmt: skip


def contents(git: Git, names: Sequence[str]) -> dict[str, bytes]:
    """The contents by their object names.

    Raises:
        ReflectError: one is larger than any file of a journal (3), or missing (6).
    """
    found, asked = {}, [*dict.fromkeys(names)]
    for name, kept in zip(asked, git.objects.read(asked), strict=True):
        if kept is None or kept.kind != "blob":
            raise refused(f"the content {name} is missing in .git")
        found[name] = kept.raw
    return found


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that came, went or is another: by its record's ID, or by its path."""

    deed: str
    path: str

    @property
    def kind(self) -> str:
        """The kind of record, `settings`, or `file`."""
        if record_id(self.path):
            entry = parse_path(self.path)
            assert entry is not None
            return entry.kind
        return "settings" if self.path == JOURNAL_FILE else "file"


def keyed(*trees: Tree) -> list[dict[str, str]]:
    """The paths of each tree by what a file is known by: a record's ID, else its path.

    An ID that two files of a tree have tells neither, so that both go by their paths.
    """
    doubled: set[str] = set()
    for tree in trees:
        seen: set[str] = set()
        for each in map(record_id, tree):
            if each is not None:
                (doubled if each in seen else seen).add(each)

    def key(path: str) -> str:
        known = record_id(path)
        return known if known is not None and known not in doubled else path

    return [{key(path): path for path in tree} for tree in trees]


def changes(before: Tree, after: Tree) -> list[Changed]:
    """What is different for the user, in order of the paths."""
    old, new = keyed(before, after)
    found = []
    for each in old.keys() | new.keys():
        was, now = old.get(each), new.get(each)
        path = now or was
        assert path is not None
        if not travels(path) or path in GIT_FILES:
            continue
        if was is None or now is None:
            found.append(Changed("removed" if now is None else "added", path))
        elif was != now or before[was][1] != after[now][1]:
            found.append(Changed("changed", path))
    return sorted(found, key=lambda each: each.path)
