"""The whole journal as JSON, from which an equal journal can be made again, byte for byte.

`{"schema": 1, "export": {…}, "journal": {settings}, "journal_toml": TEXT, "records": [one a line],
"problems": […]}`. A record is as its file has it; where the file has more than the data (comments,
another order), its whole text is beside them as `#toml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reflectcli.domain.data import record_data, to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import toml
from reflectcli.storage.codec import dump_record
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.json_values import TAG, decode, encode, line
from reflectcli.storage.validate import parse_record

SCHEMA = 1
"""The version of the export; a higher one is not read."""


def whole_json(
    about: Mapping[str, Any],
    file: ConfigFile,
    records: Iterable[tuple[Record, str]],
    problems: list[Problem],
) -> Iterator[str]:
    """The export's text in pieces; `records` come with their files' texts.

    `problems` are asked for last, when all records have been read.
    """
    config = file.config
    head = {"schema": SCHEMA, "export": about, "journal": encode(to_data(config), JournalConfig)}
    yield "{\n" + "".join(f'"{name}": {line(value)},\n' for name, value in head.items())
    yield f'"journal_toml": {line(file.text if file.raw is not None else None)},\n"records": ['
    mark = "\n"
    for record, text in records:
        yield mark + line(record_item(record, text, config))
        mark = ",\n"
    yield '\n],\n"problems": ' + line([_problem(each) for each in problems]) + "\n}\n"


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.location
    return {
        "file": where.file if where else None,
        "line": where.line if where else None,
        "message": problem.message,
    }


def record_item(record: Record, text: str, config: JournalConfig) -> dict[str, Any]:
    """A record for JSON, with its file's text if that says more."""
    data = encode(record_data(record), record.__class__)
    more = TAG in data
    data.pop(TAG, None)
    try:
        more = more or dump_record(record, config) != text
    except ReflectError:
        more = True
    return {**data, TAG: text} if more else data


@dataclass(frozen=True, slots=True)
class Item:
    """A record that was read from an export, and the text for its file if that has more."""

    record: Record
    text: str | None = None


def read_item(item: Any, file: str, config: JournalConfig) -> Item:
    """The record of an item.

    Raises:
        ReflectError: it is none.
        ValueError: it is none.
    """
    if not isinstance(item, dict):
        raise ValueError("no record: an object is wanted")
    data, text = {key: value for key, value in item.items() if key != TAG}, item.get(TAG)
    if isinstance(text, str):
        try:
            record = parse_record(text, file, config)
        except ReflectError:
            pass
        else:
            said = encode(record_data(record), record.__class__)
            said.pop(TAG, None)
            if said == data:
                return Item(record, text)
    cls = KINDS.get(data.get("kind", ""))
    if cls is None:
        raise ValueError(f"unknown kind {data.get('kind')!r}")
    return Item(parse_record(toml.dump(decode(data, cls)), file, config))
