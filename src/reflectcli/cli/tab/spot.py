"""Where on the command line the TAB was pressed: which command, which flag, what is typed."""

from reflectcli.cli.tab.grammar import Grammar, Row


class Spot:
    """What is being completed: `head` stays as it is, `typed` is what a candidate begins with.

    `row` is the argument or the flag whose value is meant; None where a flag must have its value
    first, or where nothing more is taken.
    """

    def __init__(self, grammar: Grammar, words: list[str]) -> None:
        self.grammar = grammar
        self.command = ""
        self.known = True
        self.arguments: list[str] = []
        self.given: list[Row] = []
        self.values: dict[str, str] = {}
        self.head, self.typed = "", words[-1]
        self.row: Row | None = None
        self.in_value = False
        self._after_dashes = False
        self._enter("")
        waiting = None
        for word in words[:-1]:
            waiting = self._pass(word, waiting)
        self._arrive(words[-1], waiting)

    @property
    def wants_flags(self) -> bool:
        """Tell whether a flag may stand here."""
        return self.known and not self._after_dashes and not self.in_value

    def flags(self) -> list[Row]:
        """The flags that may still be given."""
        rows = (row for row in self._rows if row.is_flag)
        return [row for row in rows if row.repeated or row not in self.given]

    def _enter(self, command: str) -> None:
        self.command = command
        self._rows = self.grammar.rows(command)
        self._is_group = any(self.grammar.below(command))

    def _flag(self, name: str) -> Row | None:
        return next((row for row in self._rows if name in row.names), None)

    def _pass(self, word: str, waiting: Row | None) -> Row | None:
        """Go past a whole word; returns the flag that waits for its value."""
        if waiting is not None:
            self.values[waiting.names[-1]] = word
        elif self._after_dashes or not word.startswith("-") or word == "-":
            self._argument(word)
        elif word == "--":
            self._after_dashes = True
        elif word.startswith("--"):
            return self._long(word)
        elif word[1:2].isdecimal():
            self._argument(word)
        else:
            return self._short(word)
        return None

    def _argument(self, word: str) -> None:
        if not self._is_group:
            self.arguments.append(word)
        elif (name := f"{self.command} {word}".strip()) in self.grammar:
            self._enter(name)
        else:
            self.known = False

    def _long(self, word: str) -> Row | None:
        name, equals, value = word.partition("=")
        row = self._flag(name)
        if row is None:
            return None
        self.given.append(row)
        if equals:
            self.values[row.names[-1]] = value
        return row if row.kind and not equals else None

    def _short(self, word: str) -> Row | None:
        for place, letter in enumerate(word[1:], 2):
            row = self._flag(f"-{letter}")
            if row is None:
                return None
            self.given.append(row)
            if row.kind and word[place:]:
                self.values[row.names[-1]] = word[place:]
            if row.kind:
                return None if word[place:] else row
        return None

    def _arrive(self, word: str, waiting: Row | None) -> None:
        name, equals, value = word.partition("=")
        if waiting is not None:
            self.row, self.in_value = waiting, True
        elif self._after_dashes or not word.startswith("-"):
            self.row = self._next_argument()
        elif word.startswith("--") and equals:
            self.row, self.in_value = self._flag(name), True
            self.head, self.typed = f"{name}=", value
        elif len(word) > 2 and (row := self._flag(word[:2])) is not None and row.kind:
            self.row, self.in_value = row, True
            self.head, self.typed = word[:2], word[2:]
        else:
            self.row = self._next_argument()

    def _next_argument(self) -> Row | None:
        rows = [row for row in self._rows if not row.is_flag]
        place = len(self.arguments)
        if place < len(rows):
            return rows[place]
        return rows[-1] if rows and rows[-1].repeated else None
