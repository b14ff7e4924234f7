"""The questions of `reflect init` line by line, each with its default between brackets."""

from collections.abc import Callable

from reflectcli.cli.ask import Asker
from reflectcli.cli.beginning import Beginning, channels_offered
from reflectcli.cli.given import choose, choose_all
from reflectcli.cli.lists import words
from reflectcli.cli.rhythm import ROTA, shifts_text
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace
from reflectcli.render.text import one_line

HOW = "Enter keeps what stands in brackets, Ctrl-D all that follows, Ctrl-C leaves without saving."


def ask(beginning: Beginning, *, placed: bool) -> None:
    """Ask for everything; what is not answered stays as it is."""
    asker = Asker(beginning.session.world)
    asker.tell(HOW)
    if not placed:
        beginning.moved = True
        _ask(asker, "Where does the journal lie", str(beginning.root), beginning.move)
    agent = beginning.wanted.agent
    _ask(asker, "Your name, for reports", agent.name, lambda text: beginning.set_agent(name=text))
    _ask(asker, "What do you do", agent.role, lambda text: beginning.set_agent(role=text))
    channels = channels_offered(beginning)
    beginning.set_agent(channels=channels)
    _ask(
        asker, "Where do you meet customers", ", ".join(channels),
        lambda text: beginning.set_agent(channels=words([text])),
    )  # fmt: skip
    _ask(
        asker, "Skills to rate", ", ".join(beginning.wanted.rubric.active),
        lambda text: _rate(beginning, text),
    )  # fmt: skip
    _ask(asker, "KPI targets, such as csat=85% frt=5m", None, lambda text: _aim(beginning, text))
    _ask(
        asker, f"Working days, such as mon-fri, or {ROTA}",
        shifts_text(beginning.wanted.rhythm), beginning.set_shifts,
    )  # fmt: skip
    _ask(asker, "A day starts at", f"{beginning.wanted.day_starts:%H:%M}", beginning.set_day_starts)


def _ask(asker: Asker, question: str, usual: str | None, take: Callable[[str], None]) -> None:
    shown = f" [{one_line(usual)}]" if usual else ""

    def read(text: str) -> bool:
        take(text.strip())
        return True

    asker.ask(f"{question}{shown}?", read)


def _rate(beginning: Beginning, text: str) -> None:
    """Only these skills are rated."""
    skills = beginning.wanted.rubric.skills
    chosen = choose_all("skill", [text], list(skills))
    if not chosen:
        raise ReflectError("at least one skill", hint=", ".join(skills))
    for key, skill in skills.items():
        if skill.active != (key in chosen):
            beginning.set_skill(key, replace(skill, active=key in chosen))


def _aim(beginning: Beginning, text: str) -> None:
    """The targets of some KPIs."""
    for word in text.replace(",", " ").split():
        name, equals, value = word.partition("=")
        if not equals:
            raise ReflectError(f"{word!r} is not a KPI and its target", hint="csat=85% frt=5m")
        beginning.set_target(choose("KPI", name, list(beginning.wanted.kpis)), value)
