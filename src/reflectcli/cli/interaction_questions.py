"""The questions of `reflect success` and `reflect challenge` in a terminal."""

from collections.abc import Callable
from typing import Any

from reflectcli.cli.ask import HOW, Asker, Question, fields_draft, keeping
from reflectcli.cli.given import choose, choose_all, skill_ids
from reflectcli.cli.session import Session
from reflectcli.domain.fields import Cause, Control, choices
from reflectcli.domain.records import Interaction


def ask(
    session: Session, kind: str, values: dict[str, Any], save: Callable[[], Interaction]
) -> Interaction | None:
    """Ask for what has no value yet, then save; cut short, the answers become a draft."""
    asker = Asker(session.world)
    with keeping(session, asker, lambda: fields_draft(kind, values)):
        asker.tell(HOW)
        values["text"] = asker.need("What happened?", str)
        if values["text"] is None:
            return None
        asker.fill(values, _questions(session, kind))
        return save()


def _questions(session: Session, kind: str) -> list[Question]:
    skills = Question(
        ("skills",),
        f"Skills that it {'shows' if kind == 'success' else 'asked of you'}?",
        lambda line: skill_ids(session, [line]),
    )
    if kind == "success":
        return [
            Question(("factors",), "What made it work (several: parted by ;)?", _parted),
            Question(("replicate_when",), "When will you do it again?"),
            skills,
        ]
    causes, controls = choices(Cause), choices(Control)
    return [
        Question(("trigger",), "What set it off?"),
        Question(("root_cause",), "What was really behind it?"),
        Question(
            ("causes",),
            f"Kinds of cause?\n  {', '.join(causes[:5])},\n  {', '.join(causes[5:])}\n>",
            lambda line: choose_all("cause", [line], causes),
        ),
        Question(
            ("control",),
            f"Whose lever is it ({', '.join(controls)})?",
            lambda line: choose("control", line, controls),
        ),
        Question(("own_part",), "Your own part in it?"),
        Question(("next_time", "next_if", "next_then"), "Next time: if …, then …?"),
        skills,
    ]


def _parted(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(";") if part.strip())
