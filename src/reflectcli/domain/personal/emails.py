"""E-mail addresses, as they are typed and as they are spelled out."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span

_LOCAL = re.compile(r"[\w.+%'’&=~-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}")
_SPELLED = re.compile(
    r"(?<![^\s<(\"'])(?:[\w+-]{1,30} (?:dot|punkt|punto|point) ){0,3}[\w.+-]{1,64}"
    r"(?: ?[(\[{](?:at|@|ät)[)\]}] ?| (?:at|arroba) )"
    r"[\w-]{1,60}(?:(?: ?[(\[{](?:dot|punkt)[)\]}] ?| (?:dot|punkt|punto|point) |\.)"
    r"[\w-]{2,40}){1,4}",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"[(\[{](?:at|@|ät)[)\]}]| (?:dot|punkt|punto|point) ", re.IGNORECASE)
LONGEST_DOMAIN = 255


def find_emails(text: str) -> Iterator[Span]:
    """Every e-mail address, from the left."""
    done = 0
    for start, end in sorted([*_typed(text), *_spelled(text)]):
        if start >= done:
            yield start, end
            done = end


def _typed(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - 64) : at])
        domain = _DOMAIN.match(text[at + 1 : at + 1 + LONGEST_DOMAIN])
        name = local[0].lstrip(".'’-%=&~") if local else ""
        if name and domain:
            yield at - len(name), at + 1 + domain.end()
        at = text.find("@", at + 1)


def _spelled(text: str) -> Iterator[Span]:
    """Addresses such as ana (at) example (dot) com, or ana at example dot com."""
    if _DOTTED.search(text):
        for match in _SPELLED.finditer(text):
            if _DOTTED.search(match[0]):
                yield match.span()
