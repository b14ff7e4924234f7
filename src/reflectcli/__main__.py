"""Where the program starts: `reflect` and `python -m reflectcli`."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells whose completion asks; any other value of REFLECT_COMPLETE means nothing."""


def main() -> int:
    """Run the command line that the process was started with and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from reflectcli import __version__

        sys.stdout.write(f"reflectcli {__version__}\n")
        return 0
    if (shell := os.environ.get("REFLECT_COMPLETE")) in SHELLS:
        return _complete(shell)
    if sys.argv[1:] == ["prompt-status"]:
        return _prompt()
    import gc

    from reflectcli.cli.main import run

    # A command makes hardly any cycles and ends soon: looking for them costs more than it frees.
    gc.disable()
    code = run(sys.argv[1:])
    # All is given up now: Python need not look for what could be.
    gc.freeze()
    return code


def _prompt() -> int:
    from reflectcli.cli.tab.prompt import prompt_line

    sys.stdout.write(prompt_line(os.environ, _now))
    return 0


def _now() -> "datetime":
    from datetime import datetime

    # The variable stands in for the clock in tests and examples, as in `cli/context.py`.
    text = os.environ.get("REFLECT_NOW")
    return datetime.fromisoformat(text) if text else datetime.now().astimezone()


def _complete(shell: str) -> int:
    from reflectcli.cli.tab.answer import answer

    text = answer(shell, sys.argv[1:], os.environ)
    # The shells read UTF-8, whatever the locale says.
    os.write(1, text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
