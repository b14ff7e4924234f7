"""`reflect import` of other programs' journals, and of our own export."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.render.exports.words import PLURALS
from reflectcli.render.records import gist
from reflectcli.render.text import clean, cut, one_line
from reflectcli.render.words import counted

if TYPE_CHECKING:
    from reflectcli.storage.diaries.entry import Diary
    from reflectcli.storage.diaries.source import Document
    from reflectcli.storage.importing.mapping import ImportMapping

NAMES = {
    "jrnl": "jrnl", "dayone": "Day One", "daylio": "Daylio", "markdown": "Markdown dailies",
    "reflect": "an export of reflect",
}  # fmt: skip
_SHOWN_ENTRIES = 3
_SHOWN_PROBLEMS = 20


@dataclass(slots=True)
class Coming:
    """What a file brings: records, each with its place, and texts for the files of some."""

    program: str
    found: list[tuple[str, Record]] = field(default_factory=list)
    problems: Sequence[Problem] = ()
    notes: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    settings: str | None = None


def elsewhere(path: Path, said: str | None, mapping: "ImportMapping") -> str:
    """The program whose journal a path is, as said or found out; "csv" for none of them.

    Raises:
        ReflectError: there is no such path, or no such program.
    """
    from reflectcli.storage.diaries.origins import ORIGINS, origin_of

    if said is not None and said not in ORIGINS:
        hint = f"one of {', '.join(ORIGINS)}; --mapping zendesk and the like for a CSV's columns"
        raise ReflectError(f"unknown origin {said!r}", hint=hint)
    if said is None and not mapping.only_reads:
        return "csv"
    return said or origin_of(path)


def bring(
    session: Session, path: Path, origin: str, mapping: "ImportMapping", *, dry_run: bool, yes: bool
) -> None:
    """Import a journal of another program, or our own export."""
    if not mapping.only_reads:
        raise ReflectError(
            "columns are a CSV's", hint=f"leave them away, or say --from csv: {path}"
        )
    if not path.exists():
        from reflectcli.storage.diaries.origins import origin_of

        origin_of(path)
    documents = _documents(path, origin)
    if origin == "json":
        from reflectcli.storage.diaries.origins import json_origin

        origin = json_origin(documents[0])
    if origin == "reflect":
        if not documents:
            raise ReflectError(f"{path} is no JSON", hint="reflect export writes one: -o FILE.json")
        coming = _own(session, documents[0])
    else:
        coming = _diary(session, _read(path, origin, documents, mapping))
    _show(session, path, coming)
    _finish(session, coming, dry_run=dry_run, yes=yes)


def _documents(path: Path, origin: str) -> "list[Document]":
    from reflectcli.storage.diaries.dayone import dayone_documents
    from reflectcli.storage.diaries.source import read_bytes, read_json

    if path.suffix.lower() == ".zip":
        return dayone_documents(path)
    if origin in ("json", "dayone", "reflect") or path.suffix.lower() == ".json":
        lists = ("records",) if origin == "reflect" else ("records", "entries")
        return [read_json(read_bytes(path), str(path), lists)]
    return []


def _read(
    path: Path, origin: str, documents: "list[Document]", mapping: "ImportMapping"
) -> "Diary":
    from reflectcli.storage.diaries.daylio import read_daylio
    from reflectcli.storage.diaries.dayone import read_dayone
    from reflectcli.storage.diaries.jrnl import jrnl_document, read_jrnl
    from reflectcli.storage.diaries.markdown import read_markdown

    if origin == "dayone":
        return read_dayone(documents)
    if origin == "jrnl" and documents:
        return jrnl_document(documents[0])
    if origin == "jrnl":
        written = (mapping.date or "").removeprefix(":") or None
        return read_jrnl(path, written, mapping.encoding)
    if origin == "daylio":
        return read_daylio(path, mapping.moods(), mapping.encoding)
    return read_markdown(path, mapping.encoding)


def _diary(session: Session, diary: "Diary") -> Coming:
    from reflectcli.storage.diaries.entry import diary_records
    from reflectcli.storage.importing.moments import Calendar

    world = session.world
    calendar = Calendar(world.now, session.repository.file.basics.day_starts, world.localize)
    pairs = diary_records(diary, calendar)
    found = [(str(entry.where), record) for entry, record in pairs]
    return Coming(diary.program, found, diary.problems, diary.notes)


def _own(session: Session, document: "Document") -> Coming:
    from reflectcli.storage.diaries.own import read_records, read_settings
    from reflectcli.storage.importing.moments import Calendar
    from reflectcli.storage.masking import masked

    export = read_settings(document)
    world, here = session.world, session.config
    fresh = export.settings is not None and _is_fresh(session)
    config = export.config if fresh else here
    read_records(export, document, config, Calendar(world.now, here.day_starts, world.localize))
    found = [(f"{export.file}:{line}", item.record) for line, item in export.items]
    texts = {item.record.id: masked(item.record, item.text) for _, item in export.items}
    changed = fresh and _text(session) != export.settings
    notes = ["the journal is empty: its settings come along"] if changed else []
    if not fresh and export.config != here:
        notes = ["this journal keeps its own settings; those of the export are others"]
    return Coming(
        "reflect", found, export.problems, notes, texts, export.settings if changed else None
    )


def _is_fresh(session: Session) -> bool:
    """Tell whether nothing was written or set in the journal yet."""
    from reflectcli.domain.journal import JournalConfig

    return session.config == JournalConfig() and next(session.repository.names(), None) is None


def _text(session: Session) -> str:
    return session.repository.file.text


def _show(session: Session, path: Path, coming: Coming) -> None:
    count = len(coming.found) + len(coming.problems)
    name = NAMES[coming.program]
    session.say(f"{one_line(str(path))}: {name}, {_many(count, 'piece')}")
    if coming.found:
        session.say("the first, as they will be read")
    for where, record in coming.found[:_SHOWN_ENTRIES]:
        moment = f"{record.at:%a} {record.at.day} {record.at:%b %Y %H:%M}"
        line = f"{where}: {moment} {record.kind} {gist(record, session.config)}"
        session.say("  " + cut(one_line(line), session.world.width - 2))
    for each in coming.problems[:_SHOWN_PROBLEMS]:
        session.say(f"{one_line(str(each.location))}: {clean(each.message)}")
    if (more := len(coming.problems) - _SHOWN_PROBLEMS) > 0:
        session.say(f"and {more} more")
    for hint in dict.fromkeys(each.hint for each in coming.problems if each.hint):
        session.say(f"hint: {clean(hint)}")
    for note in coming.notes:
        session.say(f"note: {clean(note)}")


def _finish(session: Session, coming: Coming, *, dry_run: bool, yes: bool) -> None:
    from reflectcli.cli.progress import Progress

    present = {entry.id for entry in session.repository.names()}
    deleted = session.repository.deleted_ids()
    records = [record for _, record in coming.found]
    there = [record for record in records if record.id in present]
    new = [each for each in records if each.id not in present and each.id not in deleted]
    gone = len(records) - len(there) - len(new)
    for line in _differing(session, coming, there):
        session.say(line)
    counts = (len(there), gone, len(coming.problems))
    if dry_run:
        session.out(_outcome("would import", new, counts))
        return
    if new and session.world.asks and not yes and not _agreed(session, len(new)):
        session.say("nothing was imported")
        return
    if not new and not coming.found and coming.problems:
        raise ReflectError.of(_nothing(coming.problems[0]))
    session.require_journal()
    if coming.settings is not None:
        from reflectcli.storage.configuring import configure

        configure(session.repository, coming.settings.encode())
        allow, session = session.allow, Session(session.world, session.settings)
        session.allow = allow
    if new:
        with Progress(session.world.stderr, "writing record") as progress:
            session.repository.add(*new, progress=progress, texts=coming.texts)
        session.remark(*new)
    session.out(_outcome("imported", new, counts))


def _nothing(first: Problem) -> Problem:
    return Problem(
        f"nothing could be used; first of all: {first.message}", first.location, first.hint
    )


def _differing(session: Session, coming: Coming, there: Sequence[Record]) -> list[str]:
    """What an export says otherwise of records that are there: they stay as they are here."""
    if coming.program != "reflect" or not there:
        return []
    here: Mapping[str, Record] = {each.id: each for each in session.repository.load()}
    other = [each.id for each in there if here.get(each.id) != each]
    if not other:
        return []
    named = ", ".join(other[:5]) + (", …" if len(other) > 5 else "")
    return [f"note: {_many(len(other), 'record')} here and in the export differ, kept: {named}"]


def _outcome(verb: str, new: Sequence[Record], counts: tuple[int, int, int]) -> str:
    present, gone, left_out = counts
    kinds = Counter(record.kind for record in new)
    left = f"{_many(left_out, 'piece')} left out (see above)" if left_out else ""
    away = f"{gone} deleted by you, left alone" if gone else ""
    there = f"{present} already there"
    if not new:
        return " · ".join(part for part in (f"nothing new: {there}", away, left) if part)
    came = [_many(count, _WORDS.get(kind, kind)) for kind, count in kinds.items()]
    return f"{verb} " + " · ".join(part for part in (*came, there, away, left) if part)


_WORDS = {"shift": "shift reflection"}


def _many(count: int, noun: str) -> str:
    return counted(count, noun, PLURALS.get(noun))


def _agreed(session: Session, count: int) -> bool:
    print(
        f"Import {_many(count, 'record')}? [y/N] ",
        end="", file=session.world.stderr, flush=True,
    )  # fmt: skip
    return session.world.stdin.readline().strip().lower() in ("y", "yes")
