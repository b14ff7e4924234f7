"""Stand-ins for personal data: the same customer is Customer A wherever they are named."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any

from reflectcli.domain.personal.finder import NOTHING, NothingMore, find
from reflectcli.domain.personal.found import Found
from reflectcli.domain.personal.people import People
from reflectcli.domain.personal.titles import words
from reflectcli.domain.sharing import Sharing
from reflectcli.frozen import dataclass

STRUCTURE = words(
    "id key kind record records evidence skill skills kpi verdict source type file origin format"
    " schema pack hash measure unit direction control status day date due since until as_of shift"
    " at goal"
)
"""Keys of a pack whose values are the program's own words, IDs and dates."""

CONTEXT = 24
"""Letters that are kept on each side of what was replaced, to show where it stood."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One place where a stand-in was put: what stood there, with the words around, and where."""

    kind: str
    stand_in: str
    original: str
    before: str
    after: str
    where: str


class Redactor:
    """Puts stand-ins into texts, the same one for the same person, number and address.

    `stay` are the names that stay: the agent's own, the mentor's.
    """

    def __init__(
        self, sharing: Sharing | NothingMore = NOTHING, stay: Collection[str] = ()
    ) -> None:
        self.replacements: list[Replacement] = []
        self._sharing = sharing
        self._stay = tuple(name for name in stay if name and name.strip())
        self._people = People(self._stay)
        self._clean: dict[str, bool] = {}
        self._numbers: dict[tuple[str, str], str] = {}
        self._next: dict[str, Iterator[int]] = {}

    @property
    def counts(self) -> dict[str, int]:
        """How many places were replaced, by kind; names are under `customer`."""
        counts: dict[str, int] = {}
        for each in self.replacements:
            counts[each.kind] = counts.get(each.kind, 0) + 1
        return dict(sorted(counts.items()))

    def redact(self, text: str, where: str = "") -> str:
        """The text with stand-ins; what has them already stays as it is."""
        self.learn(text)
        if self._clean[text] and not self._people.names:
            return text
        # What was taken out may lay bare what it hid.
        while found := self._find(text):
            text = self._replaced(text, found, where)
        return text

    def learn(self, text: str) -> None:
        """Note the names in a text, so that they are found elsewhere without a cue."""
        if text in self._clean:
            return
        found = find(text, self._sharing, self._stay)
        self._clean[text] = not found
        for each in found:
            if each.kind == "name":
                self._people.number(each.text)

    def redact_data(self, data: Any, skip_keys: Collection[str] = STRUCTURE) -> Any:
        """A JSON-able tree with stand-ins in its texts; keys, and what they skip, are untouched."""
        for _, text, is_name in _texts(data, skip_keys, ""):
            if is_name:
                self._people.number(text)
            else:
                self.learn(text)
        return self._walk(data, skip_keys, "")

    def _walk(self, data: Any, skip_keys: Collection[str], where: str) -> Any:
        if isinstance(data, str):
            return self.redact(data, where)
        if isinstance(data, Mapping):
            return {
                key: value
                if _is_skipped(key, value, skip_keys)
                else self._author(value, _inside(where, key))
                if _is_a_customers(data, key)
                else self._walk(value, skip_keys, _inside(where, key))
                for key, value in data.items()
            }
        if isinstance(data, (list, tuple)):
            return [
                self._walk(value, skip_keys, _inside(where, str(index)))
                for index, value in enumerate(data)
            ]
        return data

    def _author(self, name: str, where: str) -> str:
        """The stand-in of a whole name."""
        if find(name, self._sharing, self._stay) or self._people.number(name) is None:
            return self.redact(name, where)
        return self._replaced(name, [Found("name", 0, len(name), name)], where)

    def _find(self, text: str) -> list[Found]:
        names = (*self._sharing.names, *self._people.names)
        sought = Sharing(names=names, patterns=self._sharing.patterns)
        found = find(text, sought, self._stay)
        return [
            each
            for each in found
            if each.kind != "name" or self._people.number(each.text) is not None
        ]

    def _replaced(self, text: str, found: list[Found], where: str) -> str:
        parts, done = [], 0
        for each in found:
            stand_in = self._stand_in(each)
            start = each.start
            if each.kind == "name" and text[done:start].lower().endswith("customer "):
                start -= len("customer ")
            before = text[max(0, start - CONTEXT) : start]
            after = text[each.end : each.end + CONTEXT]
            kind = "customer" if each.kind == "name" else each.kind
            self.replacements.append(
                Replacement(kind, stand_in, text[start : each.end], before, after, where)
            )
            parts += [text[done:start], stand_in]
            done = each.end
        return "".join([*parts, text[done:]])

    def _stand_in(self, found: Found) -> str:
        if found.kind == "name":
            number = self._people.number(found.text)
            return f"Customer {_letters(number or 0)}"
        if found.kind == "card":
            return "[card]"
        same = (found.kind, _essence(found))
        if same not in self._numbers:
            number = next(self._next.setdefault(found.kind, count(1)))
            word = "IBAN" if found.kind == "iban" else found.kind.replace("_", " ")
            self._numbers[same] = f"[{word} {number}]"
        return self._numbers[same]


def _texts(data: Any, skip_keys: Collection[str], where: str) -> Iterator[tuple[str, str, bool]]:
    """Every text of a tree: where it is, the text, and whether it is a customer's name."""
    if isinstance(data, str):
        yield where, data, False
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if _is_a_customers(data, key):
                yield _inside(where, key), value, True
            elif not _is_skipped(key, value, skip_keys):
                yield from _texts(value, skip_keys, _inside(where, key))
    elif isinstance(data, (list, tuple)):
        for index, value in enumerate(data):
            yield from _texts(value, skip_keys, _inside(where, str(index)))


def _is_skipped(key: str, value: Any, skip_keys: Collection[str]) -> bool:
    """Tell whether a value is structure; the key of a theme is made of the agent's words."""
    theme = key == "key" and isinstance(value, str) and value.startswith("theme:")
    return key in skip_keys and not theme


def _is_a_customers(owner: Mapping[str, Any], key: str) -> bool:
    """Tell whether it is the name under words that a customer said."""
    return key == "author" and owner.get("source") == "customer" and isinstance(owner[key], str)


def _inside(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _essence(found: Found) -> str:
    """What is the same in two ways to write the same number or address."""
    if found.kind == "phone":
        return "".join(filter(str.isdigit, found.text))[-8:]
    return (
        "".join(filter(str.isalnum, found.text.casefold()))
        if found.kind != "email"
        else (found.text.casefold())
    )


def _letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
