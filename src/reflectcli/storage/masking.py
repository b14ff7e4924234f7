"""Card numbers are never stored: whatever writes a record, only their last four digits go in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reflectcli.domain.personal.glance import may_be_a_card
from reflectcli.frozen import fields, is_dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from reflectcli.domain.records import Record
    from reflectcli.domain.reply import Reply


def masked(held: Record | Reply, text: str) -> str:
    """The text of a file without the card numbers in the texts of the record or reply it holds."""
    for number in cards_in(held):
        from reflectcli.domain.personal.cards import masked_number

        text = text.replace(number, masked_number(number))
    return text


def cards_in(held: Record | Reply) -> Iterator[str]:
    """The card numbers in the texts of a record or a reply, as they stand there."""
    for words in texts_of(held):
        if may_be_a_card(words):
            from reflectcli.domain.personal.cards import card_numbers

            yield from card_numbers(words)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a record, those of fields that the program does not know among them."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            if each.name != "id":
                yield from texts_of(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_of(item)
