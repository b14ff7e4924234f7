"""Records and journal.toml: quick and full reading agree, and what is written reads back."""

from pathlib import Path
from random import Random
from typing import Any

from reflectcli.domain.build import WrongError, maker
from reflectcli.domain.check import faults
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import fields
from reflectcli.storage import right, toml
from reflectcli.storage.changes import Put, Remove, applied
from reflectcli.storage.codec import dump_record
from reflectcli.storage.config_file import config_of, new_text
from reflectcli.storage.edits import edit
from reflectcli.storage.validate import BadTextError, adapter, parse_record, unknown_fields
from tests.fuzz.desk import seeds
from tests.fuzz.harness import main, require
from tests.fuzz.pieces import any_text, bent_file

CONFIG = JournalConfig()
JOURNAL: dict[str, Any] = toml.parse(new_text(CONFIG), "journal.toml")
QUICK = ("note", "rating", "reading")


def codec(random: Random, folder: Path) -> None:
    """Bend a file; every way to read it must say the same, and what is right must read back."""
    if random.random() < 0.15:
        _settings(bent_file(random, seeds()["journal.toml"]))
        return
    text = bent_file(random)
    record = _read(text)
    try:
        data = toml.parse(text, "f")
    except ReflectError:
        require(record is None, "a record of what is no TOML")
        return
    kind = data.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        _agree(data, kind)
        if kind in QUICK:
            quick = right.right_record(data, JOURNAL)
            require(quick == (record is not None), "quick", quick, "full", record, text)
    if record is not None:
        _back(record)
        unknown_fields(record, text, "f")
        _edited(random, text, data)


def _read(text: str) -> Record | None:
    try:
        return parse_record(text, "f", CONFIG)
    except BadTextError as error:
        for each in error.problems:
            _told(each, text)
    except ReflectError as error:
        _told(error.problem, text)
    return None


def _told(problem: Problem, text: str) -> None:
    """A problem has a message and a place that is in the file."""
    require(problem.message and problem.location is not None, problem)
    where = problem.location
    assert where is not None
    lines = text.replace("\r\n", "\n").split("\n")
    require(where.line is None or 1 <= where.line <= len(lines), problem)
    if where.line and where.text is not None:
        require(lines[where.line - 1].rstrip("\r") == where.text.rstrip("\r"), problem, lines)
        require(1 <= (where.column or 1) <= len(where.text) + 1, problem)


def _agree(data: dict[str, Any], kind: str) -> None:
    """What the quick builder makes is what pydantic makes."""
    from pydantic import ValidationError

    cls: Any = KINDS[kind]
    names = {each.name for each in fields(cls)} - {"extra"}
    known = {key: value for key, value in data.items() if key in names} | {"extra": {}}
    try:
        quick = maker(cls)(known)
    except WrongError:
        quick = None
    try:
        full = adapter(cls).validate_python(known)
    except ValidationError:
        full = None
    require(quick is None or not faults(quick), "built with faults", quick)
    require((quick is None) == (full is None), "quick", quick, "full", full, known)
    require(quick is None or repr(quick) == repr(full), quick, full)


def _back(record: Record) -> None:
    """What is written reads back; a second time it is written the same."""
    again = dump_record(record, CONFIG)
    read = parse_record(again, "f", CONFIG)
    require(dump_record(read, CONFIG) == again, "not the same when written twice", again)


def _edited(random: Random, text: str, data: dict[str, Any]) -> None:
    """A change of one field changes that field alone, or is refused."""
    name = random.choice([*data, "text", "channel"])
    change = Remove((name,)) if name in data and random.random() < 0.3 else (
        Put((name,), random.choice((any_text(random), 4, True, [any_text(random)])))
    )  # fmt: skip
    try:
        changed = edit(text.encode(), "f", change)
    except ReflectError:
        return
    found = toml.parse(toml.decode(changed, "f"), "f")
    require(toml.same(found, applied(data, change)), "another change", change, text, changed)


def _settings(text: str) -> None:
    try:
        config: JournalConfig | None = config_of(text)
    except BadTextError as error:
        config = None
        for each in error.problems:
            _told(each, text)
    except ReflectError as error:
        config = None
        _told(error.problem, text)
    try:
        data = toml.parse(text, "f")
    except ReflectError:
        require(config is None, "settings of what is no TOML")
        return
    if right.right_journal(data):
        require(config is not None, "quick is surer than full", text)


if __name__ == "__main__":
    main(codec)
