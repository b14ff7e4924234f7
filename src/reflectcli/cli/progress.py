"""How far long work is: one line on stderr that takes its own place again."""

import time
from typing import TextIO

_PATIENCE = 1.0
_STEP = 0.1


class Progress:
    """A counter for people who wait: silent for the first second, and without a terminal."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self.stream = stream
        self.what = what
        self._next = time.monotonic() + _PATIENCE if stream.isatty() else float("inf")
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        """Show how many are done, if it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _STEP
        line = f"{self.what} {done} of {total}"
        self.stream.write(f"\r{line:<{self._shown}}")
        self.stream.flush()
        self._shown = len(line)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self.stream.write("\r" + " " * self._shown + "\r")
            self.stream.flush()
            self._shown = 0
