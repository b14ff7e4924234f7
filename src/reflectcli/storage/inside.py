"""Links that lead out of the journal: nothing that lies elsewhere is read or written as part of it.

A journal that came from somebody else could otherwise pull a private file in, to be sent with the
next report, or have a record put where it does not belong. The journal's own folder may be a link,
and links inside of it may lead to other places inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from reflectcli.errors import ExitCode, ReflectError, SourceLocation

OUT = "a link that leads out of the journal, so it is not followed"
HINT = "put what it leads to in its place, or move the link out of the journal"


def is_plain(path: str) -> bool:
    """Tell whether a path is one of the journal, neither absolute nor leading up."""
    parts = path.replace("\\", "/").split("/")
    return not os.path.isabs(path) and not os.path.splitdrive(path)[0] and ".." not in parts


def leads_out(root: str | os.PathLike[str], path: str) -> bool:
    """Tell whether a path of the journal, or a folder above it, is a link out of the journal."""
    return linked(root, path) and not is_inside(root, os.path.join(root, path))


def linked(root: str | os.PathLike[str], path: str) -> bool:
    """Tell whether a path of the journal, or a folder above it, is a link."""
    whole = os.fspath(root)
    for part in path.split("/"):
        whole = f"{whole}/{part}"
        if os.path.islink(whole):
            return True
    return False


def is_inside(root: str | os.PathLike[str], whole: str) -> bool:
    """Tell whether a path, all links followed, lies in the journal."""
    home = os.path.realpath(root)
    return os.path.realpath(whole).startswith(os.path.join(home, ""))


def require_inside(root: str | os.PathLike[str], paths: Iterable[str]) -> None:
    """Refuse to write by way of a link that leads out of the journal.

    Raises:
        ReflectError: it is such a link (exit code 3).
    """
    for folder in {path.rpartition("/")[0] for path in paths} - {""}:
        if leads_out(root, folder):
            raise leading_out(folder)


def leading_out(path: str) -> ReflectError:
    """The error that a path of the journal is a link that leads out of it."""
    return ReflectError(OUT, location=SourceLocation(path), hint=HINT, code=ExitCode.BAD_DATA)
