"""A record's texts, in which words are found, and what the index keeps of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reflectcli.domain.data import to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.render.find import folded
from reflectcli.render.records import gist

_UNREAD = {"id", "at", "shift", "tags", "links", "private", "prompts"}


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record, with the name of its field; its tags, with their #, come last."""
    for name, value in to_data(record).items():
        if name not in _UNREAD:
            yield from _texts(name, value)
    yield from (("tags", f"#{tag}") for tag in record.tags)


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if name in ("skills", "ratings"):
                yield name, f"{key} {item}"
            else:
                yield from _texts(str(key), item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(name, item)


def described(record: Record, config: JournalConfig) -> tuple[str, list[tuple[str, str]], str]:
    """A record's gist, its texts by their fields, and these texts folded, a line each."""
    texts = list(texts_of(record))
    return gist(record, config), texts, "\n".join(folded(text) for _, text in texts)
