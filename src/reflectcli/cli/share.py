"""`reflect share`: what worked as a page for colleagues, after a look at what leaves."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reflectcli.cli.options import Force, Journal, Output
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from reflectcli.domain.personal.standins import Redactor
    from reflectcli.domain.records import Interaction

app = typer.Typer(add_completion=False)
APPS = {"share": app}


Preview = Annotated[bool, typer.Option("--preview", help="Only show what would go out.")]
WithoutAsking = Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")]


class Format(StrEnum):
    """The formats of a page for colleagues."""

    MARKDOWN = "markdown"
    HTML = "html"


@app.command()
def share(
    ctx: typer.Context,
    refs: Annotated[
        list[str], typer.Argument(metavar="ID…", help="Successes and challenges, or last.")
    ],
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="By default as the file's name ends, or markdown."),
    ] = None,
    output: Output = None,
    private: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="ID", help="A private one, all the same; may be repeated."),
    ] = None,
    preview: Preview = False,
    yes: WithoutAsking = False,
    force: Force = False,
    journal: Journal = None,
) -> None:
    """Make a page of what worked, for colleagues: Markdown or HTML.

    Customers' names, numbers and addresses are replaced where they are found, your own part and
    the ticket stay at home. It shows what goes out first, and asks.

    Examples:
      reflect share s4cc01 --preview

      reflect share s4cc01 c8a11e --yes -o what-works.html
    """
    session = open_session(ctx, journal)
    session.require_existing()
    data, redactor = _redacted(session, _records(session, refs, private or []))
    if preview:
        session.out("\n".join(_preview(session, data, redactor)))
    elif yes or _agreed(session, data, redactor):
        _deliver(session, _page(data, form or _format_of(output)), output, force=force)
    else:
        session.say("nothing was written")


def _records(session: Session, refs: list[str], named: list[str]) -> "list[Interaction]":
    """The records that are meant, none of them private without being named so."""
    from reflectcli.cli.words import with_article
    from reflectcli.domain.records import Interaction

    allowed = {session.repository.find(each).id for each in named}
    ids = dict.fromkeys(session.repository.find(each).id for each in (*refs, *named))
    found = []
    for each in ids:
        record = session.repository.get(each).record
        if not isinstance(record, Interaction):
            raise ReflectError(
                f"{each} is {with_article(record.kind)}; a page holds successes and challenges",
                hint="reflect list --kind success",
            )
        if record.private and each not in allowed:
            raise ReflectError(f"{each} is private", hint=f"--with {each} shares it all the same")
        found.append(record)
    return found


def _redacted(session: Session, records: "list[Interaction]") -> "tuple[dict[str, Any], Redactor]":
    from reflectcli.analysis.insights import insights_data
    from reflectcli.analysis.playbook import rules
    from reflectcli.domain.logbook import Logbook
    from reflectcli.domain.personal.standins import Redactor

    config = session.config
    logbook = session.repository.load(kinds=("note", "success", "challenge"))
    tries = Logbook(tuple(each for each in logbook if not each.private or each in records), ())
    redactor = Redactor(config.sharing, (config.agent.name or "",))
    data = redactor.redact_data(insights_data(records, rules(tries), config, session.today))
    return data | {"redacted": redactor.counts}, redactor


def _preview(session: Session, data: dict[str, Any], redactor: "Redactor") -> list[str]:
    from reflectcli.render.preview import preview_lines

    return preview_lines(data, redactor, session.world.width)


def _agreed(session: Session, data: dict[str, Any], redactor: "Redactor") -> bool:
    """Show what would leave, and ask."""
    from reflectcli.cli.ask import agree

    if not session.world.asks:
        raise ReflectError(
            "a page for others needs your yes before it is written",
            hint="look at what would go out with --preview, then: --yes",
        )
    for line in _preview(session, data, redactor):
        session.say(line)
    session.say("")
    return agree(session, "write it?")


def _format_of(output: Path | None) -> Format:
    suffix = output.suffix.lower() if output else ""
    return Format.HTML if suffix in (".html", ".htm") else Format.MARKDOWN


def _page(data: dict[str, Any], kind: Format) -> str:
    if kind is Format.HTML:
        from reflectcli.render.html.insights import insights_page

        return insights_page(data)
    from reflectcli.render.insights import insights_markdown

    return insights_markdown(data)


def _deliver(session: Session, page: str, output: Path | None, *, force: bool) -> None:
    if output is None:
        session.out(page.removesuffix("\n"))
        return
    from reflectcli.storage.outside import write_stream

    write_stream(output, [page], force=force)
    session.out(f"wrote {output}")
