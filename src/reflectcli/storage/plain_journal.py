"""A journal read and written without the domain's classes, as long as nothing in it is odd.

It makes the same files as `Repository`, by the same functions. Whatever it cannot tell to be right
is an `OddError` before anything is written: `Repository` then finds out what is wrong, and says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime

from reflectcli.domain.defaults import KPIS, SKILLS
from reflectcli.domain.filing import DAY_STARTS, FORMAT, is_ahead, working_day
from reflectcli.storage import files, ids, toml
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.history import History, Operation
from reflectcli.storage.inside import linked
from reflectcli.storage.layout import (
    JOURNAL_FILE,
    KEYS,
    file_name,
    folder_of,
    months,
    parse_name,
    schema_line,
)
from reflectcli.storage.listing import PENDING
from reflectcli.storage.right import (
    FIELDS,
    right_calendar,
    right_encryption,
    right_journal,
    right_record,
    right_sharing,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Table = dict[str, Any]


class OddError(Exception):
    """Not plain enough to be sure that it is right."""


class PlainJournal:
    """The journal in a folder at a moment.

    Raises:
        OddError, OSError, ReflectError: there is none, or its calendar is not plainly right.
    """

    def __init__(self, root: str, now: datetime, history: History) -> None:
        self.root = root
        self.now = now
        self.history = history
        self._said = self._read(JOURNAL_FILE)
        if not right_calendar(self._said):
            raise OddError
        self._content: Table | None = None

    @property
    def content(self) -> Table:
        """The content of journal.toml, with the defaults beneath its skills and KPIs."""
        if self._content is None:
            defaults = {"rubric": {"version": 1, "skills": SKILLS}, "kpis": KPIS}
            content = toml.merged(defaults, self._said)
            if not right_journal(content):
                raise OddError
            self._content = content
        return self._content

    @property
    def sharing(self) -> Table:
        """What journal.toml says about what leaves."""
        said = self._said.get("sharing", {})
        if not right_sharing(said):
            raise OddError
        found: Table = said
        return found

    def new(self, kind: str, values: Table) -> Table:
        """The data of a new record of now, without what says nothing; it is not written yet."""
        starts = self._said.get("day_starts", DAY_STARTS)
        head = {"format": FORMAT, "id": ids.new_id(), "kind": kind}
        values |= {"at": self.now, "shift": working_day(self.now, starts)}
        return head | {
            name: list(value) if isinstance(value, tuple) else value
            for name in FIELDS[kind]
            if (value := values.get(name)) is not None and value is not False and value != ()
        }

    def add(self, data: Table) -> None:
        """Write a new record, after the same checks as the codec's."""
        path = _path_of(data)
        if not right_record(data, {} if data["kind"] == "note" else self.content):
            raise OddError
        self._require_no_link(path.rpartition("/")[0])
        raw = toml.verified(schema_line(path, data["kind"]), data).encode()
        path, raw = self._closed(path, raw)
        files.create(os.path.join(self.root, path), raw)
        self.history.note(Operation(ids.token(6), "add", [path], after=[fingerprint(raw)]))

    def _closed(self, path: str, raw: bytes) -> tuple[str, bytes]:
        """The file's name and content, encrypted where the journal is."""
        encryption = self._said.get("encryption")
        if encryption is None:
            if os.path.lexists(f"{self.root}/{KEYS}"):
                self._require_plain(path.rpartition("/")[0])
            return path, raw
        if not right_encryption(encryption):
            raise OddError
        from reflectcli.storage.encryption.age import encrypted
        from reflectcli.storage.layout import AGE

        return path + AGE, encrypted(raw, encryption["recipient"])

    def _require_plain(self, folder: str) -> None:
        """Leave it to `Repository` to tell whether the journal was encrypted, or still is."""
        names = files.names(os.path.join(self.root, folder))
        if not names or any(name.endswith(".age") for name in names):
            raise OddError

    def ratings(self, since: date) -> Iterator[Table]:
        """The self-ratings from the newest back to a shift, a day at a time."""
        if files.names(os.path.join(self.root, PENDING)):
            raise OddError
        taken = set[str]()
        for month in reversed(months(self._names, since)):
            days: dict[date, list[str]] = {}
            for name in self._names(month):
                parts = parse_name(name)
                if parts is None and name.endswith(".toml") and not name.startswith("."):
                    raise OddError
                if parts is not None and parts[1] == "rating" and parts[0] >= since:
                    days.setdefault(parts[0], []).append(f"{month}/{name}")
            for day in sorted(days, reverse=True):
                found = [self._rating(path) for path in days[day]]
                now_taken = taken.union(each["id"] for each in found)
                if len(now_taken) < len(taken) + len(found):
                    raise OddError
                taken = now_taken
                yield from sorted(found, key=lambda each: (each["at"], each["id"]), reverse=True)

    def _rating(self, path: str) -> Table:
        data = self._read(path)
        right = (
            data.get("kind") == "rating"
            and right_record(data, self.content)
            and _path_of(data) == path
            and not is_ahead(data["shift"], data["at"], self.now)
        )
        if not right:
            raise OddError
        return data

    def _names(self, folder: str) -> list[str]:
        if folder:
            self._require_no_link(folder)
        return os.listdir(os.path.join(self.root, folder))

    def _require_no_link(self, folder: str) -> None:
        """Leave links to `Repository`, which follows those that stay inside of the journal."""
        if linked(self.root, folder):
            raise OddError

    def _read(self, path: str) -> Table:
        raw = files.read(os.path.join(self.root, path), self.root)
        return toml.parse(toml.decode(raw, path), path)


def _path_of(data: Table) -> str:
    kind, shift = data["kind"], data["shift"]
    return f"{folder_of(kind, shift)}/{file_name(kind, shift, data['id'])}"
