"""`reflect edit --where … --set …`: the same change in every record that is meant."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reflectcli.cli.assignments import read_assignment
from reflectcli.cli.proposal import counted, settle
from reflectcli.cli.session import Session
from reflectcli.domain.records import KINDS, Record
from reflectcli.domain.values import parse_number
from reflectcli.errors import ExitCode, ReflectError, nearest
from reflectcli.frozen import fields
from reflectcli.storage.edits import edit
from reflectcli.storage.stored import Stored

Condition = tuple[str, str]
"""A field, dotted where it lies in a table, and what it must be."""


def edit_many(
    session: Session, where: list[str], assignments: list[str], *, yes: bool, dry_run: bool
) -> None:
    """Show what would change, and change it all as one.

    Raises:
        ReflectError: a condition or an assignment is wrong, or no record is meant (4).
    """
    conditions = [_condition(text) for text in where]
    logbook = session.repository.load()
    session.mention(logbook.problems)
    meant = [each for each in logbook if all(_holds(session, each, *one) for one in conditions)]
    if not meant:
        said = " and ".join(where)
        raise ReflectError(f"no record has {said}", code=ExitCode.NOT_FOUND)
    proposal = []
    for record in reversed(meant):
        stored = session.repository.stored(record)
        changes = [read_assignment(session, stored.record, text) for text in assignments]
        raw = edit(stored.raw, stored.file.path, *changes)
        if raw != stored.raw:
            proposal.append((stored, raw))
    names = ", ".join(dict.fromkeys(text.partition("=")[0].strip() for text in assignments))
    if not proposal:
        session.out(f"nothing to change: {names} of {counted(len(meant))} is so already")
    elif settle(session, f"change {names}", proposal, yes=yes, dry_run=dry_run):
        session.repository.rewrite_all(proposal)
        session.remark(*_given(session, proposal))
        session.out(f"changed {names} of {counted(len(proposal))} · undo takes it back")


def _given(session: Session, proposal: Sequence[tuple[Stored, bytes]]) -> Iterator[Record]:
    """The records as they were to be, before card numbers were masked."""
    from reflectcli.storage.validate import parse_record

    for stored, raw in proposal:
        yield parse_record(raw.decode("utf-8-sig"), stored.file.path, session.config)


def _condition(text: str) -> Condition:
    key, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not key:
        raise ReflectError(f"not KEY=VALUE: {text!r}", hint="such as --where channel=chat")
    name = "tags" if key == "tag" else key
    classes: list[Any] = list(KINDS.values())
    known = {"kind"} | {each.name for cls in classes for each in fields(cls)} - {"extra"}
    if name.partition(".")[0] not in known:
        near = nearest(name, sorted(known))
        hint = f"did you mean {near}?" if near else f"there are {', '.join(sorted(known))}"
        raise ReflectError(f"no record has a field {key!r}", hint=hint)
    return name, value


def _holds(session: Session, record: Record, key: str, wanted: str) -> bool:
    value: Any = record
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    if isinstance(value, tuple):
        word = wanted.removeprefix("#") if key == "tags" else wanted
        return any(_is(session, each, word) for each in value) if wanted else not value
    return _is(session, value, wanted)


def _is(session: Session, value: Any, wanted: str) -> bool:
    """Tell whether a value is what the user wrote; nothing written means that there is none."""
    if value is None or wanted == "":
        return value is None and wanted == ""
    if isinstance(value, bool):
        return wanted.casefold() in (("yes", "true") if value else ("no", "false"))
    if isinstance(value, (int, float)):
        try:
            return value == parse_number(wanted)
        except ValueError:
            return False
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day == session.day(wanted)
    return str(value).casefold() == wanted.casefold()
