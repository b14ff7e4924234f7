"""Changes to a TOML file that leave all else in it as its owner wrote it.

The new text must parse to the old data with the change applied, and no line may differ but those
that the change is about; else the file is left alone.
"""

from __future__ import annotations

import re

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.storage import toml
from reflectcli.storage.changes import Append, Change, Put, Remove, applied, same
from reflectcli.storage.edit_ways import ways
from reflectcli.storage.layout import parse_path

__all__ = ["Append", "Change", "Put", "Remove", "edit", "restyle"]

BOM = b"\xef\xbb\xbf"


def edit(raw: bytes, file: str, *changes: Change) -> bytes:
    """The file's bytes with only these changes; comments, order and line ends stay.

    Raises:
        ReflectError: the file is not TOML, or cannot be changed without touching other lines.
    """
    text = toml.decode(raw, file)
    for change in changes:
        text = _edited(text, file, change)
    return (BOM if raw.startswith(BOM) else b"") + text.encode()


def restyle(raw: bytes, text: str) -> bytes:
    """The text, which an editor gave back, with the byte order mark and line ends of the file."""
    old = raw.removeprefix(BOM).decode("utf-8", "replace")
    styled = _with_own_line_ends(old, text, most=len(old))
    assert styled is not None
    return (BOM if raw.startswith(BOM) else b"") + styled.encode()


def _edited(text: str, file: str, change: Change) -> str:
    before = toml.parse(text, file)
    expected = applied(before, change)
    if same(before, expected):
        return text
    plain = text.replace("\r\n", "\n")
    for way in ways(change):
        try:
            changed, most = way(plain, change)
            result = _with_own_line_ends(text, changed, most)
            if result is not None and same(toml.parse(result, file), expected):
                return result
        except Exception:
            # A way that does not suit this layout fails in one of many ways; the next may suit.
            continue
    raise _refusal(file)


def _refusal(file: str) -> ReflectError:
    entry = parse_path(file)
    how = f"reflect edit {entry.id}" if entry else f"open {file} in your editor"
    return ReflectError(
        "this file is laid out in a way that cannot be changed without touching the rest of it",
        location=SourceLocation(file),
        hint=f"make the change yourself: {how}",
        code=ExitCode.BAD_DATA,
    )


def _with_own_line_ends(text: str, changed: str, most: int) -> str | None:
    """The changed text with the line ends of the old one.

    None if more than `most` of the old lines would go: a comment may be among them.
    """
    own = _lines(text)
    old, new = [line.replace("\r\n", "\n") for line in own], _lines(changed)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    unended = bool(own) and head == len(own) - 1 and not own[-1].endswith("\n")
    if len(own) - head - tail > most + unended:
        return None
    end = "\r\n" if own and own[0].endswith("\r\n") else "\n"
    middle = [line.replace("\n", end) for line in new[head : len(new) - tail]]
    return "".join(own[:head] + middle + own[len(own) - tail :])


def _lines(text: str) -> list[str]:
    # Not str.splitlines, which also splits at characters that may stand in a text.
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
