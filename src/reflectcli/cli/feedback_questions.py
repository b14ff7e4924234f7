"""The questions of `reflect feedback add` in a terminal."""

from collections.abc import Callable
from typing import Any

from reflectcli.cli.ask import HOW, Asker, Question, fields_draft, keeping
from reflectcli.cli.given import choose, skill_ids
from reflectcli.cli.session import Session
from reflectcli.domain.fields import FeedbackType, Source, choices
from reflectcli.domain.records import Feedback
from reflectcli.domain.values import parse_score


def ask(session: Session, values: dict[str, Any], save: Callable[[], Feedback]) -> Feedback | None:
    """Ask for what is missing, then save; None when there are neither words nor a score."""
    sources, types = choices(Source), choices(FeedbackType)
    asker = Asker(session.world)
    with keeping(session, asker, lambda: fields_draft("feedback", values)):
        if not _said(values):
            asker.tell(HOW)
            values["text"] = asker.text("What did they say?") or None
            score = asker.ask("A score, as 4/5?", parse_score)
            if score:
                values["score"], values["scale"] = score
        if not _said(values):
            return None
        questions = [
            Question(
                ("type",),
                f"What sort ({', '.join(types)})?",
                lambda line: choose("type", line, types),
            ),
            Question(
                ("skills",), "Skills that it is about?", lambda line: skill_ids(session, [line])
            ),
        ]
        if not values["source"]:
            values["source"] = asker.need(
                f"Who ({', '.join(sources)})?", lambda line: choose("source", line, sources)
            )
        if not values["source"]:
            return None
        asker.fill(values, questions)
        return save()


def _said(values: dict[str, Any]) -> bool:
    return bool(values["text"] or values.get("score") is not None or values["ratings"])
