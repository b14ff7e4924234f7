"""A cheap look that tells whether the finder need look at a text: plain string methods alone.

Where it says no, the finder finds nothing (a test holds the two together). It imports next to
nothing, so that a plain note costs what it did.
"""

from collections.abc import Iterable

from reflectcli.domain.personal.titles import PARTICLES, TITLES, words

_EDGES = "\"'’‘“”.,;:!?()[]{}<>«»*_-/\n\t"
_DIGITS = 6
"""A text of fewer digits has no phone, card or account number without a word before it."""
_CUES = TITLES | words(
    "customer caller client guest patient buyer subscriber tenant passenger cardholder holder kunde"
    " kundin kunden anrufer anruferin klient klientin cliente clienta klant klante beller appelant"
    " appelante called name named names of to with dear regards mit von liebe lieber grüße con"
    " estimado estimada à avec cher chère met geachte beste daughter son husband wife mother father"
    " mum mom dad partner brother sister neighbour neighbor assistant nephew niece grandson"
    " granddaughter flatmate secretary carer aunt uncle tochter sohn mann mutter vater bruder"
    " schwester fille fils mari femme hija hijo marido mujer madre padre dochter zoon man vrouw"
    " moeder vader namens heißt heisst llama llamaba llamo s'appelle s’appelle nomme heet chiamo"
    " chiama nom nombre naam is was ist lautet war actually really a an"
)
_LOWER = words(
    "mr mrs ms mme sr sra mevrouw meneer called named name names of namens heißt heisst llama"
    " llamaba llamo s'appelle s’appelle nomme heet chiamo chiama nom nombre naam"
)
"""Cues after which a name in lower case is looked for."""
_NUMBERED = (
    "order", "bestel", "auftrag", "command", "pedido", "encomenda", "ordine", "invoice", "rechnung",
    "factur", "factuur", "fattur", "booking", "reserv", "réserv", "buchung", "confirmation",
    "zamówieni", "account", "acct", "a/c", "customer", "client", "user", "member", "polic", "polis",
    "contr", "loyalty", "subscriber", "bank", "sort code", "kunden", "kd", "konto", "vertrag",
    "mitglied", "versicherung", "zähler", "compte", "cuenta", "conta", "klant", "rekening",
    "lidnummer",
)  # fmt: skip
_STREETS = words(
    "street st road rd avenue ave lane ln drive dr close court ct crescent cres terrace place pl"
    " square sq way boulevard blvd gardens grove hill mews row highway hwy parkway pkwy walk quay"
    " circle cir trail rise green park view wharf parade esplanade loop pike plaza alley box bp"
    " postfach postbus apartado straße strasse str weg platz allee gasse ring damm ufer chaussee"
    " am an im in zum zur auf unter alte alter neue rue av bd chemin impasse allée quai cours route"
    " passage faubourg calle avenida avda pza paseo p.º carrer camino ronda travesía rua praça"
    " travessa estrada via viale piazza corso vicolo largo ul al c"
)
_STREET_ENDS = (
    "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer",
    "chaussee", "stieg", "steig", "graben", "pfad", "wall", "straat", "laan", "plein", "gracht",
    "kade", "dijk", "singel", "hof", "dreef", "steeg", "pad", "markt", "park", "plantsoen", "haven",
)  # fmt: skip


def may_be_personal(text: str) -> bool:
    """Tell whether personal data may stand in a text; False only where none can be found."""
    if "@" in text or _is_spelled(text):
        return True
    digits = sum(map(str.isdigit, text))
    if digits >= _DIGITS:
        return True
    lowered = text.lower()
    if digits > 3 and any(word in lowered for word in _NUMBERED):
        return True
    typed = text.split()
    bare = [word.strip(_EDGES).lower() for word in typed]
    if digits and (_has_street(bare) or "c/" in lowered or _has_postcode(typed)):
        return True
    return _has_cue(typed, bare)


def may_be_named(text: str, names: Iterable[str]) -> bool:
    """Tell whether a word of a listed name may stand in a text, with or without accents."""
    if not names:
        return False
    whole = _plain(text)
    return any(_plain(word) in whole for name in names for word in name.split())


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    from unicodedata import normalize

    return "".join(normalize("NFD", letter)[0].lower() for letter in text)


def may_be_a_card(text: str) -> bool:
    """Tell whether a card number may stand in a text."""
    return sum(map(str.isdigit, text)) > 12


def _is_spelled(text: str) -> bool:
    lowered = text.lower()
    return any(
        sign in lowered
        for sign in ("(at)", "[at]", "{at}", "ät)", " dot ", " punkt ", " punto ", " point ")
    )


def _has_street(bare: list[str]) -> bool:
    return any(word in _STREETS or word.endswith(_STREET_ENDS) for word in bare)


def _has_postcode(typed: list[str]) -> bool:
    ends = [word.strip(_EDGES)[:3] for word in typed]
    return any(end[:1].isdigit() and end[1:].isupper() and len(end) == 3 for end in ends)


def _has_cue(typed: list[str], bare: list[str]) -> bool:
    """Tell whether a cue stands before a name: a capital letter, or any word after the plainest."""
    for index, word in enumerate(bare[:-1]):
        if word in _CUES or "'" in word or "’" in word:
            after = typed[index + 1].lstrip(_EDGES)
            if after[:1].isupper() or word in _LOWER or bare[index + 1] in PARTICLES:
                return True
    return False
