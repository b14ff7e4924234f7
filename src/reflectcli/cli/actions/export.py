"""What `reflect export` does: the records month by month, each on its way out when it is read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from reflectcli import __version__
from reflectcli.cli.selection import Selection, select
from reflectcli.cli.session import Session
from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.periods import months_of
from reflectcli.domain.records import KINDS, Record
from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.render.exports.words import PLURALS
from reflectcli.render.text import clean
from reflectcli.render.words import counted

FOLDERS = ("csv", "markdown")
"""The forms that are several files."""


def export(
    session: Session,
    *,
    form: str,
    output: Path | None,
    force: bool = False,
    kinds: list[str] | None = None,
    tag: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    no_private: bool = False,
) -> None:
    """Write the records of a choice in a form, into a file or folder or to stdout."""
    session.require_existing()
    chosen = select(session, kinds, tag, None, since, until, False if no_private else None)
    out, seal = Outgoing(session, chosen), session.repository.seal
    if seal.recipient is not None:
        # Before a word of it is written.
        seal.key()
        session.say("the journal is encrypted; what is exported is plain, for whoever reads it")
    if form in FOLDERS:
        _several(session, out, form, output, force=force)
    else:
        _one(session, out, form, output, force=force)
    for line in out.remarks(no_private=no_private):
        session.say(line)
    session.mention(chosen.problems)


class Outgoing:
    """The chosen records on their way out, counted as they go."""

    def __init__(self, session: Session, chosen: Selection) -> None:
        self.session = session
        self.chosen = chosen
        self.counts: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.private = 0

    def records(self) -> Iterator[Record]:
        """The records: long-lived ones, then the others from the oldest on, month by month."""
        seen: dict[str, str] = {}
        for record in self._all():
            if not self.chosen.fits(record):
                continue
            if record.id in seen:
                self.chosen.problems.append(_twice(record, seen[record.id]))
                continue
            seen[record.id] = record.kind
            self.counts[record.kind] += 1
            self.private += record.private
            yield record

    def _all(self) -> Iterator[Record]:
        kinds = self.chosen.kinds or tuple(KINDS)
        if lasting := [kind for kind in kinds if kind in LONG_LIVED]:
            yield from self._load(None, None, lasting)
        dated = [kind for kind in kinds if kind not in LONG_LIVED]
        for first in self._months() if dated else ():
            since = max(first, self.chosen.since or first)
            last = months_of(first, 1).until
            until = min(last, self.chosen.until or last)
            if since <= until:
                yield from self._load(since, until, dated)

    def _months(self) -> list[date]:
        names = self.session.repository.names()
        return sorted({each.shift.replace(day=1) for each in names if each.kind not in LONG_LIVED})

    def _load(self, since: date | None, until: date | None, kinds: Sequence[str]) -> list[Record]:
        logbook = self.session.repository.load(since, until, kinds=kinds)
        self.chosen.problems.extend(logbook.problems)
        return list(logbook.records)

    def with_texts(self) -> Iterator[tuple[Record, str]]:
        """The records with their files' texts."""
        from reflectcli.storage.layout import found_at

        for record in self.records():
            entry = found_at(self.session.repository.folder, record)
            raw = self.session.repository.raw(entry)
            yield record, raw.decode("utf-8-sig")

    def remarks(self, *, no_private: bool) -> Iterator[str]:
        """What to know of what went out."""
        if self.private:
            verb = "record is" if self.private == 1 else "records are"
            yield f"{self.private} private {verb} in it; --no-private leaves them out"
        if no_private:
            yield "without private records"
        if count := self.changed["indented"]:
            yield f"{counted(count, 'line')} in texts looked like an entry of jrnl's; indented"
        if count := self.changed["stars"]:
            yield f"{counted(count, 'title')} ending in * will be starred in jrnl"

    def words(self) -> str:
        """How many records of each kind."""
        parts = ", ".join(
            counted(count, kind, PLURALS.get(kind)) for kind, count in self.counts.items()
        )
        return counted(self.counts.total(), "record") + (f": {parts}" if parts else "")


def _one(session: Session, out: Outgoing, form: str, output: Path | None, *, force: bool) -> None:
    pieces = _pieces(session, out, form)
    if output is None:
        _print(session, pieces, form)
        return
    from reflectcli.storage.outside import write_stream

    write_stream(output, pieces, force=force)
    session.out(f"wrote {output} · {out.words()}")


def _pieces(session: Session, out: Outgoing, form: str) -> Iterator[str]:
    if form == "json":
        from reflectcli.storage.whole_json import whole_json

        about = {"program": f"reflectcli {__version__}", "made": session.world.now.isoformat()}
        file = session.repository.file
        return whole_json(about, file, out.with_texts(), out.chosen.problems)
    if form == "jsonl":
        from reflectcli.render.exports.flat import json_lines

        return json_lines(out.records(), session.config.rubric.skills)
    from reflectcli.render.exports.jrnl import jrnl_entry

    config = session.config
    return (jrnl_entry(record, config, out.changed) for record in _by_moment(out.records()))


def _by_moment(records: Iterator[Record]) -> Iterator[Record]:
    """Long-lived records put where their day is; the others are in order already."""
    lasting: list[Record] = []
    for record in records:
        if record.long_lived:
            lasting.append(record)
            continue
        while lasting and (lasting[0].shift, lasting[0].at) <= (record.shift, record.at):
            yield lasting.pop(0)
        yield record
    yield from lasting


def _several(
    session: Session, out: Outgoing, form: str, output: Path | None, *, force: bool
) -> None:
    config = session.config
    if form == "csv":
        from reflectcli.render.exports.table import csv_files

        pieces = csv_files(out.records(), config.rubric.skills)
    else:
        from reflectcli.render.exports.markdown import markdown_files

        pieces = markdown_files(out.records(), config)
    if output is None:
        if form == "csv" and len(out.chosen.kinds) != 1:
            hint = "-o FOLDER for a table a kind, or one --kind to print it"
            raise ReflectError("csv is a table for each kind of record", hint=hint)
        _print(session, (piece for _, piece in pieces), form)
        return
    from reflectcli.storage.outside import write_folder

    count = write_folder(output, pieces, force=force)
    session.out(f"wrote {output} · {counted(count, 'file')} · {out.words()}")


def _print(session: Session, pieces: Iterable[str], form: str) -> None:
    """To a terminal without what would steer it; else as it is."""
    for piece in pieces:
        text = clean(piece) if session.world.pretty else piece
        session.world.stdout.write(text.replace("\r\n", "\n") if form == "csv" else text)


def _twice(record: Record, kind: str) -> Problem:
    where = SourceLocation(f"{record.shift}-{record.kind}-{record.id}.toml")
    return Problem(f"the same ID as a {kind}", where, "give one of them another ID")
