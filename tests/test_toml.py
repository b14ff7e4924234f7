"""TOML text to data and back: where a fault is said to be, and what is too much."""

from typing import Any

import pytest

from reflectcli.errors import Problem, ReflectError
from reflectcli.storage import toml
from reflectcli.storage.toml import MAX_DEPTH


def fault(raw: bytes) -> Problem:
    with pytest.raises(ReflectError) as caught:
        toml.parse(toml.decode(raw, "f"), "f")
    return caught.value.problem


@pytest.mark.parametrize(
    ("raw", "place", "shown"),
    [
        (b"\xff", (1, 1), "\ufffd"),
        (b"\n\xff", (2, 1), "\ufffd"),
        (b"a = 1\r\nb\xc3\xa9\xff = 2\r\nc", (2, 3), "b\u00e9\ufffd = 2"),
        (b"\xef\xbb\xbfa = \xff", (1, 5), "a = \ufffd"),
        (b"a = ", (1, 5), "a = "),
        (b"a = \n", (1, 5), "a = "),
        (b"a = 1\nb", (2, 2), "b"),
        (b"a = 1\r\nb\r\n", (2, 2), "b"),
        (b"=", (1, 1), "="),
        (b'a = "\xe2\x80\xa8"\nb', (2, 2), "b"),
        (b"a = '''\n\n", (2, 1), ""),
    ],
)
def test_a_fault_is_where_the_text_stops_being_right(
    raw: bytes, place: tuple[int, int], shown: str
) -> None:
    where = fault(raw).location
    assert where is not None
    assert ((where.line, where.column), where.text) == (place, shown)


def test_a_number_of_too_many_digits_is_told() -> None:
    said = fault(b"a = " + b"9" * 5000)
    assert said.message.startswith("not readable as TOML: ")
    assert (str(said.location), said.hint) == ("f", "simplify the file")


@pytest.mark.parametrize(("depth", "right"), [(MAX_DEPTH - 1, True), (MAX_DEPTH, False)])
@pytest.mark.parametrize(("first", "last"), [("[", "]"), ("{a=", "}"), ("[{a=", "}]")])
def test_depth_is_counted_the_same_for_lists_and_tables(
    depth: int, right: bool, first: str, last: str
) -> None:
    each = 2 if first == "[{a=" else 1
    text = f"a = {first * (depth // each)}1{last * (depth // each)}\n"
    text = text if depth % each == 0 else f"a = [{text[4:-1]}]\n"
    if right:
        assert toml.parse(text, "f")
    else:
        assert "nested too deeply" in fault(text.encode()).message


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 1, True), (1, 1.0, False), (1, True, False), (0.0, -0.0, True), ("", [], False),
        (float("nan"), float("nan"), True), (float("nan"), 1.0, False), ([1], (1,), True),
        ([1, 2], [1], False), ([1], [2], False), ({"a": 1}, {"a": 1}, True), ({}, [], False),
        ({"a": 1}, {"a": 1, "b": 2}, False), ({"a": [{}]}, {"a": [{}]}, True),
        ({"a": 1}, {"a": 1.0}, False), ({"a": 1}, {"b": 1}, False),
    ],
)  # fmt: skip
def test_what_is_the_same_in_toml(one: Any, other: Any, alike: bool) -> None:
    assert toml.same(one, other) is alike
    assert toml.same(other, one) is alike


def test_tables_below_are_merged_and_values_replaced() -> None:
    below = {"a": {"x": 1, "y": {"z": 1}}, "b": 1, "c": {"d": 1}}
    over = {"a": {"x": 2, "y": {"w": 2}}, "c": 3, "e": {"f": 4}}
    assert toml.merged(below, over) == {
        "a": {"x": 2, "y": {"z": 1, "w": 2}}, "b": 1, "c": 3, "e": {"f": 4},
    }  # fmt: skip
    assert below["a"] == {"x": 1, "y": {"z": 1}}


def test_scalars_stand_before_tables_and_texts_of_several_lines_as_such() -> None:
    data = {
        "t": {"b": 1, "a": {"k": [1, 2]}, "only": {"inner": {}}},
        "two words": True,
        "text": "one\ntwo",
        "rows": [{"x": "a\nb"}, {}],
        "mixed": [{"x": 1}, 2],
        "empty": {},
        "none": [],
        "\u00e9": "\r\n",
    }
    text = toml.dump(data)
    assert toml.same(toml.parse(text, "f"), data)
    assert text == (
        '"two words" = true\n'
        'text = """\none\ntwo"""\n'
        "mixed = [{ x = 1 }, 2]\n"
        "none = []\n"
        '"\u00e9" = "\\r\\n"\n'
        "\n"
        "[t]\nb = 1\n\n[t.a]\nk = [1, 2]\n\n[t.only.inner]\n"
        "\n"
        '[[rows]]\nx = """\na\nb"""\n\n[[rows]]\n'
        "\n"
        "[empty]\n"
    )
