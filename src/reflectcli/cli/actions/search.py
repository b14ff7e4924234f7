"""What `reflect search` does."""

from collections.abc import Iterator
from itertools import islice

from reflectcli.cli.selection import Selection, select
from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.render.matches import find_all, folded, snippet, texts_of
from reflectcli.render.text import one_line, width


def search(
    session: Session,
    *,
    words: list[str],
    kinds: list[str] | None = None,
    tag: list[str] | None = None,
    about: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    number: int | None = None,
    json: bool = False,
) -> None:
    """Print the records that have all the words in any of their texts, newest first."""
    session.require_existing()
    wanted = [folded(word) for word in words if word.strip()]
    if not wanted:
        raise ReflectError("there is no word to search for", hint="reflect search WORD")
    chosen = select(session, kinds, tag, about, since, until)
    found = list(islice(_matching(session, chosen, wanted), number))
    if json:
        from reflectcli.render.json import record_json, render_json

        records = [record_json(record) for record, _, _ in found]
        session.out(render_json({"records": records}, chosen.problems))
    else:
        for record, name, text in found:
            session.out(_line(session, record, name, text, wanted))
    if not found:
        session.say(f"no record has {' and '.join(repr(one_line(word)) for word in words)}")
    session.mention(chosen.problems)


def _matching(
    session: Session, chosen: Selection, wanted: list[str]
) -> Iterator[tuple[Record, str, str]]:
    for record in chosen.records(session):
        if (place := find_all(texts_of(record), wanted)) is not None:
            yield record, *place


def _line(session: Session, record: Record, name: str, text: str, wanted: list[str]) -> str:
    from reflectcli.render.records import gist, line_head

    text = gist(record, session.config) if name == "tags" else text
    label = "" if name in ("text", "title", "tags") else f"{one_line(name.replace('_', ' '))}: "
    head = line_head(record, session.world.now.year) + label
    room = max(20, session.world.width - width(head))
    return head + snippet(text, wanted, room, bold=session.world.color)
