"""journal.toml: read with defaults beneath it, written by `init`, changed by `kpi define`."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

from reflectcli.domain.check import hints, value_faults
from reflectcli.domain.data import to_data
from reflectcli.domain.filing import FORMAT
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.sharing import Sharing
from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, fields
from reflectcli.storage import files, toml
from reflectcli.storage.codec import describe
from reflectcli.storage.layout import JOURNAL_FILE, KEYS, SCHEMAS
from reflectcli.storage.locate import locate


@dataclass(frozen=True, slots=True)
class _Content:
    raw: bytes | None
    text: str
    data: dict[str, Any]


class ConfigFile:
    """The journal.toml of a journal, read at most once."""

    def __init__(self, root: files.AnyPath) -> None:
        self.root = os.fspath(root)
        self.path = os.path.join(self.root, JOURNAL_FILE)

    @cached_property
    def _content(self) -> _Content:
        try:
            return _parsed(files.read(self.path, self.root))
        except FileNotFoundError:
            return _Content(None, "", {})

    @property
    def raw(self) -> bytes | None:
        """The file's bytes as they were read; None where there is no such file."""
        return self._content.raw

    def require_right(self, raw: bytes) -> None:
        """Refuse a new content that is not right (exit code 3)."""
        changed = ConfigFile(self.root)
        changed._content = _parsed(raw)
        _ = changed.config

    def replace(self, raw: bytes) -> None:
        """Put new content in the place of the one that was read, once it proves right.

        Raises:
            ReflectError: the new content is not right (3), or the file has changed since (5).
        """
        self.require_right(raw)
        if self.raw is None:
            files.create(self.path, raw)
        else:
            files.replace(self.path, raw, self.raw)

    @property
    def text(self) -> str:
        """The file's text; empty where there is none."""
        return self._content.text

    @cached_property
    def basics(self) -> JournalConfig:
        """Format and calendar alone, the rest as by default: enough to file a note."""
        names = ("format", "day_starts", "week_starts")
        data = {key: value for key, value in self._content.data.items() if key in names}
        types = hints(JournalConfig)
        for name in (each for each in names if each in data):
            for path, reason, value in value_faults(data[name], types[name], (name,)):
                raise self._error(describe("journal", path, reason, value), path)
        return JournalConfig(**data)

    @cached_property
    def config(self) -> JournalConfig:
        """The whole content, with the defaults for all that the file does not say."""
        _ = self.basics
        if not self._content.data.keys() - {"format", "day_starts", "week_starts"}:
            return self.basics
        names = {each.name for each in fields(JournalConfig)} - {"extra"}
        data = toml.merged(_defaults(), self._content.data)
        known = {key: value for key, value in data.items() if key in names}
        extra = {key: value for key, value in data.items() if key not in names}
        return self._built(known | {"extra": extra})

    @cached_property
    def recipient(self) -> str | None:
        """For whom new records are encrypted; None where they are plain."""
        said = self._content.data.get("encryption")
        found = None if said is None else self._built({"encryption": said}).encryption
        return None if found is None else found.recipient

    @property
    def own_name(self) -> str:
        """The agent's own name, where the file plainly says it."""
        agent = self._content.data.get("agent")
        name = agent.get("name") if isinstance(agent, dict) else None
        return name if isinstance(name, str) else ""

    @cached_property
    def sharing(self) -> Sharing:
        """What looks personal in this journal: enough to look at a record that was saved.

        A mistake elsewhere in the file is no reason to fail where something was written.
        """
        said = self._content.data.get("sharing")
        return Sharing() if said is None else self._built({"sharing": said}).sharing

    def _built(self, data: dict[str, Any]) -> JournalConfig:
        from reflectcli.storage.validate import build

        return build(JournalConfig, data, self._content.text, JOURNAL_FILE, "journal")

    def require_writable(self) -> None:
        """Refuse to write where it would not be right.

        Raises:
            ReflectError: the journal is of a newer format, or lost its encryption (3).
        """
        self.require_format()
        self.require_form()

    def require_form(self) -> None:
        """Refuse to write in plain among encrypted records."""
        if not os.path.lexists(os.path.join(self.root, KEYS)) or self.recipient is not None:
            return
        from reflectcli.storage.encryption.lost import is_lost, lost

        if is_lost(self.root):
            raise lost()

    def require_format(self) -> None:
        """Refuse to write into a journal of a newer format, or of none that is known."""
        version = self.basics.format
        if version == FORMAT:
            return
        raise ReflectError(
            f"this journal is in format {version}; this program writes format {FORMAT}",
            location=locate(self._content.text, JOURNAL_FILE, ("format",)),
            hint="update reflectcli; nothing was changed",
            code=ExitCode.BAD_DATA,
        )

    def _error(self, message: str, path: tuple[str | int, ...]) -> ReflectError:
        where: SourceLocation = locate(self._content.text, JOURNAL_FILE, path)
        hint = "fix the line and run `reflect check`"
        return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)


def config_of(text: str) -> JournalConfig:
    """The settings that a text for journal.toml holds.

    Raises:
        ReflectError: it is not right (3).
    """
    file = ConfigFile("")
    file._content = _parsed(text.encode())
    return file.config


def _parsed(raw: bytes) -> _Content:
    text = toml.decode(raw, JOURNAL_FILE)
    return _Content(raw, text, toml.parse(text, JOURNAL_FILE))


def _defaults() -> dict[str, Any]:
    return dict(to_data(JournalConfig()))


def new_text(config: JournalConfig) -> str:
    """The journal.toml of a new journal: everything that can be changed stands in it."""
    data = to_data(config)
    data.setdefault("agent", {})
    for item in (*data["rubric"]["skills"].values(), *data["kpis"].values()):
        for name, usual in (("weight", 1), ("active", True)):
            if item.get(name) == usual:
                del item[name]
    calendar = {key: data.pop(key) for key in ("format", "day_starts", "week_starts")}
    parts = [
        f"#:schema {SCHEMAS}/journal.json\n# What travels with this journal. All of it is yours"
        " to change; `reflect check` tells\n# whether it still fits. A skill or KPI that you no"
        " longer want: active = false\n",
        toml.dump(calendar),
    ]
    parts += [_INTRO.get(key, "") + toml.dump({key: value}) for key, value in data.items()]
    return "\n".join(parts)


_INTRO = {
    "agent": "# Shown on reports: name, role, channels\n",
    "rhythm": '# shifts = ["monday", …]: your usual working days, if they are fixed; or\n'
    '# rota = "4 on 2 off from 2026-11-02"; days off: reflect away 2026-12-24..2027-01-02\n'
    '# ask_guess = ["csat"]: KPIs that `reflect log` lets you guess before the figure\n',
    "rubric": "# The skills you rate, 1 to 5, each with words for three of its levels; also:\n"
    "# weight = 2, critical = true, active = false. Raise the version when levels change\n"
    "# their meaning: no trend then runs across the change.\n",
    "kpis": "# The figures you are measured by. target = 85 sets a target in the KPI's unit\n"
    "# (percent 0-100, durations in seconds); a band has target and target_high.\n",
    "sharing": '# names = ["García"]: names to replace in what you export for others, besides those'
    " that\n# a word such as Mrs or customer announces; hold_back: fields that stay home\n",
    "prompts": "# The questions of `reflect log --prompts NAME`.\n",
}
