"""What `reflect search` does."""

from collections.abc import Iterator
from itertools import islice

from reflectcli.cli.selection import Selection, select
from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.render.find import find_all, folded, found_line
from reflectcli.render.matches import texts_of
from reflectcli.render.records import gist
from reflectcli.render.text import one_line

USUAL = 20
Found = tuple[Record, tuple[str, str]]
"""A record, and the field and text in which the words were found."""


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
    everything: bool = False,
    json: bool = False,
    no_pager: bool = False,
) -> None:
    """Print the records that have all the words in any of their texts, newest first."""
    session.require_existing()
    wanted = [folded(word) for word in words if word.strip()]
    if not wanted:
        raise ReflectError("there is no word to search for", hint="reflect search WORD")
    chosen = select(session, kinds, tag, about, since, until)
    matching = _matching(session, chosen, wanted)
    found = list(islice(matching, None if everything else number or USUAL))
    more = next(matching, None) is not None
    if json:
        from reflectcli.render.json import record_json, render_json

        records = [record_json(record) for record, _ in found]
        session.out(render_json({"records": records}, chosen.problems))
    else:
        _print_lines(session, found, wanted, no_pager)
    if not found:
        session.say(f"no record has {' and '.join(repr(one_line(word)) for word in words)}")
    elif more:
        session.say(f"there are more: -n {2 * len(found)}, or --all")
    session.mention(chosen.problems)


def _matching(session: Session, chosen: Selection, wanted: list[str]) -> Iterator[Found]:
    for record in chosen.records(session):
        if (place := find_all(texts_of(record), wanted)) is not None:
            yield record, place


def _print_lines(session: Session, found: list[Found], wanted: list[str], no_pager: bool) -> None:
    from reflectcli.cli.paging import show_lines

    world = session.world
    view = (world.now.year, world.width, world.color)
    lines = [
        found_line(record, place, gist(record, session.config), wanted, *view)
        for record, place in found
    ]
    show_lines(world, lines, paged=not no_pager)
