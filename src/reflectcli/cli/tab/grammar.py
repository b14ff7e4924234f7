"""The command line as `grammar.txt` has it: commands, their flags, and what values these take.

The file is generated from the commands themselves (`reflectcli.cli.grammar`). A block is one
command: its name and what it does, then a line for each argument and flag with the kind of its
value (empty: none; `+` after it: may be repeated) and its help.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = os.path.join(os.path.dirname(__file__), "grammar.txt")


class Row:
    """An argument, with no names, or a flag: its names, kind of value, and help."""

    def __init__(self, line: str) -> None:
        names, kind, self.help = line.strip("\n").split("\t")
        self.names = tuple(name for name in names.split() if name.startswith("-"))
        self.repeated = kind.endswith("+")
        self.kind = kind.removesuffix("+")

    @property
    def is_flag(self) -> bool:
        """Tell whether it is given by a name."""
        return bool(self.names)


class Grammar:
    """All commands by their names; the root's is empty, of a subcommand both words."""

    def __init__(self, text: str) -> None:
        blocks = (block.split("\n\t") for block in text.strip("\n").split("\n\n"))
        heads = ((head.partition("\t"), rows) for head, *rows in blocks)
        self._commands = {name: (summary, rows) for (name, _, summary), rows in heads}

    def __contains__(self, command: str) -> bool:
        return command in self._commands

    def rows(self, command: str) -> list[Row]:
        """The arguments and flags of a command, in its own order."""
        return [Row(line) for line in self._commands[command][1]]

    def below(self, command: str) -> "Iterator[tuple[str, str]]":
        """The commands below one: the word that is typed, and what it does."""
        for name, (summary, _) in self._commands.items():
            parent, _, word = name.rpartition(" ")
            if word and parent == command:
                yield word, summary


def read_grammar() -> Grammar:
    """The grammar as it was shipped."""
    with open(FILE, encoding="utf-8") as file:
        return Grammar(file.read())
