"""How a second version is marked where two devices changed one thing, and what `check` says."""

from __future__ import annotations

from reflectcli.domain.records import Record
from reflectcli.errors import Problem, SourceLocation
from reflectcli.storage.layout import JOURNAL_FILE, RecordFile
from reflectcli.storage.locate import locate

TAG = "sync-conflict"
"""The tag of a record that stands beside another version of itself."""
_SETTINGS = "journal.conflict-"


def settings_name(token: str) -> str:
    """The name of a version of the settings that does not hold."""
    return f"{_SETTINGS}{token}.toml"


def remarks_on_version(entry: RecordFile, record: Record, text: str) -> list[Problem]:
    """A remark where a record is marked as another version of one."""
    if TAG not in record.tags:
        return []
    other = record.links[-1] if record.links else "another record"
    where = locate(text, entry.path, ("tags", list(record.tags).index(TAG)))
    return [
        Problem(
            f"another version of {other}, which two devices changed",
            where,
            f"delete one of the two; or, to keep both, take the tag {TAG} away",
            left_out=False,
        )
    ]


def remark_on_settings(path: str) -> Problem | None:
    """The remark, where a file is a version of the settings that does not hold."""
    if not path.startswith(_SETTINGS):
        return None
    return Problem(
        f"another version of {JOURNAL_FILE}, which two devices changed; it does not hold",
        SourceLocation(path),
        f"take over into {JOURNAL_FILE} what is missing there, then delete this file",
        left_out=False,
    )
