"""The journal as Markdown: a file a day, and one for each goal and experiment."""

from collections.abc import Iterable, Iterator

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.render.exports.words import answers, field_pairs, lead_of
from reflectcli.render.records import day_words


def markdown_files(records: Iterable[Record], config: JournalConfig) -> Iterator[tuple[str, str]]:
    """Names of files with their text in pieces, of records in the order of their days."""
    current = None
    for record in records:
        name = _name(record)
        if name != current:
            yield name, f"# {_title(record)}\n"
            current = name
        yield name, "\n" + _section(record, config)


def _name(record: Record) -> str:
    day = record.shift.isoformat()
    folder = LONG_LIVED.get(record.kind)
    if folder:
        return f"{folder}/{day}-{record.kind}-{record.id}.md"
    return f"{day[:4]}/{day[5:7]}/{day}.md"


def _title(record: Record) -> str:
    if record.long_lived:
        return f"{record.kind.capitalize()}: {' '.join(lead_of(record)[1].split())}"
    return day_words(record.shift)


def _section(record: Record, config: JournalConfig) -> str:
    tags = "".join(f" #{tag}" for tag in record.tags)
    moment = record.at.isoformat(" ", "minutes")[:16]
    clock = moment if record.long_lived else moment[11:]
    head = f"## {clock} {record.kind} `{record.id}`{tags}{' (private)' if record.private else ''}"
    parts = [head]
    if text := lead_of(record)[1]:
        parts.append(text)
    parts += [f"**{question}**\n\n{said}" for question, said in answers(record, config)]
    pairs = [f"- {label}: {_indented(value)}" for label, value in field_pairs(record, config)]
    return "\n\n".join([*parts, "\n".join(pairs)] if pairs else parts) + "\n"


def _indented(value: str) -> str:
    return value.replace("\n", "\n  ")
