"""Records' files by their names alone: for an ID, the beginning of one, or a file's name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.storage.layout import AGE, RecordFile, parse_path
from reflectcli.storage.names import BETWEEN, id_in, ids_of_each, listed
from reflectcli.storage.reader import Reader
from reflectcli.storage.references import one_of
from reflectcli.storage.trash import not_found

Ids = list[tuple[str, str]]
"""The IDs of what may be records by folder, each folder's as one text."""

FEW = 12
"""To list so many folders takes no longer than to open the index."""


def all_folders(reader: Reader) -> list[str]:
    """The months' folders, oldest first, and those of the long-lived kinds."""
    return [*reader.months(), *LONG_LIVED.values()]


def all_ids(reader: Reader) -> Ids:
    """The IDs in every folder, the oldest month first; folders that cannot be read are left."""
    folders = all_folders(reader)
    if reader.cache is None or len(folders) <= FEW:
        return list(ids_of_each(reader.root, folders))
    found = reader.cache.ids(folders)
    return list(ids_of_each(reader.root, folders)) if found is None else found


def number_of(ids: Ids) -> int:
    """How many files they are of."""
    return sum(text.count(BETWEEN) - 1 for _, text in ids)


def by_id(reader: Reader, reference: str) -> RecordFile:
    """The file of the record that an ID, or a unique prefix of one, names.

    Raises:
        ReflectError: there is none, or more than one (exit code 4).
    """
    return one_of(reference, list(_beginning(reader, all_ids(reader), reference.lower())))


def by_name(reader: Reader, name: str) -> RecordFile:
    """The file of that name, or of that path in the journal.

    Raises:
        ReflectError: there is none (exit code 4).
    """
    for entry in _beginning(reader, all_ids(reader), id_in(name)):
        if name in (entry.path, entry.path.rpartition("/")[2]):
            return entry
    raise not_found(f"no record's file is called {name!r}", "`reflect check` names files")


def is_one_each(reader: Reader, wanted: Iterable[str]) -> bool:
    """Tell whether each of the IDs is that of one file alone."""
    sought = set(wanted)
    ids = all_ids(reader) if sought else []
    counts = Counter(each for _, text in ids for each in text.split(BETWEEN) if each in sought)
    several = [each for each in sought if counts[each] > 1]
    return all(
        sum(entry.id == each for entry in _beginning(reader, ids, each)) == 1 for each in several
    )


def _beginning(reader: Reader, ids: Ids, beginning: str) -> Iterator[RecordFile]:
    """The records' files whose IDs begin so, in the order of the folders."""
    for folder, text in ids:
        if BETWEEN + beginning in text:
            yield from _entries(reader.root, folder, beginning)


def _entries(root: str, folder: str, beginning: str) -> Iterator[RecordFile]:
    try:
        names = listed(os.path.join(root, folder))
    except OSError:
        return
    for name in names:
        if id_in(name).startswith(beginning):
            # Of a record that a crash left in both forms, the plain file stands for it.
            if name.endswith(AGE) and name.removesuffix(AGE) in names:
                continue
            entry = parse_path(f"{folder}/{name}")
            if entry is not None:
                yield entry
