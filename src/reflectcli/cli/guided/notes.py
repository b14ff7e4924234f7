"""The shift's notes above an answer, each to be taken up with one key."""

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Dimension, HSplit, Window
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.controls import FormattedTextControl

from reflectcli.domain.records import Note
from reflectcli.render.text import cut, one_line

HEAD = "Notes so far · Tab takes the next one into your answer, Alt-1 or F1 the first"
WIDEST = 400
"""No terminal shows a longer line of a note, which may be a megabyte."""
MOST = 7
"""So many notes are seen at once; the list moves on as they are taken up."""


class Notes:
    """The notes, and which one is taken up next."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self.notes = notes
        self.taken: set[int] = set()

    @property
    def following(self) -> int | None:
        """The first note that is not taken up yet."""
        rest = (index for index in range(len(self.notes)) if index not in self.taken)
        return next(rest, None)

    def take(self, index: int | None, buffer: Buffer) -> None:
        """Put a note into an answer, on a line of its own where there is something already."""
        if index is None or index >= len(self.notes):
            return
        self.taken.add(index)
        before = buffer.document.text_before_cursor
        gap = "" if not before or before[-1].isspace() else "\n"
        buffer.insert_text(gap + self.notes[index].text)

    def container(self) -> AnyContainer | None:
        """The list as it stands above the question; None where there is no note."""
        if not self.notes:
            return None
        control = FormattedTextControl(
            self._lines, get_cursor_position=lambda: Point(0, self.following or 0)
        )
        most = min(MOST, len(self.notes))
        title = Window(FormattedTextControl(HEAD), height=1)
        window = Window(control, height=Dimension(min=1, preferred=most, max=most))
        return HSplit([title, window, Window(height=1)])

    def _lines(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        for index, note in enumerate(self.notes):
            mark = "✓" if index in self.taken else "▸" if index == self.following else " "
            number = f"{index + 1:>2}"
            end = "\n" if index < len(self.notes) - 1 else ""
            text = cut(one_line(note.text[: 8 * WIDEST]), WIDEST)
            lines.append(("", f"{mark}{number}  {note.at:%H:%M}  {text}{end}"))
        return lines
