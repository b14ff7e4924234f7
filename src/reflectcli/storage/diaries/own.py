"""Our own export as JSON, read back: the records, and the settings that they were written under."""

from typing import Any

from reflectcli.domain.data import to_data
from reflectcli.domain.filing import FORMAT, is_ahead
from reflectcli.domain.journal import JournalConfig
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage import toml
from reflectcli.storage.config_file import config_of
from reflectcli.storage.csv_source import bad_file
from reflectcli.storage.diaries.source import Document, place
from reflectcli.storage.edits import Remove, edit
from reflectcli.storage.importing.moments import Calendar
from reflectcli.storage.json_values import decode
from reflectcli.storage.layout import JOURNAL_FILE
from reflectcli.storage.whole_json import SCHEMA, Item, read_item


@dataclass(slots=True)
class Export:
    """An export that was read: `settings` is the text of its journal.toml, if it had one."""

    file: str
    config: JournalConfig
    settings: str | None = None
    items: list[tuple[int, Item]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_settings(document: Document) -> Export:
    """The settings of an export, before its records are read.

    Raises:
        ReflectError: it is of a newer version, or its settings are not right (3).
    """
    export = _read_settings(document)
    if export.config.format != FORMAT:
        reason = f"its settings are in format {export.config.format}; this program reads {FORMAT}"
        raise bad_file(reason, export.file, None, "update reflectcli; nothing was changed")
    return export


def _read_settings(document: Document) -> Export:
    head, file = document.head, document.file
    schema = head.get("schema")
    if not isinstance(schema, int) or schema > SCHEMA:
        reason = f"an export of version {schema!r}; this program reads version {SCHEMA}"
        raise bad_file(reason, file, None, "update reflectcli")
    said = head.get("journal_toml")
    if isinstance(said, str):
        config = config_of(said)
        if config.encryption is not None:
            # The key of another journal, which this one does not have.
            said = edit(said.encode(), JOURNAL_FILE, Remove(("encryption",))).decode()
        return Export(file, config_of(said), said)
    data = head.get("journal")
    if not isinstance(data, dict):
        return Export(file, JournalConfig())
    data = {key: value for key, value in data.items() if key != "encryption"}
    try:
        text = toml.dump(decode(data, JournalConfig))
    except (ValueError, TypeError) as error:
        raise bad_file(f"its settings are not right: {error}", file, None, "mend it") from None
    config = config_of(text)
    return Export(file, config, text if to_data(config) != to_data(JournalConfig()) else None)


def read_records(
    export: Export, document: Document, config: JournalConfig, calendar: Calendar
) -> None:
    """Read the records as records of a journal with these settings; others become problems."""
    seen: dict[str, int] = {}
    for line, item in document.items:
        where = place(export.file, line)
        try:
            found = read_item(item, str(where), config)
            record = found.record
            if is_ahead(record.shift, record.at, calendar.now):
                raise ValueError(f"the shift of {record.shift} is in the future")
            if record.id in seen:
                raise ValueError(f"the same ID as line {seen[record.id]}: {record.id}")
        except ReflectError as error:
            export.problems.append(Problem(_named(item, str(error)), where))
        except (ValueError, TypeError, RecursionError) as error:
            export.problems.append(Problem(_named(item, str(error)), where))
        else:
            seen[record.id] = line
            export.items.append((line, found))


def _named(item: Any, reason: str) -> str:
    own = item.get("id") if isinstance(item, dict) else None
    return f"{reason} ({own})" if isinstance(own, str) and len(own) <= 24 else reason
