"""Pages of lines that are ticked: the skills to rate, the KPIs and their targets."""

from collections.abc import Callable, Mapping
from functools import partial

from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import Dimension, HSplit, Window
from prompt_toolkit.layout.controls import FormattedTextControl

from reflectcli.cli.beginning import Beginning
from reflectcli.cli.guided.frame import Frame, Keys, Page
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.rubric import Skill
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace
from reflectcli.render.kpi_list import ARROWS, target_text
from reflectcli.render.text import cut, one_line, pad

NAME = 26
"""How wide names are shown."""
WORDS, NEW = "words", "new"
"""How the page of skills ends when one is to be put in words."""


class TickPage(Page):
    """Lines with a tick, moved through by arrows, and what the current one means beneath."""

    def __init__(self, title: str, count: Callable[[], int]) -> None:
        super().__init__(title)
        self.row = 0
        self.count = count
        rows = FormattedTextControl(
            self._rows, focusable=True, show_cursor=False,
            get_cursor_position=lambda: Point(0, self.row),
        )  # fmt: skip
        words = FormattedTextControl(self.words)
        self.body = HSplit(
            [
                Window(rows, height=self._height, dont_extend_height=True),
                Window(height=Dimension(min=0, max=1)),
                Window(words, wrap_lines=True, height=Dimension(min=1, preferred=4)),
            ]
        )
        self.on("down")(partial(self.move, 1))
        self.on("up")(partial(self.move, -1))
        self.on("space")(self.tick)

    def move(self, step: int) -> None:
        """Go to another line."""
        self.row = max(0, min(self.row + step, self.count() - 1))

    def tick(self) -> None:
        """Turn the current line on or off."""

    def line(self, row: int) -> tuple[bool, str]:
        """Whether a line is ticked, and what it says."""
        raise NotImplementedError

    def words(self) -> StyleAndTextTuples:
        """What the current line means."""
        raise NotImplementedError

    def _height(self) -> Dimension:
        return Dimension(min=1, preferred=self.count())

    def _rows(self) -> StyleAndTextTuples:
        lines: StyleAndTextTuples = []
        for row in range(self.count()):
            ticked, text = self.line(row)
            mark = "▸" if row == self.row else " "
            style = "class:question" if row == self.row else ""
            lines.append((style, f"{mark} [{'x' if ticked else ' '}] {text}"))
            lines.append(("", "\n" if row < self.count() - 1 else ""))
        return lines


class SkillPage(TickPage):
    """The skills to rate; the words of each can be changed, and one of one's own added."""

    def __init__(self, beginning: Beginning, frame: Callable[[], Frame]) -> None:
        self.beginning = beginning
        super().__init__("Which skills will you rate?", lambda: len(self.skills))
        self.on("w")(lambda: frame().finish(WORDS))
        self.on("a")(lambda: frame().finish(NEW))

    @property
    def skills(self) -> Mapping[str, Skill]:
        """The skills as they are wanted."""
        return self.beginning.wanted.rubric.skills

    @property
    def current(self) -> str:
        """The skill that the cursor is on."""
        return list(self.skills)[self.row]

    def keys(self) -> Keys:
        """Ticks and words."""
        return [("Space", "on or off"), ("w", "its words"), ("a", "add one"), ("Enter", "next")]

    def tick(self) -> None:
        """Rate it, or no longer."""
        skill = self.skills[self.current]
        self.beginning.set_skill(self.current, replace(skill, active=not skill.active))

    def leave(self) -> bool:
        """At least one skill is rated."""
        self.trouble = "" if self.beginning.wanted.rubric.active else "at least one skill"
        return not self.trouble

    def line(self, row: int) -> tuple[bool, str]:
        """A skill."""
        skill = list(self.skills.values())[row]
        return skill.active, cut(one_line(skill.name), NAME) + "  critical" * skill.critical

    def words(self) -> StyleAndTextTuples:
        """Its levels."""
        skill = self.skills[self.current]
        levels = ((1, skill.low), (3, skill.middle), (5, skill.high))
        return [("", "".join(f"  {level}  {one_line(text)}\n" for level, text in levels))]


class KpiPage(TickPage):
    """The KPIs, each with its target, which is typed over."""

    def __init__(self, beginning: Beginning) -> None:
        self.beginning = beginning
        self.typed: str | None = None
        """What is being typed for the current KPI; None where nothing is."""
        super().__init__(
            "Which figures are you measured by, and what is your target?", lambda: len(self.kpis)
        )
        self.bindings.add("<any>")(self._type)
        self.on("backspace", "delete")(self._erase)

    @property
    def kpis(self) -> Mapping[str, Kpi]:
        """The KPIs as they are wanted."""
        return self.beginning.wanted.kpis

    def keys(self) -> Keys:
        """Ticks and targets."""
        return [("Space", "on or off"), ("type", "a target"), ("Enter", "next")]

    def enter(self) -> None:
        """Nothing is typed yet."""
        self.typed = None

    def move(self, step: int) -> None:
        """Go to another KPI, once this one's target is right."""
        if self.leave():
            super().move(step)

    def tick(self) -> None:
        """Show it, or no longer."""
        if self.leave():
            key = list(self.kpis)[self.row]
            self.beginning.set_active(key, not self.kpis[key].active)

    def leave(self) -> bool:
        """Take over what is typed."""
        self.trouble = ""
        if self.typed is not None:
            try:
                self.beginning.set_target(list(self.kpis)[self.row], self.typed)
            except ReflectError as error:
                hint = f" ({error.problem.hint})" if error.problem.hint else ""
                self.trouble = f"{error}{hint}"
                return False
        self.typed = None
        return True

    def line(self, row: int) -> tuple[bool, str]:
        """A KPI and its target."""
        kpi = list(self.kpis.values())[row]
        typed = row == self.row and self.typed is not None
        target = f"{self.typed}_" if typed else target_text(kpi)
        return (
            kpi.active,
            f"{pad(cut(one_line(kpi.name), NAME), NAME)} {ARROWS[kpi.direction]} {target}",
        )

    def words(self) -> StyleAndTextTuples:
        """How it is counted, and how its target is written."""
        kpi = list(self.kpis.values())[self.row]
        example = {"percent": "85%", "seconds": "5m", "points": "4.5", "count": "40"}[kpi.unit]
        band = "4m..6m, its lower and upper end" if kpi.direction == "band" else example
        return [("", f"  {one_line(kpi.formula)} · a target is written as {band}")]

    def _type(self, event: KeyPressEvent) -> None:
        if event.data.isprintable():
            self.trouble = ""
            self.typed = (self.typed or "") + event.data

    def _erase(self) -> None:
        self.trouble = ""
        self.typed = (self.typed or "")[:-1]
