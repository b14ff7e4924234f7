"""What this device changed last, so that `undo` knows: one line of JSON an operation."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Deed = Literal["add", "change", "remove"]
_FIRST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a command did.

    `files` are paths in the journal; `trash` is the folder that holds what stood there before;
    `after` are the hashes of what was written there.
    """

    id: str
    deed: Deed
    files: Sequence[str]
    trash: str = ""
    after: Sequence[str] = ()


class History:
    """The operations of this device on one journal; without a path nothing is remembered."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def note(self, operation: Operation) -> None:
        """Remember an operation. Failing to is no reason to fail: the record is already safe."""
        self._append(json.dumps(asdict(operation)))

    def last(self) -> Operation | None:
        """The latest operation that was not undone."""
        size = _FIRST_BYTES
        while True:
            lines, is_all = self._lines(size)
            found = _latest(lines)
            if found is not None or is_all:
                return found
            # One import can name thousands of files: its line may be longer than what was read.
            size *= 16

    def undone(self, operation: Operation) -> None:
        """Remember that an operation was undone."""
        self._append(json.dumps({"undone": operation.id}))

    def _lines(self, last: int) -> tuple[list[str], bool]:
        """The lines within the last bytes, the first perhaps torn; whether these are all."""
        if self.path is None:
            return [], True
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - last))
                return file.read().decode("utf-8", "replace").splitlines(), size <= last
        except OSError:
            return [], True

    def _append(self, line: str) -> None:
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                # One write of one line: two processes at once do not mix theirs.
                os.write(descriptor, (line + "\n").encode())
            finally:
                os.close(descriptor)
        except OSError:
            return


def _latest(lines: Sequence[str]) -> Operation | None:
    undone: set[str] = set()
    for line in reversed(lines):
        try:
            entry = json.loads(line)
            if "undone" in entry:
                undone.add(entry["undone"])
            elif entry["id"] not in undone:
                return Operation(**entry)
        except (ValueError, KeyError, TypeError):
            continue
    return None
