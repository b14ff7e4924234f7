"""What this device changed last, so that `undo` knows: one line of JSON an operation."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from reflectcli.frozen import dataclass, fields

Deed = Literal["add", "change", "remove"]
_PIECE_BYTES = 64 * 1024


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
        self.append(noted(operation))

    def last(self) -> Operation | None:
        """The latest operation that was not undone."""
        undone: set[str] = set()
        for line in self._backwards():
            try:
                entry = json.loads(line)
                if "undone" in entry:
                    undone.add(entry["undone"])
                elif entry["id"] not in undone:
                    return Operation(**entry)
            except (ValueError, KeyError, TypeError):
                continue
        return None

    def undone(self, operation: Operation) -> None:
        """Remember that an operation was undone."""
        self.append(undone(operation))

    def _backwards(self) -> Iterator[bytes]:
        """The lines from the last back, however long they are, reading a piece at a time."""
        try:
            file = self.path.open("rb") if self.path is not None else None
        except OSError:
            file = None
        if file is None:
            return
        with file:
            start, rest = file.seek(0, os.SEEK_END), b""
            while start > 0:
                size = min(start, _PIECE_BYTES + len(rest))
                start -= size
                file.seek(start)
                rest, *lines = (file.read(size) + rest).split(b"\n")
                yield from reversed(lines)
            yield rest

    def append(self, line: str) -> None:
        """Add a line as `noted` and `undone` make them."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.path, flags, 0o600)
            try:
                # One write of one line: two processes at once do not mix theirs.
                os.write(descriptor, _begin(descriptor) + line.encode() + b"\n")
            finally:
                os.close(descriptor)
        except OSError:
            return


def noted(operation: Operation) -> str:
    """The line that remembers an operation."""
    return json.dumps({each.name: getattr(operation, each.name) for each in fields(operation)})


def undone(operation: Operation) -> str:
    """The line that remembers that an operation was undone."""
    return json.dumps({"undone": operation.id})


def _begin(descriptor: int) -> bytes:
    """What must stand before a new line: a line end, where a crash has left a line without."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if not size:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"
