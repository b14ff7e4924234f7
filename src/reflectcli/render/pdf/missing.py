"""What to say where no font has a letter."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.render.pdf.press import BOX, is_mark

SHOWN = 12


def missing_line(letters: Sequence[str]) -> str:
    """The letters that no font has, and what helps."""
    # A mark is shown where it belongs: on a letter.
    shown = " ".join(f"\u25cc{each}" if is_mark(each) else each for each in letters[:SHOWN])
    more = f" and {len(letters) - SHOWN} more" if len(letters) > SHOWN else ""
    return (
        f"no font on this computer has {shown}{more}: {BOX} stands for each in the PDF; install a"
        " font that has them, such as Noto"
    )
