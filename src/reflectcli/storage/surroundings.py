"""What lies in the journal's folder beside its records, and who can read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files as resources
from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.frozen import replace
from reflectcli.storage import files
from reflectcli.storage.conflicts import copy_of
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.inside import HINT, OUT, leads_out
from reflectcli.storage.inspection import Inspection
from reflectcli.storage.layout import (
    AGE,
    DRAFTS,
    JOURNAL_FILE,
    MENTOR,
    SCHEMAS,
    TRASH,
    folder_of,
    parse_path,
    relative,
)
from reflectcli.storage.listing import ENDS, PENDING
from reflectcli.storage.misplaced import copied
from reflectcli.storage.repairs import Repair, into_trash
from reflectcli.storage.syncing.marks import remark_on_settings

OLD_SECONDS = 3600
"""A temporary file of this age is no longer being written."""
FORGOTTEN_SECONDS = 30 * 86400
"""A draft of this age is hardly taken up again."""


def inspect_strangers(root: Path, now: datetime, found: Inspection) -> None:
    """Add a remark for each file that does not belong.

    A record in a folder that is never read is a problem, as is another version of the settings.
    """
    remarks, problems = found.remarks, found.problems
    leftovers: dict[str, list[str]] = {}
    needed = {files.TEMPORARY + name.removesuffix(".json") for name in files.names(root / PENDING)}
    for path in _files(root):
        name, entry = path.rpartition("/")[2], parse_path(path)
        folder = path.rpartition("/")[0]
        if path.startswith(f"{DRAFTS}/"):
            read = f" · reflect encrypt show {path} prints it" if path.endswith(AGE) else ""
            hint = f"your text, never saved; it is yours to keep or delete: {root / path}{read}"
            remarks.append(_remark("a draft that was left behind", path, hint))
            if _age(root / path, now) > FORGOTTEN_SECONDS:
                found.repairs.append(into_trash(path, why="for it is over 30 days old"))
        elif name.startswith(files.TEMPORARY):
            # What a commit file still names is no leftover: it may be all there is of a record.
            if _age(root / path, now) > OLD_SECONDS and _written_by(name) not in needed:
                leftovers.setdefault(_written_by(name), []).append(path)
        elif name.startswith(".") or path == JOURNAL_FILE or folder == PENDING or _is_kept(path):
            continue
        elif remark := remark_on_settings(path):
            remarks.append(remark)
        elif (root / path).is_symlink() and leads_out(root, path):
            if entry is None or not _is_read(folder):
                remarks.append(_remark(OUT, path, HINT))
        elif folder == "" and (copy := copy_of(name)):
            problems.append(copied(path, copy))
            found.repairs.append(into_trash(path, why=f"and leave {copy.original} as it is"))
        elif not _is_read(folder):
            if entry is None:
                remarks.append(_remark("does not belong to the journal, so it is not read", path))
            else:
                right = f"{folder_of(entry.kind, entry.shift)}/{name}"
                where = SourceLocation(path)
                reason = "a record in a folder that is not read"
                problems.append(Problem(reason, where, _to_move(root, right)))
        elif not name.endswith(ENDS):
            remarks.append(_remark("does not belong to the journal, so it is not read", path))
    for each in leftovers.values():
        remarks.append(_leftover(root, each))
        found.repairs.append(into_trash(*each))
    if empty := [*_empty_folders(root), *_empty_in_trash(root)]:
        found.repairs.append(
            Repair("empty", tuple(empty), "remove it, for it is empty", quiet=True)
        )


def _age(path: Path, now: datetime) -> float:
    return now.timestamp() - path.lstat().st_mtime


def _empty_folders(root: Path) -> Iterator[str]:
    for year in files.names(root):
        for month in files.names(root / year) if year.isdecimal() else ():
            if _is_read(f"{year}/{month}") and _is_empty(root / year / month):
                yield f"{year}/{month}"


def _empty_in_trash(root: Path) -> Iterator[str]:
    """Folders of the trash with nothing in them but such, the innermost first."""
    empty: set[str] = set()
    for where, folders, names in os.walk(root / TRASH, topdown=False):
        path = relative(Path(where), root)
        if not names and path != TRASH and all(f"{path}/{each}" in empty for each in folders):
            empty.add(path)
            yield path


def _is_empty(folder: Path) -> bool:
    try:
        return not folder.is_symlink() and not os.listdir(folder)
    except OSError:
        return False


def _to_move(root: Path, right: str) -> str:
    """What to do with a record that lies elsewhere than it should."""
    if os.path.lexists(root / right):
        return f"{right} is there too, perhaps with another text: compare the two"
    return f"move the file to {right}"


def _leftover(root: Path, paths: list[str]) -> Problem:
    """One remark on all the temporary files of one command."""
    first, *others = paths
    if not others:
        return _remark("left by a crash while writing", first, f"delete it: {root / first}")
    message = f"left by a crash while writing, as {len(others)} more"
    start = _written_by(first.rpartition("/")[2])
    return _remark(message, first, f"delete all files whose names begin with {start}, in {root}")


def _written_by(name: str) -> str:
    """What the names of all temporary files of one command begin with."""
    return "-".join(name.split("-")[:2])


def _files(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        top = Path(folder) == root
        folders[:] = sorted(
            name for name in folders if name[0] != "." or (top and name in (DRAFTS, PENDING))
        )
        yield from (relative(Path(folder, name), root) for name in sorted(names))


def _is_read(folder: str) -> bool:
    if folder in LONG_LIVED.values():
        return True
    year, _, month = folder.partition("/")
    numbers = f"{year}{month}"
    return len(year) == 4 and len(month) == 2 and numbers.isascii() and numbers.isdecimal()


def _is_kept(path: str) -> bool:
    """Tell whether it is the path of a pack or of a reply."""
    folder, _, name = path.rpartition("/")
    if folder != MENTOR:
        return False
    from reflectcli.storage.packs import PACK, REPLY

    return bool(PACK.fullmatch(name) or REPLY.fullmatch(name))


def problems_with_mentor(root: Path, seal: Seal) -> list[Problem]:
    """What is wrong with the packs and replies that are kept; most journals have none."""
    if not files.names(root / MENTOR):
        return []
    from reflectcli.storage.packs import load_packs
    from reflectcli.storage.replies import load_replies

    problems: list[Problem] = []
    load_packs(root, problems, seal)
    load_replies(root, problems, seal)
    return [replace(each, location=_in_mentor(each.location), left_out=False) for each in problems]


def _in_mentor(where: SourceLocation | None) -> SourceLocation | None:
    if where is None or where.file.startswith(f"{MENTOR}/"):
        return where
    return replace(where, file=f"{MENTOR}/{where.file}")


def _remark(
    message: str, path: str, hint: str = "move it out, or leave it: it does no harm"
) -> Problem:
    return Problem(message, SourceLocation(path), hint, left_out=False)


def remarks_on_schemas(root: Path) -> list[Problem]:
    """A remark when the schemas that editors use are not those of this version."""
    missing, other = [], []
    for source in resources("reflectcli.storage").joinpath("schema").iterdir():
        try:
            if files.read(root / SCHEMAS / source.name, str(root)) != source.read_bytes():
                other.append(source.name)
        except ReflectError:
            other.append(source.name)
        except OSError:
            missing.append(source.name)
    if not missing and not other:
        return []
    parts = [f"{', '.join(sorted(names))} {what}" for names, what in (
        (missing, "missing"), (other, "of another version")) if names]  # fmt: skip
    message = f"the schemas for your editor: {'; '.join(parts)}"
    return [_remark(message, SCHEMAS, "put them there: reflect info schema --install")]
