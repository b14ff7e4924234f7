"""The finder: everything in a text that looks like a customer's personal data.

It goes by patterns, check digits and the words around. What has none of these it cannot find: a
name without a cue that no list has, a street without a number, "the baker opposite the school".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from reflectcli.domain.personal.addresses import find_addresses
from reflectcli.domain.personal.cards import find_cards
from reflectcli.domain.personal.decoys import find_decoys
from reflectcli.domain.personal.emails import find_emails
from reflectcli.domain.personal.found import Found, Span, blanked
from reflectcli.domain.personal.ibans import find_ibans
from reflectcli.domain.personal.listed import Listed
from reflectcli.domain.personal.names import find_names
from reflectcli.domain.personal.orders import find_cued, find_plain
from reflectcli.domain.personal.own_patterns import find_own
from reflectcli.domain.personal.phones import find_phones
from reflectcli.domain.personal.surnames import wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Sought(Protocol):
        """What is looked for besides: names, and patterns by their names."""

        @property
        def names(self) -> tuple[str, ...]:
            """Names of persons."""

        @property
        def patterns(self) -> Mapping[str, str]:
            """Regular expressions by name."""


class NothingMore:
    """Nothing is looked for besides what the finder knows."""

    names: tuple[str, ...] = ()
    patterns: Mapping[str, str] = MappingProxyType({})


NOTHING = NothingMore()
_STAND_INS = re.compile(
    r"\[(?:email|phone|IBAN|order|account|address) \d{1,4}\]|\[card\]"
    r"|Customer (?!ID|NO|NR)[A-Z]{1,3}(?!\w)"
    r"|•••• •••• •••• \d{4}"
)


def find(text: str, sharing: "Sought" = NOTHING, stay: tuple[str, ...] = ()) -> list[Found]:
    """Everything that looks like personal data, from the left, nothing twice.

    `stay` are names that are no customer's: the agent's own, the mentor's. Stand-ins that were put
    in before are left alone.
    """
    found: list[Found] = []
    left = blanked(text, list(_stand_ins(text, sharing)))
    if stay:
        left = blanked(left, list(_staying(left, stay)))
    for kind, seek in _steps(sharing):
        spans = list(seek(left))
        if kind:
            found += [Found(kind, start, end, text[start:end]) for start, end in spans]
        left = blanked(left, spans) if spans else left
    return sorted(found, key=lambda each: each.start)


def _steps(sharing: "Sought") -> Iterator[tuple[str, Callable[[str], Iterable[Span]]]]:
    """What is looked for, the surest first: what it takes, the next ones do not see."""
    for name, pattern in sharing.patterns.items():
        yield name, lambda text, pattern=pattern: find_own(text, pattern)  # type: ignore[misc]
    yield "email", find_emails
    yield "iban", find_ibans
    yield "card", find_cards
    yield "order", lambda text: find_plain(text, "order")
    yield "account", lambda text: find_plain(text, "account")
    yield "", find_decoys
    yield "order", lambda text: find_cued(text, "order")
    yield "account", lambda text: find_cued(text, "account")
    yield "address", find_addresses
    yield "phone", find_phones
    yield "name", find_names
    if sharing.names:
        yield "name", _listed(sharing.names).find


def _stand_ins(text: str, sharing: "Sought") -> Iterator[Span]:
    if "[" in text or "Customer " in text or "•" in text:
        yield from (match.span() for match in _STAND_INS.finditer(text))


def _staying(text: str, stay: tuple[str, ...]) -> Iterator[Span]:
    for start, end in _exactly(stay).find(text):
        # Not a part of somebody else's double name.
        if "-" not in (text[start - 1 : start], text[end : end + 1]):
            yield start, end


@lru_cache(8)
def _exactly(names: tuple[str, ...]) -> Listed:
    return Listed((), names)


@lru_cache(8)
def _listed(names: tuple[str, ...]) -> Listed:
    return Listed(*wanted(names))
