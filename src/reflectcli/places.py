"""Where the program keeps what it keeps: data, settings, state, cache, and the journal.

These are platformdirs' folders, worked out here for the common platforms, because importing
platformdirs takes longer than writing a note. Nothing here imports more than Python starts with.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Env = Mapping[str, str]

NAME = "reflectcli"
_FOLDERS = {
    "linux": {
        "data": "~/.local/share",
        "config": "~/.config",
        "state": "~/.local/state",
        "cache": "~/.cache",
    },
    "darwin": {
        "data": "~/Library/Application Support",
        "config": "~/Library/Application Support",
        "state": "~/Library/Application Support",
        "cache": "~/Library/Caches",
    },
}


def data_folder(env: "Env", platform: str = sys.platform) -> str:
    """The folder for what is the user's own."""
    return _folder("data", env, platform)


def config_folder(env: "Env", platform: str = sys.platform) -> str:
    """The folder for the user's settings."""
    return _folder("config", env, platform)


def state_folder(env: "Env", platform: str = sys.platform) -> str:
    """The folder for what this device remembers, such as the history for undo."""
    return _folder("state", env, platform)


def cache_folder(env: "Env", platform: str = sys.platform) -> str:
    """The folder for what can be made again."""
    return _folder("cache", env, platform)


def config_file(env: "Env") -> str:
    """The file with the user's settings."""
    return os.path.join(config_folder(env), "config.toml")


def default_journal(env: "Env") -> str:
    """Where the journal lies when nobody says otherwise."""
    return os.path.join(data_folder(env), "journal")


def _folder(kind: str, env: "Env", platform: str) -> str:
    folders = _FOLDERS.get(platform)
    if folders is None:
        return _elsewhere(kind)
    named = env.get(f"XDG_{kind.upper()}_HOME", "")
    # As the XDG specification has it: what is not absolute is ignored.
    base = named if named.startswith("/") else _home(env) + folders[kind][1:]
    return os.path.join(base, NAME)


def _elsewhere(kind: str) -> str:
    from platformdirs import PlatformDirs

    folder: str = getattr(PlatformDirs(NAME, appauthor=False), f"user_{kind}_dir")
    return folder


def _home(env: "Env") -> str:
    """The home folder: HOME, or the account's where that says none."""
    home = env.get("HOME", "")
    if not home.startswith("/"):
        home = _home_of_account()
    return home.rstrip("/")


def _home_of_account() -> str:
    from pwd import getpwuid

    try:
        return getpwuid(os.getuid()).pw_dir
    except KeyError:
        from reflectcli.errors import ExitCode, ReflectError

        raise ReflectError(
            "there is no home folder", hint="set HOME to a full path", code=ExitCode.REFUSED
        ) from None
