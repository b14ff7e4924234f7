"""What the system refused, said with a remedy; what was typed in vain, given back."""

import errno
import os
import shlex
from collections.abc import Sequence
from itertools import pairwise

from reflectcli.cli.context import World
from reflectcli.errors import ExitCode, ReflectError, UnsavedError
from reflectcli.render.text import clean

WRITING = {
    "note", "log", "success", "challenge", "worked", "rate", "feedback", "kpi", "goal",
    "experiment", "activity", "away", "edit", "tags", "init", "mentor",
}  # fmt: skip
"""The commands that save what is typed with them."""
READING = ("list", "show")

_REMEDIES = {
    "ENOSPC": "free some space",
    "EDQUOT": "your quota is used up: free some space, or ask for more",
    "EFBIG": "the disk takes no file of this size: free some space",
    "EACCES": "check permissions",
    "EPERM": "check permissions",
    "EROFS": "the disk is read-only",
    "EIO": "the disk has a fault: save elsewhere with --journal, and look after the disk",
    "ENAMETOOLONG": "a folder with a shorter path: --journal PATH",
    "ENOENT": "a folder went away meanwhile: connect the disk that the journal lies on",
    "ESTALE": "a folder went away meanwhile: connect the disk that the journal lies on",
    "EMFILE": "too many files are open: close some programs",
    "ENFILE": "too many files are open: close some programs",
}
_HINTS = {getattr(errno, name): hint for name, hint in _REMEDIES.items() if hasattr(errno, name)}


def refused(error: OSError) -> UnsavedError:
    """What the system refused, with a remedy (exit code 6)."""
    name = f": {error.filename}" if error.filename else ""
    usual = "try again; `reflect info paths` shows where things lie"
    return UnsavedError(
        f"the system refused: {error.strerror or error}{name}",
        hint=_HINTS.get(error.errno or 0, usual),
        code=ExitCode.REFUSED,
    )


def give_back(argv: Sequence[str], world: World) -> None:
    """Print the command line back whose words were not saved, and what was piped in."""
    told = "nothing was saved; when it works again"
    if begun := _is_begun(argv, world):
        print("it was begun, and the next command may finish it", file=world.stderr)
        told = "look with `reflect list`, and if it is not there"
    if begun or _is_writing(argv, world):
        print(f"{told}: {clean(shlex.join(['reflect', *argv]))}", file=world.stderr)
    for text in world.typed:
        print(f"with this text:\n{clean(text)}", file=world.stderr)


def _is_writing(argv: Sequence[str], world: World) -> bool:
    words = _without_journal(argv)
    if not words or words[0] not in WRITING or set(words[1:2]) & set(READING):
        return False
    return len(words) > 1 or bool(world.typed)


def _without_journal(argv: Sequence[str]) -> Sequence[str]:
    """The command line from the command on."""
    if argv[:1] == ["--journal"]:
        return argv[2:]
    return argv[1:] if argv and argv[0].startswith("--journal=") else argv


def _is_begun(argv: Sequence[str], world: World) -> bool:
    """Tell whether several files were being changed, which whoever comes next finishes."""
    from reflectcli.settings import load_settings
    from reflectcli.storage import files
    from reflectcli.storage.listing import PENDING

    try:
        folder = load_settings(world.env, _journal(argv)).folder
    except (ReflectError, OSError):
        return False
    return any(name.endswith(".json") for name in files.names(os.path.join(folder, PENDING)))


def _journal(argv: Sequence[str]) -> str | None:
    """What `--journal` names."""
    named = [after for each, after in pairwise(argv) if each == "--journal"]
    named += [each.partition("=")[2] for each in argv if each.startswith("--journal=")]
    return named[-1] if named else None
