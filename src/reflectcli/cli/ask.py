"""Questions in a terminal, line by line, and a draft of the answers when it ends too soon."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from reflectcli.cli.context import World
from reflectcli.cli.session import Session
from reflectcli.errors import LockedError, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.text import clean

T = TypeVar("T")
HOW = "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves."


@dataclass(frozen=True, slots=True)
class Question:
    """A question for a field of a record: not put when one of `fields` has a value already.

    The answer goes into the first of the fields, as `read` makes it out.
    """

    fields: tuple[str, ...]
    text: str
    read: Callable[[str], Any] = str


class Asker:
    """Puts questions until Ctrl-D; `answered` tells whether there is anything to lose."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ended = False
        self.answered = False

    def tell(self, text: str) -> None:
        """Say something that is no question."""
        print(text, file=self.world.stderr)

    def text(self, question: str) -> str:
        """The answer as it was typed; empty where it was skipped, and after Ctrl-D.

        A line that ends in a backslash goes on in the next one; where that is empty the
        backslash was meant.
        """
        answer = self._line(f"{question} ")
        while answer.endswith("\\") and (more := self._line("… ")):
            answer = f"{answer[:-1]}\n{more}"
        answer = answer if answer.strip() else ""
        self.answered = self.answered or bool(answer)
        return answer

    def ask(self, question: str, read: Callable[[str], T]) -> T | None:
        """What the answer means; a wrong one is asked for again, a skipped one is None."""
        while line := self.text(question):
            try:
                return read(line)
            except ReflectError as error:
                hint = f" ({error.problem.hint})" if error.problem.hint else ""
                self.tell(f"  {clean(str(error))}{clean(hint)}")
        return None

    def need(self, question: str, read: Callable[[str], T]) -> T | None:
        """The same, asked again when it is skipped; None only after Ctrl-D."""
        while (value := self.ask(question, read)) is None and not self.ended:
            self.tell("  this one is needed; Ctrl-C leaves without saving")
        return value

    def fill(self, values: dict[str, Any], questions: Sequence[Question]) -> None:
        """Ask for the fields that have no value yet."""
        for question in questions:
            if not any(values.get(name) for name in question.fields):
                values[question.fields[0]] = self.ask(question.text, question.read)

    def _line(self, prompt: str) -> str:
        while not self.ended:
            try:
                line = _typed(self.world, prompt)
                line.encode()
            except EOFError:
                self.ended = True
                self.tell("")
            except UnicodeError:
                self.tell("  that was not UTF-8 text; once more, please")
            else:
                return line
        return ""


def ask(session: Session, question: str) -> str | None:
    """The answer, without the spaces around it; None when there is none or nobody to ask."""
    if not session.world.asks:
        return None
    return Asker(session.world).text(question).strip() or None


def agree(session: Session, question: str) -> bool:
    """Tell whether the user says yes, which Enter alone means too; no one to ask means no."""
    if not session.world.asks:
        return False
    asker = Asker(session.world)
    answer = asker.text(f"{question} [Y/n]").strip().lower()
    return not asker.ended and answer in ("", "y", "yes")


def _typed(world: World, prompt: str) -> str:
    """One line without its end, from the terminal with its editing keys where there are any."""
    if world.stdin is sys.stdin and world.stdout is sys.stdout and world.pretty:
        _editing_keys()
        return input(prompt)
    world.stderr.write(prompt)
    world.stderr.flush()
    line = world.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def _editing_keys() -> None:
    try:
        import readline
    except ImportError:
        return
    # What was answered is no history for the next question, and Tab completes no file names.
    readline.set_auto_history(False)
    readline.parse_and_bind("tab: self-insert")
    # Pasted lines are then one answer; Python turns it off for the sake of its own prompt.
    readline.parse_and_bind("set enable-bracketed-paste on")


@contextlib.contextmanager
def keeping(
    session: Session, asker: Asker, draft: Callable[[], tuple[str, str]], go_on: str = ""
) -> Iterator[None]:
    """Keep the answers as a draft when asking or saving is cut short.

    Args:
        session: The session whose journal keeps the draft.
        asker: Tells whether there is anything to keep.
        draft: Makes the draft's text and the end of its name.
        go_on: The command that takes the draft up again, where there is one.
    """
    try:
        yield
    except (KeyboardInterrupt, ReflectError, OSError):
        if asker.answered:
            _keep(session, *draft(), go_on)
        raise


def _keep(session: Session, text: str, suffix: str, go_on: str) -> None:
    from reflectcli.cli.editor import keep_draft, shown_by
    from reflectcli.storage.layout import AGE

    try:
        path = keep_draft(session, text, suffix)
    except (OSError, LockedError):
        session.say(f"\nnot saved; what you answered:\n\n{clean(text)}")
        return
    session.say(f"\nnot saved; what you answered is in {path}")
    sealed = path.name.endswith(AGE)
    if go_on:
        import shlex

        # What is encrypted is taken up by the command itself.
        piped = "" if sealed else f" < {shlex.quote(str(path))}"
        session.say(f"go on with it: {go_on}{piped}")
    elif sealed:
        session.say(f"read it: {shown_by(session, path)}")


def fields_draft(kind: str, values: dict[str, Any]) -> tuple[str, str]:
    """A draft of a record's fields as TOML, and the end of its name."""
    from reflectcli.storage.toml import dump

    said = {name: value for name, value in values.items() if value}
    return dump({"kind": kind, **said}), f"-{kind}.toml"
