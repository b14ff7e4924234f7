"""A journal's beginning: its folder, its settings, the schemas for editors."""

from __future__ import annotations

import os
from contextlib import suppress

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.storage import files
from reflectcli.storage.layout import JOURNAL_FILE, SCHEMAS, months


def is_journal(root: files.AnyPath) -> bool:
    """Tell whether there is a journal: its journal.toml, or records without one."""
    if os.path.isfile(os.path.join(root, JOURNAL_FILE)):
        return True
    if any(os.path.isdir(os.path.join(root, folder)) for folder in LONG_LIVED.values()):
        return True
    return bool(months(lambda folder: files.names(os.path.join(root, folder))))


def create_journal(root: files.AnyPath, text: str) -> None:
    """Write journal.toml and the schemas of a new journal.

    Raises:
        FileExistsError: there is a journal.toml, and it is untouched.
    """
    files.create(os.path.join(root, JOURNAL_FILE), text.encode())
    # The journal is there: `check` tells what the schemas lack, and how they are put there.
    with suppress(OSError):
        install_schemas(root)


def install_schemas(root: files.AnyPath) -> None:
    """Put the JSON schemas into the journal, where the files' first lines point to."""
    from importlib.resources import files as resources
    from pathlib import Path

    for source in resources("reflectcli.storage").joinpath("schema").iterdir():
        target = Path(root) / SCHEMAS / source.name
        content = source.read_bytes()
        if not target.exists():
            files.create(target, content)
        elif (there := files.read(target, os.fspath(root))) != content:
            files.replace(target, content, there)
