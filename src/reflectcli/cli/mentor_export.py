"""`reflect mentor export`: the pack for a one-to-one, one file that a browser opens."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reflectcli.cli.options import FORMATS, Compare, Force, Journal, Since, Until, usual_end
from reflectcli.cli.periods import AsOf
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.canonical import canonical, content_hash, short_name
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from contextlib import ExitStack

    from reflectcli.cli.outgoing import Outgoing


class Format(StrEnum):
    """The formats of a pack."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "markdown"
    JSON = "json"


Which = Annotated[
    str | None,
    typer.Argument(
        metavar="[PERIOD]",
        help="'week -1', 2026-08, 2026-Q3, '26 weeks'; default: the last 12 weeks.",
        show_default=False,
    ),
]
File = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Default: reflect-NAME-DATE.html, here."),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="By default as the file's name ends, or html."),
]
Ask = Annotated[
    list[str] | None,
    typer.Option("--ask", metavar="TEXT", help="A question to the mentor; may be repeated."),
]
Blind = Annotated[
    bool, typer.Option("--blind", help="Your own levels stay covered until the mentor rated.")
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="WHAT,…", help="Also mood, energy, warnings, or a private record's ID."
    ),
]
Preview = Annotated[bool, typer.Option("--preview", help="Only show what would go out.")]
WithoutAsking = Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")]


def export(
    ctx: typer.Context,
    period: Which = None,
    output: File = None,
    form: Form = None,
    ask: Ask = None,
    blind: Blind = False,
    named: With = None,
    compare: Compare = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    preview: Preview = False,
    yes: WithoutAsking = False,
    force: Force = False,
    journal: Journal = None,
) -> None:
    """One file for a talk with your mentor: an agenda, what stands behind it, a form to answer.

    It opens in any browser and asks for nothing from anywhere. Private records, mood, energy and
    warnings stay at home unless you name them. Notes tagged mentor or question are asked in it.

    Examples:

      reflect mentor export --preview --ask "How do I end a call that goes in circles?"

      reflect mentor export 2026-Q4 --blind --yes -o for-maria.html
    """
    from reflectcli.cli.outgoing import Choice, outgoing

    session = open_session(ctx, journal)
    session.require_existing()
    choice = Choice(
        period=period, since=since, until=until, as_of=as_of, compare=compare,
        asked=tuple(ask or ()), blind=blind, named=_words(named),
    )  # fmt: skip
    kind = form or _format_of(output)
    if kind is Format.PDF:
        from reflectcli.cli.paper import require_paper

        require_paper(session)
    found = outgoing(session, choice)
    if preview:
        session.out("\n".join(_preview(session, found)))
    elif yes or _agreed(session, found):
        path = output or Path(file_name(found.data, usual_end(kind)))
        _write(session, found.data, kind, path, force=force)
    else:
        session.say("nothing was written")


def _agreed(session: Session, found: "Outgoing") -> bool:
    """Show what would leave, and ask."""
    from reflectcli.cli.ask import agree

    if not session.world.asks:
        raise ReflectError(
            "a pack needs your yes before it is written",
            hint="look at what would go out with --preview, then: --yes",
        )
    for line in _preview(session, found):
        session.say(line)
    session.say("")
    return agree(session, "write it?")


def _preview(session: Session, found: "Outgoing") -> list[str]:
    """What goes out, what stays, what is replaced, and what the last pack did not hold."""
    from reflectcli.render.pack_diff import diff_lines
    from reflectcli.render.preview import preview_lines
    from reflectcli.storage.packs import as_pack, last_pack

    columns = session.world.width
    lines = preview_lines(found.data, found.redactor, columns)
    before = last_pack(session.repository.root, session.repository.seal)
    if before is None:
        return lines
    now = as_pack(canonical(found.data), "")
    return [*lines, "", *diff_lines(before, now, columns)]


def _words(named: list[str] | None) -> tuple[str, ...]:
    """The words of an option that takes several, by commas or repeated."""
    parts = (part.strip() for each in named or () for part in each.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _format_of(output: Path | None) -> Format:
    if output is None:
        return Format.HTML
    found = FORMATS.get(output.suffix.lower())
    if found is None:
        raise ReflectError(
            f"{output} does not say what it is to be",
            hint="a name in .html, .pdf, .md or .json, or --format as you mean it",
        )
    return Format(found)


def file_name(data: dict[str, Any], ending: str) -> str:
    """The name of a pack's file: reflect-Ana-2026-11-22.html."""
    name = data["agent"]["name"] or ""
    plain = "".join(letter if letter.isalnum() else " " for letter in name).split()
    return "-".join(["reflect", *plain, data["as_of"]])[:120] + ending


def _write(
    session: Session, data: dict[str, Any], kind: Format, path: Path, *, force: bool
) -> None:
    from contextlib import ExitStack

    from reflectcli.storage.founding import is_journal
    from reflectcli.storage.outside import write_stream

    pieces = [pack_content(session, data, kind)]
    with ExitStack() as unsent:
        if is_journal(session.repository.root):
            _keep(session, data, unsent)
        write_stream(path, pieces, force=force)
        unsent.pop_all()
    session.out(f"wrote {path} · pack {short_name(content_hash(data))}")


def _keep(session: Session, data: dict[str, Any], unsent: "ExitStack") -> None:
    """Keep the pack: by it the reply is known again, and the next pack is compared with it."""
    from datetime import date

    from reflectcli.storage import files
    from reflectcli.storage.packs import keep_pack, pack_path

    root, raw, day = session.repository.root, canonical(data), date.fromisoformat(data["as_of"])
    seal = session.repository.seal
    if not (path := root / seal.named(pack_path(raw, day))).exists():
        unsent.callback(files.tidy, path)
    keep_pack(root, raw, day, seal)


def pack_content(session: Session, data: dict[str, Any], kind: str) -> str | bytes:
    """A pack as what a file holds."""
    match kind:
        case Format.PDF:
            from reflectcli.cli.paper import on_paper

            return on_paper(session, data)
        case Format.JSON:
            return canonical(data).decode() + "\n"
        case Format.MARKDOWN:
            from reflectcli.render.letter.letter import letter_of
            from reflectcli.render.letter_markdown import markdown_letter

            return markdown_letter(letter_of(data))
        case _:
            from reflectcli.render.html.page import html_page

            return html_page(data)
