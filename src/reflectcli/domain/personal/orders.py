"""Order and account numbers: told by the word before them."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span

_ORDERS = (
    r"(?:(?:sales|purchase|web|online) )?orders?(?: under| as)?|ordered (?:under|as)"
    r"|order(?:nummer|nr)|bestell(?:ung|nummer|nr)|bestelnummer|bestelling|auftrag(?:s?nummer|s?nr)?"
    r"|commande|pedido|encomenda|ordine|invoice|rechnung(?:snummer|snr)?|facture|factura"
    r"|factuur(?:nummer)?|fattura|booking|reservation|buchung(?:snummer|snr)?|réservation|reserva"
    r"|confirmation|zamówieni[ea]"
)
_ACCOUNTS = (
    r"(?:customer|client|user|member|membership|policy|contract|loyalty|subscriber|bank)"
    r"(?: account)? (?:id|no|nr|number|ref|#)|accounts?|acct|a/c|polic(?:y|e)|membership|member"
    r"|contract|sort code|kunden-?(?:nummer|nr)|kd-?nr|konto(?:nummer|nr)?|vertrag(?:snummer|snr)?"
    r"|mitgliedsnummer|versicherungsnummer|zählernummer|compte|contrat|cuenta|contrato|conta"
    r"|(?:numéro|n°) (?:de )?client|número de cliente|klant-?(?:nummer|nr)|rekening(?:nummer)?"
    r"|polis(?:nummer)?|contract-?nummer|lidnummer|cliente n[º°]"
)
_GLUE = (
    r"(?P<says>[ .]{0,2}(?:\b(?:number|numbers|num|no|nr|id|ref|reference|nummer|numéro|numero"
    r"|número|code)\b|n[°ºo]|№)?[.]?)"
    r"(?P<is> ?(?:(?:is|was|ist|lautet|war|est|es|era)(?= )|:|=|,)?)[ ]{0,2}(?P<hash>#?) ?"
)
_VALUE = (
    r"(?P<value>(?:[A-Za-z]{1,5}[-/]?){0,2}\d[\dA-Za-z]*(?:[-/.][\dA-Za-z]+){0,5}"
    r"(?:(?: \d{3,12}){1,3}(?: \d\d)?)?)"
)
_CUED = {
    kind: re.compile(rf"(?<![\w-])(?P<cue>{words}){_GLUE}{_VALUE}(?![\w%€$£])", re.IGNORECASE)
    for kind, words in (("order", _ORDERS), ("account", _ACCOUNTS))
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPOUND = re.compile(r"(?:nummer|nr|number|id|no|#|code|client|cliente)$", re.IGNORECASE)


_SORT_CODE = re.compile(
    r"\bsort code\W{0,3}(?:is |was )?(?P<value>\d\d-\d\d-\d\d)(?!\d)", re.IGNORECASE
)
_MARKETPLACE = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")


def find_plain(text: str, kind: str) -> Iterator[Span]:
    """Every number that is told by its form, or would be taken for a date."""
    if kind == "order":
        return (match.span() for match in _MARKETPLACE.finditer(text))
    return (match.span("value") for match in _SORT_CODE.finditer(text))


def find_cued(text: str, kind: str) -> Iterator[Span]:
    """Every number that a word such as order or account stands before, from the left."""
    for match in _CUED[kind].finditer(text):
        value = match["value"]
        told = bool(
            match["says"].strip(" .") or match["hash"] or ":" in match["is"]
        ) or _COMPOUND.search(match["cue"])
        digits = sum(map(str.isdigit, value))
        lettered = digits < len(value) and value[0].isalpha()
        if (
            digits >= (4 if told or lettered else 5)
            and not _YEAR.fullmatch(value)
            and _is_short(value)
        ):
            yield match.span("value")


def _is_short(value: str) -> bool:
    return len(value) <= 40
