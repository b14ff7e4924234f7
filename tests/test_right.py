"""The quick way's own check accepts nothing that the codec does not, and all that it writes."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import MISSING, fields, replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.domain.data import record_data
from reflectcli.domain.defaults import KPIS, SKILLS
from reflectcli.domain.journal import Agent, JournalConfig, Rhythm
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.prompts import PromptSet
from reflectcli.domain.records import KINDS, Record
from reflectcli.domain.rubric import Rubric, Skill
from reflectcli.domain.sharing import Sharing
from reflectcli.errors import ReflectError
from reflectcli.storage import right, toml
from reflectcli.storage.config_file import ConfigFile, config_of, new_text
from reflectcli.storage.validate import parse_record
from tests.conftest import NOW
from tests.strategies import CONFIG, WRONG, records

AT = datetime.fromisoformat(NOW)
QUICK = ("note", "rating", "reading")
JOURNAL: dict[str, Any] = toml.parse(new_text(CONFIG), "journal.toml")
TABLES: list[tuple[Mapping[str, Any], Any]] = [
    (right.AGENT, Agent), (right.RHYTHM, Rhythm), (right.SKILL, Skill), (right.KPI, Kpi),
    (right.PROMPTS, PromptSet), (right.SHARING, Sharing), (right.RUBRIC, Rubric),
    (right.JOURNAL, JournalConfig), *((right.FIELDS[kind], KINDS[kind]) for kind in QUICK),
]  # fmt: skip


def accepted(read: Callable[[], Any]) -> bool:
    try:
        read()
    except ReflectError:
        return False
    return True


def in_toml(value: Any) -> bool:
    """Tell whether a file can hold the value as it is."""
    try:
        text = toml.dump({"x": value}).encode()
        return toml.same(toml.parse(text.decode(), "")["x"], value)
    except (ReflectError, UnicodeError, ValueError):
        return False


VALUES = [each for each in WRONG if in_toml(each)]
BASES: dict[str, dict[str, Any]] = {
    "note": {"text": "listened first", "tags": ["x"], "channel": "chat"},
    "rating": {"skills": {"empathy": 4, "listening": "n/a"}, "text": "rushed"},
    "reading": {"kpi": "csat", "numerator": 18, "denominator": 20},
}


@pytest.mark.parametrize(("checks", "cls"), TABLES)
def test_the_tables_have_the_fields_of_the_classes(checks: Mapping[str, Any], cls: Any) -> None:
    """In the order of the file, so that the quick way writes them as the codec does."""
    assert list(checks) == [each.name for each in fields(cls) if each.name != "extra"]


@pytest.mark.parametrize("kind", QUICK)
@settings(max_examples=40)
@given(data=st.data())
def test_a_right_record_is_right_for_both(kind: str, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    assert right.right_record(plain_data(record), JOURNAL)


def plain_data(record: Record) -> dict[str, Any]:
    """What stands in a record's file, read from it."""
    return toml.parse(toml.dump(record_data(record)), "record.toml")


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in QUICK for name in ("format", *right.FIELDS[kind])]
)
def test_any_value_in_any_field_of_a_record_gets_one_verdict(kind: str, name: str) -> None:
    head = {"format": 1, "id": "k3f9q2", "kind": kind, "at": AT, "shift": AT.date()}
    base = head | BASES[kind]
    without = {key: value for key, value in base.items() if key != name}
    for table in (base, without, *(base | {name: value} for value in VALUES)):
        text = toml.dump(table)
        verdict = accepted(partial(parse_record, text, "record.toml", CONFIG))
        assert right.right_record(toml.parse(text, ""), JOURNAL) == verdict, table


@pytest.mark.parametrize(
    "table",
    [
        {"rubric": {"skills": {"calm": SKILLS["empathy"] | {"weight": -1}}}},
        {"rubric": {"skills": {"calm": SKILLS["empathy"] | {"weight": "1"}}}},
        {"rubric": {"version": -1}},
        {"rubric": {"version": 1.0}},
        {"rhythm": {"rate_every_days": -1}},
        {"kpis": {"mine": KPIS["csat"] | {"target": "90"}}},
        {"prompts": {"mine": {"title": "x", "questions": {"what": ""}}}},
        {"rhythm": {"away": {"2026-12-24": 1}}},
        {"rhythm": {"away": {"someday": "x"}}},
    ],
)
def test_what_nobody_may_set_is_wrong_for_both(table: dict[str, Any]) -> None:
    assert not right.right_journal(table)
    assert not accepted(lambda: config_of(toml.dump(table)))


@pytest.mark.parametrize("level", [-1, 0, 1, 5, 6, 4.0, "n/a", "na", True])
def test_a_level_is_one_of_five_or_none_for_both(level: Any) -> None:
    head = {"format": 1, "id": "k3f9q2", "kind": "rating", "at": AT, "shift": AT.date()}
    table = head | {"skills": {"empathy": level}}
    right_one = level in (1, 5, "n/a") and level is not True
    assert right.right_record(table, JOURNAL) == right_one
    assert accepted(lambda: parse_record(toml.dump(table), "record.toml", CONFIG)) == right_one


def test_a_rating_of_every_skill_is_right_at_once() -> None:
    table = {"format": 1, "id": "k3f9q2", "kind": "rating", "at": AT, "shift": AT.date()}
    assert right.right_record(table | {"skills": dict.fromkeys(SKILLS, 3)}, JOURNAL)
    assert not right.right_record(table | {"skills": {}}, JOURNAL)


@pytest.mark.parametrize("value", [-1, 0, 5, 10.5, 11, None])
@pytest.mark.parametrize("ends", [(0, 10.5), (None, 5), (5, None), (None, None)])
def test_a_figure_is_within_its_kpis_ends_or_wrong_for_both(
    value: float | None, ends: tuple[float | None, float | None]
) -> None:
    limits = {key: end for key, end in zip(("low", "high"), ends, strict=True) if end is not None}
    kpi = {"name": "x", "unit": "points", "formula": "x"} | limits
    config = replace(CONFIG, kpis={"x": Kpi(**kpi)})  # type: ignore[arg-type]
    base = {"format": 1, "id": "k3f9q2", "kind": "reading", "at": AT, "shift": AT.date()}
    for figure in (
        {"value": value},
        {"numerator": value, "denominator": 1},
        {"numerator": value, "denominator": 0.5},
        {"numerator": value, "denominator": 1, "value": 1},
    ):
        said = {key: each for key, each in figure.items() if each is not None}
        text = toml.dump(base | {"kpi": "x"} | said)
        verdict = accepted(partial(parse_record, text, "record.toml", config))
        assert right.right_record(toml.parse(text, ""), {"kpis": {"x": kpi}}) == verdict


@pytest.mark.parametrize("cls", [Skill, Kpi, PromptSet])
def test_what_a_table_of_the_journal_needs_is_what_has_no_default(cls: Any) -> None:
    whole = {Skill: JOURNAL["rubric"]["skills"]["empathy"], Kpi: JOURNAL["kpis"]["csat"]}.get(
        cls, JOURNAL["prompts"]["quick"]
    )
    where: dict[Any, Callable[[Any], Any]] = {
        Skill: lambda table: {"rubric": {"skills": {"mine": table}}},
        Kpi: lambda table: {"kpis": {"mine": table}},
        PromptSet: lambda table: {"prompts": {"mine": table}},
    }
    for each in fields(cls):
        table = {name: value for name, value in whole.items() if name != each.name}
        needed = each.default is MISSING and each.default_factory is MISSING
        assert right.right_journal(where[cls](table)) != needed


@given(data=st.data())
@settings(max_examples=200)
def test_what_is_right_in_journal_toml_is_right_for_the_codec(
    tmp_path: Path, data: st.DataObject
) -> None:
    """Any value in any place; what the quick way is not sure of may still be right."""
    table = deepcopy(JOURNAL)
    place = table
    while True:
        name = data.draw(st.sampled_from([*place, "mine", "Bad Name"]))
        if not isinstance(place.get(name), dict) or data.draw(st.integers(0, 5)) == 0:
            break
        place = place[name]
    if data.draw(st.booleans()):
        place.pop(name, None)
    else:
        place[name] = data.draw(st.sampled_from(VALUES))
    (tmp_path / "journal.toml").write_text(toml.dump(table), encoding="utf-8")
    whole = toml.merged({"rubric": {"version": 1, "skills": SKILLS}, "kpis": KPIS}, table)
    sure = right.right_calendar(table) and right.right_journal(whole)
    file = ConfigFile(tmp_path)
    known = accepted(lambda: file.config) and accepted(file.require_writable)
    assert known or not sure


def test_a_new_journal_is_right() -> None:
    assert right.right_calendar(JOURNAL)
    assert right.right_journal(JOURNAL)
    assert right.right_journal({"rubric": {"skills": SKILLS}, "kpis": KPIS})


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"rubric": {"version": 0, "skills": {"calm": SKILLS["empathy"] | {"weight": 0}}}},
        {"rubric": {"skills": {"calm": SKILLS["empathy"] | {"weight": 0.5, "critical": True}}}},
        {"kpis": {"mine": KPIS["csat"] | {"target": -1, "low": -5.5, "direction": "band"}}},
        {"rhythm": {"shifts": ["monday"], "rate_every_days": 0, "ask_guess": ["csat"]}},
        {"rhythm": {"rota": "4 on 2 off from 2026-11-02", "shifts": []}},
        {"rhythm": {"away": {"2026-12-24..2027-01-02": "home", "2026-11-30": "x"}}},
        {"agent": {"name": "Ana", "channels": ["chat", "phone"]}, "week_starts": "sunday"},
        {"prompts": {"mine": {"title": "x", "questions": {"what": "What?"}}}},
        {"mappings": {"mine": {"date": "Date", "where": ["a=b"]}}, "day_starts": time(4)},
        {"sharing": {"names": ["García"], "patterns": {"order": "A-[0-9]+"}, "hold_back": ["why"]}},
        {"of a newer version": 1, "rubric": {"skills": {}, "odd": [1]}},
    ],
)
def test_what_agents_set_is_right_at_once(table: dict[str, Any]) -> None:
    """Else each note would wait for the slow way."""
    assert right.right_calendar(table)
    assert right.right_journal(table)
    assert accepted(lambda: config_of(toml.dump(table)))


def test_the_defaults_as_data_are_those_of_the_classes() -> None:
    assert {key: Skill(**values) for key, values in SKILLS.items()} == CONFIG.rubric.skills
    assert {key: Kpi(**values) for key, values in KPIS.items()} == CONFIG.kpis
