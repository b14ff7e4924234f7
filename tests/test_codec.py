"""What is written reads back as it was meant, whatever was meant."""

import codecs
import json
import math
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.domain.data import record_data
from reflectcli.domain.fields import Named
from reflectcli.domain.records import KINDS, Note, Rating, Record
from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.codec import describe, dump_record
from reflectcli.storage.validate import parse_record
from tests.conftest import NOW, Journal
from tests.strategies import AWKWARD, CONFIG, any_record, records, scalars, texts, toml_tables

AT = datetime.fromisoformat(NOW)


def as_read(record: Record) -> Record:
    """The record without its extra fields, for comparing these more strictly."""
    return replace(record, extra={})


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_reads_back_as_it_was(kind: str) -> None:
    @given(records(kind))
    @settings(max_examples=60)
    def check(record: Record) -> None:
        read = parse_record(dump_record(record, CONFIG), "new.toml", CONFIG)
        assert as_read(read) == as_read(record)
        assert read.at.utcoffset() == record.at.utcoffset()
        assert toml.same(read.extra, record.extra)

    check()


@given(any_record)
def test_writing_what_was_read_again_changes_nothing(record: Record) -> None:
    text = dump_record(parse_record(dump_record(record, CONFIG), "a.toml", CONFIG), CONFIG)
    assert dump_record(parse_record(text, "b.toml", CONFIG), CONFIG) == text


@given(any_record, st.booleans())
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(record: Record, mark: bool) -> None:
    text = dump_record(record, CONFIG)
    raw = (codecs.BOM_UTF8 if mark else b"") + text.replace("\n", "\r\n").encode()
    read = parse_record(toml.decode(raw, "new.toml"), "new.toml", CONFIG)
    assert as_read(read) == as_read(record)


@given(toml_tables())
def test_any_data_reads_back_from_toml(data: dict[str, Any]) -> None:
    assert toml.same(tomli.loads(toml.dump(data)), data)


@given(toml_tables())
def test_any_data_reads_back_from_the_bytes_on_disk(data: dict[str, Any]) -> None:
    assert toml.same(tomli.loads(toml.decode(toml.dump(data).encode(), "x")), data)


@pytest.mark.parametrize("text", [text for text in AWKWARD if text.strip()])
def test_any_text_comes_out_of_a_note_byte_for_byte(journal: Journal, text: str) -> None:
    argument = text.replace("\x00", "")
    assert journal("note", "--", argument).code == 0
    (written,) = journal.records("note").values()
    assert tomli.loads(written)["text"] == argument


@given(texts.filter(lambda text: bool(text.strip())))
@settings(max_examples=40)
def test_any_piped_text_comes_out_of_a_note(journal: Journal, text: str) -> None:
    before = set(journal.records("note"))
    assert journal("note", stdin=text + "\n").code == 0
    ((_, written),) = ((k, v) for k, v in journal.records("note").items() if k not in before)
    assert tomli.loads(written)["text"] == text


@given(texts.filter(lambda text: bool(text.strip())))
@settings(max_examples=40)
def test_any_text_comes_out_of_show_as_it_went_in(journal: Journal, text: str) -> None:
    saved = journal("note", stdin=text + "\n")
    shown = journal("show", saved.out.split()[1], "--json")
    assert (shown.code, shown.err) == (0, "")
    (record,) = json.loads(shown.out)["records"]
    assert record["text"] == text


def test_numbers_that_are_none_are_kept_too() -> None:
    note = Note(id="k3f9q2", at=AT, shift=AT.date(), text="x", extra={"odd": [math.nan, math.inf]})
    extra = parse_record(dump_record(note, CONFIG), "new.toml", CONFIG).extra
    assert str(extra) == "{'odd': [nan, inf]}"


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (1, True), (0.0, False), (math.nan, 1.0), ([1], [1, 2]), ({}, [])]
)
def test_values_that_look_alike_are_not_the_same(one: Any, other: Any) -> None:
    assert not toml.same(one, other)
    assert toml.same(one, one)


def test_the_text_of_a_file_is_one_that_people_can_edit() -> None:
    note = Note(
        id="k3f9q2", at=AT, shift=AT.date(), text="two\nlines", tags=("refund", "chat"),
        extra={"weather": {"sky": "grey"}},
    )  # fmt: skip
    assert dump_record(note, CONFIG) == (
        "#:schema ../../.schema/v1/note.json\n"
        "format = 1\n"
        'id = "k3f9q2"\n'
        'kind = "note"\n'
        "at = 2026-11-22T16:40:00+01:00\n"
        "shift = 2026-11-22\n"
        'tags = ["refund", "chat"]\n'
        'text = """\n'
        "two\n"
        'lines"""\n'
        "\n"
        "[weather]\n"
        'sky = "grey"\n'
    )


def test_fields_that_say_nothing_are_left_out() -> None:
    rating = Rating(id="m7aa01", at=AT, shift=AT.date(), skills={"empathy": 4, "verbal": "n/a"})
    assert record_data(rating) == {
        "format": 1, "id": "m7aa01", "kind": "rating", "at": AT, "shift": date(2026, 11, 22),
        "rubric": 1, "skills": {"empathy": 4, "verbal": "n/a"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "text must not be empty"),
        ({"text": "\ud800"}, r"text must be valid Unicode, not '\ud800'"),
        ({"text": 5}, "text must be text, not 5"),
        ({"at": AT.replace(tzinfo=None)}, "at must carry its offset from UTC, as in"),
        ({"at": "now"}, "at must be a date and time with its offset"),
        ({"shift": AT}, "shift must be a date, not 2026-11-22 16:40:00+01:00"),
        ({"shift": "2026-11-22"}, "shift must be a date such as 2026-11-22, not"),
        ({"private": 1}, "private must be true or false, not 1"),
        ({"tags": ("a", "")}, "tags[2] must not be empty"),
        ({"id": "I"}, "id must be an ID: 4 to 24 of the letters"),
    ],
)
def test_a_wrong_value_is_not_written(values: dict[str, Any], sentence: str) -> None:
    right: dict[str, Any] = {"id": "k3f9q2", "at": AT, "shift": AT.date(), "text": "x"}
    with pytest.raises(ReflectError) as caught:
        dump_record(Note(**right | values), CONFIG)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("skills", "sentence"),
    [
        ({"empathy": 9}, "rating of empathy must be 1 to 5, not 9"),
        ({"empathy": True}, "rating of empathy must be a whole number, not true"),
        ({"empathy": 4.0}, "rating of empathy must be a whole number, not 4.0"),
        ({"empathy": "4"}, "rating of empathy must be a whole number, not '4'"),
        ({"empaty": 4}, "unknown skill 'empaty'; did you mean empathy?"),
        ({}, "skills must rate at least one skill"),
    ],
)
def test_a_wrong_rating_is_not_written(skills: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ReflectError) as caught:
        dump_record(Rating(id="m7aa01", at=AT, shift=AT.date(), skills=skills), CONFIG)
    assert str(caught.value) == sentence


def test_what_does_not_read_back_the_same_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line of defence: a fault of the writer must not reach the disk."""
    note = Note(id="k3f9q2", at=AT, shift=AT.date(), text="x")
    monkeypatch.setattr(toml, "dump", lambda data: "text = 'y'\n")
    with pytest.raises(ReflectError, match="cannot be written so that it reads back the same"):
        dump_record(note, CONFIG)


def test_a_check_by_name_says_why() -> None:
    check = Named(lambda value: value == 1, "must be one")
    assert check.right(1)
    assert not check.right(2)
    assert check.reason == "must be one"


@given(scalars, st.booleans())
def test_a_value_is_written_as_the_toml_writer_writes_it(value: Any, multiline: bool) -> None:
    """Plain values take a shorter way; date-times have their T, and CR LF its escapes."""
    if isinstance(value, datetime):
        expected = f"x = {value.isoformat()}\n"
    else:
        lines = multiline and "\r\n" not in str(value)
        expected = tomli_w.dumps({"x": value}, multiline_strings=lines)
    assert f"x = {toml._scalar(value, multiline=multiline)}\n" == expected


@pytest.mark.parametrize("form", ["{}", "a{}", "{}b"])
def test_every_letter_is_written_as_the_toml_writer_writes_it(form: str) -> None:
    for code in (*range(0x250), 0x2028, 0xD800, 0xDFFF, 0xFEFF, 0x10FFFF):
        text = form.format(chr(code))
        expected = tomli_w.dumps({"x": text}, multiline_strings=True)
        assert toml.dump({"x": text}) == expected


@pytest.mark.parametrize(
    ("kind", "path", "value", "said"),
    [
        ("rating", ("skills", "empathy"), 9, "rating of empathy must be right, not 9"),
        ("feedback", ("ratings", "empathy"), True, "rating of empathy must be right, not true"),
        ("reply", ("ratings", "empathy"), 9, "rating of empathy must be right, not 9"),
        ("rating", ("skills",), 9, "skills must be right, not 9"),
        ("rating", ("skills", 0), 9, "skills[1] must be right, not 9"),
        ("rating", ("text",), 9, "text must be right, not 9"),
        ("rating", ("skills", "empathy", "x"), 9, "skills.empathy.x must be right, not 9"),
        ("shift", ("skills", "empathy"), 9, "skills.empathy must be right, not 9"),
        ("goal", ("steps", 1, "text"), "", "steps[2].text must be right"),
        ("goal", ("steps", 1, "text"), None, "steps[2].text must be right"),
        ("goal", ("steps",), [1], "steps must be right"),
        ("goal", (), 9, "goal must be right, not 9"),
        ("goal", ("due",), "x" * 40, f"due must be right, not {'x' * 40!r}"),
        ("goal", ("due",), "x" * 41, f"due must be right, not {'x' * 37 + '…'!r}"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(
    kind: str, path: tuple[str | int, ...], value: object, said: str
) -> None:
    assert describe(kind, path, "must be right", value) == said
