"""What `reflect list` does."""

from itertools import islice

from reflectcli.cli.selection import select
from reflectcli.cli.session import Session
from reflectcli.domain.records import Record
from reflectcli.errors import ReflectError

USUAL = 20


def list_records(
    session: Session,
    *,
    kind: list[str] | None = None,
    number: int | None = None,
    everything: bool = False,
    kinds: list[str] | None = None,
    tag: list[str] | None = None,
    about: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    private: bool | None = None,
    json: bool = False,
    csv: bool = False,
    no_pager: bool = False,
) -> None:
    """Print a line for each record of a choice, the newest first."""
    session.require_existing()
    if json and csv:
        raise ReflectError("--json and --csv at once; leave one away")
    chosen = select(session, [*(kind or ()), *(kinds or ())], tag, about, since, until, private)
    most = None if everything else number or USUAL
    records = chosen.records(session)
    shown = list(islice(records, most))
    more = session.world.pretty and not (json or csv) and next(records, None) is not None
    if json:
        from reflectcli.render.json import record_json, render_json

        session.out(
            render_json({"records": [record_json(each) for each in shown]}, chosen.problems)
        )
    elif csv:
        from reflectcli.render.list_csv import list_csv

        session.world.stdout.write(list_csv(shown, session.config))
    else:
        _print_lines(session, shown, no_pager)
        if more:
            session.say(f"there are more: -n {2 * len(shown)}, or --all")
    session.mention(chosen.problems)


def _print_lines(session: Session, records: list[Record], no_pager: bool) -> None:
    from reflectcli.cli.paging import show_lines
    from reflectcli.render.records import record_line

    if not records:
        session.say("no records")
    year, width = session.world.now.year, session.world.width
    lines = [record_line(record, session.config, year, width) for record in records]
    show_lines(session.world, lines, paged=not no_pager)
