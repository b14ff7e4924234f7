"""`reflect list` and `reflect show`; `reflect search` is in its own module."""

from itertools import islice
from typing import Annotated

import typer

from reflectcli.cli.options import Journal, Json, Since, Until
from reflectcli.cli.search import app as search_app
from reflectcli.cli.selection import About, Kinds, Number, WithTag, in_turn, select
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.records import Checkin, Record
from reflectcli.errors import ReflectError

list_app = typer.Typer(add_completion=False)
show_app = typer.Typer(add_completion=False)
APPS = {"list": list_app, "show": show_app, "search": search_app}
USUAL = 20


@list_app.command("list")
def list_records(
    ctx: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND]…", help="note, shift, rating …", show_default=False),
    ] = None,
    number: Number = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="All there are.")] = False,
    kinds: Kinds = None,
    tag: WithTag = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    private: Annotated[
        bool | None,
        typer.Option("--private/--no-private", help="Only private ones, or none of them."),
    ] = None,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Records, the newest 20 first.

    Examples:
      reflect list

      reflect list challenge --about empathy --since "3 weeks ago"
    """
    session = open_session(ctx, journal)
    session.require_existing()
    chosen = select(session, [*(kind or ()), *(kinds or ())], tag, about, since, until, private)
    most = None if everything else number or USUAL
    records = chosen.records(session)
    shown = list(islice(records, most))
    more = session.world.pretty and not json and next(records, None) is not None
    if json:
        from reflectcli.render.json import record_json, render_json

        session.out(
            render_json({"records": [record_json(each) for each in shown]}, chosen.problems)
        )
    else:
        _print_lines(session, shown)
        if more:
            session.say(f"there are more: -n {2 * len(shown)}, or --all")
    session.mention(chosen.problems)


def _print_lines(session: Session, records: list[Record]) -> None:
    from reflectcli.render.records import record_line

    if not records:
        session.say("no records")
    for record in records:
        year, width = session.world.now.year, session.world.width
        session.out(record_line(record, session.config, year, width))


@show_app.command()
def show(
    ctx: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="Its ID, the beginning of it, its file, or last."),
    ],
    raw: Annotated[
        bool, typer.Option("--raw", "--toml", help="The file as it is, even a broken one.")
    ] = False,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """One record, whole, or several.

    Examples:
      reflect show last

      reflect show last --raw
    """
    session = open_session(ctx, journal)
    session.require_existing()
    if raw:
        in_turn(session, ref, lambda each: _print_raw(session, each))
    elif json:
        _print_json(session, ref)
    else:
        pages: list[str] = []
        try:
            in_turn(session, ref, lambda each: pages.append(_page(session, each)))
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
    from reflectcli.analysis.playbook import is_rule
    from reflectcli.cli.playbook import record_words

    return record_words(session, record) if is_rule(record) else ""


def _gist(session: Session, record_id: str) -> str | None:
    from reflectcli.render.records import gist

    try:
        record = session.repository.get(record_id).record
    except ReflectError:
        return None
    return f"{record.kind} · {gist(record, session.config)}" if record.id == record_id else None


def _print_json(session: Session, references: list[str]) -> None:
    from reflectcli.render.json import record_json, render_json

    records: list[Record] = []
    try:
        in_turn(
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
