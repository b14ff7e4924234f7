"""The user's own settings: flag before environment before config file before default."""

import os
from collections.abc import Mapping

from reflectcli import places
from reflectcli.errors import ExitCode, ReflectError, SourceLocation, nearest
from reflectcli.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"journal": str, "editor": str, "prompts": str, "paper": str}
"""What config.toml can set, each with its type."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the journal lies and how the user likes to write.

    `folder` is the journal's; `journal_is_default` tells that nobody named one, so that it may be
    started unasked. `paper` is that of PDFs: a4 or letter.
    """

    folder: str
    journal_is_default: bool
    state_folder: str
    editor: str | None = None
    prompts: str = "quick"
    paper: str = "a4"

    @property
    def journal(self) -> "Path":
        """The journal's folder, for commands that do not count milliseconds."""
        from pathlib import Path

        return Path(self.folder)

    @property
    def state(self) -> "Path":
        """The folder for what this device remembers."""
        from pathlib import Path

        return Path(self.state_folder)


def config_path(env: Mapping[str, str]) -> "Path":
    """Where the user's settings lie."""
    from pathlib import Path

    return Path(places.config_file(env))


def load_settings(env: Mapping[str, str], journal: "str | Path | None" = None) -> Settings:
    """The settings in force, given the `--journal` flag if there was one.

    Raises:
        ReflectError: config.toml is not right; the error shows the line.
    """
    file = _file_settings(places.config_file(env))
    folder, is_default = _journal(env, file, None if journal is None else str(journal))
    return Settings(
        folder=folder,
        journal_is_default=is_default,
        state_folder=places.state_folder(env),
        editor=env.get("REFLECT_EDITOR")
        or file.get("editor")
        or env.get("VISUAL")
        or env.get("EDITOR"),
        prompts=env.get("REFLECT_PROMPTS") or file.get("prompts") or "quick",
        paper=(env.get("REFLECT_PAPER") or file.get("paper") or "a4").lower(),
    )


def find_journal(env: Mapping[str, str], journal: str | None) -> tuple[str, str]:
    """The journal's folder and the state folder alone, as `load_settings` finds them.

    Raises:
        ReflectError: config.toml is not right.
    """
    folder, _ = _journal(env, _file_settings(places.config_file(env)), journal)
    return folder, places.state_folder(env)


def _journal(env: Mapping[str, str], file: Mapping[str, str], flag: str | None) -> tuple[str, bool]:
    """The journal's folder, and whether nobody named it."""
    named = env.get("REFLECT_JOURNAL") or file.get("journal") if flag is None else flag or os.curdir
    return _full(named or places.default_journal(env)), named is None


def _full(text: str) -> str:
    """The path from the root on, as pathlib writes it; `..` stays as it is."""
    if os.name == "nt":
        from pathlib import Path

        return str(Path(text).expanduser().absolute())
    if text.startswith("~"):
        text = os.path.expanduser(text)
    steps = text.split("/") if text.startswith("/") else f"{os.getcwd()}/{text}".split("/")
    return "/" + "/".join(step for step in steps if step not in ("", "."))


def _file_settings(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:
            raw = file.read()
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
    import re

    key = re.compile(rf"[\s\[\"']*{re.escape(name)}\b")
    lines = enumerate(raw.decode("utf-8-sig").splitlines(), 1)
    return next((number for number, line in lines if key.match(line)), None)


def _error(message: str, path: str, line: int | None) -> ReflectError:
    where = SourceLocation(path, line)
    return ReflectError(message, location=where, hint="fix the file", code=ExitCode.BAD_DATA)
