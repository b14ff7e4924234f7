"""`reflect export`: what goes out in each form, and that JSON comes back as it was."""

import csv
import io
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.records import KINDS, Note, Record
from reflectcli.frozen import replace
from reflectcli.render.exports.flat import all_columns, flat_row, kind_columns
from reflectcli.storage import toml
from reflectcli.storage.codec import dump_record
from reflectcli.storage.json_values import TAG, decode, encode
from reflectcli.storage.layout import path_of
from reflectcli.storage.validate import parse_record
from reflectcli.storage.whole_json import read_item, record_item
from tests.conftest import Journal
from tests.strategies import CONFIG, any_record, records
from tests.test_help_examples import RECORDS

NOVEMBER = date(2026, 11, 20)
MARKED = """
    # this comment is mine
    id = "p4ssed"
    kind   = "note"
    format = 1
    at = 2026-11-21T10:00:00+01:00
    shift = 2026-11-21
    private = true
    mine = 2026-01-01
    text = "=1+1"
    """


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with records of many kinds, one of them private and with a comment."""
    return journal.write(RECORDS | {"2026/11/2026-11-21-note-p4ssed.toml": MARKED})


def kept(journal: Journal) -> dict[str, bytes]:
    """The journal's files but those of the program."""
    return {name: raw for name, raw in journal.files().items() if not name.startswith(".")}


def other(journal: Journal, tmp_path: Path) -> Journal:
    """An empty journal beside."""
    return Journal(tmp_path / "other", journal.env)


def test_json_into_an_empty_journal_gives_the_same_files(full: Journal, tmp_path: Path) -> None:
    settings_text = full.files()["journal.toml"].decode().replace("04:00", "06:00") + "# mine\n"
    full.write({"journal.toml": settings_text})
    result = full("export", "-o", str(tmp_path / "all.json"))
    assert result.code == 0
    assert result.out.startswith(f"wrote {tmp_path / 'all.json'} · ")
    assert result.err == "1 private record is in it; --no-private leaves them out\n"
    new = other(full, tmp_path)
    assert new("init", "--yes").code == 0
    came = new("import", str(tmp_path / "all.json"))
    assert came.code == 0, came.err
    assert "note: the journal is empty: its settings come along\n" in came.err
    assert kept(new) == kept(full)
    again = new("import", str(tmp_path / "all.json"))
    assert again.out.startswith("nothing new: ")
    assert "differ" not in again.err


def test_the_records_can_be_undone_and_the_settings_too(full: Journal, tmp_path: Path) -> None:
    full("kpi", "define", "csat", "--target", "85")
    full("export", "-o", str(tmp_path / "all.json"))
    new = other(full, tmp_path)
    new("init", "--yes")
    before = kept(new)
    new("import", str(tmp_path / "all.json"))
    assert kept(new) == kept(full)
    assert new("undo").code == 0
    assert new("undo").code == 0
    assert kept(new) == before


def test_settings_of_a_newer_format_do_not_come_along(full: Journal, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    full("export", "-o", str(file))
    text = file.read_text()
    assert text.count("format = 1") > 0
    file.write_text(text.replace("format = 1", "format = 5"))
    new = other(full, tmp_path)
    new("init", "--yes")
    before = kept(new)
    result = new("import", str(file), "--yes")
    assert result.code == 3
    assert "its settings are in format 5; this program reads 1" in result.err
    assert "update reflectcli; nothing was changed" in result.err
    assert kept(new) == before


def test_a_journal_with_records_keeps_its_settings(full: Journal, tmp_path: Path) -> None:
    full("kpi", "define", "csat", "--target", "85")
    full("export", "-o", str(tmp_path / "all.json"))
    new = other(full, tmp_path)
    new("init", "--yes")
    new("note", "there already")
    before = new.files()["journal.toml"]
    result = new("import", str(tmp_path / "all.json"))
    assert "note: this journal keeps its own settings; those of the export are others\n" in (
        result.err
    )
    assert new.files()["journal.toml"] == before


def test_what_differs_here_stays_and_is_named(full: Journal, tmp_path: Path) -> None:
    full("export", "-o", str(tmp_path / "all.json"))
    full("edit", "k3f9q2", "--set", "channel=chat")
    result = full("import", str(tmp_path / "all.json"))
    assert "note: 1 record here and in the export differ, kept: k3f9q2\n" in result.err
    assert result.out.startswith("nothing new: ")


def test_what_is_no_record_is_named_by_its_line(journal: Journal, tmp_path: Path) -> None:
    items = [
        {"format": 1, "id": "aaaa01", "kind": "note", "at": "2026-11-20T10:00:00+01:00",
         "shift": "2026-11-20", "text": "right"},
        {"format": 1, "id": "aaaa01", "kind": "note", "at": "2026-11-20T10:00:00+01:00",
         "shift": "2026-11-20", "text": "the same ID"},
        {"format": 1, "id": "aaaa02", "kind": "rating", "at": "2026-11-20T10:00:00+01:00",
         "shift": "2026-11-20", "skills": {"empathy": 9}},
        {"format": 1, "id": "aaaa03", "kind": "note", "at": "soon", "shift": "2026-11-20",
         "text": "x"},
        {"kind": "poem"},
        "nothing",
        {"format": 1, "id": "aaaa04", "kind": "note", "at": "2027-01-01T10:00:00+01:00",
         "shift": "2027-01-01", "text": "ahead"},
    ]  # fmt: skip
    body = ",\n".join(json.dumps(item) for item in items)
    path = tmp_path / "x.json"
    path.write_text('{"schema": 1,\n"records": [\n' + body + "]}", encoding="utf-8")
    result = journal("import", str(path))
    assert result.out == "imported 1 note · 0 already there · 6 pieces left out (see above)\n"
    for said in (
        ":4: the same ID as line 3: aaaa01 (aaaa01)\n",
        ":5: rating of empathy must be 1 to 5, not 9 (aaaa02)\n",
        ":6: Invalid isoformat string: 'soon' (aaaa03)\n",
        ":7: unknown kind 'poem'\n",
        ":8: no record: an object is wanted\n",
        ":9: the shift of 2027-01-01 is in the future (aaaa04)\n",
    ):
        assert said in result.err
    path.write_text('{"schema": 2, "records": []}', encoding="utf-8")
    assert (
        "an export of version 2; this program reads version 1" in journal("import", str(path)).err
    )


@given(st.sampled_from(list(KINDS)).flatmap(records))
def test_any_record_comes_back_from_json_as_it_was(record: Record) -> None:
    text = dump_record(record, CONFIG)
    item = json.loads(json.dumps(record_item(record, text), allow_nan=False))
    found = read_item(item, "x.json", CONFIG)
    assert found.text == text
    assert found.record == parse_record(text, "x.json", CONFIG) or "nan" in text
    assert TAG not in item or TAG in record.extra


def test_data_that_was_changed_beside_its_text_holds() -> None:
    text = 'format = 1\n# mine\nid = "aaaa01"\nkind = "note"\nat = 2026-11-20T10:00:00+01:00\n'
    text += 'shift = 2026-11-20\ntext = "one"\n'
    record = parse_record(text, "x.json", CONFIG)
    assert isinstance(record, Note)
    item = record_item(record, text)
    assert read_item(item, "x.json", CONFIG).text == text
    changed: Any = read_item(item | {"text": "two"}, "x.json", CONFIG).record
    assert (changed.text, changed.id) == ("two", record.id)


@given(st.lists(any_record, max_size=6, unique_by=lambda each: each.id), st.booleans())
@settings(max_examples=25)
def test_any_journal_comes_back_from_json(found: list[Record], commented: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        env = {
            f"XDG_{name}_HOME": str(root / name) for name in ("DATA", "STATE", "CACHE", "CONFIG")
        }
        one, two = (Journal(root / name, env | {"COLUMNS": "80"}) for name in ("one", "two"))
        for journal in (one, two):
            assert journal("init", "--yes").code == 0
        for record in found:
            past = replace(record, shift=min(record.shift, NOVEMBER))
            text = ("# mine\n" if commented else "") + dump_record(past, CONFIG)
            one.write({path_of(past): text.encode()})
        out = one("export", "-o", str(root / "x.json"))
        assert (out.code, "left out" in out.err) == (0, False), out.err
        result = two("import", str(root / "x.json"))
        assert result.code == 0, result.err
        assert kept(two) == kept(one)


def test_values_that_json_has_no_word_for() -> None:
    data = {"shift": toml.parse("x = 2026-11-20", "")["x"], "a": float("inf"), "b": {TAG: "x"}}
    coded = encode(data, KINDS["note"])
    assert coded["shift"] == "2026-11-20"
    assert coded["a"] == {TAG: "x = [inf, 0]\n"}
    assert toml.same(decode(json.loads(json.dumps(coded)), KINDS["note"]), data)


def test_parts_are_chosen_as_in_list(full: Journal) -> None:
    def ids(*words: str) -> list[str]:
        done = full("export", *words)
        assert done.code == 0
        return [record["id"] for record in json.loads(done.out)["records"]]

    assert ids("--kind", "note,rating", "--since", "2026-11-20") == ["m7aa01", "p4ssed", "k3f9q2"]
    assert ids("--tag", "refund") == ["k3f9q2"]
    assert ids("--kind", "note", "--no-private") == ["k3f9q2"]
    assert ids("--kind", "goal")[:1] == ["p0c4de"]
    assert ids("--until", "2026-09-24", "--kind", "rating") == ["ex921", "ex924"]


def test_a_file_that_cannot_be_read_is_named(full: Journal) -> None:
    full.write({"2026/11/2026-11-20-note-br0ken.toml": "no toml"})
    result = full("export", "--format", "jsonl")
    assert "1 file left out: 2026/11/2026-11-20-note-br0ken.toml:1   reflect check\n" in result.err
    problems = json.loads(full("export").out)["problems"]
    assert [each["file"] for each in problems] == ["2026/11/2026-11-20-note-br0ken.toml"]


def test_nothing_is_overwritten_without_force(full: Journal, tmp_path: Path) -> None:
    path, folder = tmp_path / "x.json", tmp_path / "tables"
    path.write_text("mine", encoding="utf-8")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    for words in (["-o", str(path)], ["--format", "csv", "-o", str(folder)]):
        result = full("export", *words)
        assert result.code == 5
        assert "exists; it is left as it is" in result.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert [each.name for each in folder.iterdir()] == ["mine.txt"]
    assert full("export", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("{")
    assert full("export", "--format", "csv", "-o", str(folder), "--force").code == 0
    assert {"mine.txt", "note.csv", "goal.csv"} <= {each.name for each in folder.iterdir()}
    assert path.stat().st_mode & 0o777 == 0o600
    assert full("export", "-o", str(tmp_path / "no" / "x.json")).code == 4
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".new-")]


def test_csv_is_a_table_a_kind(full: Journal, tmp_path: Path) -> None:
    result = full("export", "--format", "csv", "-o", str(tmp_path / "tables"))
    assert result.code == 0
    rows = list(csv.DictReader(io.StringIO(
        (tmp_path / "tables" / "rating.csv").read_text(encoding="utf-8"), newline="")))  # fmt: skip
    (row,) = [row for row in rows if row["id"] == "m7aa01"]
    assert (row["rating_empathy"], row["rating_listening"], row["rating_writing"]) == ("3", "4", "")
    text = full("export", "--format", "csv", "--kind", "note", "--tag", "refund").out
    assert text == (
        "id,kind,at,shift,tags,links,private,extra,text,channel,reference,worked\n"
        "k3f9q2,note,2026-11-22T14:10:00+01:00,2026-11-22,refund,,false,,"
        '"refund twice promised, third call; angry, then two options and she was calm",,,\n'
    )
    assert "'=1+1" in full("export", "--format", "csv", "--kind", "note").out
    assert full("export", "--format", "csv").err == (
        "error: csv is a table for each kind of record\n"
        "hint: -o FOLDER for a table a kind, or one --kind to print it\n"
    )


def test_markdown_is_a_file_a_day(full: Journal, tmp_path: Path) -> None:
    full("export", "--format", "markdown", "-o", str(tmp_path / "md"))
    assert (tmp_path / "md" / "2026" / "11" / "2026-11-22.md").read_text(encoding="utf-8") == (
        "# Sun 22 Nov 2026\n\n## 14:10 note `k3f9q2` #refund\n\n"
        "refund twice promised, third call; angry, then two options and she was calm\n"
    )
    page = full("export", "--format", "markdown", "--kind", "challenge").out
    assert page == (
        "# Wed 18 Nov 2026\n\n## 17:00 challenge `c8a11e`\n\n"
        "The tool froze while he was shouting.\n\n"
        "- skills: empathy · composure\n- causes: tool_system\n"
    )
    assert (tmp_path / "md" / "goals").is_dir()


def test_json_lines_have_the_same_typed_columns(full: Journal) -> None:
    lines = [json.loads(line) for line in full("export", "--format", "jsonl").out.splitlines()]
    assert len({tuple(line) for line in lines}) == 1
    types: dict[str, set[type]] = {}
    for line in lines:
        for name, value in line.items():
            if value is not None:
                types.setdefault(name, set()).add(type(value))
    assert all(len(each) == 1 for each in types.values())
    assert next(line for line in lines if line["id"] == "m7aa01")["rating_empathy"] == 3


@given(any_record)
def test_any_record_fits_its_columns(record: Record) -> None:
    python: dict[str, Any] = {
        "text": str, "number": float, "integer": int, "boolean": bool, "date": str, "moment": str,
        "list": list, "json": str,
    }  # fmt: skip
    skills = list(CONFIG.rubric.skills)
    every = all_columns(skills)
    assert kind_columns(record.kind, skills).items() <= every.items()
    row = flat_row(record, every)
    assert list(row) == list(every)
    for name, value in row.items():
        assert value is None or type(value) is python[every[name]], name
    assert row["kind"] == record.kind
    assert (record.kind in LONG_LIVED) == record.long_lived


def test_a_terminal_is_not_steered(journal: Journal) -> None:
    journal("note", "red \x1b[31m alert")
    assert "\x1b[31m" not in journal("export", "--format", "jrnl", terminal=True).out
    assert "\x1b[31m" in journal("export", "--format", "jrnl").out
