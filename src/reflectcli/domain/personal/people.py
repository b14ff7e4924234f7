"""Who is who: the ways to write a name that mean one person."""

from collections.abc import Iterable

from reflectcli.domain.personal.surnames import key


class People:
    """The persons that were named, in the order in which they came."""

    def __init__(self, stay: Iterable[str] = ()) -> None:
        self.names: list[str] = []
        """Every name as it was first written."""
        self._stay = [key(name) for name in stay]
        self._known: dict[frozenset[str], int] = {}
        self._persons: list[set[str]] = []

    def number(self, name: str) -> int | None:
        """The number of the person whom a name means; None for one that stays.

        A surname is the person whose full name has it; the first, where several have.
        """
        words = key(name)
        if not words or any(words <= each for each in self._stay):
            return None
        if words not in self._known:
            self._known[words] = self._find(words)
            self.names.append(name)
        return self._known[words]

    def _find(self, words: frozenset[str]) -> int:
        for number, known in enumerate(self._persons):
            if words <= known or known <= words:
                known.update(words)
                return number
        self._persons.append(set(words))
        return len(self._persons) - 1
