"""`reflect info`: the file format, where things lie, versions, schemas."""

import platform
from importlib.resources import files
from typing import Annotated

import typer

from reflectcli import __version__
from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import open_session
from reflectcli.domain.filing import FORMAT
from reflectcli.domain.records import KINDS
from reflectcli.errors import ExitCode, ReflectError, nearest

app = typer.Typer(add_completion=False, no_args_is_help=True)
APPS = {"info": app}
SCHEMAS = (*KINDS, "journal")


@app.callback()
def info() -> None:
    """The file format, the commands, the manual, paths, version and schemas.

    Examples:
      reflect info paths

      reflect info format
    """


@app.command("format")
def print_format(ctx: typer.Context) -> None:
    """The file format, with an example of every kind of record.

    Examples:
      reflect info format

      reflect info schema note
    """
    _print_page(ctx, "FORMAT.md")


@app.command("commands")
def print_commands(ctx: typer.Context) -> None:
    """Every command with its arguments, flags and examples, as Markdown.

    Examples:
      reflect info commands

      reflect info man
    """
    _print_page(ctx, "COMMANDS.md")


@app.command("man")
def print_man(ctx: typer.Context) -> None:
    """The manual page in roff; `reflect info man | man -l -` shows it.

    Examples:
      reflect info man

      reflect info commands
    """
    _print_page(ctx, "reflect.1")


def _print_page(ctx: typer.Context, name: str) -> None:
    text = files("reflectcli").joinpath(name).read_text(encoding="utf-8")
    open_session(ctx, None).out(text.rstrip("\n"))


@app.command()
def paths(ctx: typer.Context, json: Json = False, journal: Journal = None) -> None:
    """Where the journal, your settings and this device's memory for undo lie.

    Examples:
      reflect info paths

      reflect info paths --json
    """
    from reflectcli.settings import config_path

    session = open_session(ctx, journal)
    places = {
        "journal": session.settings.journal,
        "config": config_path(session.world.env),
        "state": session.settings.state,
    }
    if json:
        from reflectcli.render.json import render_json

        content = {
            name: {"path": str(place), "exists": place.exists()} for name, place in places.items()
        }
        session.out(render_json({"paths": content}))
        return
    for name, place in places.items():
        session.out(f"{name:<9}{place}" + ("" if place.exists() else "  (not there yet)"))


@app.command()
def version(ctx: typer.Context, json: Json = False) -> None:
    """The versions of the program, of Python and of the file format.

    Examples:
      reflect info version

      reflect info version --json
    """
    session = open_session(ctx, None)
    versions = {
        "reflectcli": __version__,
        "python": platform.python_version(),
        "format": FORMAT,
    }
    if json:
        from reflectcli.render.json import render_json

        session.out(render_json({"versions": versions}))
        return
    for name, value in versions.items():
        session.out(f"{name:<12}{value}")


@app.command()
def schema(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="note, rating, journal …")
    ] = None,
    install: Annotated[
        bool, typer.Option("--install", help="Put all of them into the journal, for editors.")
    ] = False,
    journal: Journal = None,
) -> None:
    """The JSON Schema of a kind of record, or of journal.toml; without KIND which there are.

    Examples:
      reflect info schema

      reflect info schema rating
    """
    session = open_session(ctx, journal)
    if install:
        session.require_journal()
        from reflectcli.storage.founding import install_schemas

        install_schemas(session.settings.journal)
        session.out(f"put {len(SCHEMAS)} schemas into {session.settings.journal / '.schema/v1'}")
    elif kind is None:
        session.out("\n".join(SCHEMAS))
    elif kind in SCHEMAS:
        source = files("reflectcli.storage").joinpath("schema", f"{kind}.json")
        session.out(source.read_text(encoding="utf-8").rstrip("\n"))
    else:
        near = nearest(kind, SCHEMAS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(SCHEMAS)}"
        raise ReflectError(f"there is no schema {kind!r}", hint=hint, code=ExitCode.NOT_FOUND)
