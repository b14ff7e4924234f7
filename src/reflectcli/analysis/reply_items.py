"""A mentor's reply item by item, each with what tells it from all others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reflectcli.domain.packs import Shown
from reflectcli.domain.reply import Reply
from reflectcli.frozen import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A rating, a comment, an answer or an action; `about` is a skill, a finding or a goal."""

    sort: str
    about: str
    text: str = ""
    verdict: str = ""
    level: int = 0
    due: date | None = None
    owner: str = ""

    @property
    def key(self) -> Key:
        """What is the same only in an item that says the same."""
        level, due = str(self.level or ""), str(self.due or "")
        return (self.sort, self.about, self.verdict, self.text, level, due, self.owner)


def items(reply: Reply) -> dict[Key, Item]:
    """The items that say something, each once, in the order in which they are shown."""
    found = [
        Item(sort="rating", about=skill, level=level)
        for skill, level in reply.ratings.items()
        if isinstance(level, int)
    ]
    found += [
        Item(sort="comment", about=each.about, verdict=each.verdict or "", text=each.text.strip())
        for each in reply.comments
        if each.text.strip() or each.verdict
    ]
    found += [
        Item(sort="answer", about=each.question, text=each.text.strip())
        for each in reply.answers
        if each.text.strip()
    ]
    found += [
        Item(
            sort="action", about=each.goal or "", text=each.text.strip(), due=each.due,
            owner=each.owner,
        )
        for each in reply.actions
        if each.text.strip()
    ]  # fmt: skip
    return {item.key: item for item in found}


def missing(reply: Reply, shown: Mapping[str, Shown]) -> tuple[list[str], list[str]]:
    """What the reply lacks: findings that its page did not hold, and questions not answered."""
    held = set(reply.shown)
    answered = {each.question for each in reply.answers if each.text.strip()}
    questions = [each for each in shown.values() if each.sort == "question"]
    unseen = [
        each.title
        for each in shown.values()
        if each.key not in held and each.judged and each.sort != "question"
    ]
    return unseen, [each.title for each in questions if each.key not in answered]
