"""What this device changed last, so that `undo` knows: one line of JSON an operation."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.fingerprint import fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Deed = Literal["add", "change", "remove"]

_PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a command did.

    `files` are paths in the journal, for a change the old and the new one of each, the old one
    empty where a file came with the change; `trash` is the folder that holds what stood there
    before; `after` are the hashes of what was written there.
    """

    id: str
    deed: Deed
    files: Sequence[str]
    trash: str = ""
    after: Sequence[str] = ()


class History:
    """The operations of this device on one journal; without a path nothing is remembered."""

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        self.path = path

    def note(self, operation: Operation) -> None:
        """Remember an operation. Failing to is no reason to fail: the record is already safe."""
        self.append(noted(operation))

    def last(self) -> Operation | None:
        """The latest operation that was not undone."""
        import json

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
        if self.path is None:
            return
        try:
            descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return
        with os.fdopen(descriptor, "rb") as file:
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
            files.make_folder(os.path.dirname(self.path), sync=False)
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
    """The line of JSON that remembers an operation."""
    files, after = (", ".join(map(_quoted, each)) for each in (operation.files, operation.after))
    return (
        f'{{"id": {_quoted(operation.id)}, "deed": {_quoted(operation.deed)}, "files": [{files}], '
        f'"trash": {_quoted(operation.trash)}, "after": [{after}]}}'
    )


def undone(operation: Operation) -> str:
    """The line that remembers that an operation was undone."""
    return f'{{"undone": {_quoted(operation.id)}}}'


def _quoted(text: str) -> str:
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text)


def history_file(state: str | os.PathLike[str], journal: str | os.PathLike[str]) -> str:
    """Where a device's history of the journal in a folder lies."""
    key = fingerprint(os.fspath(journal).encode("utf-8", "surrogateescape"))[:16]
    return os.path.join(state, f"history-{key}.jsonl")


def _begin(descriptor: int) -> bytes:
    """What must stand before a new line: a line end, where a crash has left a line without."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if not size:
        return b""
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return b"" if os.read(descriptor, 1) == b"\n" else b"\n"
