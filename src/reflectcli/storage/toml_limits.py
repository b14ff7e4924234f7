"""What keeps a text from being read as TOML: its size, its depth, the marks of a merge."""

from __future__ import annotations

import re

from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation

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


IN_EDITOR = "keep one of them in your editor"
UNSETTLED = "two versions of it, parted by the marks of an unsettled merge"


def is_of_marks(text: str, line: int) -> bool:
    """Tell whether the marks of a merge may be why a text cannot be read from a line on.

    Marks that somebody quotes in a text are not, where the fault is before or behind them.
    """
    lines = text.splitlines()
    marked = [at for at, each in enumerate(lines, 1) if each.startswith(("<<<<<<<", ">>>>>>>"))]
    return marked[0] <= line <= marked[-1] or line >= len(lines)


def unsettled(text: str, file: str) -> ReflectError:
    """The error that a merge, as git makes them, was left unsettled in a file."""
    where = f"\n{text}".index("\n<<<<<<<")
    return ReflectError(
        UNSETTLED,
        location=_location(text, file, where, 7),
        hint=f"{IN_EDITOR}, or see what `reflect check` says of it",
        code=ExitCode.BAD_DATA,
    )


def quoted(text: str, file: str) -> Problem:
    """The remark that the marks of a merge stand in what is a right record otherwise."""
    where = _location(text, file, f"\n{text}".index("\n<<<<<<<"), 7)
    message = "the marks of a merge stand in a text; if you wrote about them all is well"
    hint = f"else two devices changed it: {IN_EDITOR}"
    return Problem(message, where, hint, left_out=False)


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
