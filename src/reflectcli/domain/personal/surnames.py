"""A name's parts: which words of it find a person again."""

import re
from collections.abc import Iterable

from reflectcli.domain.personal.listed import folded
from reflectcli.domain.personal.name_words import COMMON, NOT_NAMES
from reflectcli.domain.personal.titles import PARTICLES, TITLES, words

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_TITLES = TITLES | words("med and und y et")
_SURE = 4
"""Letters of a surname that is found again in lower case, too."""


def parts(name: str) -> list[str]:
    """The words of a name without titles, particles and the possessive."""
    every = [re.sub(r"['’]s\Z", "", word) for word in _WORD.findall(name)]
    own = [each for each in every if each.lower() not in _TITLES]
    return [each for each in own if each.lower() not in PARTICLES] or own or every


def key(name: str) -> frozenset[str]:
    """What two ways to write a name have in common: its words, folded."""
    return frozenset(map(folded, parts(name)))


def wanted(names: Iterable[str]) -> tuple[set[str], set[str]]:
    """What to look for, for names that are known: in any case, and only as it is written."""
    anyhow: set[str] = set()
    exact: set[str] = set()
    for name in names:
        own = parts(name)
        if len(own) > 1:
            anyhow.add(" ".join(name.split()))
        if own:
            (anyhow if _is_sure(own[-1]) else exact).add(_capital(own[-1]))
            exact.update(_capital(each) for each in own[:-1] if len(each) > 2)
    return anyhow, {each for each in exact if each.lower() not in NOT_NAMES} - anyhow


def _is_sure(word: str) -> bool:
    return len(word) >= _SURE and word.lower() not in COMMON | NOT_NAMES


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
