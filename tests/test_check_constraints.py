"""The commands' own check and pydantic's at the boundary give one verdict, in the same words."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from importlib.resources import files
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given, settings

from reflectcli.domain.build import WrongError, maker
from reflectcli.domain.check import bare_types, faults, hints, type_at
from reflectcli.domain.data import to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import KINDS, Step
from reflectcli.storage.codec import describe
from reflectcli.storage.schemas import schema_text
from reflectcli.storage.validate import BadTextError, adapter, build_or_tell
from tests.conftest import NOW
from tests.strategies import WRONG, records


class NoSuchObjectError(Exception):
    """Data that a command cannot even build: a field is missing or unknown."""


def built(value: Any, kind: Any) -> Any:
    """Data of a file as a command would build it: lists as tuples, tables as dataclasses."""
    for bare in bare_types(kind):
        if isinstance(bare, type) and is_dataclass(bare) and isinstance(value, Mapping):
            known = hints(bare)
            try:
                return bare(**{key: built(item, known.get(key)) for key, item in value.items()})
            except TypeError:
                raise NoSuchObjectError from None
    inner = next((get_args(bare) for bare in bare_types(kind) if get_args(bare)), (None,))
    if isinstance(value, (list, tuple)):
        return tuple(built(item, inner[0]) for item in value)
    if isinstance(value, Mapping):
        return {key: built(item, inner[-1]) for key, item in value.items()}
    return value


def values_of(record: Any) -> dict[str, Any]:
    return {each.name: to_data(getattr(record, each.name)) for each in fields(record)}


def ours(cls: Any, values: Mapping[str, Any]) -> list[str]:
    """The sentences of the domain's own check."""
    return [describe("record", *fault) for fault in faults(built(values, cls))]


def theirs(cls: Any, values: Mapping[str, Any]) -> list[str]:
    """The sentences that a user reads after pydantic looked at the same data."""
    try:
        build_or_tell(cls, values, "", "file.toml", "record")
    except BadTextError as error:
        return [problem.message for problem in error.problems]
    return []


def one_result(cls: Any, values: Mapping[str, Any]) -> None:
    """What reads records without pydantic accepts what pydantic accepts, and makes the same."""
    right = not theirs(cls, values)
    try:
        made = maker(cls)(values)
    except WrongError:
        assert not right
    else:
        assert right
        # The representation tells 1 from 1.0 and a list from a tuple.
        assert repr(made) == repr(adapter(cls).validate_python(values))


def one_verdict(cls: Any, values: Mapping[str, Any]) -> None:
    one_result(cls, values)
    try:
        mine = ours(cls, values)
    except NoSuchObjectError:
        return
    other = theirs(cls, values)
    assert bool(mine) == bool(other)
    assert mine[:1] == other[:1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_record_is_right_for_both(kind: str) -> None:
    @given(records(kind))
    @settings(max_examples=25)
    def check(record: Any) -> None:
        assert ours(KINDS[kind], values_of(record)) == []
        assert theirs(KINDS[kind], values_of(record)) == []
        one_result(KINDS[kind], values_of(record))

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_any_value_in_any_field_gets_one_verdict(kind: str) -> None:
    right = example(kind)
    for name, value in product(right, WRONG):
        one_verdict(KINDS[kind], right | {name: value})


@pytest.mark.parametrize("value", WRONG, ids=lambda value: repr(value)[:40])
def test_any_value_inside_of_lists_and_tables_gets_one_verdict(value: Any) -> None:
    for kind, name, nested in (
        ("note", "tags", ["first", value]),
        ("note", "links", [value, "k3f9q2"]),
        ("success", "skills", ["empathy", value]),
        ("challenge", "causes", [value]),
        ("rating", "skills", {"empathy": value, "verbal": 4}),
        ("shift", "answers", {"what": value}),
        ("goal", "steps", [{"text": value}, {"text": "x"}]),
        ("goal", "steps", [{"text": "x", "due": value}]),
        ("goal", "history", [{"on": value, "text": "moved"}]),
    ):
        one_verdict(KINDS[kind], example(kind) | {name: nested})


@pytest.mark.parametrize("value", WRONG, ids=lambda value: repr(value)[:40])
def test_the_journals_own_file_gets_one_verdict(value: Any) -> None:
    right = {"name": "CSAT", "unit": "percent", "formula": "answers"}
    for name in [each.name for each in fields(Kpi)]:
        one_verdict(JournalConfig, {"kpis": {"csat": right | {name: value}}})
    for name in [each.name for each in fields(JournalConfig) if each.name != "extra"]:
        one_verdict(JournalConfig, {name: value})


@pytest.mark.parametrize("name", ["Empathy", "em pathy", "", "é", "a-b", "[key]"])
def test_a_key_that_is_no_name_gets_one_verdict(name: str) -> None:
    one_verdict(KINDS["rating"], example("rating") | {"skills": {name: 4}})
    one_verdict(KINDS["shift"], example("shift") | {"answers": {"what": "x", name: "x"}})


def test_every_fault_is_told_in_the_order_of_the_fields() -> None:
    wrong = example("goal") | {"tags": [""], "title": "", "baseline": "low", "due": "soon"}
    sentences = [
        "tags[1] must not be empty",
        "title must not be empty",
        "baseline must be a number, not 'low'",
        "due must be a date such as 2026-11-22, not 'soon'",
    ]
    assert ours(KINDS["goal"], wrong) == sentences
    assert theirs(KINDS["goal"], wrong) == sentences


def test_a_missing_field_is_named() -> None:
    right = example("activity")
    del right["title"]
    one_result(KINDS["activity"], right)
    assert theirs(KINDS["activity"], right) == ["title is missing"]
    right = example("goal") | {"steps": [{"text": "x"}, {"due": date(2026, 11, 22)}]}
    assert theirs(KINDS["goal"], right) == ["steps[2].text is missing"]


def test_the_type_at_a_path_is_found_through_lists_and_tables() -> None:
    assert type_at(KINDS["goal"], ("steps", 0, "due")) == hints(Step)["due"]
    assert type_at(KINDS["goal"], ("steps", 0, "colour")) is None
    assert type_at(KINDS["note"], ("text", "x")) is None


@pytest.mark.parametrize("name", [*KINDS, "journal"])
def test_the_shipped_schemas_are_those_of_the_code(name: str) -> None:
    shipped = files("reflectcli.storage").joinpath("schema", f"{name}.json")
    assert shipped.read_text(encoding="utf-8") == schema_text(name)


def example(kind: str) -> dict[str, Any]:
    """A right record of the kind with only what it must have, as data of a file."""
    return {
        "id": "k3f9q2",
        "at": datetime.fromisoformat(NOW),
        "shift": date(2026, 11, 22),
        "tags": ["refund"],
    } | deepcopy(NEEDED[kind])


NEEDED: dict[str, dict[str, Any]] = {
    "note": {"text": "x", "private": True, "links": ["m7aa01"]},
    "shift": {"prompts": "rolfe", "mood": 3, "text": "x", "answers": {"what": "x"}},
    "success": {"text": "x", "channel": "phone", "skills": ["empathy"], "factors": ["calm"]},
    "challenge": {"text": "x", "causes": ["handoff"], "control": "mine"},
    "rating": {"skills": {"empathy": 4, "verbal": "n/a"}, "rubric": 1},
    "feedback": {
        "source": "mentor", "type": "concern", "score": 4, "scale": 5, "asked": True,
        "ratings": {"empathy": 3},
    },
    "reading": {"kpi": "csat", "numerator": 18, "denominator": 20, "value": 90.0, "guess": 80},
    "activity": {"type": "training", "title": "x", "hours": 1.5, "people": ["Ana"]},
    "checkin": {"goal": "p0c4de", "value": 3.5, "text": "x"},
    "goal": {
        "title": "x", "measure": "rating:empathy", "baseline": 2.5, "target": 4,
        "due": date(2026, 12, 31), "outcome": "met",
        "steps": [{"text": "x"}], "history": [{"on": date(2026, 11, 3), "text": "x"}],
    },
    "experiment": {
        "hypothesis": "x", "measure": "kpi:csat", "start": date(2026, 11, 1),
        "until": date(2026, 11, 22), "min_n": 5, "verdict": "keep",
    },
}  # fmt: skip
