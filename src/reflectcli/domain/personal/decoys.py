"""Numbers that are nobody's: dates, times, prices, versions, network addresses."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span

_MONEY = r"(?:€|\$|£|¥|₹|zł|kr|EUR|USD|GBP|CHF|INR|PLN|SEK|Euros?|euros?|dollars?|pounds?)"
_AMOUNT = r"\d{1,3}(?:[., '\xa0\u202f]\d{3}){0,4}(?:[.,]\d{1,2})?"
_DECOY = re.compile(
    "|".join(
        (
            # 2026-11-22, 22.11.2026, 11/22/26; then 2026-11 and 11/2026.
            r"(?<![\d./-])(?:\d{4}|\d{1,2})([./-])\d{1,2}\1(?:\d{4}|\d{1,2})(?![./-]?\d)(?:T(?=\d))?",
            r"(?<![\d./-])(?:(?:19|20)\d\d[/-]\d{1,2}|\d{1,2}[/-](?:19|20)\d\d)(?![\d./-])",
            r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?![\d:])",
            r"\d{1,9}(?:[.,]\d{1,6})? ?%",
            rf"(?<![\d.,]){_MONEY} ?(?:{_AMOUNT}|\d{{1,9}}(?:[.,]\d{{1,2}})?)(?![\d.,]?\d)",
            rf"(?<![\d.,+])(?:{_AMOUNT}|\d{{1,9}}(?:[.,]\d{{1,2}})?) ?{_MONEY}(?!\w)",
            r"(?<![\w.])v?\d{1,5}(?:\.\d){1,4}(?:\.\d{1,6}){0,2}(?![\d.]?\d)",
            r"(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\d.]?\d)",
            r"(?<![\w-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w-])",
            r"97[89][- ]\d(?:[- ]?\d){9}(?!\d)",
        )
    )
)
_NOT_A_PERSONS = re.compile(
    r"(?:tickets?|tracking|parcel|shipment|sendung\w*|colis|suivi|paquete|pakket|serial|seriennummer"
    r"|s/n|sku|ean|isbn|gtin|upc|imei|batch|lot|charge|view|code|error|fehler|version|build|firmware"
    r"|case|fall|model|modell|item|article|artikel\w*|part|ref|reference|vorgang|kb|macro|step|pin"
    r"|otp|id|incident|bug|issue|request|commit|rfc|page|line|row)s?"
    r"(?: (?:no|nr|number|nummer|id|code|reference))?[\s.:#=°º(-]{0,4}\Z",
    re.IGNORECASE,
)


def find_decoys(text: str) -> Iterator[Span]:
    """Every number that is plainly a date, a time, a price, a version or the like."""
    return (match.span() for match in _DECOY.finditer(text))


def is_nobodys(text: str, start: int) -> bool:
    """Tell whether the words before a number say that it is a ticket, a product, a code."""
    return _NOT_A_PERSONS.search(text[max(0, start - 36) : start]) is not None
