"""Someone before a real terminal in which `reflect` runs, who reads the screen and types."""

import os
import shlex
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, Journal

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect
import pyte

PATIENCE = 20
"""Seconds after which what should be on the screen is missed."""
KEYS = {
    "Enter": "\r", "Tab": "\t", "Back": "\x1b[Z", "Esc": "\x1b", "Up": "\x1b[A", "Down": "\x1b[B",
    "Right": "\x1b[C", "Left": "\x1b[D", "Ctrl-C": "\x03", "Ctrl-D": "\x04", "Ctrl-J": "\n",
    "Backspace": "\x7f", "Alt-1": "\x1b1", "F2": "\x1bOQ", "Ctrl-U": "\x15",
}  # fmt: skip


class Seat:
    """A terminal of 80 by 24, or of another size and kind."""

    def __init__(
        self, journal: Journal, *args: str, size: tuple[int, int] = (24, 80),
        into: Path | None = None, **more: str,
    ) -> None:  # fmt: skip
        """`into` is where the shell puts standard output, `more` are variables of its own."""
        env = {
            **os.environ, **journal.env, "REFLECT_JOURNAL": str(journal.root),
            "REFLECT_NOW": NOW, "TERM": "xterm", "LC_ALL": "C.UTF-8", "INPUTRC": os.devnull, **more,
        }  # fmt: skip
        if "COLUMNS" not in more:
            # As in a real terminal, whose size is asked for.
            env.pop("COLUMNS", None)
        self.pressed = 0
        self.raw = ""
        rows, columns = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        command = [sys.executable, "-m", "reflectcli", *args]
        if into is not None:
            command = ["/bin/sh", "-c", f'exec "$0" "$@" > {shlex.quote(str(into))}', *command]
        self.child: Any = pexpect.spawn(
            command[0], command[1:],
            env={name: value for name, value in env.items() if value}, dimensions=size,
            encoding="utf-8", timeout=PATIENCE,
            # A shell starts what runs in the background deaf to Ctrl-C, and so its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        # The terminal's own echo is no reason to wait, and a long paste goes in at one go.
        self.child.delaybeforesend = None

    def sees(self, text: str) -> None:
        """Wait for the text in what is written, then bring the screen up to date."""
        self.child.expect_exact(text)
        self._feed(self.child.before + self.child.after)

    def shows(self, *texts: str) -> None:
        """Wait until all the texts stand on the screen."""
        while not all(text in self.shown for text in texts):
            try:
                self._feed(self.child.read_nonblocking(65536, PATIENCE))
            except (pexpect.TIMEOUT, pexpect.EOF):
                pytest.fail(f"no {texts} on the screen:\n" + "\n".join(self.lines))

    def types(self, text: str) -> None:
        """Type a line and Enter."""
        self.child.send(f"{text}\r")

    def writes(self, text: str) -> None:
        """Type a text: no keystroke that counts."""
        self.child.send(text)

    def press(self, *keys: str) -> None:
        """Press keys, each of which counts."""
        self.pressed += len(keys)
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def resize(self, rows: int, columns: int) -> None:
        """Draw the window larger or smaller."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def hangs_up(self) -> None:
        """Close the terminal's window, and wait until the program has noticed."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = self.child.ptyproc.closed = True
        self.waits()

    def dies(self) -> None:
        """As if the power failed, as far as a process can tell."""
        os.kill(self.child.pid, signal.SIGKILL)
        self.waits()

    def waits(self) -> None:
        """Wait until the process is gone."""
        signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it does not end"))
        signal.alarm(PATIENCE)
        os.waitpid(self.child.pid, 0)
        signal.alarm(0)
        self.child.terminated = self.child.ptyproc.terminated = True

    def ends(self) -> int:
        """Wait for the end; the exit code."""
        self.child.expect(pexpect.EOF)
        self._feed(self.child.before)
        self.child.close()
        return int(self.child.exitstatus)

    def _feed(self, text: str) -> None:
        self.raw += text
        self.stream.feed(text)

    @property
    def shown(self) -> str:
        """The whole screen."""
        return "\n".join(self.screen.display)

    @property
    def lines(self) -> list[str]:
        """What the screen shows, without the empty lines."""
        return [line.rstrip() for line in self.screen.display if line.strip()]
