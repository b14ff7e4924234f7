"""`reflect init` guided: five questions, and once more what would be written."""

from reflectcli.cli.beginning import (
    Beginning,
    channels_offered,
    names,
    new_skill,
)
from reflectcli.cli.guided.forms import Field, FormPage
from reflectcli.cli.guided.frame import Frame, Page
from reflectcli.cli.guided.pages import SummaryPage
from reflectcli.cli.guided.ticks import WORDS, KpiPage, SkillPage
from reflectcli.cli.lists import words
from reflectcli.cli.rhythm import ROTA, shifts_text
from reflectcli.domain.rubric import Skill
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace
from reflectcli.render.text import one_line, pad, wrap

SAVE, BACK = "save", "back"
LABEL = 12
"""How wide the labels of the summary are."""


def guide(beginning: Beginning, *, placed: bool) -> None:
    """Ask on the whole screen until it is right; what was answered is then wanted.

    Raises:
        KeyboardInterrupt: it was left before, and nothing is to be written.
    """
    Start(beginning, placed=placed).run()


class Start:
    """The guide through the settings of a journal."""

    def __init__(self, beginning: Beginning, *, placed: bool) -> None:
        self.beginning = beginning
        beginning.moved = not placed
        self.skills = SkillPage(beginning, lambda: self.frame)
        pages: list[Page] = [] if placed else [self._place()]
        pages += [self._agent(), self.skills, KpiPage(beginning), self._rhythm()]
        results = {"enter": ("Enter", "write it", SAVE)}
        pages.append(SummaryPage("Is it like this?", self._summary, results, lambda: self.frame))
        self.frame = Frame(beginning.session.world, "Your journal", pages)

    def run(self) -> None:
        """Ask until it is right."""
        start = 0
        while (result := self.frame.run(start)) != SAVE:
            self._skill(self.skills.current if result == WORDS else None)
            start = self.frame.pages.index(self.skills)
            self.frame = self.frame.again()

    def _place(self) -> Page:
        hint = "Enter if you do not mind. A journal that lies there already is used."
        field = Field("Folder", lambda: str(self.beginning.root), self.beginning.move, hint)
        return FormPage("Where shall your journal lie?", [field], self._next)

    def _agent(self) -> Page:
        beginning = self.beginning
        fields = [
            Field("Name", lambda: beginning.wanted.agent.name or "",
                  lambda text: beginning.set_agent(name=text or None), "for reports, if you like"),
            Field("Role", lambda: beginning.wanted.agent.role or "",
                  lambda text: beginning.set_agent(role=text or None), "such as phone support"),
            Field("Channels", lambda: ", ".join(channels_offered(beginning)),
                  lambda text: beginning.set_agent(channels=words([text]))),
        ]  # fmt: skip
        return FormPage("What do you do, and where do you meet customers?", fields, self._next)

    def _next(self) -> None:
        self.frame.next()

    def _rhythm(self) -> Page:
        beginning = self.beginning
        fields = [
            Field("Working days", lambda: shifts_text(beginning.wanted.rhythm),
                  beginning.set_shifts, f"mon-fri, or {ROTA}; empty if they change"),
            Field("A day starts at", lambda: f"{beginning.wanted.day_starts:%H:%M}",
                  beginning.set_day_starts,
                  "before it, a note belongs to the shift of the day before"),
        ]  # fmt: skip
        return FormPage("When do you work?", fields, self._next)

    def _skill(self, key: str | None) -> None:
        """Put a skill in words, or a new one."""
        beginning = self.beginning
        skills = beginning.wanted.rubric.skills
        old = skills[key] if key else Skill(name="", low="", middle="", high="")
        said = {name: getattr(old, name) for name in ("name", "low", "middle", "high")}

        def field(label: str, name: str) -> Field:
            def write(text: str) -> None:
                if not text:
                    raise ReflectError(f"{label!r} is needed")
                if name == "name" and key is None:
                    new_skill(beginning.wanted, text)
                said[name] = text

            return Field(label, lambda: said[name], write)

        fields = [field("Name", "name"), field("1 looks like", "low"),
                  field("3 looks like", "middle"), field("5 looks like", "high")]  # fmt: skip
        page = FormPage("What do its levels look like?", fields, lambda: frame.finish(SAVE))
        # Here Ctrl-C and Esc leave the words, not the whole guide.
        page.on("escape", "s-tab", "c-c")(lambda: frame.app.exit(result=BACK))
        title = one_line(old.name) or "A skill of your own"
        frame = Frame(beginning.session.world, title, [page], stop="leaves it as it was")
        if frame.run() == SAVE:
            found = key or new_skill(beginning.wanted, said["name"])
            beginning.set_skill(found, replace(old, **said))

    def _summary(self) -> str:
        beginning = self.beginning
        wanted = beginning.wanted
        said = {
            "Journal": str(beginning.root),
            "Name": wanted.agent.name or "",
            "Role": wanted.agent.role or "",
            "Channels": ", ".join(wanted.agent.channels),
            "Skills": ", ".join(skill.name for skill in wanted.rubric.active.values()),
            "KPIs": ", ".join(self._kpis()),
            "Work": shifts_text(wanted.rhythm) or "no fixed days",
            "Day starts": f"{wanted.day_starts:%H:%M}",
        }
        if beginning.exists:
            said["Changed"] = ", ".join(names(beginning.differences())) or "nothing"
        if wanted.rubric.version != beginning.old.rubric.version:
            said["Rubric"] = f"version {wanted.rubric.version}: no trend runs across the new words"
        columns = max(20, beginning.session.world.width - LABEL - 1)
        return "\n".join(_row(label, text, columns) for label, text in said.items() if text)

    def _kpis(self) -> list[str]:
        from reflectcli.render.kpi_list import target_text

        kpis = [kpi for kpi in self.beginning.wanted.kpis.values() if kpi.active]
        return [f"{one_line(kpi.name)} {target_text(kpi)}".strip() for kpi in kpis]


def _row(label: str, text: str, columns: int) -> str:
    first, *rest = wrap(one_line(text), columns)
    return "\n".join([pad(label, LABEL) + first, *(" " * LABEL + line for line in rest)])
