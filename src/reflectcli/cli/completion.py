"""`reflect completion`: the script that has a shell ask `reflect` at each TAB."""

from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from reflectcli import places
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, ReflectError

app = typer.Typer(add_completion=False)
APPS = {"completion": app}
OURS = b"reflect completion for "
"""What the first lines of each of our scripts say."""


class Shell(StrEnum):
    """The shells that completion is for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


SCRIPTS = {
    Shell.BASH: "reflect.bash",
    Shell.ZSH: "_reflect",
    Shell.FISH: "reflect.fish",
    Shell.POWERSHELL: "reflect.ps1",
}


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell looks for it.")
    ] = False,
) -> None:
    """What TAB completes: commands, flags, and your skills, KPIs, goals, records and tags.

    It prints the script for your shell; --install writes it into your own folder for that shell,
    says where, and changes no other file. Records and tags are those of the newest months.

    Examples:
      reflect completion bash

      reflect completion fish --install
    """
    session = open_session(ctx, None)
    script = script_of(shell)
    if not install:
        session.out(script.rstrip("\n"))
        return
    path = _place(shell, session.world.env)
    session.out(_install(path, script.encode()))
    _tell(session, shell, path)


def script_of(shell: Shell) -> str:
    """The script for a shell."""
    source = files("reflectcli.cli.tab").joinpath("scripts", SCRIPTS[shell])
    return source.read_text(encoding="utf-8")


def _place(shell: Shell, env: Mapping[str, str]) -> Path:
    """Where the shell looks for a user's completions; PowerShell has no such place."""
    match shell:
        case Shell.BASH:
            own = env.get("BASH_COMPLETION_USER_DIR", "").partition(":")[0]
            folder = Path(own) if own else _base(env, "DATA", ".local/share") / "bash-completion"
            return folder / "completions" / "reflect"
        case Shell.ZSH:
            return _base(env, "DATA", ".local/share") / "zsh" / "site-functions" / "_reflect"
        case Shell.FISH:
            return _base(env, "CONFIG", ".config") / "fish" / "completions" / "reflect.fish"
        case Shell.POWERSHELL:
            return Path(places.data_folder(env)) / "completion" / "reflect.ps1"


def _base(env: Mapping[str, str], kind: str, usual: str) -> Path:
    """The base folder as shells have it, on a Mac too."""
    named = env.get(f"XDG_{kind}_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / usual


def _install(path: Path, script: bytes) -> str:
    from reflectcli.storage import files as storage_files

    try:
        storage_files.create(path, script)
    except FileExistsError:
        old = path.read_bytes()
        if old == script:
            return f"{path} is there already"
        if OURS not in old[:200]:
            raise ReflectError(
                f"{path} is somebody else's; it is left as it is",
                hint="move it away, or put what `reflect completion` prints elsewhere",
                code=ExitCode.CHANGED,
            ) from None
        storage_files.replace(path, script, old)
    return f"wrote {path}"


def _tell(session: Session, shell: Shell, path: Path) -> None:
    """Say what else it takes, which is the user's to do."""
    match shell:
        case Shell.BASH:
            session.say("a new bash knows it, where the package bash-completion is installed;")
            session.say(f"where it is not, put into ~/.bashrc: source '{path}'")
        case Shell.ZSH:
            session.say("put into ~/.zshrc, before the line with compinit:")
            session.say(f"  fpath=('{path.parent}' $fpath)")
        case Shell.FISH:
            session.say("a new fish knows it")
        case Shell.POWERSHELL:
            session.say(f"put into your profile ($PROFILE): . '{path}'")
