"""What is longer than the terminal, shown a page at a time by the user's own pager."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflectcli.cli.context import World


def show_lines(world: "World", lines: "Sequence[str]", *, paged: bool = True) -> None:
    """Print lines, in `$PAGER` where they are more than a terminal shows; never into a pipe."""
    text = "".join(f"{line}\n" for line in lines)
    too_long = paged and world.pretty and 0 < world.height <= len(lines)
    if not (too_long and _paged(world, text)):
        world.stdout.write(text)


def _paged(world: "World", text: str) -> bool:
    """Show a text in the pager; False if there is none."""
    import shlex
    import subprocess

    try:
        words = shlex.split(world.env.get("PAGER", "less -FRX"), posix=os.name != "nt")
        if not words or words == ["cat"] or world.env.get("TERM") == "dumb":
            return False
        world.stdout.flush()
        env = {"LESS": "FRX", **world.env}
        with subprocess.Popen(words, stdin=subprocess.PIPE, env=env) as pager:
            try:
                pager.communicate(text.encode())
            except KeyboardInterrupt:
                # Ctrl-C is for the pager, which ends with q.
                pager.wait()
    except (OSError, ValueError):
        return False
    return True
