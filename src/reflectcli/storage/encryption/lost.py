"""An encrypted journal whose journal.toml no longer says so, as by an edit or a merge by hand.

What would be written then were plain among what is encrypted: it is refused until that is settled.
"""

from __future__ import annotations

import os

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.storage import files
from reflectcli.storage.layout import AGE, JOURNAL_FILE, KEYS, months

HOW = "reflect encrypt on goes on with it, by your passphrase; reflect encrypt off makes all plain"


def is_lost(root: files.AnyPath) -> bool:
    """Tell whether there are a key and encrypted records, which no journal.toml speaks of."""
    if not os.path.lexists(os.path.join(root, KEYS)):
        return False

    def names(folder: str) -> list[str]:
        return files.names(os.path.join(root, folder))

    folders = (*reversed(months(names)), *LONG_LIVED.values())
    return any(name.endswith(".toml" + AGE) for folder in folders for name in names(folder))


def lost() -> ReflectError:
    """The error that nothing is saved (exit code 3)."""
    return ReflectError(
        "records of this journal are encrypted, but [encryption] is missing here: new ones would"
        " be plain",
        location=SourceLocation(JOURNAL_FILE),
        hint=HOW,
        code=ExitCode.BAD_DATA,
    )
