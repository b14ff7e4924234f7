"""A TAB press answered: never an error, never a question, and nothing is ever written."""

import os

from reflectcli import places
from reflectcli.cli.tab.grammar import read_grammar
from reflectcli.cli.tab.journal import Known
from reflectcli.cli.tab.place import user_settings
from reflectcli.cli.tab.shells import shell_of
from reflectcli.cli.tab.spot import Spot
from reflectcli.cli.tab.values import FILE, candidates, files_wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def answer(name: str, args: "Sequence[str]", env: "Mapping[str, str]") -> str:
    """What the shell of that name reads; empty where nothing can be told."""
    try:
        return _answer(name, args, env)
    except Exception:
        # The user is in the middle of a line: a traceback there helps nobody.
        return ""


def _answer(name: str, args: "Sequence[str]", env: "Mapping[str, str]") -> str:
    shell = shell_of(name, args, env)
    if shell.wants_file:
        return f"{FILE}\n"
    spot = Spot(read_grammar(), shell.words)
    kind = files_wanted(spot)
    lines = (
        [] if kind else shell.lines(candidates(spot, Known(lambda: _place(spot, env))), spot.head)
    )
    return "\n".join([kind or "values", *lines, ""])


def _place(spot: Spot, env: "Mapping[str, str]") -> tuple[str, str]:
    """The journal and the prompt set that the command would take, found as it finds them."""
    named = spot.values.get("--journal") or env.get("REFLECT_JOURNAL")
    prompts = env.get("REFLECT_PROMPTS")
    settings = {} if named and prompts else user_settings(env)
    root = named or settings.get("journal") or places.default_journal(env)
    return os.path.expanduser(root), prompts or settings.get("prompts") or "quick"
