"""FORMAT.md and the schemas say what the program does."""

import json
import re
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from reflectcli.domain.check import bare_types, hints
from reflectcli.domain.data import to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Change, Step
from reflectcli.render.json import plain
from reflectcli.storage import schemas, toml
from reflectcli.storage.codec import dump_record
from reflectcli.storage.layout import file_name, folder_of, schema_line
from reflectcli.storage.validate import parse_record, unknown_fields
from tests.conftest import Journal

TEXT = files("reflectcli").joinpath("FORMAT.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


def examples(section: str) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```", SECTIONS[section], re.MULTILINE | re.DOTALL)


RECORDS = [(kind, text) for kind in KINDS for text in examples(kind)]
LATER = "2026-12-31T12:00:00+01:00"
"""After the last day that an example names."""


def as_files() -> dict[str, str]:
    found = {}
    for kind, text in RECORDS:
        data = toml.parse(text, kind)
        name = f"{folder_of(kind, data['shift'])}/{file_name(kind, data['shift'], data['id'])}"
        found[name] = text
    return found


def test_every_kind_has_its_section_with_an_example() -> None:
    assert [section for section in SECTIONS if section in KINDS] == list(KINDS)
    assert {kind for kind, _ in RECORDS} == set(KINDS)


@pytest.mark.parametrize(("kind", "text"), RECORDS)
def test_an_example_is_the_record_that_it_looks_like(kind: str, text: str) -> None:
    record = parse_record(text, "example", JournalConfig())
    assert record.kind == kind
    assert unknown_fields(record, text, "example") == []


@pytest.mark.parametrize(("kind", "text"), RECORDS)
def test_an_example_is_written_back_to_the_same_record(kind: str, text: str) -> None:
    record = parse_record(text, "example", JournalConfig())
    written = dump_record(record, JournalConfig())
    assert parse_record(written, "example", JournalConfig()) == record


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_first_example_says_every_field_or_the_section_does(kind: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", SECTIONS[kind], re.MULTILINE)
    common = re.findall(r"^\| `(\w+)` \|", SECTIONS["In every record"], re.MULTILINE)
    own = [each.name for each in fields(KINDS[kind]) if each.name not in {*common, "extra"}]
    assert rows == own
    shown = toml.parse(examples(kind)[0], kind).keys()
    said_besides = {"closed", "outcome", "lesson", "value"}
    assert set(own) - shown <= said_besides


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_a_field_allows_is_named(kind: str) -> None:
    schema = json.dumps(schemas.json_schema(kind))
    for words in re.findall(r'"enum": (\[.*?\])', schema):
        for word in json.loads(words):
            assert f"`{word}`" in SECTIONS[kind] or f'`"{word}"`' in SECTIONS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_required_fields_are_called_required(kind: str) -> None:
    common = {"format", "kind", "id", "at", "shift"}
    for name in set(schemas.json_schema(kind)["required"]) - common:
        assert re.search(rf"^\| `{name}` \|.*required", SECTIONS[kind], re.MULTILINE), name


def test_steps_and_changes_of_a_goal_are_described_too() -> None:
    for cls in (Step, Change):
        for each in fields(cls):
            assert f"`{each.name}`" in SECTIONS["goal"]


def test_the_first_line_of_an_example_is_the_one_that_the_program_writes() -> None:
    for kind, text in RECORDS:
        data = toml.parse(text, kind)
        if text.startswith("#:schema"):
            path = f"{folder_of(kind, data['shift'])}/x.toml"
            assert text.startswith(schema_line(path, kind))


def test_the_examples_together_are_a_journal_without_problems(journal: Journal) -> None:
    journal.write(as_files())
    result = journal("check", now=LATER)
    assert (result.code, result.err) == (0, "")
    assert result.out == "12 records in 3 folders, no problems\n"


@pytest.mark.parametrize("text", examples("journal.toml"))
def test_an_example_of_journal_toml_loads_with_the_defaults_beneath(
    text: str, bare: Journal
) -> None:
    bare.root.mkdir(mode=0o700)
    bare.write({"journal.toml": text})
    assert bare("info", "schema", "--install").code == 0
    result = bare("check")
    assert (result.code, result.err) == (0, "")


def test_every_setting_of_journal_toml_is_described() -> None:
    section = SECTIONS["journal.toml"]

    def names(cls: Any) -> set[str]:
        found = set()
        for each in fields(cls):
            if each.name == "extra":
                continue
            found.add(each.name)
            for kind in bare_types(hints(cls)[each.name]):
                inner = kind if is_dataclass(kind) else kind.__args__[-1] if args(kind) else None
                if is_dataclass(inner):
                    found |= names(inner)
        return found

    def args(kind: Any) -> bool:
        return bool(getattr(kind, "__args__", ()))

    for name in names(JournalConfig) - {"skills"}:
        assert re.search(rf"`\[?{name}\b|`\[?\w+\.{name}\b|`{name}`", section), name


def test_the_defaults_of_journal_toml_are_named() -> None:
    config = JournalConfig()
    for name in (*config.rubric.skills, *config.kpis, *config.prompts):
        assert f"`{name}`" in SECTIONS["journal.toml"]


def schema(name: str) -> Any:
    return json.loads(
        files("reflectcli.storage").joinpath("schema", f"{name}.json").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", schemas.names())
def test_the_schemas_that_are_shipped_are_current(name: str) -> None:
    path = files("reflectcli.storage").joinpath("schema", f"{name}.json")
    assert path.read_text(encoding="utf-8") == schemas.schema_text(name)
    jsonschema.Draft7Validator.check_schema(schema(name))


@pytest.mark.parametrize(("kind", "text"), RECORDS)
def test_a_schema_accepts_the_examples_of_its_kind(kind: str, text: str) -> None:
    jsonschema.validate(plain(toml.parse(text, kind)), schema(kind))


@pytest.mark.parametrize("text", examples("journal.toml"))
def test_the_journals_schema_accepts_the_examples(text: str) -> None:
    jsonschema.validate(plain(toml.parse(text, "journal")), schema("journal"))
    jsonschema.validate(plain(to_data(JournalConfig())), schema("journal"))


def changed(kind: str, values: dict[str, object]) -> Any:
    return plain(toml.parse(examples(kind)[0], kind)) | values


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("rating", {"skills": {"empathy": 9}}),
        ("rating", {"skills": {"empathy": "4"}}),
        ("rating", {"format": 2}),
        ("note", {"text": ""}),
        ("note", {"kind": "shift"}),
        ("feedback", {"source": "neighbour"}),
        ("challenge", {"causes": ["weather"]}),
        ("goal", {"steps": [{"due": "2026-12-01"}]}),
    ],
)
def test_a_schema_rejects_what_the_program_rejects(kind: str, values: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed(kind, values), schema(kind))


def test_a_schema_rejects_a_record_without_its_required_fields() -> None:
    for name in ("format", "id", "kind", "at", "shift", "text"):
        data = changed("note", {})
        del data[name]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, schema("note"))
