"""`reflect report`: the findings of a period, to keep or to send."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.analysis.findings import Report
from reflectcli.cli.options import FORMATS, Compare, Force, Journal, Json, Output, Since, Until
from reflectcli.cli.periods import AsOf
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.render.lines import plain_text

if TYPE_CHECKING:
    from reflectcli.cli.outgoing import Choice

app = typer.Typer(add_completion=False)
APPS = {"report": app}


class Format(StrEnum):
    """The formats of a report."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


Which = Annotated[
    str | None,
    typer.Argument(
        metavar="[PERIOD]",
        help="'week -1', 2026-08, 2026-Q3, 2026, '26 weeks'; default: the last 12 weeks.",
        show_default=False,
    ),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="By default as the file's name ends, or terminal."),
]
Private = Annotated[
    bool, typer.Option("--private", help="With private records and warnings, as on screen.")
]


@app.command(context_settings={"ignore_unknown_options": True})
def report(
    ctx: typer.Context,
    period: Which = None,
    form: Form = None,
    output: Output = None,
    force: Force = False,
    private: Private = False,
    compare: Compare = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """The findings of a period: strengths, one focus, KPIs, goals, each with its evidence.

    A file, Markdown, HTML, PDF and JSON are made to be sent: they hold nothing of private
    records, and no warning of yours to yourself.

    Examples:

      reflect report --format markdown -o report.md

      reflect report 2026-Q4 --compare previous
    """
    session = open_session(ctx, journal)
    session.require_existing()
    kind = Format.JSON if json else form or _format_of(output)
    if kind in (Format.HTML, Format.PDF):
        from reflectcli.cli.outgoing import Choice

        choice = Choice(period, since, until, as_of, compare, everything=private)
        (_page if kind is Format.HTML else _paper)(session, choice, output, force=force)
        return
    own = private or (output is None and kind is Format.TERMINAL)

    def tell(session: Session) -> None:
        found = _found(session, period, since, until, as_of, compare, own=own)
        _deliver(session, found, kind, output, force=force)

    if output is None and compare is None:
        from reflectcli.cli.quick_answers import answer

        asked = ("report", period, since, until, as_of, kind.value, private)
        if answer(session.world, str(journal) if journal else None, asked, tell):
            return
    tell(session)


def _found(
    session: Session,
    period: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    compare: str | None,
    *,
    own: bool,
) -> Report:
    from reflectcli.cli.findings import choose_period, make_report, with_comparison

    day = session.day(as_of) or session.today
    chosen = choose_period(session, period, None, since, until, day)
    found = make_report(session, chosen, day, private=own, warn=own)
    return with_comparison(session, found, compare, private=own)


def _format_of(output: Path | None) -> Format:
    """The format that a file's name ends in; plain text says nothing that is not so."""
    suffix = output.suffix.lower() if output else ""
    if suffix in (".docx", ".odt", ".csv"):
        raise ReflectError(
            f"{output} would hold plain text",
            hint="a name in .txt, .md, .html, .pdf or .json, or --format as you mean it",
        )
    return Format(FORMATS.get(suffix, Format.TERMINAL))


def _deliver(
    session: Session, found: Report, kind: Format, output: Path | None, *, force: bool
) -> None:
    if output is None:
        _print(session, found, kind)
        return
    write_file(output, _text(found, kind, session.world.width), force=force)
    session.out(f"wrote {output}")
    session.mention(found.problems)


def _page(session: Session, choice: "Choice", output: Path | None, *, force: bool) -> None:
    """The page that a mentor gets, without the form."""
    from reflectcli.cli.outgoing import outgoing
    from reflectcli.render.html.page import html_page

    text = html_page(outgoing(session, choice).data, form=False)
    if output is None:
        session.out(text.removesuffix("\n"))
        return
    write_file(output, text, force=force)
    session.out(f"wrote {output}")


def _paper(session: Session, choice: "Choice", output: Path | None, *, force: bool) -> None:
    """That page as a PDF."""
    from reflectcli.cli.outgoing import outgoing
    from reflectcli.cli.paper import on_paper, require_paper
    from reflectcli.storage.outside import write_stream

    if output is None:
        raise ReflectError("a PDF needs a file", hint="-o report.pdf")
    require_paper(session)
    content = on_paper(session, outgoing(session, choice).data, form=False)
    write_stream(output, [content], force=force)
    session.out(f"wrote {output}")


def _print(session: Session, found: Report, kind: Format) -> None:
    if kind is not Format.TERMINAL:
        session.out(_text(found, kind, session.world.width).removesuffix("\n"))
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.summary import summary_lines

    show_lines(session.world, summary_lines(found, session.world.width))


def _text(found: Report, kind: Format, columns: int) -> str:
    """The report as the text of a file."""
    match kind:
        case Format.JSON:
            from reflectcli.render.json_report import json_report

            return json_report(found) + "\n"
        case Format.MARKDOWN:
            from reflectcli.render.markdown import markdown_report

            return markdown_report(found)
        case _:
            from reflectcli.render.summary import summary_lines

            return plain_text(summary_lines(found, columns)) + "\n"


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write a new file outside of the journal, for the user alone; replace one only by force."""
    from reflectcli.storage import files

    if not path.parent.is_dir():
        raise ReflectError(f"there is no folder {path.parent}", code=ExitCode.NOT_FOUND)
    try:
        if force and path.exists():
            files.replace(path, text.encode(), path.read_bytes())
        else:
            files.create(path, text.encode())
    except FileExistsError:
        raise ReflectError(
            f"{path} exists; it is left as it is",
            hint="another name, or --force to replace it",
            code=ExitCode.CHANGED,
        ) from None
