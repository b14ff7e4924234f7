"""Showing styled lines: plain where they are piped, with colour in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.cli.context import World
from reflectcli.render.lines import Line, plain_text


def show_lines(world: World, lines: Sequence[Line]) -> None:
    """Print lines to standard output; rich is imported only where colour is wanted."""
    if not world.color:
        print(plain_text(lines), file=world.stdout)
        return
    from rich.console import Console

    from reflectcli.render.terminal import terminal_text

    console = Console(file=world.stdout, width=world.width, highlight=False, force_terminal=True)
    console.print(terminal_text(lines), soft_wrap=True)
