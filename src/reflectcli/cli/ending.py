"""What a long command does when it is told to end: it clears away what it began, then ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

NAMES = ("SIGTERM", "SIGHUP")
"""What a system sends that shuts down, and a terminal that is closed; Ctrl-C does so by itself."""


class Told(BaseException):
    """Somebody told the program to end, by a signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def tidy_ending() -> Iterator[None]:
    """Let what is under way be cleared away before a signal ends the program.

    A signal that whoever started the program had it ignore, as nohup does, stays ignored.
    """
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    numbers = [each for each in numbers if signal.getsignal(each) == signal.SIG_DFL]
    for each in numbers:
        signal.signal(each, _told)
    try:
        yield
    except Told as told:
        _rest(numbers)
        # To whoever waits for it, it ended by the signal.
        os.kill(os.getpid(), told.number)
        raise
    finally:
        _rest(numbers)


def _told(number: int, _frame: FrameType | None) -> None:
    raise Told(number)


def _rest(numbers: list[int]) -> None:
    for each in numbers:
        signal.signal(each, signal.SIG_DFL)
