"""`reflect export`: the journal to take along, in forms that other programs read."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reflectcli.cli.options import Journal, Kinds, Since, Until, WithTag
from reflectcli.cli.session import open_session

app = typer.Typer(add_completion=False)
APPS = {"export": app}


class Format(StrEnum):
    """The forms of an export."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    JRNL = "jrnl"


@app.command("export")
def export_journal(
    ctx: typer.Context,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="By default as the file's name ends, or json."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file; csv, markdown: a folder."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    kinds: Kinds = None,
    tag: WithTag = None,
    since: Since = None,
    until: Until = None,
    no_private: Annotated[
        bool, typer.Option("--no-private", help="Without the records that are private.")
    ] = False,
    journal: Journal = None,
) -> None:
    """Your own copy of the journal: all of it, private records too, or a part.

    json is all there is, for `reflect import` into an empty journal: the same records, IDs,
    comments and settings. jsonl is a flat line a record for pandas and pyarrow, csv a table a
    kind for spreadsheets, markdown a file a day, jrnl what jrnl reads.

    Examples:
      reflect export -o journal.json

      reflect export --format jrnl --kind note --since "3 months ago"
    """
    from reflectcli.cli.actions.export import export

    export(
        open_session(ctx, journal), form=_format(form, output), output=output, force=force,
        kinds=kinds, tag=tag, since=since, until=until, no_private=no_private,
    )  # fmt: skip


def _format(form: Format | None, output: Path | None) -> str:
    ends = {".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".txt": Format.JRNL}
    suffix = output.suffix.lower() if output else ""
    return form or ends.get(suffix, Format.JSON)
