"""Card numbers: 13 to 19 digits of an issuer, in a card's groups, with the right check digit."""

import re
from collections.abc import Iterator, Sequence

from reflectcli.domain.personal.found import Span, blanked
from reflectcli.domain.personal.ibans import find_ibans

SHORTEST, LONGEST = 13, 19
_RUN = re.compile(r"\d(?:[ \xa0\u202f.\-]{0,2}\d){12,}")
_GROUP = re.compile(r"\d+")
_CUE = re.compile(
    r"(?:card|visa|karte|carte|tarjeta|kaart|carta|cartão|credit|debit|pan)\b[^.!?\n]{0,30}\Z", re.I
)
_ISSUERS = (
    # First digits from, to, and the lengths that they have.
    ("4", "4", (13, 16, 18, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14, 16, 19)),  # Diners Club
    ("3095", "3095", (14, 16, 19)),
    ("36", "36", (14, 16, 19)),
    ("38", "39", (14, 16, 19)),
    ("3528", "3589", (16, 19)),  # JCB
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "649", (16, 19)),
    ("65", "65", (16, 19)),
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("60", "60", (16,)),  # RuPay
    ("81", "82", (16,)),
    ("50", "50", (13, 14, 15, 16, 17, 18, 19)),  # Maestro, Dankort, Elo
    ("56", "58", (13, 14, 15, 16, 17, 18, 19)),
    ("63", "63", (13, 14, 15, 16, 17, 18, 19)),
    ("67", "67", (13, 14, 15, 16, 17, 18, 19)),
    ("2200", "2204", (16, 17, 18, 19)),  # Mir
)


def find_cards(text: str) -> Iterator[Span]:
    """Every card number, from the left."""
    for run in _RUN.finditer(text):
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            last = _longest(text, groups, first)
            if last is not None:
                yield groups[first][0], groups[last][1]
                first = last
            first += 1


def _longest(text: str, groups: Sequence[Span], first: int) -> int | None:
    """The last group of the longest card number that begins with a group."""
    digits, sizes, found = "", [], None
    for last in range(first, len(groups)):
        start, end = groups[last]
        if len(digits) + end - start > LONGEST:
            break
        digits += text[start:end]
        sizes.append(end - start)
        if not _is_grouped(sizes):
            break
        if len(digits) >= SHORTEST and _is_issued(digits) and luhn(digits):
            clear = len(digits) > SHORTEST or _CUE.search(text[: groups[first][0]][-48:])
            found = last if clear else found
    return found


def _is_grouped(sizes: list[int]) -> bool:
    *body, rest = sizes
    return sizes[:2] == [4, 6] or (len(set(body)) <= 1 and (not body or rest <= body[0]))


def _is_issued(digits: str) -> bool:
    if not digits.isascii() or len(set(digits)) == 1:
        return False
    return any(
        low <= digits[: len(low)] <= high and len(digits) in lengths
        for low, high, lengths in _ISSUERS
    )


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the check digit of the others (ISO/IEC 7812-1)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + index % 2)
        total += number - 9 * (number > 9)
    return total % 10 == 0


def card_numbers(text: str) -> list[str]:
    """The card numbers of a text as they stand there; an IBAN's digits are none."""
    left = blanked(text, list(find_ibans(text)))
    return [text[start:end] for start, end in find_cards(left)]


def masked_number(number: str) -> str:
    """A card number of which only the last four digits are left: •••• •••• •••• 1234."""
    return f"•••• •••• •••• {''.join(filter(str.isdigit, number))[-4:]}"
