"""A line that is being typed falls into the words that bash would make of it."""

import shlex

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reflectcli.cli.tab.words import Line, quoted

LETTERS = st.text("ab 'é\"\\$`=:-*;|&#\t", max_size=10)


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("reflect", ["reflect"], ""),
        ("reflect ", ["reflect", ""], ""),
        ("reflect  note\tx", ["reflect", "note", "x"], ""),
        ("reflect rate em", ["reflect", "rate", "em"], ""),
        ("reflect rate empathy=4 ", ["reflect", "rate", "empathy=4", ""], ""),
        ("reflect list --tag 'late sh", ["reflect", "list", "--tag", "late sh"], "'"),
        ("reflect list --tag \"it's ", ["reflect", "list", "--tag", "it's "], '"'),
        (r"reflect list --tag late\ sh", ["reflect", "list", "--tag", "late sh"], ""),
        (r'reflect list --tag "a\"b\n', ["reflect", "list", "--tag", r'a"b\n'], '"'),
        ("reflect note ''", ["reflect", "note", ""], ""),
        ("reflect note x\\", ["reflect", "note", "x"], ""),
    ],
)
def test_the_words_so_far(text: str, words: list[str], quote: str) -> None:
    line = Line(text)
    assert (line.words, line.quote, line.to_file) == (words, quote, False)


@pytest.mark.parametrize(
    ("text", "words", "to_file"),
    [
        ("reflect list > we", ["reflect", "list", "we"], True),
        ("reflect list >we", ["reflect", "list", "we"], True),
        ("reflect list 2>we", ["reflect", "list", "we"], True),
        ("reflect list > week.txt --j", ["reflect", "list", "--j"], False),
        ("reflect note < in.txt ", ["reflect", "note", ""], False),
        ("reflect list >> ", ["reflect", "list", ""], True),
        ("reflect note '>' x", ["reflect", "note", ">", "x"], False),
    ],
)
def test_where_output_goes_is_no_argument(text: str, words: list[str], to_file: bool) -> None:
    line = Line(text)
    assert (line.words, line.to_file) == (words, to_file)


@given(LETTERS)
def test_whole_lines_fall_apart_as_for_a_posix_shell(text: str) -> None:
    try:
        expected = shlex.split(f"reflect {text} end")
    except ValueError:
        assume(False)
    # The standard library takes no quotation mark to be special after a backslash in quotes.
    assume("\\$" not in text and "\\`" not in text)
    assert Line(f"reflect {text} end").words == expected


@given(LETTERS, st.sampled_from(["", '"', "'"]))
def test_what_is_put_there_reads_as_what_is_meant(text: str, quote: str) -> None:
    assert Line(f"reflect x{quote}{quoted(text, quote)}{quote}").words[-1] == f"x{text}"
