"""The screen in which a guide asks: a head, one page at a time, the keys in the bottom line."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import (
    DynamicKeyBindings,
    KeyBindings,
    KeyPressEvent,
    merge_key_bindings,
)
from prompt_toolkit.layout import (
    ConditionalContainer,
    DynamicContainer,
    Float,
    FloatContainer,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.menus import CompletionsMenu
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.styles import Style

from reflectcli.cli.context import World
from reflectcli.render.text import cut, one_line, pad, width

# Only what any terminal has, light or dark: its own colours, turned around or bold.
STYLE = Style.from_dict(
    {
        "head": "bold",
        "question": "bold",
        "chosen": "reverse",
        "keys": "reverse",
        "trouble": "bold",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit",
        "completion-menu.completion.current": "noinherit reverse",
        "completion-menu.meta.completion": "noinherit",
        "completion-menu.meta.completion.current": "noinherit reverse",
        "scrollbar.background": "noinherit",
        "scrollbar.button": "noinherit reverse",
    }
)
Keys = Sequence[tuple[str, str]]
"""Keys and what they do, those first that must be known."""
ESCAPE_SECONDS = 0.15
"""How long Esc waits to be the beginning of another key; slow lines part them."""


class Page:
    """One page: what it shows and which keys it knows; its answer goes where its maker says."""

    shows_top = False
    """Whether what stands on top, such as the notes, is shown with this page."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.bindings = KeyBindings()
        self.body: AnyContainer = Window()
        self.trouble = ""
        """Why the page cannot be left; empty when it can."""

    def keys(self) -> Keys:
        """The keys that the bottom line shows before those of every page."""
        return ()

    def enter(self) -> None:
        """Show what is so far; the page is about to be seen."""

    def leave(self) -> bool:
        """Take over what was typed; False, with `trouble`, when that cannot be."""
        return True

    def on(self, *keys: str, **options: Any) -> Callable[[Callable[[], None]], Callable[[], None]]:
        """Have a function called by any of several keys; `escape 1` is a key after another."""

        def bind(function: Callable[[], None]) -> Callable[[], None]:
            def handle(event: KeyPressEvent) -> None:
                function()

            for key in keys:
                self.bindings.add(*key.split(" "), **options)(handle)
            return function

        return bind


class Frame:
    """The pages of one guide, in their order, the last one the summary.

    `changed` is called whenever an answer may be new: it must not fail. `status` is what there is
    to say about that. `stop` is what Ctrl-C does, in words.
    """

    def __init__(
        self,
        world: World,
        head: str,
        pages: Sequence[Page],
        *,
        changed: Callable[[], None] = lambda: None,
        status: Callable[[], str] = lambda: "",
        top: AnyContainer | None = None,
        stop: str = "leave",
    ) -> None:
        self.world, self.head, self.pages = world, head, pages
        self.index = 0
        self.changed, self.status, self.stop = changed, status, stop
        self.app: Application[str] = Application(
            layout=Layout(self._root(top)),
            key_bindings=merge_key_bindings(
                [self._common(), DynamicKeyBindings(lambda: self.page.bindings)]
            ),
            style=STYLE,
            full_screen=True,
            color_depth=None if world.color else ColorDepth.DEPTH_1_BIT,
            input=create_input(world.stdin),
            output=create_output(world.stderr),
        )
        self.app.ttimeoutlen = self.app.timeoutlen = ESCAPE_SECONDS

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.index]

    def run(self, start: int = 0) -> str:
        """Ask from a page on; returns what `finish` was given.

        Raises:
            KeyboardInterrupt: Ctrl-C, or the terminal is gone; what was typed is taken over.
        """
        self.index = start
        try:
            return self.app.run(pre_run=self._started)
        except (EOFError, OSError):
            self._keep()
            raise KeyboardInterrupt from None

    def again(self) -> "Frame":
        """The same pages on a fresh screen, after something else had it."""
        return Frame(self.world, self.head, self.pages, stop=self.stop)

    def go(self, index: int) -> None:
        """Leave the page for another one, if it can be left."""
        if not self.page.leave():
            return
        self.changed()
        self.index = max(0, min(index, len(self.pages) - 1))
        self._show()

    def next(self) -> None:
        """Go on."""
        self.go(self.index + 1)

    def finish(self, result: str) -> None:
        """End with a result."""
        if self.page.leave():
            self.changed()
            self.app.exit(result=result)

    def _started(self) -> None:
        self._show()
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            with contextlib.suppress(NotImplementedError, AttributeError, RuntimeError):
                loop.add_signal_handler(getattr(signal, name), self._interrupt)

    def _show(self) -> None:
        self.page.trouble = ""
        self.page.enter()
        self.app.layout.focus(self.page.body)

    def _keep(self) -> None:
        self.page.leave()
        self.changed()

    def _interrupt(self) -> None:
        self._keep()
        if self.app.is_running and not self.app.is_done:
            self.app.exit(exception=KeyboardInterrupt)

    def _common(self) -> KeyBindings:
        bindings = KeyBindings()

        @bindings.add("enter")
        def _(event: KeyPressEvent) -> None:
            self.next()

        @bindings.add("escape")
        @bindings.add("s-tab")
        def _(event: KeyPressEvent) -> None:
            self.go(self.index - 1)

        @bindings.add("c-d")
        def _(event: KeyPressEvent) -> None:
            self.go(len(self.pages) - 1)

        @bindings.add("c-c")
        @bindings.add("<sigint>")
        def _(event: KeyPressEvent) -> None:
            self._interrupt()

        @bindings.add("c-z")
        def _(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        @bindings.add("c-l")
        def _(event: KeyPressEvent) -> None:
            event.app.renderer.clear()

        return bindings

    def _root(self, top: AnyContainer | None) -> FloatContainer:
        shown = Condition(lambda: self.page.shows_top)
        parts: list[AnyContainer] = [_line(self._head, "class:head"), Window(height=1)]
        if top is not None:
            parts.append(ConditionalContainer(top, filter=shown))
        parts += [
            _line(lambda: self.page.title, "class:question", wrap=True),
            DynamicContainer(lambda: self.page.body),
            _line(lambda: self.page.trouble or self.status(), "class:trouble", wrap=True),
            _line(self._keys, "class:keys"),
        ]
        menu = CompletionsMenu(max_height=6, scroll_offset=1)
        return FloatContainer(HSplit(parts), [Float(menu, xcursor=True, ycursor=True)])

    def _head(self) -> str:
        place = f"{self.index + 1} of {len(self.pages)}"
        columns = _columns() - len(place) - 1
        return f"{pad(cut(self.head, columns), columns)} {place}"

    def _keys(self) -> str:
        """The keys, as many as the line holds."""
        keys = list(self.page.keys())
        keys += [("Esc", "back")] if self.index else []
        keys.append(("Ctrl-C", self.stop))
        keys += [("Ctrl-D", "end")] if self.index < len(self.pages) - 2 else []
        line, columns = "", _columns() - 1
        for key, does in keys:
            more = f"{line} · {key} {does}" if line else f" {key} {does}"
            if width(more) > columns:
                break
            line = more
        return pad(line, columns + 1)


def _line(text: Callable[[], str], style: str, *, wrap: bool = False) -> AnyContainer:
    """A line that takes no room when it has nothing to say."""
    control = FormattedTextControl(lambda: [(style, one_line(text()) if wrap else text())])
    window = Window(control, dont_extend_height=True, wrap_lines=wrap, style=style)
    return ConditionalContainer(window, filter=Condition(lambda: bool(text())))


def _columns() -> int:
    return get_app().output.get_size().columns
