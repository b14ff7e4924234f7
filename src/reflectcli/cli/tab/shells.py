"""How each shell asks and is answered: the words that it passes, the lines that it reads.

The first line says who completes: `values` (the lines that follow), `file` or `folder` (the shell
itself). A shell sets REFLECT_COMPLETE to its name and calls `reflect` with:

- bash: the line up to the cursor, the part of it that bash will replace, the type of completion,
  and the columns of the terminal. It reads what to put there, quoted, with what it means beside it.
- zsh: the words up to the cursor. It reads what to put there, a tab, and how to show it; a space
  after the first says that the word ends there.
- fish: the words up to the cursor. It reads what to put there, a tab, and what it means.
- powershell: nothing; the words are in REFLECT_COMPLETE_WORDS, parted by the letter U+001F, because
  arguments that are empty or hold quotation marks get lost on their way. It reads as fish does.
"""

from reflectcli.cli.tab.journal import Candidate
from reflectcli.cli.tab.values import goes_on
from reflectcli.cli.tab.words import Line, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WORDS = "REFLECT_COMPLETE_WORDS"
_INSERTING = ("37", "42")
"""COMP_TYPE of menu completion and of inserting all: what is listed is typed as it stands."""


class Bash:
    """bash, which is given the line itself: its own words end at each = and :."""

    def __init__(self, args: "Sequence[str]") -> None:
        line, part, kind, columns = [*args, "", "", "", ""][:4]
        self._line = Line(line)
        self.words = self._line.words[1:] or [""]
        self.wants_file = self._line.to_file
        typed = self.words[-1]
        bare = Line(part).words[-1] if not self._line.quote else part
        self._kept = len(typed) - len(bare) if typed.endswith(bare) else 0
        self._plain = kind in _INSERTING
        self._columns = int(columns) if columns.isdecimal() else 80

    def lines(self, found: list[Candidate], head: str) -> list[str]:
        """What bash reads: only what follows the last of its own word breaks."""
        texts = [f"{head}{text}"[self._kept :] for text, _ in found]
        if len(found) == 1 or self._plain or not any(says for _, says in found):
            return [self._typed(text) for text in texts]
        widest = max(map(len, texts))
        return [
            self._listed(text, says, widest) for text, (_, says) in zip(texts, found, strict=True)
        ]

    def _typed(self, text: str) -> str:
        end = "" if self._line.quote or goes_on(text) else " "
        return quoted(text, self._line.quote) + end

    def _listed(self, text: str, says: str, widest: int) -> str:
        """With what it means; several begin differently, so that no more than that is typed."""
        text = quoted(text, self._line.quote)
        beside = f"{text:<{widest}}  ({says})" if says else text
        room = max(self._columns - 3, len(text))
        return beside if len(beside) < self._columns else f"{beside[:room]}…)"


class Zsh:
    """zsh, which quotes by itself and shows a text of ours for each candidate."""

    wants_file = False

    def __init__(self, args: "Sequence[str]") -> None:
        self.words = list(args) or [""]

    def lines(self, found: list[Candidate], head: str) -> list[str]:
        """What is typed, whether the word ends there, and what is shown."""
        widest = max((len(text) for text, _ in found), default=0)
        return [
            f"{head}{text}{'' if goes_on(text) else ' '}\t"
            + (f"{text:<{widest}}  -- {says}" if says else text)
            for text, says in found
        ]


class Fish:
    """fish, which quotes by itself and ends a word where nothing can follow."""

    wants_file = False

    def __init__(self, args: "Sequence[str]") -> None:
        words = list(args) or [""]
        # The word at the cursor comes as it is typed, with its quotation marks.
        self.words = [*words[:-1], Line(words[-1]).words[-1]]

    def lines(self, found: list[Candidate], head: str) -> list[str]:
        """What is typed, and what it means."""
        return [f"{head}{text}\t{says}" for text, says in found]


class PowerShell(Fish):
    """PowerShell, whose words come by the environment."""

    def __init__(self, env: "Mapping[str, str]") -> None:
        self.words = env.get(WORDS, "").split("\x1f")


Shell = Bash | Zsh | Fish
NAMES = ("bash", "zsh", "fish", "powershell")


def shell_of(name: str, args: "Sequence[str]", env: "Mapping[str, str]") -> Shell:
    """The shell that asks."""
    match name:
        case "bash":
            return Bash(args)
        case "zsh":
            return Zsh(args)
        case "fish":
            return Fish(args)
    return PowerShell(env)
