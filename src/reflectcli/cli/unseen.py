"""What is typed and not shown: passphrases, and whatever comes while they are worked on."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reflectcli.cli.context import World


def asked(world: World, question: str) -> str:
    """What the user types, without showing it; empty at the end of the input."""
    if world.stdin is sys.stdin:
        from getpass import getpass

        try:
            return getpass(question, stream=world.stderr)
        except EOFError:
            return ""
    print(question, end="", file=world.stderr)
    return world.stdin.readline().rstrip("\n")


@contextmanager
def unseen(world: World) -> Iterator[None]:
    """Show nothing that is typed meanwhile, and drop it: it may be the passphrase once more."""
    descriptor = _terminal(world)
    if descriptor is None or sys.platform == "win32":
        yield
        return
    import termios

    try:
        before = termios.tcgetattr(descriptor)
        silent = [*before]
        silent[3] &= ~termios.ECHO
        termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
        try:
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    finally:
        os.close(descriptor)


def _terminal(world: World) -> int | None:
    """The terminal before which the user sits; None where nobody does."""
    if world.stdin is not sys.stdin or not world.asks:
        return None
    try:
        return os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0))
    except OSError:
        return None
