"""Completion of tags and skills, from the journal's own."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from reflectcli.cli.session import Session
from reflectcli.domain.rubric import Rubric
from reflectcli.render.text import one_line

_HASH = re.compile(r"(?:^|(?<=\s))#([\w-]*)$")
_WORD = re.compile(r"[^\W\d_][\w-]+$")
_HASHES = re.compile(r"(?:^|(?<=\s))#([^\W\d_][\w-]*)")
_TAG = re.compile(r"(?:^|[,#])\s*([^,#]*)$")


class Words:
    """The tags and the skills that can be completed; the journal is looked into when asked."""

    def __init__(self, session: Session, first: Sequence[str] = ()) -> None:
        self._session = session
        self._first = first

    @cached_property
    def tags(self) -> list[str]:
        """The journal's tags: those of the shift's notes, then those used most."""
        from reflectcli.storage.glance import Glance

        known = Glance(str(self._session.settings.journal)).tags()
        return [tag for tag in dict.fromkeys([*self._first, *known]) if tag.isprintable()]

    @cached_property
    def skills(self) -> list[tuple[str, str]]:
        """The rated skills: ID and name."""
        rubric: Rubric = self._session.config.rubric
        return [(key, one_line(skill.name)) for key, skill in rubric.active.items()]


def hashed(texts: Iterable[str]) -> list[str]:
    """The tags that stand in texts as #tag; a number such as #4711 is none."""
    return list(dict.fromkeys(tag for text in texts for tag in _HASHES.findall(text)))


class AnswerCompleter(Completer):
    """In an answer: #tags and #skills while typing, words of both when Tab asks."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """What the word before the cursor may become."""
        before = document.text_before_cursor
        if found := _HASH.search(before):
            yield from _begun(found[1], self._names())
        elif complete_event.completion_requested and (found := _WORD.search(before)):
            shown = [(name, "skill") for _, name in self.words.skills]
            yield from _begun(found[0], [*shown, *((tag, "tag") for tag in self.words.tags)])

    def _names(self) -> list[tuple[str, str]]:
        tags = [(tag, "tag") for tag in self.words.tags]
        return [
            *tags,
            *((key, "skill") for key, _ in self.words.skills if key not in self.words.tags),
        ]


class TagCompleter(Completer):
    """In a line of tags, parted by commas or #."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """What the tag before the cursor may become; all of them only when Tab asks."""
        found = _TAG.search(document.text_before_cursor)
        typed = found[1] if found else ""
        if found and (typed or "#" in found[0] or complete_event.completion_requested):
            names = [*self.words.tags, *(key for key, _ in self.words.skills)]
            yield from _begun(typed, [(name, "") for name in dict.fromkeys(names)])


def _begun(typed: str, names: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    folded = typed.casefold()
    for name, kind in names:
        if name.casefold().startswith(folded) and name != typed:
            yield Completion(name, start_position=-len(typed), display_meta=kind)
