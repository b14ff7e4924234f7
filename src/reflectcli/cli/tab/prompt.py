"""What `reflect prompt-status` prints: a few characters for a shell prompt.

A prompt waits for it, so it costs little more than starting Python: it reads journal.toml and the
names in one month's folder, and imports no more than that takes. Errors are silent.
"""

import os

from reflectcli.cli.tab.place import journal_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from typing import Any


def prompt_line(
    env: "Mapping[str, str]", now: "Callable[[], datetime]", journal: str | None = None
) -> str:
    """The line to print; empty where nothing is due, or nothing can be told.

    `log` says that this shift's reflection is due, `log 2` that two notes wait for it.
    """
    try:
        text = _status(journal_folder(env, journal), now)
    except Exception:
        # A traceback in every prompt helps nobody; `reflect` itself tells what is wrong.
        return ""
    return f"{text}\n" if text else ""


def _status(root: str, now: "Callable[[], datetime]") -> str:
    if not os.path.isfile(os.path.join(root, "journal.toml")):
        return ""
    from reflectcli.domain.filing import DAY_STARTS, working_day
    from reflectcli.storage.glance import Glance

    glance = Glance(root)
    settings = glance.settings()
    if settings is None:
        return ""
    day = working_day(now(), settings.get("day_starts", DAY_STARTS))
    kinds = glance.kinds(f"{day}")
    if "shift" in kinds:
        return ""
    if notes := kinds.count("note"):
        return f"log {notes}"
    return "log" if _expects(settings.get("rhythm", {}), day) else ""


def _expects(rhythm: "Mapping[str, Any]", day: "date") -> bool:
    """Tell whether journal.toml's rhythm has a shift on a day."""
    if not (rhythm.get("shifts") or rhythm.get("rota")):
        return False
    from reflectcli.domain.schedule import Schedule

    schedule = Schedule(rhythm.get("shifts", ()), rhythm.get("rota"), rhythm.get("away"))
    return schedule.expects(day)
