"""The bytes and the text of what another program wrote, with a bound on how much is read."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, field
from reflectcli.storage.csv_source import bad_file
from reflectcli.storage.csv_text import decode_csv

LIMIT = 256 * 1024 * 1024
"""No file is read that is larger; nor is more taken out of an archive."""
_SPACE = re.compile(r"[ \t\r\n]*")


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        ReflectError: there is no such file (4), or it is too large (3).
    """
    try:
        with path.open("rb") as stream:
            return bounded(stream, str(path))
    except FileNotFoundError:
        raise ReflectError(
            f"there is no file {path}", hint="check its name and folder", code=ExitCode.NOT_FOUND
        ) from None


def bounded(stream: Any, file: str) -> bytes:
    """What a stream holds, if it is not too much.

    Raises:
        ReflectError: it is (3).
    """
    raw: bytes = stream.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise bad_file(f"larger than {LIMIT >> 20} MB", file, None, "import it in parts")
    return raw


def read_text(path: Path, file: str, encoding: str | None, notes: list[str]) -> str:
    """A file's text, its line ends as they are; `notes` are told what had to be assumed.

    Raises:
        ReflectError: it cannot be read (4), or is no text (3).
    """
    decoded = decode_csv(read_bytes(path), file, encoding, "text file")
    if decoded.note:
        notes.append(decoded.note)
    return decoded.text


@dataclass(slots=True)
class Document:
    """A JSON object: `head` without its list, and the list's items with their lines."""

    file: str
    head: dict[str, Any] = field(default_factory=dict)
    items: list[tuple[int, Any]] = field(default_factory=list)
    name: str = ""


def read_json(raw: bytes, file: str, lists: tuple[str, ...]) -> Document:
    """The JSON object of the bytes; the first of `lists` that it has gives the items.

    Raises:
        ReflectError: it is no such JSON (3).
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise bad_file("not UTF-8 text", file, line, "export it again") from None
    document = Document(file)
    try:
        _Scan(text, document, lists).run()
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise bad_file(f"not valid JSON: {reason}", file, error.lineno, "export it again") from None
    except (RecursionError, ValueError):
        # Depth, and numbers with more digits than the interpreter converts.
        reason = "nested too deeply, or a number is too long"
        raise bad_file(f"not readable as JSON: {reason}", file, None, "export it again") from None
    return document


class _Scan:
    """A walk through an object's text, which knows the line that each item of a list begins on."""

    def __init__(self, text: str, document: Document, lists: tuple[str, ...]) -> None:
        self.text = text
        self.document = document
        self.lists = lists
        self.decode = json.JSONDecoder().raw_decode

    def run(self) -> None:
        """Fill the document."""
        at = self._expect(0, "{", "an object is wanted")
        while self._peek(at) != "}":
            key, at = self.decode(self.text, self._skip(at))
            if not isinstance(key, str):
                raise json.JSONDecodeError("a name is wanted", self.text, at)
            at = self._expect(at, ":", "a colon is wanted")
            at = self._value(key, self._skip(at))
            if self._peek(at) != ",":
                break
            at = self._skip(at) + 1
        at = self._expect(at, "}", "a comma or the end is wanted")
        if self._skip(at) != len(self.text):
            raise json.JSONDecodeError("more after the end", self.text, self._skip(at))

    def _value(self, key: str, at: int) -> int:
        if key in self.lists and not self.document.name and self._peek(at) == "[":
            self.document.name = key
            return self._list(at + 1)
        self.document.head[key], at = self.decode(self.text, at)
        return at

    def _list(self, at: int) -> int:
        line, counted = 1, 0
        while self._peek(at) != "]":
            at = self._skip(at)
            line += self.text.count("\n", counted, at)
            counted = at
            item, at = self.decode(self.text, at)
            self.document.items.append((line, item))
            if self._peek(at) != ",":
                break
            at = self._skip(at) + 1
        return self._expect(at, "]", "a comma or the list's end is wanted")

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _peek(self, at: int) -> str:
        at = self._skip(at)
        return self.text[at : at + 1]

    def _expect(self, at: int, mark: str, reason: str) -> int:
        at = self._skip(at)
        if self.text[at : at + 1] != mark:
            raise json.JSONDecodeError(reason, self.text, at)
        return at + 1


def place(file: str, line: int | None = None) -> SourceLocation:
    """A place in a file."""
    return SourceLocation(file, line)


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers, each with its end."""
    return enumerate(io.StringIO(text, newline=""), start=1)
