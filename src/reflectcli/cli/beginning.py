"""What `reflect init` is told: the settings as they were, as they are wanted, and their writing."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflectcli.cli.kpi_define import with_target
from reflectcli.cli.rhythm import with_shifts
from reflectcli.cli.session import Session
from reflectcli.domain.data import to_data
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.rubric import Skill
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import replace
from reflectcli.settings import config_path, load_settings
from reflectcli.storage.layout import JOURNAL_FILE

if TYPE_CHECKING:
    from reflectcli.storage.edits import Change

CHANNELS = ("phone", "chat", "email")
"""What a new journal offers as channels."""


class Beginning:
    """A journal that is started, or one that is there and is to be changed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.look()

    @property
    def root(self) -> Path:
        """Where the journal lies."""
        return self.session.settings.journal

    def look(self) -> None:
        """Take what is there, or the defaults, as what is wanted.

        Raises:
            ReflectError: there is a journal.toml, and it is not right.
        """
        self.exists = (self.root / JOURNAL_FILE).is_file()
        self.old = self.session.config
        self.wanted = self.old

    def move(self, path: str) -> None:
        """Go to another place; a journal that lies there is taken as it is."""
        root = Path(path).expanduser().absolute()
        if root == self.root:
            return
        if root.exists() and not root.is_dir():
            raise ReflectError(f"{root} is a file, and the journal needs a folder")
        self.session = Session(self.session.world, replace(self.session.settings, folder=str(root)))
        self.look()

    # what can be wanted

    def set_agent(self, **values: Any) -> None:
        """Name, role, channels."""
        self.wanted = replace(self.wanted, agent=replace(self.wanted.agent, **values))

    def set_skill(self, key: str, skill: Skill) -> None:
        """A skill's words, or whether it is rated."""
        rubric = self.wanted.rubric
        skills = {**rubric.skills, key: skill}
        version = self.old.rubric.version
        if self.exists and any(
            _words(skills[each]) != _words(old) for each, old in self.old.rubric.skills.items()
        ):
            # Its levels mean something else from now on.
            version += 1
        self.wanted = replace(self.wanted, rubric=replace(rubric, skills=skills, version=version))

    def set_target(self, key: str, text: str) -> None:
        """A KPI's target, as people write it; "none" takes it away."""
        self._set_kpi(key, with_target(self.wanted.kpis[key], text, key))

    def set_active(self, key: str, active: bool) -> None:
        """Whether a KPI is shown."""
        self._set_kpi(key, replace(self.wanted.kpis[key], active=active))

    def _set_kpi(self, key: str, kpi: Any) -> None:
        self.wanted = replace(self.wanted, kpis={**self.wanted.kpis, key: kpi})

    def set_shifts(self, text: str) -> None:
        """The working days, mon-fri or 4 on 2 off from 2026-11-02; empty or none: not fixed."""
        rhythm = with_shifts(self.wanted.rhythm, text, self.session.today)
        self.wanted = replace(self.wanted, rhythm=rhythm)

    def set_day_starts(self, text: str) -> None:
        """The time before which a note belongs to the day before."""
        from reflectcli.domain.moments import parse_clock

        self.wanted = replace(self.wanted, day_starts=parse_clock(text))

    # writing

    def differences(self) -> dict[tuple[str, ...], Any]:
        """What is wanted in another way than it was: path to value, None to take away."""
        old, new = to_data(self.old), to_data(self.wanted)
        return dict(_differences(old, new, ()))

    def save(self) -> str:
        """Write what is wanted; returns the line that says so."""
        if self.exists:
            line = self._change()
        else:
            from reflectcli.storage.config_file import new_text
            from reflectcli.storage.founding import create_journal

            create_journal(self.root, new_text(self.wanted))
            line = f"started your journal in {self.root}"
        self._remember()
        return line

    def _change(self) -> str:
        from reflectcli.storage.edits import Put, Remove, edit

        found = self.differences()
        if not found:
            return f"nothing changed in {self.root / JOURNAL_FILE}"
        changes: list[Change] = [
            Remove(path) if value is None else Put(path, value) for path, value in found.items()
        ]
        repository = self.session.repository
        from reflectcli.storage.configuring import configure

        configure(repository, edit(repository.file.raw or b"", JOURNAL_FILE, *changes))
        return f"saved {JOURNAL_FILE} · {', '.join(names(found))}"

    def _remember(self) -> None:
        """Have other commands find the journal, where they would look elsewhere."""
        env = self.session.world.env
        if not self.moved or load_settings(env).journal == self.root:
            return
        from reflectcli.storage import files, toml
        from reflectcli.storage.edits import Put, edit

        path = config_path(env)
        if path.exists():
            raw = files.read(path)
            files.replace(path, edit(raw, path.name, Put(("journal",), str(self.root))), raw)
        else:
            files.create(path, toml.dump({"journal": str(self.root)}).encode())
        self.session.say(f"every command finds it there by {path}")

    moved = False
    """Whether the place was chosen here, and is to be remembered."""

    def refuse_again(self) -> None:
        """Say that there is a journal, where nothing was asked to be changed."""
        raise ReflectError(
            f"there is a journal in {self.root} already; it is left as it is",
            hint=f"its settings are in {self.root / JOURNAL_FILE}",
            code=ExitCode.CHANGED,
        )


def names(found: Mapping[tuple[str, ...], Any]) -> list[str]:
    """What was changed, each thing once: role, empathy, csat."""
    tables = ("agent", "rhythm", "rubric", "skills", "kpis")
    return list(
        dict.fromkeys(
            next(part for part in path if part not in tables).replace("_", " ") for path in found
        )
    )


def _differences(old: Any, new: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        found = []
        for key in dict.fromkeys([*old, *new]):
            found += _differences(old.get(key), new.get(key), (*path, key))
        return found
    return [] if old == new else [(path, new)]


def _words(skill: Skill) -> tuple[str, str, str]:
    return skill.low, skill.middle, skill.high


def channels_offered(beginning: Beginning) -> tuple[str, ...]:
    """The channels to begin with: the journal's own, or those most have."""
    own = beginning.wanted.agent.channels
    return own or (() if beginning.exists else CHANNELS)


def new_skill(config: JournalConfig, name: str) -> str:
    """The ID of a skill of a name.

    Raises:
        ReflectError: the name gives none, or is taken.
    """
    import re

    key = re.sub(r"\W+", "_", name.strip().lower(), flags=re.ASCII).strip("_")
    if not key:
        raise ReflectError(f"{name!r} gives no ID: it needs a letter from a to z")
    if key in config.rubric.skills:
        raise ReflectError(f"there is a skill {key} already")
    return key
