"""A mentor's pack as data: the bytes that stand for it, its name, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from reflectcli.domain.canonical import short_name
from reflectcli.frozen import dataclass

_TITLES = (
    "title", "text", "name", "hypothesis", "theme", "words", "what", "category", "skill", "kpi",
)  # fmt: skip
"""Where a finding says what it is about, the best first."""


def pack_hash(raw: bytes) -> str:
    """The hash of a pack's canonical bytes, in hexadecimal digits."""
    return sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a pack shows it: what it is about, and the records behind it."""

    key: str
    title: str
    skills: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    judged: bool = True
    """Whether there is enough data for a verdict; the page leaves out what has none."""

    @property
    def sort(self) -> str:
        """What sort of finding it is: skill, kpi, goal or another."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was sent: the day that it is of, its hash, and its data."""

    day: date
    hash: str
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What a reply names it by."""
        return short_name(self.hash)

    @property
    def agent(self) -> str:
        """The agent's name; empty where it is not said."""
        return _text(_table(self.data.get("agent")).get("name"))

    @property
    def period(self) -> str:
        """The period's label, or its days."""
        period = _table(self.data.get("period"))
        days = " to ".join(filter(None, (_text(period.get(each)) for each in ("since", "until"))))
        return _text(period.get("label")) or days

    def items(self) -> dict[str, Mapping[str, Any]]:
        """Everything in the pack that has a key, as it is there, the findings first."""
        found: dict[str, Mapping[str, Any]] = {}
        for key, item in (*_keyed(self.data.get("findings")), *_keyed(self.data)):
            found.setdefault(key, item)
        return found

    def shown(self) -> dict[str, Shown]:
        """The same in short: what each is about, and the records behind it."""
        return {key: _shown(key, item, self.data) for key, item in self.items().items()}


def _keyed(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        if isinstance(key := value.get("key"), str) and ":" in key:
            yield key, value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _keyed(item)


def _shown(key: str, item: Mapping[str, Any], data: Mapping[str, Any]) -> Shown:
    sort, _, rest = key.partition(":")
    quote = _table(_table(data.get("quotes")).get(rest))
    said = (_text(each.get(name)) for each in (item, quote) for name in _TITLES)
    title = next(filter(None, said), rest.replace("_", " "))
    own = item.get("record") or item.get("id") or ("" if sort in _NAMED else rest)
    named = [rest.partition(":")[0]] if sort in ("skill", "agreement") else item.get("skills")
    evidence = _texts([own, *_texts(item.get("evidence"))])
    return Shown(key, title, _texts(named), evidence, item.get("verdict") != "not_enough")


_NAMED = ("skill", "kpi", "agreement", "theme", "cause", "question")
"""Findings whose key holds a name, not a record's ID; a question's may be that of none."""


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, (list, tuple)) else ()
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str) and each))
