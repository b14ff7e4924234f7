"""International bank account numbers (ISO 13616): a country, its length, the check by 97."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span

_START = re.compile(r"(?<![^\W_])[A-Za-z]{2}[ \-]?\d\d(?=[ \xa0\u202f\-]?[A-Za-z0-9])")
_CUE = re.compile(r"\biban\b[^\w]{0,3}(?:\w{2,8}[^\w]{1,3}){0,2}\Z", re.IGNORECASE)
_GAPS = " \xa0\u202f-"
_LENGTHS = {
    length: frozenset(countries.split())
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI FO GL NL SD FK", 19: "MK SI", 20: "AT BA EE KZ LT LU XK MN",
        21: "CH CR HR LI LV", 22: "BG BH DE GB GE IE ME RS VA", 23: "AE GI IL IQ TL OM SO",
        24: "AD CZ ES MD PK RO SA SE SK TN VG", 25: "LY PT ST", 26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HU LB NI PL SV", 29: "BR EG PS QA UA",
        30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
}  # fmt: skip
_LENGTH = {country: length for length, countries in _LENGTHS.items() for country in countries}


def find_ibans(text: str) -> Iterator[Span]:
    """Every IBAN, from the left; one that follows the word may be mistyped."""
    done = 0
    for match in _START.finditer(text):
        start = match.start()
        length = _LENGTH.get(match[0][:2].upper())
        if start < done or length is None:
            continue
        end, letters = _read(text, start, length)
        cued = len(letters) == length and _CUE.search(text[max(0, start - 40) : start])
        if len(letters) == length and not _goes_on(text, end):
            digits = sum(map(str.isdigit, letters))
            if mod97(letters) == 1 or (cued and 2 * digits > length):
                yield start, end
                done = end


def _read(text: str, start: int, length: int) -> tuple[int, str]:
    """Where so many letters and digits end, with single gaps between them, and which they are."""
    letters, position, end = "", start, start
    while len(letters) < length and position < len(text):
        letter = text[position]
        if letter.isascii() and letter.isalnum():
            letters += letter
            end = position + 1
        elif letter not in _GAPS or text[position - 1] in _GAPS:
            break
        position += 1
    return end, letters.upper()


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1].isalnum()


def mod97(letters: str) -> int:
    """What is left of an IBAN's number when it is divided by 97: 1 where it is right."""
    moved = letters[4:] + letters[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97
