"""Changes to a TOML file that leave all else in it as its owner wrote it."""

from datetime import date
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage.edits import Append, Change, Put, Remove, edit

FILE = "goals/2026-11-03-goal-p0c4de.toml"
GOAL = """\
#:schema ../.schema/v1/goal.json
format = 1
id = "p0c4de"   # never change this

# what and why
title = 'Name the feeling'
due = 2026-12-31  # before the review

# the way there
[[steps]]
text = "one"

[[steps]]
text = "two"  # with Kim

# what I changed
[[history]]
on = 2026-11-10
text = "first words"
"""


def changed(text: str, *changes: Change) -> str:
    return edit(text.encode(), FILE, *changes).decode()


def test_a_value_changes_alone_and_keeps_its_comment() -> None:
    assert changed(GOAL, Put(("due",), date(2027, 1, 31))) == GOAL.replace(
        "due = 2026-12-31  # before", "due = 2027-01-31  # before"
    )


def test_a_new_key_stands_after_the_last_of_its_table_before_the_next_ones_comment() -> None:
    assert changed(GOAL, Put(("closed",), date(2026, 11, 22))) == GOAL.replace(
        "# before the review\n", "# before the review\nclosed = 2026-11-22\n"
    )


def test_a_key_of_a_step_stands_with_that_step() -> None:
    assert changed(GOAL, Put(("steps", 1, "done"), date(2026, 11, 22))) == GOAL.replace(
        "# with Kim\n", "# with Kim\ndone = 2026-11-22\n"
    )


def test_a_step_is_added_after_the_last_one_before_the_next_tables_comment() -> None:
    assert changed(GOAL, Append("steps", {"text": "three"})) == GOAL.replace(
        "# with Kim\n", '# with Kim\n\n[[steps]]\ntext = "three"\n'
    )


def test_the_first_table_of_an_array_goes_to_the_end() -> None:
    short = GOAL[: GOAL.index("\n# what I changed")]
    assert changed(short, Append("history", {"on": date(2026, 11, 22), "text": "a\nb"})) == (
        short + '\n[[history]]\non = 2026-11-22\ntext = """\na\nb"""\n'
    )


def test_a_removed_key_goes_with_its_line_alone() -> None:
    assert changed(GOAL, Remove(("due",))) == GOAL.replace(
        "due = 2026-12-31  # before the review\n", ""
    )


def test_several_changes_at_once() -> None:
    assert changed(
        GOAL, Put(("title",), 'say "I see"'), Remove(("due",)), Append("steps", {"text": "x"})
    ) == GOAL.replace("title = 'Name the feeling'", 'title = "say \\"I see\\""').replace(
        "due = 2026-12-31  # before the review\n", ""
    ).replace("# with Kim\n", '# with Kim\n\n[[steps]]\ntext = "x"\n')


@pytest.mark.parametrize("change", [Put(("id",), "p0c4de"), Remove(("nothing",))])
def test_what_is_so_already_changes_nothing(change: Change) -> None:
    assert changed(GOAL, change) == GOAL


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a = 1", Put(("b",), 2), "a = 1\nb = 2\n"),
        ("a = 1", Put(("a",), 2), "a = 2"),
        ("a = 1", Append("s", {"t": 1}), "a = 1\n\n[[s]]\nt = 1\n"),
        ("", Append("s", {"t": 1}), "[[s]]\nt = 1\n"),
        ("[t] # c", Put(("t", "b"), 2), "[t] # c\nb = 2\n"),
        ("[t]\n  a = 1\n", Put(("t", "b"), 2), "[t]\n  a = 1\n  b = 2\n"),
        ("t.a = 1 # c\nx = 1\n", Put(("t", "b"), 2), "t.a = 1 # c\nt.b = 2\nx = 1\n"),
        ("t = { a = 1 } # c\n", Put(("t", "b"), 2), "t = { a = 1, b = 2} # c\n"),
        ("t = { a = 1 } # c\n", Put(("t", "a"), 2), "t = { a = 2 } # c\n"),
        ("k = { a = {} }\n", Put(("k", "b", "c"), 2), "k = { a = {}, b = {c = 2}}\n"),
        ("[k.a]\nx = 1\n\n# z\n[z]\n", Put(("k", "b", "x"), 2),
         "[k.a]\nx = 1\n\n[k.b]\nx = 2\n\n# z\n[z]\n"),
        ("[k.a]\nx = 1\n[z]\n[k.b]\n", Put(("k", "c"), {"x": 2}),
         "[k.a]\nx = 1\n[z]\n[k.b]\n\n[k.c]\nx = 2\n"),
        ("s = [ {t = 1} ] # c\n", Append("s", {"t": 2}), "s = [ {t = 1}, {t = 2} ] # c\n"),
        ("s = []\n", Append("s", {"t": 2}), "s = [{t = 2}]\n"),
        ("s = [\n  {t = 1}, # c\n]\n", Append("s", {"t": 2}),
         "s = [\n  {t = 1}, # c\n  {t = 2},\n]\n"),
        ("[[s]]\n[[s]]\n", Put(("s", 0, "t"), 1), "[[s]]\nt = 1\n[[s]]\n"),
        ("[[s]]\nt=1\n[[h]]\n[[s]]\nt=2\n", Append("s", {"t": 3}),
         "[[s]]\nt=1\n[[h]]\n[[s]]\nt=2\n\n[[s]]\nt = 3\n"),
        ("# only words\n[t]\na = 1\n", Put(("b",), 2), "# only words\nb = 2\n\n[t]\na = 1\n"),
        ('"t" = 0x1F # c\nu = nan\n', Put(("t",), [1, 2]), '"t" = [1, 2] # c\nu = nan\n'),
        ("a = [\n 1, # one\n]\nb = 2 # two\n", Remove(("a",)), "b = 2 # two\n"),
        ("t = { a = 1, b = 2 }\n", Remove(("t", "a")), "t = {  b = 2 }\n"),
    ],
)  # fmt: skip
def test_each_layout_keeps_its_own_ways(before: str, change: Change, after: str) -> None:
    assert changed(before, change) == after


def test_byte_order_mark_and_line_ends_stay() -> None:
    raw = b"\xef\xbb\xbf" + GOAL.replace("\n", "\r\n").encode()
    after = edit(raw, FILE, Put(("why",), "two\nlines"), Append("steps", {"text": "three"}))
    expected = GOAL.replace(
        "# before the review\n", '# before the review\nwhy = """\ntwo\nlines"""\n'
    )
    expected = expected.replace("# with Kim\n", '# with Kim\n\n[[steps]]\ntext = "three"\n')
    assert after == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()


def test_mixed_line_ends_stay_line_by_line() -> None:
    raw = b"a = 1\r\nb = 2\nc = 3\r\n"
    assert (
        edit(raw, FILE, Put(("b",), 4), Put(("d",), 5)) == b"a = 1\r\nb = 4\r\nc = 3\r\nd = 5\r\n"
    )


def test_a_file_that_cannot_be_changed_faithfully_is_refused() -> None:
    """Two [[steps]] parted by a [[history]] confuse the editing library."""
    with pytest.raises(ReflectError) as refused:
        changed("[[s]]\nt=1\n[[h]]\n[[s]]\nt=2\n", Put(("s", 0, "t"), 3))
    assert refused.value.code == ExitCode.BAD_DATA
    assert refused.value.problem.hint == "make the change yourself: reflect edit p0c4de"
    assert str(refused.value.problem.location) == FILE


def test_a_file_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(ReflectError, match="not valid TOML") as refused:
        changed("a = 1\nb = = 2\n", Put(("a",), 3))
    assert refused.value.problem.location is not None
    assert refused.value.problem.location.line == 2


# any layout

VALUES = st.one_of(
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.text("ab\"'\\#]é\n", max_size=5), max_size=3),
)
WRITTEN = st.sampled_from(
    ["1", "0x1F", '"a # b"', "'[x]'", "[ 1, 2 ]", "2026-01-01", "{ q = 1 }", "1e3", '"\\u00e9"']
)
COMMENTS = st.sampled_from(["", "", "# a", "   # [t]", " #", "\t# x = 1 é"])
FILLERS = st.lists(st.sampled_from(["", "# words", "  # [[s]]", "#x = 1", "\t"]), max_size=2)
SPACES = st.sampled_from([" = ", "=", "  =\t"])
HEADERS = ["", "[t]", "[ u.v ]", '["w"]', "[[s]]", "[[s]]"]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[str], dict[tuple[str | int, ...], int]]:
    """The lines of a TOML file in an odd layout, and the line on which each key stands."""
    lines: list[str] = list(draw(FILLERS))
    places: dict[tuple[str | int, ...], int] = {}
    tables: list[tuple[str | int, ...]] = [(), ("t",), ("u", "v"), ("w",), ("s", 0), ("s", 1)]
    for header, table in zip(HEADERS, tables, strict=True):
        if header:
            lines += [header + draw(COMMENTS), *draw(FILLERS)]
        for name in draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=3)):
            places[*table, name] = len(lines)
            indent = draw(st.sampled_from(["", "", "  ", "\t"]))
            lines.append(f"{indent}{name}{draw(SPACES)}{draw(WRITTEN)}{draw(COMMENTS)}")
            lines += draw(FILLERS)
    return lines, places


def whole(lines: list[str], end: str, ended: bool) -> bytes:
    return (end.join(lines) + (end if ended and lines else "")).encode()


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


def without(data: Any, path: tuple[str | int, ...]) -> Any:
    at(data, path[:-1]).pop(path[-1], None)
    return data


@given(layouts(), st.data(), VALUES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_setting_a_key_changes_its_line_alone(
    layout: tuple[list[str], dict[tuple[str | int, ...], int]],
    data: st.DataObject,
    value: Any,
    end: str,
    ended: bool,
) -> None:
    lines, places = layout
    raw = whole(lines, end, ended)
    if not places:
        return
    path = data.draw(st.sampled_from(sorted(places, key=str)))
    after = edit(raw, FILE, Put(path, value))
    number = places[path]
    assert after.startswith(whole(lines[:number], end, True))
    assert after.endswith(whole(lines[number + 1 :], end, ended))
    parsed = tomli.loads(after.decode())
    assert at(parsed, path) == value
    assert without(parsed, path) == without(tomli.loads(raw.decode()), path)


@given(layouts(), st.sampled_from(HEADERS[:4]), VALUES, st.sampled_from(["\n", "\r\n"]))
def test_a_new_key_or_table_touches_no_line(
    layout: tuple[list[str], dict[tuple[str | int, ...], int]], header: str, value: Any, end: str
) -> None:
    lines, _ = layout
    raw = whole(lines, end, True)
    path = {"": (), "[t]": ("t",), "[ u.v ]": ("u", "v"), '["w"]': ("w",)}[header]
    after = edit(raw, FILE, Put((*path, "new"), value), Append("s", {"x": value}))
    rest = iter(after.decode().split(end))
    assert all(line in rest for line in raw.decode().split(end)), "lines went or were moved"
    parsed = tomli.loads(after.decode())
    assert at(parsed, (*path, "new")) == value
    assert parsed["s"].pop() == {"x": value}
    assert without(parsed, (*path, "new")) == tomli.loads(raw.decode())


@given(layouts(), st.data(), st.sampled_from(["\n", "\r\n"]))
def test_removing_a_key_takes_its_line_alone(
    layout: tuple[list[str], dict[tuple[str | int, ...], int]], data: st.DataObject, end: str
) -> None:
    lines, places = layout
    if not places:
        return
    path = data.draw(st.sampled_from(sorted(places, key=str)))
    after = edit(whole(lines, end, True), FILE, Remove(path))
    number = places[path]
    assert after == whole(lines[:number] + lines[number + 1 :], end, True)
