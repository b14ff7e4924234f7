"""The questions of `reflect activity add` in a terminal."""

from collections.abc import Callable
from typing import Any

from reflectcli.cli.ask import HOW, Asker, Question, fields_draft, keeping
from reflectcli.cli.given import choose, skill_ids
from reflectcli.cli.session import Session
from reflectcli.domain.fields import ActivityType, choices
from reflectcli.domain.records import Activity


def ask(
    session: Session,
    values: dict[str, Any],
    save: Callable[[], Activity],
    hours: Callable[[str], float],
) -> Activity | None:
    """Ask for what is missing, then save; None when there is no title.

    With a title at hand the sort alone is asked for.
    """
    types = choices(ActivityType)
    sort = Question(
        ("type",),
        f"What sort (Enter: other)?\n  {', '.join(types[:6])},\n  {', '.join(types[6:])}\n>",
        lambda line: choose("type", line, types),
    )
    asker = Asker(session.world)
    with keeping(session, asker, lambda: fields_draft("activity", values)):
        if values["title"]:
            asker.fill(values, [sort])
            return save()
        asker.tell(HOW)
        values["title"] = asker.need("What was it?", str)
        if values["title"] is None:
            return None
        questions = [
            sort,
            Question(("hours",), "How long (1.5, 1h30m, 90m)?", hours),
            Question(("takeaway",), "What do you keep from it?"),
            Question(
                ("skills",), "Skills that it is for?", lambda line: skill_ids(session, [line])
            ),
            Question(("people",), "With whom?", lambda line: (line,)),
        ]
        asker.fill(values, questions)
        return save()
