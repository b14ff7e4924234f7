"""What the finder finds: a kind, a place, the words that stand there."""

from reflectcli.frozen import dataclass

KINDS = ("name", "email", "phone", "card", "iban", "order", "account", "address")
"""Every kind; what a pattern of the journal's own finds has the pattern's name for its kind."""

Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""

BLANK = "\ufffc"
"""Stands where something was taken out: no letter, no digit, no space."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text that looks like personal data."""

    kind: str
    start: int
    end: int
    text: str


def blanked(text: str, spans: list[Span]) -> str:
    """The text without what stands at the places, which come in their order; of equal length."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], BLANK * (end - start)]
        done = end
    return "".join([*parts, text[done:]])
