"""What can go wrong, as values: an error says what, where, and what to do about it."""

from enum import IntEnum

from reflectcli.frozen import dataclass


class ExitCode(IntEnum):
    """The exit codes of the program; scripts depend on them."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    BAD_DATA = 3
    NOT_FOUND = 4
    CHANGED = 5
    REFUSED = 6
    LOCKED = 7
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """A place in a file that a person wrote.

    `file` is as the user would name it (inside the journal: relative to it, with `/`), `line` and
    `column` count from 1, `text` is that line as it stands and `width` how many characters of it
    are meant.
    """

    file: str
    line: int | None = None
    column: int | None = None
    text: str | None = None
    width: int = 1

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file, collected while the good files are still read.

    `left_out` tells whether the file's record is missing from what was read.
    """

    message: str
    location: SourceLocation | None = None
    hint: str | None = None
    left_out: bool = True


class ReflectError(Exception):
    """An error to be shown to the user: message, place, remedy and exit code."""

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        location: SourceLocation | None = None,
        code: ExitCode = ExitCode.USAGE,
    ) -> None:
        super().__init__(message)
        self.problem = Problem(message, location, hint)
        self.code = code

    @classmethod
    def of(cls, problem: Problem, code: ExitCode = ExitCode.BAD_DATA) -> "ReflectError":
        """The error that stops the program because of this problem."""
        return cls(problem.message, hint=problem.hint, location=problem.location, code=code)


class UnsavedError(ReflectError):
    """An error by which what was typed is not saved: it is given back with the error."""


class LockedError(Exception):
    """The key of an encrypted journal cannot be had: `told` says why, and no file is to blame."""

    def __init__(self, told: ReflectError) -> None:
        super().__init__(str(told))
        self.told = told
        told.code = ExitCode.LOCKED


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The known word that was most probably meant, or None when nothing is near."""
    from difflib import get_close_matches

    matches = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return matches[0] if matches else None
