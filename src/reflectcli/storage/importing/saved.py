"""Mappings kept under a name in journal.toml, added at its end without touching the rest."""

from collections.abc import Iterable

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.plain import is_name
from reflectcli.errors import ExitCode, ReflectError, SourceLocation, nearest
from reflectcli.storage import files, toml
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.importing.mapping import ImportMapping, mapping_of
from reflectcli.storage.layout import JOURNAL_FILE


def saved_mapping(config: JournalConfig, name: str) -> ImportMapping:
    """The mapping that the journal keeps under a name.

    Raises:
        ReflectError: there is none (4), or it is not right (3).
    """
    if name not in config.mappings:
        raise ReflectError(
            f"there is no mapping {name!r}",
            hint=_there_are(name, config.mappings),
            code=ExitCode.NOT_FOUND,
        )
    return mapping_of(config.mappings[name], name)


def _there_are(name: str, names: Iterable[str]) -> str:
    from reflectcli.storage.importing.presets import PRESETS

    known = [*names, *PRESETS]
    near = nearest(name, known)
    return f"did you mean {near}?" if near else f"there are {', '.join(known)}"


def require_room(file: ConfigFile, name: str, mapping: ImportMapping) -> None:
    """Refuse what `save_mapping` would refuse, before anything else is written.

    Raises:
        ReflectError: the name is none or another mapping's, or journal.toml cannot take it.
    """
    if not is_name(name):
        raise ReflectError(
            f"a mapping cannot be called {name!r}", hint="lower case letters, digits and _"
        )
    kept = file.config.mappings
    if name not in kept:
        _appended(_current(file), name, mapping)
    elif mapping_of(kept[name], name) != mapping:
        raise ReflectError(
            f"there is another mapping {name!r} already",
            hint=f"take another name, or change [mappings.{name}] in {JOURNAL_FILE}",
            code=ExitCode.CHANGED,
        )


def save_mapping(file: ConfigFile, name: str, mapping: ImportMapping) -> None:
    """Add the mapping at the end of journal.toml; every line that stands there stays.

    Raises:
        ReflectError: the file cannot take it, or changed meanwhile; it is as it was.
    """
    require_room(file, name, mapping)
    if name in file.config.mappings:
        return
    before = _current(file)
    after = _appended(before, name, mapping)
    if before:
        files.replace(file.path, after, before)
    else:
        files.create(file.path, after)


def _current(file: ConfigFile) -> bytes:
    try:
        return files.read(file.path)
    except FileNotFoundError:
        return b""


def _appended(before: bytes, name: str, mapping: ImportMapping) -> bytes:
    text = toml.decode(before, JOURNAL_FILE)
    table = toml.dump({"mappings": {name: mapping.data()}})
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    added = (gap + table).replace("\n", "\r\n" if "\r\n" in text else "\n")
    was = toml.parse(text, JOURNAL_FILE)
    kept = was.get("mappings", {})
    try:
        fits = toml.parse(text + added, JOURNAL_FILE) == was | {
            "mappings": {**kept, name: mapping.data()}
        }
    except ReflectError:
        fits = False
    if not fits:
        raise ReflectError(
            f"the mapping cannot be added at the end of {JOURNAL_FILE}",
            location=SourceLocation(JOURNAL_FILE),
            hint=f"write it there yourself:\n{table}",
            code=ExitCode.BAD_DATA,
        )
    return before + added.encode()
