"""A pack on paper: the PDF's bytes, and what to know about its letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.cli.session import Session
from reflectcli.errors import ReflectError

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""The sizes that the setting `paper` knows, and typst's names for them."""


def require_typesetter() -> None:
    """Refuse before anything is asked if no PDF can be made.

    Raises:
        ReflectError: the extra is not installed (6).
    """
    from reflectcli.render.pdf.press import typesetter

    typesetter()


def on_paper(session: Session, data: Mapping[str, Any], *, form: bool = True) -> bytes:
    """A pack as a PDF, with lines to write on or without; says which letters no font has.

    Raises:
        ReflectError: the setting `paper` names no size.
    """
    from reflectcli.render.pdf.missing import missing_line
    from reflectcli.render.pdf.press import pdf_letter

    made = pdf_letter(data, form=form, paper=_paper(session.settings.paper))
    if made.missing:
        session.say(missing_line(made.missing))
    return made.content


def _paper(name: str) -> str:
    if name not in PAPERS:
        raise ReflectError(
            f"paper must be a4 or letter, not {name}",
            hint="set paper in config.toml, or REFLECT_PAPER",
        )
    return PAPERS[name]
