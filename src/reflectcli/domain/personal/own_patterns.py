"""The journal's own patterns: which are safe, and where they match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reflectcli.domain.personal.found import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PIECE = 400
"""Letters that a pattern is looked for in at once, so that no text takes it long."""
_MANY = 64
_MOST_OPEN = 2
_PIECES = re.compile(rf"[^\n]{{1,{PIECE}}}(?!\S)|[^\n]{{1,{PIECE}}}")


def is_safe(text: str) -> bool:
    """Tell whether a regular expression is right, and takes no text long.

    It must take two letters or more, repeat nothing that repeats or chooses inside, and have at
    most two repeats without an end.
    """
    from warnings import catch_warnings, simplefilter

    try:
        with catch_warnings():
            simplefilter("ignore")
            parsed = re._parser.parse(text)  # type: ignore[attr-defined]
            re.compile(text)
    except (re.error, OverflowError, RecursionError, ValueError):
        return False
    open_repeats: list[Any] = []
    return parsed.getwidth()[0] >= 2 and _is_plain(parsed, open_repeats, within=False)


def _is_plain(parsed: Any, open_repeats: list[Any], *, within: bool) -> bool:
    for code, argument in parsed:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = argument
            if most > _MANY:
                open_repeats.append(argument)
            if within or len(open_repeats) > _MOST_OPEN:
                return False
            if not _is_plain(inner, open_repeats, within=most > 1):
                return False
        elif name == "BRANCH":
            if within or not all(
                _is_plain(each, open_repeats, within=False) for each in argument[1]
            ):
                return False
        elif name == "SUBPATTERN":
            if not _is_plain(argument[3], open_repeats, within=within):
                return False
        elif name not in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"):
            return False
    return True


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_own(text: str, pattern: str) -> Iterator[Span]:
    """Every place of one of the journal's own patterns, from the left."""
    regex = _compiled(pattern)
    for piece in _PIECES.finditer(text):
        for match in regex.finditer(text, piece.start(), piece.end()):
            yield match.span()
