"""Summaries that were made before, shown again where nothing that they tell of has changed.

Where that is not sure the summary is made as ever, and kept for the next time.
"""

import marshal
import os

from reflectcli.cli.quick_lines import Lines, NotPlainError
from reflectcli.errors import ReflectError
from reflectcli.storage.answers import Answers
from reflectcli.storage.database import FAILURES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    from reflectcli.cli.context import World
    from reflectcli.cli.front import Plain
    from reflectcli.cli.session import Session

LOOKS = ("TERM", "COLORTERM", "FORCE_COLOR", "COLUMNS")
"""Variables by which the colours of a terminal are chosen."""


def run_quickly(plain: "Plain", world: "World") -> bool:
    """Print the answer to a command line; returns False where there is no index to look in."""
    asked = (plain.command.function, sorted(plain.arguments.items()))
    return answer(world, plain.journal, asked, plain.run)


def answer(
    world: "World", journal: str | None, asked: "Any", run: "Callable[[Session], object]"
) -> bool:
    """Print what was said before where it would be said again, else `run`, and keep what it said.

    `asked` is all that the answer depends on beside the journal, the time and the terminal. Returns
    False, and has done nothing, where there is no index to look in.
    """
    try:
        lines = Lines(world, journal)
        answers = Answers(lines.index, world.now)
        question = _question(asked, world)
        text = answers.find(question)
    except (NotPlainError, ReflectError, *FAILURES):
        return False
    if text is None:
        _make(world, journal, run, answers, question)
    else:
        world.stdout.write(text)
    return True


def _question(asked: "Any", world: "World") -> bytes:
    shown = (world.width, world.color, [world.env.get(name) for name in LOOKS])
    return marshal.dumps((asked, shown, _program()), 4)


def _program() -> "list[Any]":
    """What stands for the program beside its version: a checkout changes without another one."""
    folder = os.path.dirname(os.path.dirname(__file__))
    if not os.path.exists(os.path.join(folder, "..", "..", "pyproject.toml")):
        return [os.stat(os.path.join(folder, "__init__.py")).st_mtime_ns]
    files = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    return sorted((file, os.stat(file).st_mtime_ns) for file in files if file.endswith(".py"))


def _make(
    world: "World",
    journal: str | None,
    run: "Callable[[Session], object]",
    answers: Answers,
    question: bytes,
) -> None:
    from reflectcli.cli.session import Session
    from reflectcli.frozen import replace
    from reflectcli.settings import load_settings
    from reflectcli.storage.index import stamp_of

    out: Any = _Copied(world.stdout)
    told: Any = _Copied(world.stderr)
    here = replace(world, stdout=out, stderr=told)
    session = Session(here, load_settings(world.env, journal))
    run(session)
    if told.parts:
        return
    repository = session.repository
    try:
        looked = repository.cache.looked if repository.cache is not None else None
        if looked and stamp_of(repository.file.raw) == answers.index.stamp:
            answers.keep(question, "".join(out.parts), looked, repository.file.basics.day_starts)
    except FAILURES:
        # It was answered; the next time it is made again.
        return


class _Copied:
    """A stream of which a copy is kept."""

    def __init__(self, stream: "TextIO") -> None:
        self.stream = stream
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        """Write to the stream, and to the copy."""
        self.parts.append(text)
        return self.stream.write(text)

    def __getattr__(self, name: str) -> "Any":
        return getattr(self.stream, name)
