"""A page of several one-line fields."""

from collections.abc import Callable, Sequence
from functools import partial

from prompt_toolkit.application.current import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.layout import Dimension, HSplit, VSplit, Window
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl

from reflectcli.cli.guided.frame import Keys, Page
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.text import pad


@dataclass(frozen=True, slots=True)
class Field:
    """One line: what it is called, what stands in it, what is done with it, what it is for."""

    label: str
    read: Callable[[], str]
    write: Callable[[str], None]
    hint: str = ""


class FormPage(Page):
    """Fields one below the other; `done` is called by Enter in the last one."""

    def __init__(self, title: str, fields: Sequence[Field], done: Callable[[], None]) -> None:
        super().__init__(title)
        self.fields, self.done = fields, done
        self.buffers = [Buffer(multiline=False) for _ in fields]
        self.windows = [Window(BufferControl(buffer), height=1) for buffer in self.buffers]
        room = max(len(field.label) for field in fields) + 3
        rows: list[AnyContainer] = []
        for field, window in zip(fields, self.windows, strict=True):
            label = FormattedTextControl(pad(f"  {field.label}", room))
            rows.append(VSplit([Window(label, width=room, height=1), window]))
            if field.hint:
                hint = FormattedTextControl(" " * room + field.hint)
                rows.append(
                    Window(
                        hint, wrap_lines=True, height=Dimension(min=0, max=2), style="class:hint"
                    )
                )
        self.body = HSplit([Window(height=1), *rows, Window()])
        self.on("enter")(partial(self._step, 1, leave=True))
        self.on("down", "tab")(partial(self._step, 1))
        self.on("up")(partial(self._step, -1))

    def keys(self) -> Keys:
        """Enter and the arrows."""
        return [("Enter", "next"), *([("↑↓", "move")] if len(self.fields) > 1 else [])]

    def enter(self) -> None:
        """Show what is so far, each cursor at the end."""
        for field, buffer in zip(self.fields, self.buffers, strict=True):
            text = field.read()
            buffer.document = Document(text, len(text))

    def leave(self) -> bool:
        """Take the fields over; one that is wrong keeps the page, the cursor in it."""
        for field, buffer, window in zip(self.fields, self.buffers, self.windows, strict=True):
            try:
                field.write(buffer.text.encode("utf-8", "replace").decode().strip())
            except ReflectError as error:
                hint = f" ({error.problem.hint})" if error.problem.hint else ""
                self.trouble = f"{error}{hint}"
                get_app().layout.focus(window)
                return False
        return True

    def _step(self, step: int, *, leave: bool = False) -> None:
        layout = get_app().layout
        now = next(i for i, window in enumerate(self.windows) if layout.has_focus(window))
        if 0 <= now + step < len(self.windows):
            layout.focus(self.windows[now + step])
        elif leave:
            self.done()
