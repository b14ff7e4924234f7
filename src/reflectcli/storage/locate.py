"""The place of a value in a TOML text, for errors about what parsed but is not right."""

from __future__ import annotations

import re
from functools import lru_cache

import tomli

from reflectcli.domain.check import Path
from reflectcli.errors import SourceLocation
from reflectcli.frozen import dataclass, field

Span = tuple[int, int]

_BLANK = r"(?:[ \t\r\n]|#[^\n]*)*"
_PART = r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*"""
_PLAIN_VALUE = (
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})'''
    r"""|\'\'\'(?:.*?)\'\'\'(?:'{0,2})"""
    r'''|"(?:[^"\\\n]|\\.)*"'''
    r"""|'[^'\n]*'"""
    r"""|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*"""
    r"""|[^\s,\]}#]+"""
)


def locate(text: str, file: str, path: Path, *, key: bool = False) -> SourceLocation:
    """The place of the value at `path` (of its key, with `key`), or of its nearest parent.

    Where nothing on the path stands in the text it is the file's first line, without its text.
    The text must be TOML.
    """
    places = _places(text)
    for depth in range(len(path), 0, -1):
        if (found := places.get(path[:depth])) is not None:
            start, end = found[0] if key or depth < len(path) else found[1]
            return at(text, file, start, end - start)
    return SourceLocation(file, 1 if text else None)


# Of a file with many problems all are located one after the other.
@lru_cache(maxsize=1)
def _places(text: str) -> dict[Path, tuple[Span, Span]]:
    return _Scanner(text).places()


def at(text: str, file: str, position: int, width: int = 1) -> SourceLocation:
    """The place of a position in a text: its line, column and the line itself."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    column = position - start
    number = text.count("\n", 0, position) + 1
    return SourceLocation(file, number, column + 1, line, max(1, min(width, len(line) - column)))


@dataclass
class _Scanner:
    """Walks over a TOML text and notes where each key and its value stand."""

    text: str
    found: dict[Path, tuple[Span, Span]] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)

    def places(self) -> dict[Path, tuple[Span, Span]]:
        """The spans of key and value by path; of a table both are its header."""
        table: Path = ()
        position = self._skip(0)
        while position < len(self.text):
            if self.text[position] == "[":
                table, position = self._header(position)
            else:
                position = self._pair(position, table)
            position = self._skip(position)
        return self.found

    def _skip(self, position: int) -> int:
        blank = re.compile(_BLANK).match(self.text, position)
        return blank.end() if blank else position

    def _header(self, start: int) -> tuple[Path, int]:
        listed = self.text.startswith("[[", start)
        parts, end = self._key(start + 1 + listed)
        end += 1 + listed
        span = (start, end)
        path: Path = ()
        for index, part in enumerate(parts, 1):
            path = (*path, part)
            self.found.setdefault(path, (span, span))
            if listed and index == len(parts):
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
                self.found.setdefault(path, (span, span))
        self.found[path] = (span, span)
        return path, end

    def _pair(self, start: int, table: Path) -> int:
        parts, after = self._key(start)
        name: Span = (start, start + len(self.text[start:after].rstrip()))
        value = self._skip(after + 1)
        path = (*table, *parts)
        for depth in range(len(table) + 1, len(path)):
            self.found.setdefault(path[:depth], (name, name))
        self.found[path] = (name, (value, value))
        end = self._value(value, path)
        self.found[path] = (name, (value, end))
        return end

    def _key(self, position: int) -> tuple[list[str], int]:
        parts = []
        while (found := re.compile(_PART).match(self.text, position)) is not None:
            parts.append(_unquoted(found[1]))
            position = found.end()
            if not self.text.startswith(".", position):
                break
            position += 1
        return parts, position

    def _value(self, start: int, path: Path) -> int:
        match self.text[start : start + 1]:
            case "[":
                return self._array(start + 1, path)
            case "{":
                return self._inline_table(start + 1, path)
        plain = re.compile(_PLAIN_VALUE, re.DOTALL).match(self.text, start)
        return plain.end() if plain else start + 1

    def _array(self, position: int, path: Path) -> int:
        index = 0
        while (position := self._skip(position)) < len(self.text) and self.text[position] != "]":
            end = self._value(position, (*path, index))
            self.found[(*path, index)] = ((position, end), (position, end))
            position, index = self._comma(end), index + 1
        return position + 1

    def _inline_table(self, position: int, path: Path) -> int:
        while (position := self._skip(position)) < len(self.text) and self.text[position] != "}":
            position = self._comma(self._pair(position, path))
        return position + 1

    def _comma(self, position: int) -> int:
        position = self._skip(position)
        return position + 1 if self.text.startswith(",", position) else position


def _unquoted(part: str) -> str:
    return str(tomli.loads(f"k = {part}")["k"]) if part[0] in "\"'" else part
