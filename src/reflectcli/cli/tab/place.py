"""Where the journal lies, found without what `reflectcli.settings` checks and imports."""

import os

from reflectcli import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def journal_folder(env: "Mapping[str, str]", named: str | None) -> str:
    """The journal's folder: the one named, else the environment's, the settings' or the default."""
    root = named or env.get("REFLECT_JOURNAL") or user_settings(env).get("journal")
    return os.path.expanduser(root or places.default_journal(env))


def user_settings(env: "Mapping[str, str]") -> dict[str, str]:
    """The texts of the user's config.toml; none where there is no such file."""
    try:
        with open(places.config_file(env), "rb") as file:
            raw = file.read()
    except OSError:
        return {}
    import tomli

    data = tomli.loads(raw.decode("utf-8-sig"))
    return {key: value for key, value in data.items() if isinstance(value, str)}
