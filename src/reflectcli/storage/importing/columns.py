"""The columns of a file by their names, and the words of a mapping taken apart against them.

A column's name may itself hold spaces, slashes, `=`, `:` and `..`. So the first place where the
words can be parted counts at which the part before it is a column that the file has.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from reflectcli.domain.values import parse_number
from reflectcli.errors import ExitCode, ReflectError, SourceLocation, nearest
from reflectcli.frozen import dataclass

DEFAULT_MAXIMUM = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands in a row, and its name."""

    index: int
    name: str

    def of(self, cells: Sequence[str]) -> str:
        """The row's cell, without the white space around it."""
        return cells[self.index].strip()


class Columns:
    """The columns that a header names; `where` is the header's place in its file."""

    def __init__(self, header: Sequence[str], where: SourceLocation) -> None:
        self.names = [name.strip() for name in header]
        self.where = where
        self._counts = Counter(self.names)

    def __contains__(self, name: str) -> bool:
        return bool(name.strip()) and name.strip() in self._counts

    def __iter__(self) -> Iterator[Column]:
        return (Column(index, name) for index, name in enumerate(self.names))

    def column(self, name: str) -> Column:
        """The column of a name.

        Raises:
            ReflectError: there is none, or there are two.
        """
        name = name.strip()
        if name not in self:
            raise self._unknown(name)
        if self._counts[name] > 1:
            raise self._error(
                f"{self._counts[name]} columns are called {name!r}",
                "give each a name of its own in the file's first line",
            )
        return Column(self.names.index(name), name)

    def with_format(self, text: str) -> tuple[Column, str | None]:
        """`COL[:FORMAT]`: a column and a date's or time's format."""
        return self._parted(text, ":", lambda rest: "%" in rest, "a format has a %, as in %d/%m/%Y")

    def with_yes(self, text: str) -> tuple[Column, str | None]:
        """`COL[:YES]`: a column and the word that means yes in it."""
        return self._parted(text, ":", lambda rest: bool(rest.strip()), "write the word for yes")

    def with_maximum(self, text: str) -> tuple[Column, float]:
        """`COL[/MAX]`: a column of scores and the highest score possible."""
        name, slash, maximum = text.rpartition("/")
        try:
            highest = parse_number(maximum)
        except ValueError:
            return self.column(text), DEFAULT_MAXIMUM
        if not slash or (name not in self and text in self):
            return self.column(text), DEFAULT_MAXIMUM
        if highest <= 0:
            raise ReflectError(
                f"the highest score must be more than 0, not {maximum}", hint="--score COLUMN/5"
            )
        return self.column(name), highest

    def with_value(self, text: str) -> tuple[Column, str]:
        """`COL=VALUE`: a column and what stands in it."""
        column, value = self._parted(text, "=", lambda _: True, "")
        if value is None:
            raise ReflectError(f"--where {text!r} has no value", hint="write it as 'COLUMN=VALUE'")
        return column, value.strip()

    def span(self, text: str) -> tuple[Column, Column, str | None]:
        """`START..END[:FORMAT]`: two columns of times and their format."""
        for name, rest in _splits(text, ".."):
            if name in self:
                end, written = self.with_format(rest)
                return self.column(name), end, written
        name, dots, _ = text.partition("..")
        if not dots:
            raise ReflectError(
                f"{text!r} names no two columns", hint="write them as START..END[:FORMAT]"
            )
        raise self._unknown(name)

    def _parted(
        self, text: str, mark: str, fits: Callable[[str], bool], hint: str
    ) -> tuple[Column, str | None]:
        known = [(name, rest) for name, rest in _splits(text, mark) if name in self]
        for name, rest in known:
            if fits(rest):
                return self.column(name), rest
        if text in self:
            return self.column(text), None
        if known:
            raise ReflectError(f"{known[0][1]!r} does not fit {known[0][0]!r}", hint=hint)
        raise self._unknown(text.partition(mark)[0])

    def _unknown(self, name: str) -> ReflectError:
        lowered = {each.lower(): each for each in self.names if each}
        near = nearest(name, list(lowered))
        there = ", ".join(repr(each) for each in self.names if each)
        return self._error(
            f"there is no column {name.strip()!r}; there are {there}",
            f"did you mean {lowered[near]!r}?" if near else "name one of these columns",
        )

    def _error(self, message: str, hint: str) -> ReflectError:
        return ReflectError(message, location=self.where, hint=hint, code=ExitCode.BAD_DATA)


def _splits(text: str, mark: str) -> Iterator[tuple[str, str]]:
    """The text parted at each place where the mark stands, the first place first."""
    at = text.find(mark)
    while at >= 0:
        yield text[:at], text[at + len(mark) :]
        at = text.find(mark, at + 1)
