"""What is said when something was saved that looks like a customer's personal data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reflectcli.domain.personal.glance import may_be_personal
from reflectcli.domain.records import Record
from reflectcli.domain.sharing import Sharing
from reflectcli.frozen import fields
from reflectcli.render.text import cut, one_line
from reflectcli.storage.masking import texts_of

if TYPE_CHECKING:
    from reflectcli.domain.personal.found import Found

CARD = "card"
SHOWN = 3
"""How many of the places are shown, each cut to so many columns:"""
COLUMNS = 24
TOGETHER = 2
"""How many records one command writes that are one thing for the agent: a shift and its rating."""
STRUCTURE = frozenset(
    ("id", "author", "people", "helpers", "skills", "prompts", "measure", "goal", "kpi", "origin")
)
"""Fields that hold no text, or names that belong there."""
_WORDS = {
    "name": ("a name", "names"),
    "email": ("an e-mail address", "e-mail addresses"),
    "phone": ("a phone number", "phone numbers"),
    "iban": ("an IBAN", "IBANs"),
    "order": ("an order number", "order numbers"),
    "account": ("an account number", "account numbers"),
    "address": ("an address", "addresses"),
}


def remarks(
    records: Sequence[Record], sharing: Sharing, own_name: str, *, allow: bool | None
) -> Iterator[str]:
    """Which card numbers were masked, and, unless that is allowed, what else looks personal.

    `allow` is None where the command has no --allow.
    """
    found = {record.id: _found(record, sharing, own_name) for record in records}
    every = [place for places in found.values() for place in places]
    if cards := [place for place in every if place.kind == CARD]:
        yield _masked(cards)
    rest = [place for place in every if place.kind != CARD]
    if not rest or allow:
        return
    holding = [each for each, places in found.items() if any(p.kind != CARD for p in places)]
    if len(records) <= TOGETHER and len(holding) == 1:
        yield _in_one(rest, holding[0], allow)
    else:
        yield _in_many(rest, len(holding), len(records), allow)


def _found(record: Record, sharing: Sharing, own_name: str) -> list[Found]:
    stay = (own_name,) if own_name else ()
    texts = list(_texts(record, sharing))
    if not texts:
        return []
    # The patterns take longer to make ready than the rest of a command that saves.
    from reflectcli.domain.personal.finder import find

    return [each for text in texts for each in find(text, sharing, stay)]


def _texts(record: Record, sharing: Sharing) -> Iterator[str]:
    look = bool(sharing.names or sharing.patterns)
    for each in fields(record):
        if each.name not in STRUCTURE:
            yield from (
                text for text in texts_of(getattr(record, each.name))
                if look or may_be_personal(text)
            )  # fmt: skip


def _masked(cards: Sequence[Found]) -> str:
    from reflectcli.domain.personal.cards import masked_number

    if len(cards) > 1:
        return f"{len(cards)} card numbers are stored masked, with their last four digits alone"
    return f"a card number is stored masked: {masked_number(cards[0].text)}"


def _in_one(found: Sequence[Found], record_id: str, allow: bool | None) -> str:
    kinds = list(dict.fromkeys(_WORDS.get(each.kind, (each.kind,))[0] for each in found))
    verb = "stands" if len(kinds) == 1 else "stand"
    shown = list(dict.fromkeys(cut(one_line(each.text), COLUMNS) for each in found))
    more = ", …" if len(shown) > SHOWN else ""
    quiet = "" if allow is None else ", --allow keeps quiet next time"
    return (
        f"{_listed(kinds)} {verb} in it: {', '.join(shown[:SHOWN])}{more};"
        f" reflect edit {record_id} to change it{quiet}"
    )


def _in_many(found: Sequence[Found], holding: int, total: int, allow: bool | None) -> str:
    counts: dict[str, int] = {}
    for each in found:
        counts[each.kind] = counts.get(each.kind, 0) + 1
    said = [_counted(kind, count) for kind, count in counts.items()]
    quiet = "" if allow is None else "; --allow keeps quiet next time"
    return f"personal data seems to stand in {holding} of {total} records: {_listed(said)}{quiet}"


def _counted(kind: str, count: int) -> str:
    one, many = _WORDS.get(kind, (kind, kind))
    return one if count == 1 else f"{count} {many}"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
