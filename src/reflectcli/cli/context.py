"""The world as the program finds it, read in this one place: clock, environment, terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from time import time_ns

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

NOW = "REFLECT_NOW"
"""An ISO moment with offset that stands in for the clock: for tests and examples."""

PLAIN = "REFLECT_PLAIN"
"""Set, all questions are put line by line, as for a screen reader."""


def _clock(env: Mapping[str, str]) -> datetime:
    text = env.get(NOW)
    if not text:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise ReflectError(f"{NOW} is not a moment: {text!r}", hint="2026-11-22T16:40:00+01:00")
    return moment


def _stream(stream: TextIO | None, mode: str, errors: str) -> TextIO:
    """A stream of the process; one that was closed before it started is empty and takes all."""
    if stream is None:
        return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value]
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and not (mode == "r" and stream.isatty()):
        reconfigure(errors=errors)
    return stream


class UnheardError(ReflectError):
    """What was done could not be told: standard output takes nothing (exit code 6)."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"the output cannot be written: {error.strerror or error}",
            hint="the command itself is done; only what it says is missing",
            code=ExitCode.REFUSED,
        )


@dataclass(frozen=True)
class World:
    """What surrounds one run of the program."""

    env: Mapping[str, str]
    now: datetime
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], int] = time_ns
    """The real clock in nanoseconds, by which files' times are judged."""
    typed: list[str] = field(default_factory=list)
    """What came by a pipe and is to be saved."""

    @classmethod
    def real(cls) -> World:
        """The process's own world."""
        # A text that the terminal cannot show is replaced there, never an error. What is piped in
        # is text or refused: the locale must not let other bytes through in disguise.
        stdin = _stream(sys.stdin, "r", "strict")
        stdout = _stream(sys.stdout, "w", "replace")
        stderr = _stream(sys.stderr, "w", "replace")
        return cls(os.environ, _clock(os.environ), stdin, stdout, stderr)

    def put(self, text: str) -> None:
        """Print a line of data.

        Raises:
            UnheardError: standard output takes nothing.
        """
        try:
            print(text, file=self.stdout)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UnheardError(error) from None

    def flush(self) -> None:
        """Have all data written; the same errors."""
        try:
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UnheardError(error) from None

    def localize(self, day: date, clock: time) -> datetime:
        """The moment of a local date and time, with the offset that holds then."""
        naive = datetime.combine(day, clock)
        if self.env.get(NOW):
            return naive.replace(tzinfo=self.now.tzinfo)
        moment = naive.astimezone()
        if moment.replace(tzinfo=None) == naive:
            return moment
        # The clock was put forward over this time: it is read as it would have shown it.
        return naive.replace(fold=1).astimezone()

    @property
    def asks(self) -> bool:
        """Tell whether a question can be put: someone types and someone sees it."""
        return self.stdin.isatty() and self.stderr.isatty()

    @property
    def guides(self) -> bool:
        """Tell whether questions can have the whole screen: a terminal that can be drawn on."""
        drawn = self.env.get("TERM") != "dumb" and not self.env.get(PLAIN)
        return self.asks and drawn and self.stdin is sys.stdin and self.stderr is sys.stderr

    @property
    def piped(self) -> bool:
        """Tell whether text comes in by a pipe or from a file."""
        return not self.stdin.closed and not self.stdin.isatty()

    @property
    def pretty(self) -> bool:
        """Tell whether data goes to a terminal."""
        return self.stdout.isatty()

    @property
    def color(self) -> bool:
        """Tell whether colour is wanted: on a terminal, without NO_COLOR."""
        return self.pretty and not self.env.get("NO_COLOR") and self.env.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """How many columns there are to write in: the terminal's, or 80."""
        columns = self.env.get("COLUMNS", "")
        if columns.isdecimal() and int(columns) > 0:
            return int(columns)
        if not self.pretty:
            return 80
        try:
            return os.get_terminal_size(self.stdout.fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    @property
    def height(self) -> int:
        """How many lines the terminal shows; 0 where that is not known."""
        lines = self.env.get("LINES", "")
        if lines.isdecimal() and int(lines) > 0:
            return int(lines)
        try:
            return os.get_terminal_size(self.stdout.fileno()).lines
        except (OSError, ValueError):
            return 0
