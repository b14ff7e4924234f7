"""What lies in the journal's folder beside its records, and who can read it."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files as resources
from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import Problem, SourceLocation
from reflectcli.storage.files import TEMPORARY
from reflectcli.storage.layout import DRAFTS, JOURNAL_FILE, SCHEMAS, folder_of, parse_path, relative

OLD_SECONDS = 3600
"""A temporary file of this age is no longer being written."""


def remarks_on_strangers(root: Path, now: datetime, problems: list[Problem]) -> list[Problem]:
    """A remark for each file that does not belong.

    A record in a folder that is never read is a problem, and added to `problems`.
    """
    remarks = []
    for path in _files(root):
        name, entry = path.rpartition("/")[2], parse_path(path)
        folder = path.rpartition("/")[0]
        if path.startswith(f"{DRAFTS}/"):
            hint = f"your text, never saved; it is yours to keep or delete: {root / path}"
            remarks.append(_remark("a draft that was left behind", path, hint))
        elif name.startswith(TEMPORARY):
            age = now.timestamp() - (root / path).lstat().st_mtime
            if age > OLD_SECONDS:
                remarks.append(_remark("left by a crash while writing", path, _removal(root, path)))
        elif name.startswith(".") or path == JOURNAL_FILE:
            continue
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
    return remarks


def _files(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        top = Path(folder) == root
        folders[:] = sorted(name for name in folders if name[0] != "." or (top and name == DRAFTS))
        yield from (relative(Path(folder, name), root) for name in sorted(names))


def _is_read(folder: str) -> bool:
    if folder in LONG_LIVED.values():
        return True
    year, _, month = folder.partition("/")
    return len(year) == 4 and year.isdecimal() and len(month) == 2 and month.isdecimal()


def _remark(
    message: str, path: str, hint: str = "move it out, or leave it: it does no harm"
) -> Problem:
    return Problem(message, SourceLocation(path), hint, left_out=False)


def _removal(root: Path, path: str) -> str:
    return f"delete it: {root / path}"


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
