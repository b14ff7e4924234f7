"""The place of a value in a TOML text, however it is written."""

import string
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.check import Path
from reflectcli.storage import toml
from reflectcli.storage.locate import locate

TEXT = '''\
# empathy = 1
a.b = "x # y" # c
"q.k" = 'z'
text = """
[skills]
empathy = 2
"""
list = [ 1, # one
  "two", {x = 1, y.z = [3, "]"]}, 2026-11-22 16:40:00+01:00 ]
[skills] # not [steps]
"em\\"p" = 9
'lit' = 4
[[steps]]
text = "a"
[steps.sub]
k = 1
[[steps]]
text = \'\'\'b\'\'\'
[ "we ird" . x ]
y=true
'''


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        (("a", "b"), 2, '"x # y"'),
        (("q.k",), 3, "'z'"),
        (("text",), 4, '"""'),
        (("list", 0), 8, "1"),
        (("list", 1), 9, '"two"'),
        (("list", 2), 9, '{x = 1, y.z = [3, "]"]}'),
        (("list", 2, "y", "z", 1), 9, '"]"'),
        (("list", 3), 9, "2026-11-22 16:40:00+01:00"),
        (("skills",), 10, "[skills]"),
        (("skills", 'em"p'), 11, "9"),
        (("skills", "lit"), 12, "4"),
        (("steps", 0), 13, "[[steps]]"),
        (("steps", 0, "text"), 14, '"a"'),
        (("steps", 0, "sub", "k"), 16, "1"),
        (("steps", 1, "text"), 18, "'''b'''"),
        (("we ird", "x", "y"), 20, "true"),
        (("steps", 1, "due"), 17, "[[steps]]"),
        (("skills", "empathy"), 10, "[skills]"),
        (("list", 2, "missing"), 9, '{x = 1, y.z = [3, "]"]}'),
    ],
)
def test_a_value_is_found(path: Path, line: int, marked: str) -> None:
    place = locate(TEXT, "f", path)
    assert place.line == line
    assert place.text is not None
    assert place.column is not None
    assert place.text[place.column - 1 :][: place.width] == marked


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        (("a", "b"), "a.b"),
        (("q.k",), '"q.k"'),
        (("skills", 'em"p'), '"em\\"p"'),
        (("list", 2, "x"), "x"),
    ],
)
def test_a_key_is_found(path: Path, marked: str) -> None:
    place = locate(TEXT, "f", path, key=True)
    assert place.text is not None
    assert place.column is not None
    assert place.text[place.column - 1 :][: place.width] == marked


def test_what_does_not_stand_there_is_the_first_line_without_a_text() -> None:
    place = locate(TEXT, "f", ("nowhere",))
    assert (str(place), place.text) == ("f:1", None)
    assert str(locate("", "f", ())) == "f"


def test_a_text_may_begin_with_an_empty_line() -> None:
    place = locate("\nab = 12\n", "f", ("ab",))
    assert (place.line, place.column, place.width, place.text) == (2, 6, 2, "ab = 12")


def test_separators_inside_of_a_text_do_not_count_as_lines() -> None:
    text = 'a = "one\u2028two\u0085three\x0c"\r\nb = 2\r\n'.replace("\x0c", "")
    place = locate(text, "f", ("b",))
    assert (place.line, place.text) == (2, "b = 2")


KEYS = st.text(string.ascii_letters + " \"'.#]=\\é\n", min_size=1, max_size=6)
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, (dict, list)):
            yield from leaves(item, (*path, key))
        else:
            yield (*path, key), item


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_value_of_any_text_is_found(data: dict[str, Any]) -> None:
    text = toml.dump(data)
    for path, value in leaves(tomli.loads(text)):
        place = locate(text, "f", path)
        assert place.line is not None
        assert place.column is not None
        rest = "\n".join(text.split("\n")[place.line - 1 :])[place.column - 1 :]
        if not rest.startswith(('"""', "'''")):
            assert tomli.loads(f"x = {rest[: place.width]}") == {"x": value}
