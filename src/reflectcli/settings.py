"""The user's own settings: flag before environment before config file before default."""

import re
from collections.abc import Mapping
from pathlib import Path

from reflectcli import places
from reflectcli.errors import ExitCode, ReflectError, SourceLocation, nearest
from reflectcli.frozen import dataclass

NAMES = {"journal": str, "editor": str, "prompts": str}
"""What config.toml can set, each with its type."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the journal lies and how the user likes to write.

    `journal_is_default` tells that nobody named a journal, so that it may be started unasked.
    """

    journal: Path
    journal_is_default: bool
    state: Path
    editor: str | None = None
    prompts: str = "quick"


def config_path(env: Mapping[str, str]) -> Path:
    """Where the user's settings lie."""
    return Path(places.config_file(env))


def load_settings(env: Mapping[str, str], journal: str | Path | None = None) -> Settings:
    """The settings in force, given the `--journal` flag if there was one.

    Raises:
        ReflectError: config.toml is not right; the error shows the line.
    """
    file = _file_settings(config_path(env))
    flag = None if journal is None else Path(journal)
    named = flag or _path(env.get("REFLECT_JOURNAL")) or _path(file.get("journal"))
    return Settings(
        journal=Path(named or places.default_journal(env)).expanduser().absolute(),
        journal_is_default=named is None,
        state=Path(places.state_folder(env)),
        editor=env.get("REFLECT_EDITOR")
        or file.get("editor")
        or env.get("VISUAL")
        or env.get("EDITOR"),
        prompts=env.get("REFLECT_PROMPTS") or file.get("prompts") or "quick",
    )


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _file_settings(path: Path) -> dict[str, str]:
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    import tomli

    try:
        data = tomli.loads(raw.decode("utf-8-sig"))
    except tomli.TOMLDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise _error(f"not valid TOML: {reason}", path, error.lineno) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _error("not UTF-8 text", path, line) from None
    for name, value in data.items():
        if name not in NAMES:
            near = nearest(name, list(NAMES))
            meant = f"; did you mean {near}?" if near else f"; there are {', '.join(NAMES)}"
            raise _error(f"unknown setting {name!r}{meant}", path, _line_of(name, raw))
        if not isinstance(value, str) or not value:
            raise _error(f"{name} must be text", path, _line_of(name, raw))
    return data


def _line_of(name: str, raw: bytes) -> int | None:
    key = re.compile(rf"[\s\[\"']*{re.escape(name)}\b")
    lines = enumerate(raw.decode("utf-8-sig").splitlines(), 1)
    return next((number for number, line in lines if key.match(line)), None)


def _error(message: str, path: Path, line: int | None) -> ReflectError:
    where = SourceLocation(str(path), line)
    return ReflectError(message, location=where, hint="fix the file", code=ExitCode.BAD_DATA)
