"""What links to a record: by the index, or by reading every record where there is none.

A link can be put into any file by hand, and only the file's own state tells of it: to leave none
out, the states of all files are looked at. That takes longer the more there are; what is not to
take longer does not ask.
"""

from __future__ import annotations

from reflectcli.errors import ReflectError
from reflectcli.storage.finding import all_folders, is_one_each
from reflectcli.storage.index_links import UNKNOWN, links_of, moment_of
from reflectcli.storage.layout import RecordFile, entry_of, found_at
from reflectcli.storage.reader import Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Found = tuple[RecordFile, int]
    """A record's file, and its moment in microseconds."""


def linking(reader: Reader, record_id: str) -> list[RecordFile]:
    """The files of the records that name another in their links or as their goal, newest first."""
    found = _indexed(reader, record_id)
    if found is None:
        loaded = (record for record in reader.load() if record_id in links_of(record))
        found = [(found_at(reader.root, record), moment_of(record.at)) for record in loaded]
    found.sort(key=lambda each: (each[0].shift, each[1], each[0].id), reverse=True)
    return [entry for entry, _ in found]


def _indexed(reader: Reader, record_id: str) -> list[Found] | None:
    """What the index knows; None where the files must be read to tell."""
    if reader.cache is None:
        return None
    found: list[Found] = []
    for name in reader.one_by_one(all_folders(reader)):
        try:
            links = reader.cache.links(name, reader)
        except OSError:
            # Not there, or the full reading tells what is wrong with it.
            continue
        if links is None:
            return None
        for file, at in links.get(record_id, ()):
            found += _not_ahead(reader, entry_of(name, file), at)
        for file, _ in links.get(UNKNOWN, ()):
            found += _read(reader, entry_of(name, file), record_id)
    # Of files of one ID the first that is right counts, which may be one that links to nothing.
    return found if is_one_each(reader, (entry.id for entry, _ in found)) else None


def _not_ahead(reader: Reader, entry: RecordFile, at: int) -> Iterator[Found]:
    """The file, unless its day has not begun."""
    if entry.shift > reader.today:
        try:
            reader.read(entry)
        except ReflectError:
            return
    yield entry, at


def _read(reader: Reader, entry: RecordFile, record_id: str) -> Iterator[Found]:
    try:
        record, _ = reader.read(entry)
    except ReflectError:
        return
    if record_id in links_of(record):
        yield entry, moment_of(record.at)
