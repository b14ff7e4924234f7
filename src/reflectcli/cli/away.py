"""`reflect away`: days off and holidays, on which no shift is expected."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.moments import parse_day
from reflectcli.domain.schedule import Away, parse_away
from reflectcli.errors import ExitCode, ReflectError

if TYPE_CHECKING:
    from reflectcli.storage.changes import Change

app = typer.Typer(add_completion=False)
APPS = {"away": app}
USUAL = "away"


@app.command()
def away(
    ctx: typer.Context,
    days: Annotated[
        str | None,
        typer.Argument(
            metavar="[DAYS]", help="2026-12-24..2027-01-02, 24 dec..2 jan, or one day.",
            show_default=False,
        ),
    ] = None,
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]…", help="Why.", show_default=False)
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take these days back.")] = False,
    json: Json = False,
    journal: Journal = None,
) -> None:  # fmt: skip
    """Days off and holidays: no shift is expected then, and no streak or gap counts them.

    Alone it lists them. They are kept in journal.toml; `reflect undo` takes a change back.

    Examples:
      reflect away 2026-12-24..2027-01-02 holidays

      reflect away "mon..wed"
    """
    session = open_session(ctx, journal)
    if days is None:
        if remove:
            raise ReflectError("which days?", hint="reflect away --remove 2026-12-24")
        session.require_existing()
        _list(session, as_json=json)
        return
    if json:
        raise ReflectError("--json lists; it goes without days", hint="reflect away --json")
    session.require_journal()
    session.out(_remove(session, days) if remove else _add(session, days, " ".join(text or ())))


def _list(session: Session, *, as_json: bool) -> None:
    found = session.config.rhythm.schedule.away
    if as_json:
        from reflectcli.domain.data import to_plain
        from reflectcli.render.json import render_json

        session.out(render_json({"away": [to_plain(each) | {"days": each.days} for each in found]}))
    elif found:
        from reflectcli.render.away import away_lines

        session.out(away_lines(found, session.world.width))
    else:
        session.say("no days away yet: reflect away 2026-12-24..2027-01-02 holidays")


def _add(session: Session, days: str, text: str) -> str:
    from reflectcli.render.away import away_words
    from reflectcli.storage.changes import Put

    since, until = _span(session, days)
    new = Away(since, until, text.strip() or USUAL)
    for name, why in session.config.rhythm.away.items():
        old = parse_away(name, why)
        if old.since <= until and since <= old.until:
            raise ReflectError(
                f"away already: {away_words(old)}",
                hint=f"take it back first: reflect away --remove {name}",
                code=ExitCode.CHANGED,
            )
    _configure(session, Put(("rhythm", "away", new.name), new.text))
    return f"saved · away {away_words(new)}"


def _remove(session: Session, days: str) -> str:
    from reflectcli.render.away import away_words
    from reflectcli.storage.changes import Remove

    since, until = _span(session, days)
    for name, why in session.config.rhythm.away.items():
        old = parse_away(name, why)
        if (since, until) == (old.since, old.until) or (since == until and since in old):
            _configure(session, Remove(("rhythm", "away", name)))
            return f"removed · away {away_words(old)}"
    raise ReflectError(
        f"no days away: {days!r}", hint="reflect away lists them", code=ExitCode.NOT_FOUND
    )


def _span(session: Session, text: str) -> tuple[date, date]:
    """The first and the last day that the text means; words without a year look ahead."""
    first, dots, last = text.partition("..")
    since = parse_day(first, session.today, ahead=True)
    until = parse_day(last, session.today, ahead=True) if dots else since
    if until < since:
        # fri..mon: the Monday after that Friday.
        until = parse_day(last, since, ahead=True)
    if until < since:
        raise ReflectError(f"the days end ({until}) before they begin ({since})")
    return since, until


def _configure(session: Session, change: "Change") -> None:
    from reflectcli.storage.edits import edit
    from reflectcli.storage.layout import JOURNAL_FILE

    repository = session.repository
    from reflectcli.storage.configuring import configure

    configure(repository, edit(repository.file.raw or b"", JOURNAL_FILE, change))
