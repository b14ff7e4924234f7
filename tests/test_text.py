"""How text is cut and broken for a terminal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.render.text import TOGETHER, clean, cut, width, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("shadow Wen by Sun 29 Nov", ["shadow Wen by Sun", "29 Nov"]),
        (f"shadow Wen by{TOGETHER}Sun{TOGETHER}29{TOGETHER}Nov", ["shadow Wen", "by Sun 29 Nov"]),
        (f"by{TOGETHER}Sunday  the{TOGETHER}29th of it", ["by Sunday", "the 29th of it"]),
        (f"{TOGETHER} a {TOGETHER}{TOGETHER}b", ["a b"]),
        (f"aaaaaaaaaa{TOGETHER}bbbbbbbbbb", ["aaaaaaaaaa bbbbbb", "bbbb"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, lines: list[str]) -> None:
    assert wrap(text, 17) == lines


@given(st.text(st.sampled_from("ab é漢 \u00a0\t\n"), max_size=60), st.integers(4, 20))
def test_no_line_is_too_long_and_no_word_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(each) <= columns for each in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_marks_without_width_take_neither_the_time_nor_the_terminal() -> None:
    """A letter with two hundred thousand accents, as a hostile note may have it."""
    text = "e" + "\u0301" * 200_000 + " end"
    assert len(cut(text, 10)) <= 81
    assert "".join(wrap(text, 10)).replace("\u0301", "") == "e end"


@given(st.text(), st.integers(2, 30))
def test_pieces_are_as_long_as_fits_and_lose_nothing(text: str, columns: int) -> None:
    word = "".join(clean(text).split())
    pieces = wrap(word, columns)
    assert "".join(pieces) == word
    for piece, following in pairwise(pieces):
        assert width(piece) <= columns < width(piece + following[0])
