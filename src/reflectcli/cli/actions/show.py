"""What `reflect show` does."""

from __future__ import annotations

from reflectcli.cli.selection import in_turn
from reflectcli.cli.session import Session
from reflectcli.domain.records import Note, Record
from reflectcli.errors import ReflectError
from reflectcli.storage.index_links import links_of
from reflectcli.storage.layout import RecordFile

MOST = 10
"""So many of the records that link to one are shown."""
AT_ONCE = 10_000
"""Among more records it takes long to find what links to one, so that it is done when asked for."""


def show(
    session: Session,
    *,
    ref: list[str],
    links: bool = False,
    raw: bool = False,
    json: bool = False,
) -> int:
    """Print records whole, by the references to them."""
    session.require_existing()
    if raw:
        return in_turn(session, ref, lambda each: _print_raw(session, each))
    if json:
        return _print_json(session, ref)
    pages: list[str] = []
    try:
        return in_turn(session, ref, lambda each: pages.append(_page(session, each, links)))
    finally:
        if pages:
            session.out("\n\n\n".join(pages))


def _page(session: Session, reference: str, links: bool) -> str:
    from reflectcli.render.record_page import record_page

    repository = session.repository
    stored = repository.get(reference)
    record = stored.record
    many = 0 if links else repository.count()
    linked = repository.linking(record.id) if many <= AT_ONCE else None
    related = {each: text for each in links_of(record) if (text := _gist(session, each))}
    linked_by = _not_looked(record, many) if linked is None else _lines(session, record, linked)
    more = {"linked by": linked_by, "tries": _tries(session, record, linked)}
    path, columns = stored.file.path, session.world.width
    return record_page(record, session.config, related, path, columns, more)


def _lines(session: Session, record: Record, linked: list[RecordFile]) -> str:
    """The records that link to one, a line each."""
    lines = [f"{each.id} · {_gist(session, each.id)}" for each in linked[:MOST]]
    left = len(linked) - len(lines)
    more = [f"and {left} more: reflect show {record.id} --json"] if left else []
    return "\n".join([*lines, *more])


def _not_looked(record: Record, many: int) -> str:
    return f"not looked for among {many:,} records: reflect show {record.id} --links"


def _tries(session: Session, record: Record, linked: list[RecordFile] | None) -> str:
    from reflectcli.analysis.tries import is_rule
    from reflectcli.cli.rule_words import record_words, tried_words

    if not is_rule(record):
        return ""
    if linked is None:
        return record_words(session, record)
    later = [each for each in linked if each.kind == "note" and each.shift >= record.shift]
    notes = (session.repository.at(each).record for each in later)
    return tried_words((note for note in notes if isinstance(note, Note)), record)


def _gist(session: Session, record_id: str) -> str | None:
    from reflectcli.render.records import gist

    try:
        record = session.repository.get(record_id).record
    except ReflectError:
        return None
    return f"{record.kind} · {gist(record, session.config)}" if record.id == record_id else None


def _print_json(session: Session, references: list[str]) -> int:
    from reflectcli.render.json import record_json, render_json

    repository = session.repository
    records: list[Record] = []
    try:
        return in_turn(
            session, references, lambda each: records.append(repository.get(each).record)
        )
    finally:
        shown = [record_json(record) for record in records]
        linked = {each.id: [one.id for one in repository.linking(each.id)] for each in records}
        session.out(render_json({"records": shown, "linked_by": linked}))


def _print_raw(session: Session, reference: str) -> None:
    repository, stream = session.repository, session.world.stdout
    content = repository.raw(repository.find(reference))
    buffer = getattr(stream, "buffer", None)
    if session.world.pretty or buffer is None:
        from reflectcli.render.text import clean

        # On a terminal even a broken file must not steer the screen.
        text = content.decode("utf-8", "replace")
        stream.write(clean(text) if session.world.pretty else text)
    else:
        stream.flush()
        buffer.write(content)
