"""The pages of a reflection: an answer of several lines, a level by one key, tags, the summary."""

from collections.abc import Callable
from functools import partial

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Dimension, HSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl

from reflectcli.cli.guided.frame import Frame, Keys, Page
from reflectcli.cli.guided.notes import Notes
from reflectcli.cli.guided.wrapping import BetweenWords

OFTEN = 60
"""After so many letters a long answer is kept while it is still being typed."""
LEVELS = (1, 2, 3, 4, 5)


class TextPage(Page):
    """An answer; Enter goes on, an empty one is skipped."""

    def __init__(
        self,
        title: str,
        read: Callable[[], str],
        write: Callable[[str], None],
        completer: Completer,
        *,
        notes: Notes | None = None,
        long: bool = True,
    ) -> None:
        super().__init__(title)
        self.read, self.write, self.notes, self.long = read, write, notes, long
        self.shows_top = notes is not None
        self.typed: Callable[[], None] = lambda: None
        """Called every now and then while an answer gets longer."""
        self._kept = 0
        self.buffer = Buffer(
            multiline=long, completer=completer, complete_while_typing=True,
            on_text_changed=lambda _: self._changed(),
        )  # fmt: skip
        control = BufferControl(self.buffer, input_processors=[BetweenWords(len(_prefix(0, 0)))])
        height = Dimension(min=1, weight=9) if long else Dimension.exact(1)
        window = Window(control, wrap_lines=True, height=height, get_line_prefix=_prefix)
        self.body = window if long else HSplit([window, Window()])
        self._bind()

    def keys(self) -> Keys:
        """Enter, and what can be put in."""
        keys = [("Enter", "next" if self.buffer.text.strip() else "skip")]
        if self.notes and self.notes.notes:
            keys.append(("Tab", "note"))
        return [*keys, ("Ctrl-J", "new line")] if self.long else keys

    def enter(self) -> None:
        """Show the answer so far, the cursor at its end."""
        text = self.read()
        self._kept = len(text)
        self.buffer.document = Document(text, len(text))

    def leave(self) -> bool:
        """Take the answer over; blank means none."""
        # A byte that is no UTF-8 comes in as half a character, which no file can hold.
        text = self.buffer.text.encode("utf-8", "replace").decode()
        self.write(text if text.strip() else "")
        return True

    def _changed(self) -> None:
        if abs(len(self.buffer.text) - self._kept) >= OFTEN:
            self._kept = len(self.buffer.text)
            self.leave()
            self.typed()

    def _bind(self) -> None:
        if self.long:
            self.on("c-j", "escape enter")(lambda: self.buffer.insert_text("\n"))
        self.on("tab")(self._tab)
        menu = Condition(lambda: self.buffer.complete_state is not None)
        self.on("escape", filter=menu)(self.buffer.cancel_completion)
        for number in range(1, 10):
            self.on(f"escape {number}", f"f{number}")(partial(self._take, number - 1))

    def _tab(self) -> None:
        """Complete the word; where there is nothing to complete, take up the next note."""
        if self.buffer.complete_state:
            self.buffer.complete_next()
            return
        assert self.buffer.completer is not None
        event = CompleteEvent(completion_requested=True)
        if any(self.buffer.completer.get_completions(self.buffer.document, event)):
            self.buffer.start_completion(select_first=True)
        elif self.notes:
            self._take(self.notes.following)

    def _take(self, index: int | None) -> None:
        if self.notes:
            self.notes.take(index, self.buffer)


def _prefix(line: int, wrapped: int) -> str:
    return "> " if line == 0 and wrapped == 0 else "  "


class LevelPage(Page):
    """A level from 1 to 5 by one key, as for mood and energy."""

    def __init__(
        self, title: str, words: dict[int, str], read: Callable[[], int | None],
        write: Callable[[int | None], None], frame: Callable[[], Frame],
    ) -> None:  # fmt: skip
        super().__init__(title)
        self.words, self.read, self.write, self.frame = words, read, write, frame
        self.body = Window(FormattedTextControl(self._lines, focusable=True, show_cursor=False))
        for level in LEVELS:
            self.on(str(level))(partial(self._choose, level))
        self.on("down", "right")(lambda: self._move(1))
        self.on("up", "left")(lambda: self._move(-1))
        self.on("backspace", "delete")(lambda: write(None))

    def keys(self) -> Keys:
        """The digits."""
        return [("1–5", "choose"), ("Enter", "next" if self.read() else "skip")]

    def _choose(self, level: int) -> None:
        self.write(level)
        self.frame().next()

    def _move(self, step: int) -> None:
        now = self.read()
        self.write(max(1, min(5, now + step)) if now else (1 if step > 0 else 5))

    def _lines(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        for level in LEVELS:
            chosen = level == self.read()
            mark = "▸" if chosen else " "
            text = f"{mark} {level}  {self.words.get(level, '')}".rstrip()
            lines += [("class:chosen" if chosen else "", text), ("", "\n")]
        return lines


class SummaryPage(Page):
    """Everything once more, to be saved, edited or kept."""

    def __init__(
        self, title: str, text: Callable[[], str], results: dict[str, tuple[str, str, str]],
        frame: Callable[[], Frame],
    ) -> None:  # fmt: skip
        """`results`: key to what the bottom line calls it, what it does, and what it ends with."""
        super().__init__(title)
        self.text, self.results, self.frame = text, results, frame
        self.buffer = Buffer(read_only=Condition(lambda: True), multiline=True)
        self.body = Window(BufferControl(self.buffer), wrap_lines=True)
        for key, (_, _, result) in results.items():
            self.on(key)(partial(self._finish, result))

    def keys(self) -> Keys:
        """What can be made of it."""
        return [(shown, does) for shown, does, _ in self.results.values()]

    def enter(self) -> None:
        """Sum up what there is now."""
        self.buffer.set_document(Document(self.text(), 0), bypass_readonly=True)

    def _finish(self, result: str) -> None:
        self.frame().finish(result)
