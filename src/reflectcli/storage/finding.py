"""Records' files by their names alone: for an ID, the beginning of one, or a file's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reflectcli.storage.layout import RecordFile, parse_path
from reflectcli.storage.names import BETWEEN, listed_each
from reflectcli.storage.reader import Reader
from reflectcli.storage.references import one_of
from reflectcli.storage.trash import not_found

Names = list[tuple[str, str]]
"""The names of what may be records by folder, each folder's as one text."""

FEW = 12
"""To list so many folders takes no longer than to open the index."""


def all_names(reader: Reader) -> Names:
    """The names in every folder, the oldest month first; folders that cannot be read are left."""
    folders = reader.folders()
    if reader.cache is None or len(folders) <= FEW:
        return list(listed_each(reader.root, folders))
    found = reader.cache.names(folders)
    return list(listed_each(reader.root, folders)) if found is None else found


def number_of(names: Names) -> int:
    """How many names there are."""
    return sum(text.count(BETWEEN) + 1 for _, text in names if text)


def with_part(part: str, names: Names) -> Iterator[RecordFile]:
    """The records' files in whose names a text stands, in the order of the folders."""
    for folder, text in names:
        if part in text:
            for name in text.split(BETWEEN):
                if part in name and (entry := parse_path(f"{folder}/{name}")) is not None:
                    yield entry


def by_id(reader: Reader, reference: str) -> RecordFile:
    """The file of the record that an ID, or a unique prefix of one, names.

    Raises:
        ReflectError: there is none, or more than one (exit code 4).
    """
    return one_of(reference, list(with_part(f"-{reference.lower()}", all_names(reader))))


def by_name(reader: Reader, name: str) -> RecordFile:
    """The file of that name, or of that path in the journal.

    Raises:
        ReflectError: there is none (exit code 4).
    """
    for entry in with_part(name.rpartition("/")[2], all_names(reader)):
        if name in (entry.path, entry.path.rpartition("/")[2]):
            return entry
    raise not_found(f"no record's file is called {name!r}", "`reflect check` names files")


def is_one_each(reader: Reader, ids: Iterable[str]) -> bool:
    """Tell whether each of the IDs is that of one file alone."""
    wanted = {f"{each}.toml" for each in ids}
    names = all_names(reader) if wanted else []
    ends = (name.rpartition("-")[2] for _, text in names for name in text.split(BETWEEN))
    counts = Counter(end for end in ends if end in wanted)
    several = [end for end in wanted if counts[end] > 1]
    return all(len(list(with_part(f"-{end}", names))) == 1 for end in several)
