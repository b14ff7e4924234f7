"""What `reflect search` does."""

from collections.abc import Iterator
from itertools import islice

from reflectcli.cli.selection import select
from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.find import find_all, folded, found_line, nothing_found, occurrences
from reflectcli.render.matches import texts_of
from reflectcli.render.records import gist

USUAL = 20
ORDERS = ("newest", "relevance")
Found = tuple[Record, tuple[str, str]]
"""A record, and the field and text in which the words were found."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The folded words that a record must have, and those that it must not."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    whole: bool = False

    def place(self, texts: list[tuple[str, str]]) -> tuple[str, str] | None:
        """The field and text to show of a record with these texts; None if it is not meant."""
        if any(find_all(texts, [word], self.whole) for word in self.without):
            return None
        return find_all(texts, self.words, self.whole)


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
    without: list[str] | None = None,
    whole: bool = False,
    by: str = "newest",
) -> None:
    """Print the records that have all the words in any of their texts, newest first."""
    session.require_existing()
    sought = _sought(words, without, whole, by)
    chosen = select(session, kinds, tag, about, since, until)
    records = chosen.records(session)
    matching = _matching(records, sought) if by == "newest" else _ranked(records, sought)
    found = list(islice(matching, None if everything else number or USUAL))
    more = next(matching, None) is not None
    if json:
        from reflectcli.render.json import record_json, render_json

        shown = [record_json(record) for record, _ in found]
        session.out(render_json({"records": shown}, chosen.problems))
    else:
        _print_lines(session, found, sought, no_pager)
    if not found:
        session.say(nothing_found(words, without or ()))
    elif more:
        session.say(f"there are more: -n {2 * len(found)}, or --all")
    session.mention(chosen.problems)


def _sought(words: list[str], without: list[str] | None, whole: bool, by: str) -> Sought:
    wanted = tuple(folded(word) for word in words if word.strip())
    if not wanted or (whole and not any(word.strip("*") for word in wanted)):
        raise ReflectError("there is no word to search for", hint="reflect search WORD")
    if by not in ORDERS:
        raise ReflectError(f"--by cannot be {by!r}", hint=f"{' or '.join(ORDERS)}")
    return Sought(wanted, tuple(folded(word) for word in without or () if word.strip()), whole)


def _matching(records: Iterator[Record], sought: Sought) -> Iterator[Found]:
    for record in records:
        if (place := sought.place(list(texts_of(record)))) is not None:
            yield record, place


def _ranked(records: Iterator[Record], sought: Sought) -> Iterator[Found]:
    """The records that match, those first that are most about the words, then the newest."""
    from reflectcli.analysis.relevance import Counted, relevances

    found: list[Found] = []
    texts: list[Counted] = []
    holders, total = [0] * len(sought.words), 0
    for record in records:
        named = list(texts_of(record))
        whole = folded(" ".join(text for _, text in named))
        counts = [len(list(occurrences(whole, word, sought.whole))) for word in sought.words]
        holders = [held + bool(count) for held, count in zip(holders, counts, strict=True)]
        total += 1
        if (place := sought.place(named)) is not None:
            found.append((record, place))
            texts.append(Counted(counts, len(whole.split())))
    ranks = relevances(texts, holders, total)
    order = sorted(range(len(found)), key=lambda number: -ranks[number])
    return iter([found[number] for number in order])


def _print_lines(session: Session, found: list[Found], sought: Sought, no_pager: bool) -> None:
    from reflectcli.cli.paging import show_lines

    world = session.world
    view = (world.now.year, world.width, world.color, sought.whole)
    lines = [
        found_line(record, place, gist(record, session.config), sought.words, *view)
        for record, place in found
    ]
    show_lines(world, lines, paged=not no_pager)
