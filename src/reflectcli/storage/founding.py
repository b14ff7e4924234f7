"""A journal's beginning: its folder, its settings, the schemas for editors."""

from pathlib import Path

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.storage import files
from reflectcli.storage.layout import JOURNAL_FILE, SCHEMAS


def is_journal(root: Path) -> bool:
    """Tell whether there is a journal: its journal.toml, or records without one."""
    if (root / JOURNAL_FILE).is_file():
        return True
    if any((root / folder).is_dir() for folder in LONG_LIVED.values()):
        return True
    return any(root.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]"))


def create_journal(root: Path, text: str) -> None:
    """Write journal.toml and the schemas of a new journal.

    Raises:
        FileExistsError: there is a journal.toml, and it is untouched.
    """
    files.create(root / JOURNAL_FILE, text.encode())
    install_schemas(root)


def install_schemas(root: Path) -> None:
    """Put the JSON schemas into the journal, where the files' first lines point to."""
    from importlib.resources import files as resources

    for source in resources("reflectcli.storage").joinpath("schema").iterdir():
        target = root / SCHEMAS / source.name
        content = source.read_bytes()
        if not target.exists():
            files.create(target, content)
        elif target.read_bytes() != content:
            files.replace(target, content, target.read_bytes())
