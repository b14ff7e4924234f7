"""How a rule of the agent's own has done, in words."""

from collections.abc import Iterable

from reflectcli.analysis.tries import tries
from reflectcli.cli.session import Session
from reflectcli.domain.records import Note, Record
from reflectcli.render.tries import tries_words


def record_words(session: Session, rule: Record) -> str:
    """A rule's record in words, from the notes since it was made; empty before a try."""
    return tried_words(session.repository.load(rule.shift, kinds=["note"]).of(Note), rule)


def tried_words(notes: Iterable[Note], rule: Record) -> str:
    """The record of a rule in words, from the notes among which its tries are."""
    done = tries(notes).get(rule.id, [])
    return tries_words(len(done), sum(1 for note in done if note.worked))
