"""The line of a key in a TOML text, for errors about a value that parsed but is not right."""

import re
from collections.abc import Iterator

from reflectcli.domain.check import Path
from reflectcli.errors import SourceLocation

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_PAIR = re.compile(
    r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=\s*"
)
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")


def locate(text: str, file: str, path: Path) -> SourceLocation:
    """The place of the key at `path`, of its nearest parent, or else just the file."""
    lines = text.splitlines()
    best: tuple[int, int, int] | None = None
    depth = 0
    for found_path, number, column, width in _keys(lines):
        common = _common(found_path, path)
        if common == len(found_path) and common > depth:
            best, depth = (number, column, width), common
    if best is None:
        return SourceLocation(file, 1 if lines else None, text=lines[0] if lines else None)
    number, column, width = best
    return SourceLocation(file, number, column, lines[number - 1], width)


def _common(found: Path, wanted: Path) -> int:
    count = 0
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count


def _keys(lines: list[str]) -> Iterator[tuple[Path, int, int, int]]:
    """Every key's path with line, column and width of its value (of the header for tables)."""
    table: Path = ()
    counts: dict[Path, int] = {}
    fence: str | None = None
    for number, line in enumerate(lines, 1):
        if fence is not None:
            fence = None if fence in line else fence
            continue
        if (found := _PAIR.match(line)) is not None:
            value = line[found.end() :].split(" #")[0].rstrip()
            yield (*table, *_parts(found[1])), number, found.end() + 1, max(1, len(value))
            fence = _opened(value)
        elif (header := _HEADER.match(line)) is not None:
            table = _parts(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield table, number, line.index("[") + 1, len(line.strip())


def _parts(dotted: str) -> Path:
    return tuple(found[1] or found[2] or found[3] or "" for found in _PART.finditer(dotted))


def _opened(value: str) -> str | None:
    for fence in ('"""', "'''"):
        if value.startswith(fence) and fence not in value[3:]:
            return fence
    return None
