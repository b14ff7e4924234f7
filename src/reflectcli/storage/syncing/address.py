"""Where a journal goes: the address of a repository, or a folder."""

from __future__ import annotations

import os

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage.git import Git

BRANCH = "main"
REMOTE = "origin"


def checked_address(text: str) -> str:
    """An address as git may have it; that of a folder from the root on.

    Raises:
        ReflectError: it is none, or has a password in it.
    """
    if not text or text.startswith("-") or not text.isprintable():
        raise ReflectError(
            f"{text!r} is no address of a git repository",
            hint="such as git@example.org:ana/journal.git, or a folder on a USB stick",
        )
    scheme, colon, rest = text.partition("://")
    if colon:
        user, at, _ = rest.partition("/")[0].rpartition("@")
        if at and ":" in user and scheme != "ssh":
            raise ReflectError(
                "an address with a password in it can be read by others",
                hint="leave it out; git asks for it, and can remember it: gitcredentials(7)",
            )
        return text
    if "::" in text:
        raise ReflectError(f"{text!r} is no address of a git repository", hint="https, ssh, folder")
    if ":" in text.partition("/")[0] and os.name != "nt":
        return text
    return os.path.abspath(os.path.expanduser(text))


def is_folder(remote: str) -> bool:
    """Tell whether an address is that of a folder of this computer."""
    return os.path.isabs(remote)


def make_remote(git: Git, remote: str) -> bool:
    """Make an empty repository where a new folder is named; True if that was done.

    Raises:
        ReflectError: there is no folder that it could be made in (4).
    """
    if not is_folder(remote) or os.path.exists(remote):
        return False
    if not os.path.isdir(os.path.dirname(remote)):
        raise ReflectError(
            f"there is no folder {os.path.dirname(remote)}",
            hint="is the disk there? an address such as git@example.org:ana/journal.git?",
            code=ExitCode.NOT_FOUND,
        )
    git.run("init", "--quiet", "--bare", f"--initial-branch={BRANCH}", "--", remote)
    return True
