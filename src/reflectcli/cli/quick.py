"""The quick way through a plain command: the same action on a session that imports next to nothing.

Whatever is odd falls through, with nothing written and nothing said, to the ordinary session.
"""

from functools import cached_property
from types import SimpleNamespace

from reflectcli.errors import ReflectError
from reflectcli.settings import find_journal
from reflectcli.storage.history import History, history_file
from reflectcli.storage.plain_journal import OddError, PlainJournal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from typing import Any

    from reflectcli.cli.context import World
    from reflectcli.cli.front import Plain


def run_quickly(plain: "Plain", world: "World") -> bool:
    """Run a command line; returns False, and has done nothing, where the quick way is not sure."""
    session = None
    try:
        folder, state = find_journal(world.env, plain.journal)
        history = History(history_file(state, folder))
        session = QuickSession(world, PlainJournal(folder, world.now, history))
        plain.run(session)
    except (OddError, ReflectError, OSError, ValueError, RecursionError):
        if session is None or not session.saved:
            return False
        raise
    return True


class QuickSession:
    """What `Session` is to an action that writes one record of now."""

    def __init__(self, world: "World", journal: PlainJournal) -> None:
        self.world = world
        self.saved = False
        self._journal = journal

    @cached_property
    def config(self) -> "Any":
        """What actions ask of journal.toml: the rubric's version, skills and KPIs."""
        content = self._journal.content
        rubric = content["rubric"]
        skills = {key: SimpleNamespace(**skill) for key, skill in rubric["skills"].items()}
        usual = {"aggregate": "mean", "low": None, "high": None}
        return SimpleNamespace(
            rubric=SimpleNamespace(version=rubric["version"], skills=skills),
            kpis={key: SimpleNamespace(**usual | kpi) for key, kpi in content["kpis"].items()},
        )

    def require_journal(self) -> None:
        """Nothing: it is there, or there would be no session."""

    def moment(self, on: str | None, at: str | None) -> "tuple[datetime, date]":
        """Nothing that the quick way is sure of."""
        raise OddError

    def new_of(
        self, kind: str, on: str | None = None, at: str | None = None, **values: "Any"
    ) -> "Any":
        """A new record of now; not saved yet."""
        return _Record(self._journal.new(kind, values))

    def ratings(self, since: "date", problems: "Sequence[Any]") -> "Iterator[Any]":
        """The self-ratings from the newest back to a shift."""
        return map(_Record, self._journal.ratings(since))

    def save(self, record: "Any", *, allow: bool = False) -> None:
        """Write a new record, unless there is something to say about it."""
        if self._is_personal(record.data):
            raise OddError
        self._journal.add(record.data)
        self.saved = True

    def _is_personal(self, data: "dict[str, Any]") -> bool:
        """Tell whether something in it looks like personal data."""
        from reflectcli.domain.personal.glance import may_be_named, may_be_personal

        said = self._journal.sharing
        texts = [data[name] for name in ("text", "channel", "reference") if name in data]
        texts += data.get("tags", ())
        patterns, names = said.get("patterns"), said.get("names", ())
        if not (
            patterns or any(may_be_personal(text) or may_be_named(text, names) for text in texts)
        ):
            return False
        from reflectcli.domain.personal.finder import find

        sharing = SimpleNamespace(names=tuple(names), patterns=patterns or {})
        return any(find(text, sharing) for text in texts)

    def out(self, text: str) -> None:
        """Print data."""
        self.world.put(text)

    def say(self, text: str) -> None:
        """Tell the user something that is no data."""
        print(text, file=self.world.stderr)

    def mention(self, problems: "Sequence[Any]") -> None:
        """Nothing: a file with a problem is odd."""


class _Record:
    """A record's data, by the names of the fields of its class."""

    def __init__(self, data: "dict[str, Any]") -> None:
        self.data = data

    def __getattr__(self, name: str) -> "Any":
        return self.data.get(name, 1 if name == "rubric" else None)
