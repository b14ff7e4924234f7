"""A page of lines of which one is picked, such as the drafts to take up."""

from collections.abc import Callable

from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflectcli.cli.guided.frame import Frame, Keys, Page
from reflectcli.render.text import cut

TAKE, ANEW = "take", "anew"


class DraftPage(Page):
    """The unfinished reflections: go on with one, start anew, or delete one."""

    def __init__(
        self, words: list[str], delete: Callable[[int], None], frame: Callable[[], Frame],
        columns: int,
    ) -> None:  # fmt: skip
        several = len(words) > 1
        super().__init__(
            "Reflections that are not finished" if several else "A reflection is not finished"
        )
        self.words, self.row, self.columns = words, 0, columns
        self.sure = False
        self._delete, self._frame = delete, frame
        control = FormattedTextControl(
            self._rows, focusable=True, show_cursor=False,
            get_cursor_position=lambda: Point(0, self.row),
        )  # fmt: skip
        self.body = Window(control)
        self.on("enter")(lambda: frame().finish(TAKE))
        self.on("n")(lambda: frame().finish(ANEW))
        self.on("d")(self._drop)
        self.on("down")(lambda: self._move(1))
        self.on("up")(lambda: self._move(-1))

    def keys(self) -> Keys:
        """What can be made of the draft."""
        if self.sure:
            return [("d", "delete it for good"), ("↑↓", "leave it")]
        return [("Enter", "go on with it"), ("n", "start anew"), ("d", "delete it")]

    def _move(self, step: int) -> None:
        self.sure = False
        self.row = max(0, min(self.row + step, len(self.words) - 1))

    def _drop(self) -> None:
        """Delete at the second press: what was typed there is nowhere else."""
        if not self.sure:
            self.sure = True
            return
        self._delete(self.row)
        del self.words[self.row]
        if not self.words:
            self._frame().finish(ANEW)
        self._move(0)

    def _rows(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        for row, words in enumerate(self.words):
            mark = "▸" if row == self.row else " "
            style = "class:chosen" if row == self.row and self.sure else ""
            lines += [(style, f"{mark} {cut(words, self.columns - 3)}"), ("", "\n")]
        return lines
