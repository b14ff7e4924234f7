"""The page of ratings: a skill a line, its levels by digits or arrows, their words beneath."""

from collections.abc import Callable, Mapping
from functools import partial

from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Dimension, HSplit, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflectcli.cli.guided.frame import Keys, Page
from reflectcli.domain.fields import Rated
from reflectcli.domain.rubric import Skill
from reflectcli.render.text import cut, one_line, pad

LEVELS = (1, 2, 3, 4, 5)
NAME = 26
"""How wide the names of skills are shown."""


class RatingPage(Page):
    """The skills, each with its level.

    What a skill was rated the last time is shown once it has a level: before, it would pull the
    answer towards it.
    """

    def __init__(
        self,
        skills: Mapping[str, Skill],
        levels: dict[str, Rated],
        last: Callable[[], Mapping[str, int]],
        changed: Callable[[], None],
        save: Callable[[], None] | None = None,
    ) -> None:
        """With `save` it is the only page, and Enter saves."""
        super().__init__("Rate what showed in this shift; the rest stays empty.")
        self.skills = list(skills.items())
        self.levels, self.last, self.changed = levels, last, changed
        self.row = 0
        self.typed = ""
        self.save = save
        if save is not None:
            self.on("enter", "c-d")(save)
        rows = FormattedTextControl(
            self._rows, focusable=True, show_cursor=False,
            get_cursor_position=lambda: Point(0, self.row),
        )  # fmt: skip
        height = Dimension(min=1, preferred=len(self.skills), max=len(self.skills))
        words = Window(
            FormattedTextControl(self._words), wrap_lines=True, height=Dimension(min=0, preferred=6)
        )
        self.body = HSplit([Window(rows, height=height), Window(height=1), words, Window()])
        self._bind()

    def keys(self) -> Keys:
        """Digits, arrows, and letters to jump."""
        full, empty = ("next", "skip") if self.save is None else ("save", "leave")
        return [
            ("1–5", "rate"), ("0", "n/a"), ("↑↓", "move"), ("a–z", "find"),
            ("Enter", full if self.levels else empty),
        ]  # fmt: skip

    def _bind(self) -> None:
        for level in LEVELS:
            self.on(str(level))(partial(self._rate, level))
        self.on("0", "-")(lambda: self._rate("n/a"))
        self.on("down")(lambda: self._move(1))
        self.on("up")(lambda: self._move(-1))
        self.on("right")(lambda: self._shift(1))
        self.on("left")(lambda: self._shift(-1))
        self.on("backspace", "delete")(self._clear)
        for letter in "abcdefghijklmnopqrstuvwxyz":
            self.on(letter)(partial(self._find, letter))

    @property
    def _key(self) -> str:
        return self.skills[self.row][0]

    def _rate(self, level: Rated) -> None:
        self.levels[self._key] = level
        self.changed()
        self._move(1)

    def _move(self, step: int) -> None:
        self.typed = ""
        self.row = max(0, min(self.row + step, len(self.skills) - 1))

    def _shift(self, step: int) -> None:
        now = self.levels.get(self._key)
        start = 0 if step > 0 else 6
        level = (now if isinstance(now, int) else start) + step
        self.levels[self._key] = max(1, min(5, level))
        self.changed()

    def _clear(self) -> None:
        self.levels.pop(self._key, None)
        self.changed()

    def _find(self, letter: str) -> None:
        """Go to the next skill that begins with what is typed, or with the letter alone."""
        for typed in (self.typed + letter, letter):
            begin = self.row + (len(typed) == 1)
            for row in (*range(begin, len(self.skills)), *range(begin)):
                key, skill = self.skills[row]
                if skill.name.casefold().startswith(typed) or key.startswith(typed):
                    self.row, self.typed = row, typed
                    return

    def _rows(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        for row, (key, skill) in enumerate(self.skills):
            mark = "▸" if row == self.row else " "
            style = "class:question" if row == self.row else ""
            lines.append((style, f"{mark} {pad(cut(one_line(skill.name), NAME), NAME)} "))
            level = self.levels.get(key)
            for each in LEVELS:
                chosen = each == level
                lines.append(
                    ("class:chosen" if chosen else "", f"[{each}]" if chosen else f" {each} ")
                )
            lines.append(
                ("", self._after(key, level) + ("\n" if row < len(self.skills) - 1 else ""))
            )
        return lines

    def _after(self, key: str, level: Rated | None) -> str:
        if level is None:
            return ""
        said = "  n/a" if level == "n/a" else ""
        last = self.last().get(key)
        return said + (f"  last {last}" if last else "")

    def _words(self) -> StyleAndTextTuples:
        """The levels of the skill on which the cursor is."""
        key, skill = self.skills[self.row]
        words = {
            1: skill.low,
            2: "between 1 and 3",
            3: skill.middle,
            4: "between 3 and 5",
            5: skill.high,
        }
        lines: StyleAndTextTuples = [("class:question", f"{one_line(skill.name)}\n")]
        for level in LEVELS:
            chosen = self.levels.get(key) == level
            mark = "▸" if chosen else " "
            lines.append(("", f"{mark} {level}  {one_line(words[level])}\n"))
        return lines
