"""Names that are known: in any case, with and without accents, and in the possessive."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reflectcli.domain.personal.found import Span


def folded(text: str) -> str:
    """The text in lower case without accents, letter by letter, of equal length."""
    return text.lower() if text.isascii() else "".join(map(_bare, text))


def _bare(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    return unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter


class Listed:
    """The places of given names in texts."""

    def __init__(self, names: Iterable[str], exact: Iterable[str] = ()) -> None:
        """Look for names, and for those that only count as they are written (`exact`)."""
        self._any = _pattern({folded(_composed(name)) for name in names})
        self._exact = _pattern({_composed(name) for name in exact})

    def find(self, text: str) -> Iterator[Span]:
        """Every place of a name, from the left."""
        spans = [match.span() for match in self._any.finditer(folded(text))] if self._any else []
        if self._exact:
            spans += [match.span() for match in self._exact.finditer(text)]
        done = 0
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= done:
                yield start, end
                done = end


def _composed(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    words = sorted((name for name in names if name), key=lambda name: (-len(name), name))
    if not words:
        return None
    choice = "|".join(re.escape(word).replace(r"\ ", r"[\s\xa0]{1,3}") for word in words)
    return re.compile(rf"(?<!\w)(?:{choice})(?=(?:['’]?s)?(?!\w))")
