"""What lies in the journal's folder beside its records, and who can read it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files as resources
from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import Problem, SourceLocation
from reflectcli.frozen import replace
from reflectcli.storage import files
from reflectcli.storage.layout import (
    DRAFTS,
    JOURNAL_FILE,
    MENTOR,
    SCHEMAS,
    folder_of,
    parse_path,
    relative,
)
from reflectcli.storage.listing import PENDING
from reflectcli.storage.syncing.marks import remark_on_settings

OLD_SECONDS = 3600
"""A temporary file of this age is no longer being written."""


def remarks_on_strangers(root: Path, now: datetime, problems: list[Problem]) -> list[Problem]:
    """A remark for each file that does not belong.

    A record in a folder that is never read is a problem, and added to `problems`.
    """
    remarks = []
    leftovers: dict[str, list[str]] = {}
    needed = {files.TEMPORARY + name.removesuffix(".json") for name in files.names(root / PENDING)}
    for path in _files(root):
        name, entry = path.rpartition("/")[2], parse_path(path)
        folder = path.rpartition("/")[0]
        if path.startswith(f"{DRAFTS}/"):
            hint = f"your text, never saved; it is yours to keep or delete: {root / path}"
            remarks.append(_remark("a draft that was left behind", path, hint))
        elif name.startswith(files.TEMPORARY):
            age = now.timestamp() - (root / path).lstat().st_mtime
            # What a commit file still names is no leftover: it may be all there is of a record.
            if age > OLD_SECONDS and _written_by(name) not in needed:
                leftovers.setdefault(_written_by(name), []).append(path)
        elif name.startswith(".") or path == JOURNAL_FILE or folder == PENDING or _is_kept(path):
            continue
        elif remark := remark_on_settings(path):
            remarks.append(remark)
        elif not _is_read(folder):
            if entry is None:
                remarks.append(_remark("does not belong to the journal, so it is not read", path))
            else:
                right = f"{folder_of(entry.kind, entry.shift)}/{name}"
                where = SourceLocation(path)
                reason = "a record in a folder that is not read"
                problems.append(Problem(reason, where, f"move the file to {right}"))
        elif not name.endswith(".toml"):
            remarks.append(_remark("does not belong to the journal, so it is not read", path))
    return remarks + [_leftover(root, each) for each in leftovers.values()]


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
    return len(year) == 4 and year.isdecimal() and len(month) == 2 and month.isdecimal()


def _is_kept(path: str) -> bool:
    """Tell whether it is the path of a pack or of a reply."""
    folder, _, name = path.rpartition("/")
    if folder != MENTOR:
        return False
    from reflectcli.storage.packs import PACK, REPLY

    return bool(PACK.fullmatch(name) or REPLY.fullmatch(name))


def problems_with_mentor(root: Path) -> list[Problem]:
    """What is wrong with the packs and replies that are kept; most journals have none."""
    if not files.names(root / MENTOR):
        return []
    from reflectcli.storage.packs import load_packs
    from reflectcli.storage.replies import load_replies

    problems: list[Problem] = []
    load_packs(root, problems)
    load_replies(root, problems)
    return [replace(each, left_out=False) for each in problems]


def _remark(
    message: str, path: str, hint: str = "move it out, or leave it: it does no harm"
) -> Problem:
    return Problem(message, SourceLocation(path), hint, left_out=False)


def remarks_on_schemas(root: Path) -> list[Problem]:
    """A remark when the schemas that editors use are not those of this version."""
    missing, other = [], []
    for source in resources("reflectcli.storage").joinpath("schema").iterdir():
        try:
            if (root / SCHEMAS / source.name).read_bytes() != source.read_bytes():
                other.append(source.name)
        except OSError:
            missing.append(source.name)
    if not missing and not other:
        return []
    parts = [f"{', '.join(sorted(names))} {what}" for names, what in (
        (missing, "missing"), (other, "of another version")) if names]  # fmt: skip
    message = f"the schemas for your editor: {'; '.join(parts)}"
    return [_remark(message, SCHEMAS, "put them there: reflect info schema --install")]


def sharing(root: Path) -> list[Problem]:
    """A remark when other users of the computer can look into the journal."""
    if os.name != "posix" or not stat.S_IMODE(root.stat().st_mode) & 0o077:
        return []
    where = SourceLocation(str(root))
    reason = "other users of this computer can look into your journal"
    return [Problem(reason, where, f"chmod 700 {root}", left_out=False)]
