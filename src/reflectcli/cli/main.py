"""The one boundary: every error becomes a message on stderr and an exit code."""

from __future__ import annotations

import sys

from reflectcli.cli.front import read_plain
from reflectcli.errors import ExitCode, LockedError, ReflectError, UnsavedError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typer._click.exceptions import ClickException

    from reflectcli.cli.context import World
    from reflectcli.cli.front import Plain


def run(argv: list[str], world: World | None = None) -> int:
    """Run a command line; returns the exit code and never raises."""
    from reflectcli.cli.context import World

    try:
        here = world or World.real()
    except ReflectError as error:
        return _report(error, sys.stderr)
    try:
        return _call(argv, here)
    except ReflectError as error:
        return _stopped(error, argv, here)
    except LockedError as locked:
        return _stopped(locked.told, argv, here)
    except KeyboardInterrupt:
        print("\ninterrupted", file=here.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`reflect list | head`); there is nobody left to tell.
        _silence_stdout()
        return ExitCode.DONE
    except OSError as error:
        return _stopped(_refused(error), argv, here)
    except Exception as error:
        return _fault(error, here)


def _call(argv: list[str], world: World) -> int:
    plain = read_plain(argv)
    if plain is None:
        return _call_typer(argv, world)
    code = _call_quickly(plain, world)
    if code is None:
        from reflectcli.cli.session import Session
        from reflectcli.settings import load_settings

        session = Session(world, load_settings(world.env, plain.journal))
        session.quiet = plain.writes
        code = plain.run(session)
    world.flush()
    return code or ExitCode.DONE


def _call_quickly(plain: Plain, world: World) -> int | None:
    if not plain.is_quick:
        return None
    from importlib import import_module

    way = import_module(f"reflectcli.cli.{plain.command.way}")
    return ExitCode.DONE if way.run_quickly(plain, world) else None


def _call_typer(argv: list[str], world: World) -> int:
    from typer import Abort, Exit
    from typer._click.exceptions import ClickException, NoArgsIsHelpError
    from typer.main import get_command

    from reflectcli.cli.app import app

    try:
        result = get_command(app).main(argv, prog_name="reflect", standalone_mode=False, obj=world)
        world.flush()
    except NoArgsIsHelpError as error:
        print(error.format_message(), file=world.stderr)
        return ExitCode.USAGE
    except ClickException as error:
        raise _usage(error) from None
    except Abort:
        raise KeyboardInterrupt from None
    except Exit as leaving:
        return leaving.exit_code
    if result == ExitCode.INTERRUPTED:
        # What Typer makes of Ctrl-C.
        raise KeyboardInterrupt
    return result if isinstance(result, int) else ExitCode.DONE


def _usage(error: ClickException) -> ReflectError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "reflect"
    possibilities = getattr(error, "possibilities", None)
    text = (error.message if possibilities else error.format_message()).rstrip(".")
    if text.startswith("No such command"):
        from reflectcli.cli.table import COMMANDS

        near = nearest(text.split("'")[1], list(COMMANDS)) if path == "reflect" else None
        possibilities = [near] if near else None
    hint = f"did you mean {' or '.join(sorted(possibilities))}? · " if possibilities else ""
    return ReflectError(text[:1].lower() + text[1:], hint=f"{hint}{path} --help")


def _refused(error: OSError) -> ReflectError:
    from reflectcli.cli.refused import refused

    return refused(error)


def _stopped(error: ReflectError, argv: list[str], world: World) -> int:
    """Tell of an error, and give back what was typed where that was not saved."""
    from reflectcli.cli.context import UnheardError

    code = _report(error, world.stderr)
    if isinstance(error, UnheardError):
        _silence_stdout()
    elif isinstance(error, UnsavedError) or code == ExitCode.LOCKED or _of_settings(error):
        from reflectcli.cli.refused import give_back

        give_back(argv, world)
    return code


def _of_settings(error: ReflectError) -> bool:
    """Tell whether the settings are wrong, which is none of the fault of what was typed."""
    place = error.problem.location
    return place is not None and place.file == "journal.toml"


def _report(error: ReflectError, stream: object) -> int:
    from reflectcli.render.problems import render_problem

    print(render_problem(error.problem), file=stream)  # type: ignore[call-overload]
    return error.code


def _fault(error: Exception, world: World) -> int:
    """The program's own fault: the traceback goes into a file, not before the user's eyes."""
    import os

    from reflectcli.settings import load_settings
    from reflectcli.storage.files import make_folder

    try:
        folder = load_settings(world.env).state
        make_folder(folder, sync=False)
        path = folder / "last-fault.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(_places(error))
        place = f"the traceback is in {path}"
    except (OSError, ReflectError):
        place = "the traceback could not be kept; reflect info paths shows where things lie"
    message = f"a fault in reflectcli itself ({type(error).__name__}); your journal is safe"
    return _report(ReflectError(message, hint=place, code=ExitCode.FAULT), world.stderr)


def _places(error: BaseException | None) -> str:
    """The traceback without messages and values, which may be what somebody wrote."""
    from traceback import format_tb

    text = ""
    while error is not None:
        kind = type(error)
        text = "".join([*format_tb(error.__traceback__), f"{kind.__qualname__}\n", text])
        error = error.__cause__ or error.__context__
    return text


def _silence_stdout() -> None:
    import os

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
