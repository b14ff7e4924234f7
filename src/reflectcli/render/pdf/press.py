"""The sheet of a letter as a tagged PDF, and which letters no font here could set."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.pdf.sheet import sheet_of

TEMPLATE = Path(__file__).parent / "templates" / "letter.typ"
STANDARD = "ua-1"
"""PDF/UA-1: tagged, titled, every image with its words, every glyph there."""

BOX = "\u25a1"
"""What stands for a letter that no font has."""

UNSET = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF's bytes, and the letters for which a box stands in it."""

    content: bytes
    missing: tuple[str, ...]


def pdf_letter(
    data: Mapping[str, Any], *, form: bool = True, paper: str = "a4", system_fonts: bool = True
) -> Pdf:
    """A pack as a letter on paper; the same data and fonts give the same bytes.

    Raises:
        ReflectError: the extra that sets it is not installed (6).
    """
    typst = typesetter()
    sheet = sheet_of(data, form=form, paper=paper)
    made = datetime.combine(date.fromisoformat(data["as_of"]), time(12), UTC)
    missing: list[str] = []
    while True:
        try:
            content = typst.compile(
                _template(), sys_inputs={"letter": json.dumps(sheet)}, timestamp=made,
                pdf_standards=STANDARD, ignore_system_fonts=not system_fonts,
            )  # fmt: skip
        except typst.TypstError as error:
            found = _to_replace(unset(error.diagnostic))
            if not found:
                raise
            missing += found
            stand_ins = {ord(each): "" if is_mark(each) else BOX for each in found}
            sheet = _translated(sheet, stand_ins)
            continue
        return Pdf(content, tuple(each for each in missing if not _is_ignorable(each)))


def typesetter() -> ModuleType:
    """The library that sets PDFs.

    Raises:
        ReflectError: it is not installed (6).
    """
    try:
        import typst
    except ImportError:
        raise ReflectError(
            "a PDF needs typst, which is not installed",
            hint=f'{sys.executable} -m pip install "reflectcli[pdf]"',
            code=ExitCode.REFUSED,
        ) from None
    return typst


def unset(diagnostic: str) -> dict[str, None]:
    """The letters that typst says it could not display, in their order."""
    texts = (ESCAPE.sub(_letter, each) for each in UNSET.findall(diagnostic))
    return dict.fromkeys(letter for text in texts for letter in text)


def _letter(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]


def _to_replace(letters: Iterable[str]) -> list[str]:
    """What to take out before another try: first marks alone, for they spoil good letters too."""
    foreign = [each for each in letters if not each.isascii()]
    return [each for each in foreign if is_mark(each)] or foreign


def is_mark(letter: str) -> bool:
    """Tell whether it stands on or joins other letters, so that no box is to stand for it."""
    return unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf")


def _is_ignorable(letter: str) -> bool:
    """Tell whether it shows nothing by itself: joiners and variation selectors."""
    return unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


def _translated(value: Any, table: Mapping[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {name: _translated(each, table) for name, each in value.items()}
    if isinstance(value, list):
        return [_translated(each, table) for each in value]
    return value


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
