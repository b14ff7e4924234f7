"""Text made safe and measured for a terminal: what a user wrote must not steer the screen."""

from __future__ import annotations

import unicodedata

_MOST = 8
"""So many letters a column are enough for any script; marks without width are endless else."""
TOGETHER = "\u00a0"
"""The space at which no line is broken."""


def clean(text: str) -> str:
    """The text with control characters made visible, tabs as spaces; line ends stay."""
    if text.isprintable():
        return text
    return "".join(_visible(letter) for letter in text.replace("\r\n", "\n").replace("\t", "    "))


def _visible(letter: str) -> str:
    if letter == "\n" or letter.isprintable():
        return letter
    if ord(letter) < 32:
        return chr(0x2400 + ord(letter))
    # Joiners and marks belong to the letters around them; the rest could hide or turn text.
    if letter in "\u200c\u200d" or letter == "\u00a0" or letter == "\u3000":
        return letter
    return "\ufffd"


def one_line(text: str) -> str:
    """The text in one line, its white space folded."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """The text, shortened to the columns with an ellipsis where it is longer."""
    if len(text) <= _MOST * columns and width(text) <= columns:
        return text
    used, kept = 0, []
    for letter in text[: _MOST * columns]:
        used += _letter_width(letter)
        if used > columns - 1:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with spaces to the columns, on its left if it is to stand right."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int) -> list[str]:
    """The text's lines broken at spaces, or inside of words that are longer than a line.

    What a no-break space joins stays on one line, and is shown with a usual one.
    """
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line = ""
        for word in _words(paragraph):
            candidate = f"{line} {word}" if line else word
            if width(candidate) <= columns:
                line = candidate
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, columns)
            lines += full
        lines.append(line)
    return lines


def _words(paragraph: str) -> list[str]:
    if TOGETHER not in paragraph:
        return paragraph.split()
    pieces = (" ".join(piece.split()) for piece in paragraph.split(" "))
    return [piece for piece in pieces if piece]


def _pieces(word: str, columns: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for at, letter in enumerate(word):
        wide = _letter_width(letter)
        if at > start and used + wide > columns:
            pieces.append(word[start:at])
            start, used = at, 0
        used += wide
    return [*pieces, word[start:]]
