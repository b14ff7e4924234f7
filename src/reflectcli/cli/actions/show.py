"""What `reflect show` does."""

from __future__ import annotations

from reflectcli.cli.selection import in_turn
from reflectcli.cli.session import Session
from reflectcli.domain.records import Checkin, Record
from reflectcli.errors import ReflectError


def show(session: Session, *, ref: list[str], raw: bool = False, json: bool = False) -> int:
    """Print records whole, by the references to them."""
    session.require_existing()
    if raw:
        return in_turn(session, ref, lambda each: _print_raw(session, each))
    if json:
        return _print_json(session, ref)
    pages: list[str] = []
    try:
        return in_turn(session, ref, lambda each: pages.append(_page(session, each)))
    finally:
        if pages:
            session.out("\n\n\n".join(pages))


def _page(session: Session, reference: str) -> str:
    from reflectcli.render.record_page import record_page

    stored = session.repository.get(reference)
    record = stored.record
    named = [*record.links, *([record.goal] if isinstance(record, Checkin) else [])]
    related = {each: text for each in named if (text := _gist(session, each))}
    path, columns = stored.file.path, session.world.width
    return record_page(record, session.config, related, path, columns, _tries(session, record))


def _tries(session: Session, record: Record) -> str:
    from reflectcli.analysis.tries import is_rule
    from reflectcli.cli.rule_words import record_words

    return record_words(session, record) if is_rule(record) else ""


def _gist(session: Session, record_id: str) -> str | None:
    from reflectcli.render.records import gist

    try:
        record = session.repository.get(record_id).record
    except ReflectError:
        return None
    return f"{record.kind} · {gist(record, session.config)}" if record.id == record_id else None


def _print_json(session: Session, references: list[str]) -> int:
    from reflectcli.render.json import record_json, render_json

    records: list[Record] = []
    try:
        return in_turn(
            session, references, lambda each: records.append(session.repository.get(each).record)
        )
    finally:
        session.out(render_json({"records": [record_json(record) for record in records]}))


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
