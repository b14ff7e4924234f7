"""`reflect backup` and `reflect restore`: the whole journal in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from reflectcli.cli.ending import tidy_ending
from reflectcli.cli.options import Force, Journal
from reflectcli.cli.progress import Progress
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.render.text import one_line

backup_app = typer.Typer(add_completion=False)
restore_app = typer.Typer(add_completion=False)
APPS = {"backup": backup_app, "restore": restore_app}


@backup_app.command()
def backup(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; else here, by date."),
    ] = None,
    force: Force = False,
    journal: Journal = None,
) -> None:
    """Put the whole journal into one dated zip file, and read it back to prove it right.

    Records, settings, packs and replies, drafts and the trash; not what git keeps, and no file of
    more than 100 MB.

    Examples:
      reflect backup

      reflect backup -o november.zip
    """
    session = open_session(ctx, journal)
    root = session.settings.journal
    if not root.is_dir():
        raise session.no_journal()
    from reflectcli.storage.backup import MOST_FILE, pack
    from reflectcli.storage.pending import finish

    finish(root, session.repository.history)
    target = output or Path(f"reflect-{session.world.now:%Y-%m-%d-%H%M}.zip")
    with tidy_ending(), Progress(session.world.stderr, "file") as progress:
        packed = pack(root, target, session.world.now, progress, force=force)
    _mention(session, packed.left_out, "no plain files or names")
    _mention(
        session, packed.large, f"larger than {MOST_FILE >> 20} MB, copy yourself what you need"
    )
    session.out(f"saved {_counted(packed.records, len(packed.files))} in {target}, read back whole")


@restore_app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that backup made.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for it.")],
) -> None:
    """Bring a journal back from a backup, into a new folder; all of it, or nothing.

    Examples:
      reflect restore shifts.zip journal-again

      reflect restore shifts.zip ~/journal-of-november
    """
    session = open_session(ctx, None)
    from reflectcli.storage.backup import restore as unpack

    try:
        with tidy_ending(), Progress(session.world.stderr, "file") as progress:
            packed = unpack(file, folder, progress)
    except FileNotFoundError:
        if file.exists():
            raise
        raise ReflectError(f"there is no file {file}", code=ExitCode.NOT_FOUND) from None
    said = _counted(packed.records, len(packed.files))
    session.out(f"restored {said} into {folder} · reflect check --journal {folder}")


def _counted(records: int, files: int) -> str:
    return f"{records} record{'s' * (records != 1)} ({files} file{'s' * (files != 1)})"


def _mention(session: Session, left_out: list[str], why: str) -> None:
    if left_out:
        names = ", ".join(one_line(path) for path in left_out[:3])
        more = ", …" if len(left_out) > 3 else ""
        session.say(f"{len(left_out)} left out, {why}: {names}{more}")
