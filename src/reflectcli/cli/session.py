"""One command's dealings with one journal: where it is, what time it is, what was saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from reflectcli.cli.context import World
from reflectcli.domain.filing import clock_day, working_day
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.moments import parse_clock, parse_when
from reflectcli.domain.records import KINDS, Rating, Record
from reflectcli.errors import ExitCode, Problem, ReflectError, UnsavedError
from reflectcli.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from typer import Context

    from reflectcli.cli.key import Ring
    from reflectcli.storage.repository import Repository

R = TypeVar("R", bound=Record)
WRITE = frozenset(
    ("note", "log", "success", "challenge", "rate", "feedback add", "kpi add", "activity add")
)
"""Commands that need no key where the journal is encrypted: what they show beside is left out."""


class Session:
    """A journal opened for one command."""

    def __init__(self, world: World, settings: Settings) -> None:
        self.world = world
        self.settings = settings
        self.allow: bool | None = None
        """Whether personal data is saved without a word; None where no option says so."""
        self.quiet = False
        """Whether it is a command that writes, which never asks for the key of the journal."""

    @cached_property
    def repository(self) -> Repository:
        """The journal's records."""
        from reflectcli.places import cache_folder
        from reflectcli.storage.cache import IndexPlace
        from reflectcli.storage.history import History, history_file
        from reflectcli.storage.index import index_file
        from reflectcli.storage.repository import Repository

        root = self.settings.folder
        history = History(history_file(self.settings.state_folder, root))
        path = index_file(cache_folder(self.world.env), root)
        told = _teller(self.world), _progress(self.world)
        index = IndexPlace(path, self.world.clock, _describe, *told)
        find = KeyFinder(self.world, self.settings)
        return Repository(root, self.world.now, history, index, find, quiet=self.quiet)

    @property
    def config(self) -> JournalConfig:
        """The content of journal.toml."""
        return self.repository.config

    @property
    def today(self) -> date:
        """The working day that it is now."""
        return working_day(self.world.now, self.repository.file.basics.day_starts)

    def day(self, text: str | None, *, ahead: bool = False) -> date | None:
        """The date that an option names, if it was given."""
        from reflectcli.domain.moments import parse_day

        return None if text is None else parse_day(text, self.today, ahead=ahead)

    def moment(self, on: str | None, at: str | None) -> tuple[datetime, date]:
        """The moment and the shift of a new record, as `--on` and `--at` say.

        Raises:
            ReflectError: they name no date, or one in the future.
        """
        basics = self.repository.file.basics
        if on is None and at is None:
            return self.world.now, self.today
        when = parse_when(on, self.today) if on else None
        clock = parse_clock(at) if at else when.clock if when else None
        shift = when.day if when else self.today
        if clock is None:
            clock = self.world.now.time().replace(tzinfo=None)
        moment = self.world.localize(clock_day(shift, clock, basics.day_starts), clock)
        if shift > self.world.now.date():
            raise ReflectError(
                f"{shift} is in the future; a journal looks back",
                hint="a date such as yesterday, or a goal with --due",
            )
        if moment > self.world.now:
            raise ReflectError(
                f"{clock:%H:%M} is still to come", hint="--on yesterday if it was the day before"
            )
        return moment, shift

    def new(self, cls: type[R], on: str | None = None, at: str | None = None, **values: Any) -> R:
        """A new record of a class, dated as `--on` and `--at` say; not saved yet."""
        moment, shift = self.moment(on, at)
        return cls(id=self.repository.new_id(), at=moment, shift=shift, **values)

    def new_of(self, kind: str, on: str | None = None, at: str | None = None, **values: Any) -> Any:
        """A new record of a kind: for the commands that also have a quick way."""
        return self.new(KINDS[kind], on, at, **values)

    def ratings(self, since: date, problems: list[Problem]) -> Iterator[Rating]:
        """The self-ratings from the newest back to a shift."""
        newest = self.repository.newest(since, kinds=["rating"], problems=problems)
        return (record for record in newest if isinstance(record, Rating))

    def save(self, *records: Record, allow: bool | None = None) -> None:
        """Write new records, starting the default journal where there is none.

        What looks like customers' personal data is mentioned, unless that is allowed.
        """
        self.require_journal()
        self.repository.add(*records)
        self.remark(*records, allow=allow)

    def remark(self, *records: Record, allow: bool | None = None) -> None:
        """Mention what looks like personal data in records that were saved."""
        if self._may_be_personal(records):
            from reflectcli.cli.personal import remarks
            from reflectcli.domain.sharing import Sharing

            allowed = self.allow if allow is None else allow
            file = self.repository.file
            try:
                sharing = file.sharing
            except ReflectError as error:
                # It is saved: a failure now would have it written twice.
                self.say(
                    f"your own names and numbers were not looked for: {error.problem.location}"
                )
                sharing = Sharing()
            for each in remarks(records, sharing, file.own_name, allow=allowed):
                self.say(each)

    def _may_be_personal(self, records: Sequence[Record]) -> bool:
        from reflectcli.domain.personal.glance import may_be_personal
        from reflectcli.storage.masking import texts_of

        listed = b"[sharing" in (self.repository.file.raw or b"")
        return listed or any(may_be_personal(text) for each in records for text in texts_of(each))

    def require_journal(self) -> None:
        """Start the default journal if there is none; a journal that was named must exist."""
        from reflectcli.storage.founding import create_journal, is_journal

        root = self.settings.folder
        if is_journal(root):
            self.repository.file.require_form()
            return
        if not self.settings.journal_is_default or self._was_here:
            raise self.no_journal()
        from reflectcli.storage.config_file import new_text

        create_journal(root, new_text(JournalConfig()))
        self.say(f"started your journal in {root}")

    def require_existing(self) -> None:
        """Refuse to read a journal that was named but is not there."""
        from reflectcli.storage.founding import is_journal

        if is_journal(self.settings.folder):
            return
        if not self.settings.journal_is_default or self._was_here:
            raise self.no_journal()

    def no_journal(self) -> ReflectError:
        """The error that there is no journal where one was named, or was written before."""
        root = self.settings.journal
        if self._was_here:
            return UnsavedError(
                f"your journal is no longer in {root}",
                hint="connect the disk or share that it lies on; or begin anew: reflect init",
                code=ExitCode.REFUSED,
            )
        return UnsavedError(
            f"there is no journal in {root}",
            hint=f"start one there: reflect init --journal {root}",
            code=ExitCode.NOT_FOUND,
        )

    @property
    def _was_here(self) -> bool:
        """Whether this device has written into the journal before."""
        from reflectcli.storage.history import history_file

        return os.path.exists(history_file(self.settings.state_folder, self.settings.folder))

    @property
    def elsewhere(self) -> str:
        """What a command needs besides, to be about this journal where another is the usual one."""
        import shlex

        journal = self.settings.journal
        usual = load_settings(self.world.env).journal
        return "" if usual == journal else f" --journal {shlex.quote(str(journal))}"

    def out(self, text: str) -> None:
        """Print data."""
        self.world.put(text)

    def say(self, text: str) -> None:
        """Tell the user something that is no data."""
        print(text, file=self.world.stderr)

    def mention(self, problems: Sequence[Problem]) -> None:
        """Say which files were left out of what is shown."""
        left_out = [problem for problem in problems if problem.left_out]
        if left_out:
            from reflectcli.render.text import one_line

            count = f"{len(left_out)} file{'s' if len(left_out) > 1 else ''} left out"
            names = ", ".join(one_line(str(problem.location)) for problem in left_out[:3])
            more = ", …" if len(left_out) > 3 else ""
            self.say(f"{count}: {names}{more}   reflect check")


def open_session(ctx: Context, journal: Path | None) -> Session:
    """The session of a command, from its context and its `--journal`, before or after its name."""
    world: World = ctx.obj
    named = journal or ctx.find_root().params.get("journal")
    session = Session(world, load_settings(world.env, named))
    session.allow = ctx.params.get("allow")
    session.quiet = ctx.command_path.partition(" ")[2] in WRITE
    return session


def _teller(world: World) -> Callable[[str], None]:
    """What `say` does, without the session: that the index is closed as soon as that is gone."""
    return lambda text: print(text, file=world.stderr)


class KeyFinder:
    """Finds the keys of an encrypted journal; without the session, as for `_teller`."""

    def __init__(self, world: World, settings: Settings) -> None:
        self.world = world
        self.settings = settings

    @cached_property
    def _ring(self) -> Ring:
        from reflectcli.cli.key import Ring

        return Ring(self.world, self.settings)

    def __call__(self, recipient: str | None, ask: bool) -> str | None:
        """The key of a recipient; None where only a question could tell, and none is to be put."""
        return self._ring.find(recipient, ask=ask)

    def others(self) -> list[str]:
        """Keys that the journal had before."""
        return self._ring.others()


def _progress(world: World) -> Callable[[int, int], None]:
    """What shows how far the reading of many months is, and takes that away before all else."""
    if not world.stderr.isatty():
        return lambda done, total: None
    from reflectcli.cli.progress import Progress

    # The wait begins with the first month.
    shown: list[Progress] = []

    def progress(done: int, total: int) -> None:
        if not shown:
            shown.append(Progress(world.stderr, "reading month"))
        if done < total:
            shown[0](done + 1, total)
        else:
            shown[0].clear()

    return progress


def _describe(record: Record, config: JournalConfig) -> Any:
    from reflectcli.render.matches import described

    return described(record, config)
