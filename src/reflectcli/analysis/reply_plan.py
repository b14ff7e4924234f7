"""What a mentor's reply adds to a journal: records, goal steps, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from reflectcli.analysis.agreed import ORIGIN
from reflectcli.analysis.reply_items import Item, items
from reflectcli.domain.packs import Pack, Shown
from reflectcli.domain.records import Checkin, Feedback, Goal, Record, Step
from reflectcli.domain.reply import Reply, harmless
from reflectcli.frozen import dataclass, field

LINKS = 3
_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is there already: the IDs in use and in the trash, the open goals, the skills.

    `make_id` gives the same ID for the same words, `replies` are those imported of this pack.
    """

    ids: frozenset[str]
    deleted: frozenset[str]
    goals: Mapping[str, Goal]
    skills: frozenset[str]
    replies: Sequence[Reply]
    make_id: Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One thing that is added, as it is shown before; `note` says what is worth a word."""

    sort: str
    title: str
    text: str
    note: str = ""


@dataclass(slots=True)
class Plan:
    """All that a reply adds; `already` counts what an earlier import of it brought."""

    planned: list[Planned] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    steps: dict[str, list[Step]] = field(default_factory=dict)
    already: int = 0


def plan_reply(reply: Reply, pack: Pack, known: Known, at: datetime, shift: date) -> Plan:
    """What the reply adds to the journal, made at a moment for a shift; nothing is written."""
    return _Planner(reply, pack, known, at, shift).plan()


class _Planner:
    """Goes through a reply item by item and gathers what becomes of each."""

    def __init__(self, reply: Reply, pack: Pack, known: Known, at: datetime, shift: date) -> None:
        self.reply, self.known = reply, known
        self.at, self.shift = at, shift
        self.by = reply.by
        self.shown = pack.shown()
        self.taken = known.ids | known.deleted
        self.origin = f"{ORIGIN}{pack.name}"
        self.name = pack.name
        self.done = Plan()
        self.rated: dict[str, int] = {}
        self.agreed: list[Step] = []

    def plan(self) -> Plan:
        """The plan, made."""
        earlier = [each for each in self.known.replies if each.by == self.by]
        before = {key for each in earlier for key in items(each)}
        deeds = {
            "rating": self._rating, "comment": self._comment,
            "answer": self._answer, "action": self._action,
        }  # fmt: skip
        for key, item in items(self.reply).items():
            if key in before:
                self.done.already += 1
            else:
                deeds[item.sort](item)
        self._finish()
        return self.done

    def _rating(self, item: Item) -> None:
        if item.about not in self.known.skills:
            self._leave(item.about, "no skill of this journal")
            return
        earlier = {each.ratings[item.about]: 0 for each in self.known.replies
                   if each.by == self.by and item.about in each.ratings}  # fmt: skip
        note = f"{', '.join(map(str, earlier))} in the earlier reply; both stay" if earlier else ""
        self.rated[item.about] = item.level
        self._show(item, item.about.replace("_", " "), str(item.level), note)

    def _comment(self, item: Item) -> None:
        about = self.shown.get(item.about)
        if about is None:
            self._leave(f"comment on {item.about}", "the pack has no such finding")
            return
        goal = about.key.partition(":")[2]
        text = _said(item, about)
        if about.sort == "goal" and goal in self.known.goals:
            new = self._add(Checkin, item, goal=goal, text=f"{self.by}: {text}")
        else:
            skills = tuple(each for each in about.skills if each in self.known.skills)
            new = self._add(Feedback, item, text=text, skills=skills, links=self._links(about))
        if new:
            self._show(item, f"{about.sort} {_short(about.title)}", _verdict(item))

    def _answer(self, item: Item) -> None:
        question = self.shown.get(item.about)
        if question is None or question.sort != "question":
            self._leave(f"answer to {item.about}", "the pack has no such question")
            return
        title = _short(question.title)
        text = f"Asked “{title}”: {harmless(item.text).strip()}"
        if self._add(Feedback, item, text=text, links=self._links(question)):
            self._show(item, title, item.text)

    def _action(self, item: Item) -> None:
        text = harmless(item.text).strip()
        text = f"{self.by}: {text}" if item.owner == "mentor" else text
        step = Step(text=text, due=item.due, origin=self.origin)
        sort, _, record = item.about.partition(":")
        goal = self.known.goals.get(record) if sort == "goal" else None
        note = "" if goal or not item.about else f"its goal {item.about} is not open here"
        if goal is not None and any(each.text == text for each in goal.steps):
            self._leave(f"action {_short(text)}", f"already a step of {_short(goal.title)}")
            return
        if goal is None:
            self.agreed.append(step)
        else:
            self.done.steps.setdefault(goal.id, []).append(step)
        where = f"for “{_short(goal.title)}”" if goal else f"for “{self._agreed_title()}”"
        by = f"by {item.due.day} {item.due:%b %Y}, " if item.due else ""
        self._show(item, _short(text), by + where, note)

    def _finish(self) -> None:
        """The one record of all ratings, and the goal for what belongs to no other."""
        if self.rated:
            said = [f"{skill}={level}" for skill, level in self.rated.items()]
            self._keep(Feedback, "ratings", said, **self._feedback(), ratings=self.rated)
        if not self.agreed:
            return
        first = self.known.make_id("goal", [self.name, self.by])
        if first in self.known.goals:
            there = {each.text for each in self.known.goals[first].steps}
            if new := [each for each in self.agreed if each.text not in there]:
                self.done.steps.setdefault(first, []).extend(new)
            return
        taken = first in self.taken
        more = [each.text for each in self.agreed] if taken else []
        self._keep(
            Goal, "", more, title=self._agreed_title(), helpers=(self.by,), origin=self.origin,
            steps=tuple(self.agreed),
        )  # fmt: skip

    def _agreed_title(self) -> str:
        return f"Agreed with {self.by}, {self.shift.day} {self.shift:%b %Y}"

    def _add(self, cls: type[Record], item: Item, **values: object) -> bool:
        own = self._feedback() if cls is Feedback else {"origin": self.origin}
        return self._keep(cls, item.sort, item.key, **own, **values)

    def _keep(self, cls: type[Record], sort: str, key: Iterable[str], **values: object) -> bool:
        words = [self.name, self.by, sort, *key] if sort else [self.name, self.by, *key]
        record_id = self.known.make_id(cls.kind, words)
        # Where the reply's own file is lost, the record still tells that it was imported.
        if record_id in self.taken:
            self.done.already += 1
            return False
        head: dict[str, object] = {"id": record_id, "at": self.at, "shift": self.shift}
        self.done.records.append(cls(**head, **values))  # type: ignore[arg-type]
        return True

    def _feedback(self) -> dict[str, object]:
        author = self.by if self.reply.signed.strip() else None
        return {"source": "mentor", "author": author, "asked": True, "origin": self.origin}

    def _links(self, about: Shown) -> tuple[str, ...]:
        return tuple(each for each in about.evidence if each in self.known.ids)[:LINKS]

    def _leave(self, what: str, why: str) -> None:
        self.done.left_out.append((what, why))

    def _show(self, item: Item, title: str, text: str, note: str = "") -> None:
        self.done.planned.append(Planned(sort=item.sort, title=title, text=text, note=note))


def _verdict(item: Item) -> str:
    """A comment in one line: what the mentor makes of it, and their words."""
    verdict = {"agree": "agrees", "disagree": "disagrees"}.get(item.verdict, "")
    return " · ".join(part for part in (verdict, item.text) if part)


def _said(item: Item, about: Shown) -> str:
    """The text of a comment: what it is about where nothing else says it, then the words."""
    text = harmless(item.text).strip()
    verdict = {"agree": "Agrees", "disagree": "Disagrees"}.get(item.verdict, "")
    told = about.sort in ("skill", "agreement", "moment", "goal")
    on = "" if told and text else f"on “{_short(about.title)}”"
    lead = f"{verdict} {on}".strip()
    lead = lead[:1].upper() + lead[1:]
    return f"{lead}: {text}" if lead and text else lead or text


def _short(text: str) -> str:
    line = " ".join(harmless(text).split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"
