"""`reflect import`: surveys, calls and KPI exports from CSV, and other programs' journals."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reflectcli.cli.lists import texts, words
from reflectcli.cli.options import Allow, Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ReflectError, SourceLocation

if TYPE_CHECKING:
    from reflectcli.storage.csv_source import Table
    from reflectcli.storage.importing.batch import Arrivals, Batch
    from reflectcli.storage.importing.mapping import ImportMapping
    from reflectcli.storage.importing.recipe import Recipe

app = typer.Typer(add_completion=False)
APPS = {"import": app}


def _flag(name: str, metavar: str, help_text: str, panel: str = "Which column is what") -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, rich_help_panel=panel)


_FIGURES = "Figures, each option as often as needed"
Text = str | None
Many = list[str] | None
As = Annotated[Text, _flag("--as", "feedback|kpi", "What rows become: answers, or figures alone.")]
Date = Annotated[
    Text, _flag("--date", "COL[:FORMAT]", "The day, as 2026-11-20 or as the format says.")
]
Time = Annotated[
    Text, _flag("--time", "COL[:FORMAT]", "The time of day, if it has its own column.")
]
Score = Annotated[Text, _flag("--score", "COL[/MAX]", "The score, out of MAX or 5.")]
Words = Annotated[Text, _flag("--text", "COL", "The customer's words.")]
Identity = Annotated[
    Text, _flag("--id", "COL", "What tells rows apart: the ticket's or answer's number.")
]
Where = Annotated[
    Many, _flag("--where", "COL=VALUE", "Only such rows: yours. All given must hold.")
]
Channel = Annotated[Text, _flag("--channel", "COL", "Phone, chat, email.")]
Source = Annotated[
    Text, _flag("--source", "WHO", "customer (if not said), colleague, mentor or manager.")
]
Skills = Annotated[Many, _flag("--skills", "SKILL,…", "Skills that all of the feedback is about.")]
Duration = Annotated[
    Many,
    _flag("--duration", "KPI=START..END[:FORMAT]", "Seconds from one time to another.", _FIGURES),
]
Figure = Annotated[
    Many,
    _flag("--kpi", "KPI=COL[:YES]", "A number or duration; with :YES, 1 of 1 or 0 of 1.", _FIGURES),
]
Total = Annotated[
    Many, _flag("--kpi-total", "KPI=COL", "What the --kpi of that name is a part of.", _FIGURES)
]
ScoreIs = Annotated[
    Many,
    _flag("--score-is", "WORD=N", "What a word for a score or mood is: Great=5. Great=: none."),
]
KpiUnit = Annotated[
    Many, _flag("--kpi-unit", "KPI=UNIT", "seconds, minutes or hours, if not said there.", _FIGURES)
]
_REST = "The file, and keeping the mapping"
From = Annotated[Text, _flag("--from", "PROGRAM", "Whose journal it is, if not found out.", _REST)]
Delimiter = Annotated[Text, _flag("--delimiter", "CHAR", "If it is not found out.", _REST)]
Encoding = Annotated[Text, _flag("--encoding", "NAME", "If it is not found out: cp1252.", _REST)]
Use = Annotated[Text, _flag("--mapping", "NAME", "Use a kept mapping; flags go before it.", _REST)]
Save = Annotated[Text, _flag("--save-mapping", "NAME", "Keep this mapping for next time.", _REST)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would come in, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command("import")
def import_csv(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The export, a file or folder.")],
    kind: As = None, date: Date = None, time: Time = None, score: Score = None,
    text: Words = None, row_id: Identity = None, where: Where = None, channel: Channel = None,
    source: Source = None, skills: Skills = None, duration: Duration = None, kpi: Figure = None,
    kpi_total: Total = None, kpi_unit: KpiUnit = None, score_is: ScoreIs = None,
    delimiter: Delimiter = None, encoding: Encoding = None,
    came_from: From = None, use: Use = None, save: Save = None,
    dry_run: DryRun = False, yes: Yes = False, allow: Allow = False, journal: Journal = None,
) -> None:  # fmt: skip
    """Bring in surveys, calls and KPI exports (CSV), or another program's journal.

    With a CSV alone it shows the columns and a command to begin with. A column ends at
    the first colon, its FORMAT follows: %d/%m/%Y %H:%M, %d-%b-%y. --mapping knows zendesk,
    freshdesk, intercom, help_scout, google_forms and surveymonkey.

    A journal of jrnl (file, folder or JSON), Day One (JSON, zip), Daylio (CSV), a folder of
    Markdown dailies and our own `export` need no columns. Look with --dry-run first.

    Again adds nothing; `reflect undo` takes an import back as a whole.

    Examples:
      reflect import survey.csv --as feedback --date Date --score Score/5 --yes

      reflect import jrnl.txt --dry-run
    """
    from reflectcli.storage.importing.mapping import ImportMapping

    session = open_session(ctx, journal)
    session.require_existing()
    said = ImportMapping(
        records=kind, date=date, time=time, score=score, text=text, id=row_id,
        where=texts(where), channel=channel, source=source, skills=words(skills),
        duration=texts(duration), kpi=texts(kpi), kpi_total=texts(kpi_total),
        delimiter=delimiter, encoding=encoding, kpi_unit=texts(kpi_unit),
        score_is=texts(score_is),
    )  # fmt: skip
    if (origin := _elsewhere(file, came_from, said, use)) != "csv":
        from reflectcli.cli.import_elsewhere import bring

        bring(session, file, origin, said, dry_run=dry_run, yes=yes)
        return
    mapping, table = _mapped(session, file, said, use)
    recipe, batch = _batch(session, table, mapping, save)
    arrived = _arrived(session, batch)
    _show(session, table, mapping, recipe, batch)
    _finish(session, batch, arrived, (dry_run, yes), (save, mapping))


def _elsewhere(file: Path, came_from: str | None, said: "ImportMapping", use: str | None) -> str:
    if use is not None:
        return "csv"
    from reflectcli.cli.import_elsewhere import elsewhere

    return elsewhere(file, came_from, said)


def _mapped(
    session: Session, file: Path, said: "ImportMapping", name: str | None
) -> "tuple[ImportMapping, Table]":
    """The whole mapping: what was said, over the journal's own or a preset of that name."""
    if name is None:
        return said, _table(session, file, said)
    from reflectcli.storage.importing.presets import (
        PRESETS,
        answers_only,
        preset_mapping,
        zone_remark,
    )
    from reflectcli.storage.importing.saved import saved_mapping

    if name in session.config.mappings or name not in PRESETS:
        mapping = said.over(saved_mapping(session.config, name))
        return mapping, _table(session, file, mapping)
    table, remark = answers_only(name, _read(session, file, said))
    mapping = preset_mapping(name, table, said)
    for each in filter(None, (remark, zone_remark(mapping))):
        session.say(f"note: {each}")
    return mapping, table


def _read(session: Session, file: Path, mapping: "ImportMapping") -> "Table":
    from reflectcli.storage.csv_source import read_table

    table = read_table(file, mapping.delimiter, mapping.encoding)
    if table.note:
        session.say(f"note: {table.note}")
    return table


def _table(session: Session, file: Path, mapping: "ImportMapping") -> "Table":
    table = _read(session, file, mapping)
    if mapping.is_empty:
        raise _unmapped(session, table)
    return table


def _unmapped(session: Session, table: "Table") -> ReflectError:
    from reflectcli.cli import import_screen as screen
    from reflectcli.storage.importing.suggest import suggested_options

    session.say(f"{screen.file_line(table)}; its columns, each with an example\n")
    for line in screen.column_lines(table, session.world.width):
        session.say(line)
    options = suggested_options(table, session.config.kpis)
    session.say("\na command to begin with; --dry-run shows what would come in\n")
    session.say(f"  {screen.command_line(table.file, options)} --dry-run\n")
    if "--where" in options:
        session.say("put your own name after --where, or leave it away\n")
    return ReflectError(
        "which column is what is not said", hint="correct the command above and run it"
    )


def _batch(
    session: Session, table: "Table", mapping: "ImportMapping", save: str | None
) -> "tuple[Recipe, Batch]":
    from reflectcli.cli.progress import Progress
    from reflectcli.storage.importing.batch import read_batch
    from reflectcli.storage.importing.columns import Columns
    from reflectcli.storage.importing.moments import Calendar
    from reflectcli.storage.importing.recipe import resolve
    from reflectcli.storage.importing.rows import RowReader
    from reflectcli.storage.importing.saved import require_room

    header, config = table.header, session.config
    columns = Columns(header.cells, SourceLocation(table.file, header.line))
    recipe = resolve(mapping, columns, config)
    if save is not None:
        require_room(session.repository.file, save, mapping)
    calendar = Calendar(session.world.now, config.day_starts, session.world.localize)
    reader = RowReader(recipe, config, calendar, Path(table.file).name)
    with Progress(session.world.stderr, "reading row") as progress:
        return recipe, read_batch(table, recipe, reader, progress)


def _arrived(session: Session, batch: "Batch") -> "Arrivals":
    from reflectcli.storage.importing.batch import arrivals

    present = {entry.id for entry in session.repository.names()}
    return arrivals(batch, present, session.repository.deleted_ids())


def _show(
    session: Session, table: "Table", mapping: "ImportMapping", recipe: "Recipe", batch: "Batch"
) -> None:
    from reflectcli.cli import import_screen as screen

    wide = session.world.width
    chosen = f"; {batch.matching} of them asked for" if recipe.where else ""
    blank = screen.blank_line(batch)
    for line in (
        f"{screen.file_line(table)}{chosen}",
        *screen.mapping_lines(mapping, recipe, wide),
        "the first rows, as they will be read",
        *screen.row_lines(batch, session.config.kpis, wide),
        *screen.problem_lines(batch),
        *(f"note: {note}" for note in batch.notes),
        *([blank] if blank else []),
    ):
        session.say(line)


def _finish(
    session: Session,
    batch: "Batch",
    arrived: "Arrivals",
    wishes: tuple[bool, bool],
    kept: "tuple[str | None, ImportMapping]",
) -> None:
    from reflectcli.cli.import_screen import outcome_line
    from reflectcli.cli.progress import Progress

    dry_run, yes = wishes
    if dry_run:
        session.out(outcome_line(batch, arrived, "would import"))
        return
    if arrived.new and session.world.asks and not yes and not _agreed(session, arrived.rows):
        session.say("nothing was imported")
        return
    session.require_journal()
    # What fails from here on is run again, and then the mapping is there already.
    _keep(session, *kept)
    if arrived.new:
        with Progress(session.world.stderr, "writing record") as progress:
            session.repository.add(*arrived.new, progress=progress)
        session.remark(*arrived.new)
    session.out(outcome_line(batch, arrived, "imported"))


def _keep(session: Session, name: str | None, mapping: "ImportMapping") -> None:
    if name is None:
        return
    from reflectcli.storage.importing.saved import save_mapping

    save_mapping(session.repository.file, name, mapping)
    session.say(f"kept the mapping: reflect import FILE.csv --mapping {name}")


def _agreed(session: Session, rows: int) -> bool:
    print(
        f"Import {rows} row{'' if rows == 1 else 's'}? [y/N] ",
        end="", file=session.world.stderr, flush=True,
    )  # fmt: skip
    return session.world.stdin.readline().strip().lower() in ("y", "yes")
