"""The whole journal as JSON, from which an equal journal can be made again, byte for byte.

`{"schema": 1, "export": {…}, "journal": {settings}, "journal_toml": TEXT, "records": [one a line],
"problems": […]}`. A record is as its file has it; where the file has more than the data (comments,
another order), its whole text is beside them as `#toml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reflectcli.domain.data import to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage import toml
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.json_values import TAG, decode, encode, line
from reflectcli.storage.layout import path_of, schema_line
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
        yield mark + line(record_item(record, text))
        mark = ",\n"
    yield '\n],\n"problems": ' + line([_problem(each) for each in problems]) + "\n}\n"


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.location
    return {
        "file": where.file if where else None,
        "line": where.line if where else None,
        "message": problem.message,
    }


def record_item(record: Record, text: str) -> dict[str, Any]:
    """A record for JSON as its file has it, with the file's text where that says more."""
    data = toml.parse(text, "a record")
    coded = encode(data, record.__class__)
    more = coded.pop(TAG, None) is not None or _usual(record, data) != text
    return {**coded, TAG: text} if more else coded


def _usual(record: Record, data: Mapping[str, Any]) -> str:
    """The text that a file with this data usually has."""
    return schema_line(path_of(record), record.kind) + toml.dump(data)


@dataclass(frozen=True, slots=True)
class Item:
    """A record that was read from an export, and the text for its file."""

    record: Record
    text: str


def read_item(item: Any, file: str, config: JournalConfig) -> Item:
    """The record of an item.

    Raises:
        ReflectError: it is none.
        ValueError: it is none.
    """
    if not isinstance(item, dict):
        raise ValueError("no record: an object is wanted")
    cls = KINDS.get(str(item.get("kind")))
    if cls is None:
        raise ValueError(f"unknown kind {item.get('kind')!r}")
    coded, text = {key: value for key, value in item.items() if key != TAG}, item.get(TAG)
    if isinstance(text, str) and _says(text, coded, cls):
        return Item(parse_record(text, file, config), text)
    data = decode(coded, cls)
    record = parse_record(toml.dump(data), file, config)
    return Item(record, _usual(record, data))


def _says(text: str, coded: Mapping[str, Any], cls: type[Record]) -> bool:
    """Tell whether a file's text says what stands beside it, or that was changed since."""
    try:
        said = encode(toml.parse(text, "a record"), cls)
    except ReflectError:
        return False
    said.pop(TAG, None)
    return said == coded
