"""The talks with the mentor: each pack that was sent, the replies to it, the agreed actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reflectcli.analysis.agreed import Agreed, agreed_actions
from reflectcli.domain.packs import Pack
from reflectcli.domain.records import Goal
from reflectcli.domain.reply import Action, Reply, harmless
from reflectcli.frozen import dataclass

Dated = tuple[date, Reply]
"""A reply and the day that it was filed under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A pack with what came of it, replies oldest first."""

    pack: Pack
    replies: tuple[Dated, ...]
    actions: tuple[Agreed, ...]

    def count(self, state: str) -> int:
        """How many of the agreed actions stand so."""
        return sum(each.state == state for each in self.actions)

    def agreed(self, reply: Reply, action: Action) -> Agreed | None:
        """The step that an action of a reply has become; None when there is no such step."""
        text = harmless(action.text).strip()
        text = f"{reply.by}: {text}" if action.owner == "mentor" else text
        return next((each for each in self.actions if each.text == text), None)


def talks(packs: Sequence[Pack], replies: Iterable[Dated], goals: Iterable[Goal]) -> list[Talk]:
    """All talks, the latest first."""
    had, agreed = list(replies), agreed_actions(goals)
    return [
        Talk(
            pack=pack,
            replies=tuple(each for each in had if each[1].pack == pack.name),
            actions=tuple(each for each in agreed if each.pack == pack.name),
        )
        for pack in reversed(packs)
    ]


def talk_data(talk: Talk, *, whole: bool) -> dict[str, Any]:
    """A talk as plain data; `whole` with the words of the replies."""
    return {
        "name": talk.pack.name,
        "date": talk.pack.day,
        "period": talk.pack.period,
        "replies": [_reply(talk, *each, whole=whole) for each in talk.replies],
        "actions": {state: talk.count(state) for state in ("open", "done", "let_go")},
    }


def _reply(talk: Talk, day: date, reply: Reply, *, whole: bool) -> dict[str, Any]:
    head = {
        "signed": harmless(reply.signed) or None,
        "date": day,
        "altered": reply.hash != talk.pack.hash,
    }
    if not whole:
        return head
    titles = {key: each.title for key, each in talk.pack.shown().items()}
    return head | {
        "ratings": dict(reply.ratings),
        "comments": [
            {
                "about": each.about,
                "title": titles.get(each.about),
                "verdict": each.verdict,
                "text": harmless(each.text),
            }
            for each in reply.comments
        ],
        "answers": [
            {
                "question": each.question,
                "title": titles.get(each.question),
                "text": harmless(each.text),
            }
            for each in reply.answers
        ],
        "actions": [_action(talk, reply, each) for each in reply.actions],
    }


def _action(talk: Talk, reply: Reply, action: Action) -> dict[str, Any]:
    step = talk.agreed(reply, action)
    return {
        "text": harmless(action.text),
        "due": action.due,
        "owner": action.owner,
        "state": step.state if step else "no_step",
        "done": step.done if step else None,
        "goal": step.goal if step else None,
        "step": step.number if step else None,
    }
