"""What keeps a text from being read as TOML: its size, its depth, the marks of a merge."""

from __future__ import annotations

import re

from reflectcli.errors import ExitCode, ReflectError, SourceLocation

# A text or a comment is one piece, even where its end is missing: so every letter is seen once.
_PIECE = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:"""|\\?\Z)'
    r"|'''[^']*(?:'(?!'')[^']*)*(?:'''|\Z)"
    r'|"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*(?:"|\\?$)'
    r"|'[^'\n]*(?:'|$)"
    r"|\#[^\n]*"
    r"|[\[\]{}=,]",
    re.DOTALL | re.MULTILINE,
)


def require_few(text: str, file: str, most: int) -> None:
    """Refuse a text with more values than there may be, before it is parsed.

    Raises:
        ReflectError: with the line on which they get too many.
    """
    count = 0
    for found in _PIECE.finditer(text):
        if found[0] in "[{=,":
            count += 1
            if count > most:
                reason = f"more than {most} values, which no record has"
                raise _refusal(reason, text, file, found.start())


def too_deep(text: str, file: str, most: int) -> ReflectError:
    """The error that tables and lists are nested too deeply, with the line where that is told."""
    reason = f"nested too deeply: more than {most} tables and lists, one in another"
    return _refusal(reason, text, file, _deepest(text, most))


def unsettled(text: str, file: str) -> ReflectError:
    """The error that a merge, as git makes them, was left unsettled in a file."""
    where = text.index("<<<<<<<") if text.startswith("<") else text.index("\n<<<<<<<") + 1
    return ReflectError(
        "two versions of it, parted by the marks of an unsettled merge",
        location=_location(text, file, where, 7),
        hint="keep one of them in your editor; `reflect check --fix` keeps both",
        code=ExitCode.BAD_DATA,
    )


def _refusal(reason: str, text: str, file: str, position: int | None) -> ReflectError:
    where = SourceLocation(file) if position is None else _location(text, file, position, 1)
    return ReflectError(reason, location=where, hint="simplify the file", code=ExitCode.BAD_DATA)


def _deepest(text: str, most: int) -> int | None:
    """Where brackets, or the dots of a key, get too deep; None if that is spread over lines."""
    depth = 0
    for found in _PIECE.finditer(text):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
        if depth > most:
            return found.start()
    start = 0
    # A part of a key stands with its dots on one line.
    for line in text.split("\n"):
        if line.count(".") >= most:
            return start
        start += len(line) + 1
    return None


def _location(text: str, file: str, position: int, width: int) -> SourceLocation:
    from reflectcli.storage.locate import at

    return at(text, file, position, width)
