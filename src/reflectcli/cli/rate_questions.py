"""The questions of `reflect rate` in a terminal: the skills, their levels in words."""

from collections.abc import Callable, Mapping
from typing import Any

from reflectcli.cli.ask import HOW, Asker, fields_draft, keeping
from reflectcli.cli.levels import parse_level
from reflectcli.cli.session import Session
from reflectcli.domain.fields import Rated
from reflectcli.domain.records import Rating
from reflectcli.domain.rubric import Skill
from reflectcli.render.text import one_line, wrap


def ask(
    session: Session,
    levels: dict[str, Rated],
    options: dict[str, Any],
    save: Callable[[], Rating],
    last: Callable[[], Mapping[str, int]],
    *,
    plain: bool,
) -> Rating | None:
    """Ask for each active skill, on one screen or line by line, then save.

    What was rated the last time is not shown before: it would pull the answer towards it.
    """
    asker = Asker(session.world)

    def changed() -> None:
        asker.answered = bool(levels)

    with keeping(session, asker, lambda: fields_draft("rating", options | {"skills": levels})):
        if plain or not session.world.guides:
            _by_line(session, asker, levels)
        else:
            from reflectcli.cli.guided.rate import guide

            guide(session, levels, last, changed)
        return save() if levels else None


def _by_line(session: Session, asker: Asker, levels: dict[str, Rated]) -> None:
    active = session.config.rubric.active
    asker.tell(HOW)
    for number, (key, skill) in enumerate(active.items(), 1):
        if asker.ended:
            break
        asker.tell(f"\n{one_line(skill.name)} ({number} of {len(active)})")
        asker.tell(_words(skill, (1, 3, 5), session.world.width))
        level = _level(asker, skill, session.world.width)
        if level is not None:
            levels[key] = level


def _level(asker: Asker, skill: Skill, columns: int) -> Rated | None:
    def read(line: str) -> Rated | None:
        if line.strip() == "?":
            asker.tell(_words(skill, (1, 2, 3, 4, 5), columns))
            return None
        return parse_level(line, "a level")

    while (line := asker.ask("1-5, n/a, ? for all five:", lambda text: (read(text),))) is not None:
        if line[0] is not None:
            return line[0]
    return None


def _words(skill: Skill, levels: tuple[int, ...], columns: int) -> str:
    lines = []
    for level in levels:
        first, *rest = wrap(one_line(skill.words(level)), max(20, columns - 5))
        lines += [f"  {level}  {first}", *(f"     {line}" for line in rest)]
    return "\n".join(lines)
