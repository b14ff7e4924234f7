"""Finding words in a record's texts, and the piece of text around what was found."""

from __future__ import annotations

import unicodedata

from reflectcli.render.line import line_head
from reflectcli.render.text import cut, one_line, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reflectcli.render.line import Headed

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def folded(text: str) -> str:
    """The text as it is compared: in one line, composed letters, without their case."""
    return unicodedata.normalize("NFC", one_line(text)).casefold()


def find_all(
    named_texts: Iterable[tuple[str, str]], words: Sequence[str], whole: bool = False
) -> tuple[str, str] | None:
    """The field and text to show where the texts have all the (folded) words, else None.

    It is the text that has the most of them, the first of these. `whole` is as in `occurrences`.
    """
    texts = [(name, text, folded(text)) for name, text in named_texts]
    if not all(any(has(text, word, whole) for _, _, text in texts) for word in words):
        return None
    best = max(
        texts, key=lambda each: sum(has(each[2], word, whole) for word in words), default=None
    )
    return None if best is None else best[:2]


def has(text: str, word: str, whole: bool) -> bool:
    """Tell whether a (folded) text has a word."""
    return next(occurrences(text, word, whole), None) is not None if whole else word in text


def occurrences(text: str, word: str, whole: bool) -> Iterator[tuple[int, int]]:
    """Where a word stands in a text, both folded: anywhere, or with `whole` as a word of its own.

    With `whole`, an asterisk at its end stands for the rest of the word.
    """
    if whole:
        import re

        begins = word.endswith("*")
        pattern = rf"(?<!\w){re.escape(word.removesuffix('*'))}" + ("" if begins else r"(?!\w)")
        yield from (match.span() for match in re.finditer(pattern, text))
        return
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))


def found_line(
    record: Headed,
    place: tuple[str, str],
    gist: str,
    words: Sequence[str],
    year: int,
    columns: int,
    bold: bool,
    whole: bool = False,
) -> str:
    """A record's line with the piece of text in which the words were found."""
    name, text = place
    text = gist if name == "tags" else text
    label = "" if name in ("text", "title", "tags") else f"{one_line(name.replace('_', ' '))}: "
    head = line_head(record, year) + label
    room = max(20, columns - width(head))
    return head + snippet(text, words, room, bold=bold, whole=whole)


def nothing_found(words: Sequence[str], without: Sequence[str] = ()) -> str:
    """What is said where no record has all the words and none of those that it must not have."""
    said = f"no record has {_named(words, 'and')}"
    return f"{said} but not {_named(without, 'or')}" if without else said


def _named(words: Sequence[str], joint: str) -> str:
    return f" {joint} ".join(repr(one_line(word)) for word in words)


def snippet(
    text: str, words: Sequence[str], columns: int, *, bold: bool, whole: bool = False
) -> str:
    """The text in one line of at most so many columns, with its first match to be seen."""
    line = unicodedata.normalize("NFC", one_line(text))
    spans = _spans(line, words, whole)
    if spans and width(line) > columns:
        start = _start(line, spans[0], columns)
        line = "…" + line[start:].lstrip() if start else line
        line = cut(line, columns)
        spans = _spans(line, words, whole)
    if not bold:
        return line
    for start, end in reversed(spans):
        line = f"{line[:start]}{BOLD}{line[start:end]}{PLAIN}{line[end:]}"
    return line


def _start(line: str, match: tuple[int, int], columns: int) -> int:
    """Where to begin so that the match is shown with some words before it."""
    if width(line[: match[1]]) < columns:
        return 0
    before = (columns - width(line[slice(*match)])) // 2
    room = max(0, before, columns - 1 - width(line[match[0] :]))
    start = match[0]
    while start > 0 and width(line[start - 1 : match[0]]) < room:
        start -= 1
    space = line.find(" ", start, match[0])
    return space + 1 if space >= 0 else start


def _spans(line: str, words: Sequence[str], whole: bool) -> list[tuple[int, int]]:
    """Where the words stand in the line, in order and without overlaps."""
    places = [index for index, letter in enumerate(line) for _ in letter.casefold()]
    text = line.casefold()
    found = [
        (places[start], places[end - 1] + 1)
        for word in words
        for start, end in occurrences(text, word, whole)
    ]
    kept: list[tuple[int, int]] = []
    for span in sorted(found):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
