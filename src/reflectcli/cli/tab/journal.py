"""The values that the journal knows: skills, KPIs, prompts, tags, channels, records.

What journal.toml leaves out is as in a new journal (`usual.toml`, generated); where it is broken,
nothing of it is offered.
"""

import os

from reflectcli.storage.glance import READ, Glance, Glimpse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Candidate = tuple[str, str]
"""What would be typed and what it means; text that goes on, like `empathy=`, ends so."""

USUAL = os.path.join(os.path.dirname(__file__), "usual.toml")
CHANNELS = ("phone", "chat", "email")
FOLDERS = {"goal": "goals", "experiment": "experiments"}
SAID = 60
"""How many letters of a record say which one it is."""
OVER = ("closed", "verdict")
"""Fields that a goal or an experiment has only once it is over."""


class Known:
    """What the journal knows; nothing is read, nor is it looked for, before it is asked.

    `find` tells the journal's folder and the prompt set that the user likes.
    """

    def __init__(self, find: "Callable[[], tuple[str, str]]") -> None:
        self._find = find
        self._place: tuple[str, str] | None = None
        self._content: dict[str, Any] | None = None

    @property
    def glance(self) -> Glance:
        """The look at the journal."""
        return Glance(self._found[0])

    @property
    def _found(self) -> tuple[str, str]:
        self._place = self._place or self._find()
        return self._place

    @property
    def rated(self) -> list[Candidate]:
        """The skills that are rated, each to be followed by its level."""
        return [(f"{skill}=", says) for skill, says in self.named("skill")]

    def named(self, kind: str) -> list[Candidate]:
        """The names of one kind: skill, kpi, every-kpi, prompts, mapping, channel, tag."""
        match kind:
            case "skill":
                return _named(self._table("rubric", "skills"))
            case "kpi":
                return _named(self._table("kpis"))
            case "kpi=":
                return [(f"{name}=", says) for name, says in _named(self._table("kpis"))]
            case "every-kpi":
                return _named(self._table("kpis"), every=True)
            case "prompts":
                return [(each, _text(table, "title")) for each, table in self._prompt_sets()]
            case "mapping":
                return [(name, "") for name in self._table("mappings")]
            case "channel":
                own = self._table("agent").get("channels")
                return [(each, "") for each in (own if isinstance(own, list) else ()) or CHANNELS]
            case "tag":
                return [(tag, "") for tag in self.glance.tags()]
        return []

    def levels(self, skill: str) -> list[Candidate]:
        """The levels of a skill, with the rubric's words for them."""
        words = self._table("rubric", "skills").get(skill)
        if not isinstance(words, dict):
            return []
        says = {1: "low", 3: "middle", 5: "high"}
        found = [(f"{skill}={level}", _text(words, says.get(level, ""))) for level in range(1, 6)]
        return [*found, (f"{skill}=n/a", "no occasion for it")]

    def measures(self, typed: str) -> list[Candidate]:
        """What a goal can be measured by: first the kinds of measure, then the names of one."""
        kind, colon, _ = typed.partition(":")
        if not colon:
            return [("rating:", "a skill"), ("kpi:", "a KPI"), ("count:", "records of a kind"),
                    ("manual", "a number that you give")]  # fmt: skip
        names = {"rating": "skill", "kpi": "kpi"}.get(kind)
        found = self.named(names) if names else [(each, "") for each in _kinds()]
        return [(f"{kind}:{name}", says) for name, says in found]

    def questions(self, prompts: str | None) -> list[Candidate]:
        """The questions of a prompt set, each to be followed by its answer."""
        chosen = dict(self._prompt_sets()).get(prompts or self._found[1], {})
        questions = chosen.get("questions")
        return [
            (f"{name}=", _clean(str(text)))
            for name, text in (questions if isinstance(questions, dict) else {}).items()
        ]

    def fields(self, references: list[str]) -> list[Candidate]:
        """The fields that the record of a reference can have, as far as its kind is known."""
        fields = _usual().get("fields", {})
        kinds = [each.kind for each in self._everywhere() if references == [each.id]]
        names = [name for kind in kinds[:1] or fields for name in fields.get(kind, ())]
        return [(f"{name}=", "") for name in dict.fromkeys(names)]

    def records(self, kind: str, typed: str, taken: list[str]) -> list[Candidate]:
        """The newest records by their IDs, each with what it is."""
        lasting = kind.removeprefix("open-")
        if lasting in FOLDERS:
            found = self.glance.lasting(FOLDERS[lasting])
        elif kind == "rule":
            found = self.glance.newest(("success", "challenge"))
        else:
            found = self._everywhere()
        found = [each for each in found if each.id.startswith(typed) and each.id not in taken]
        content = {each.id: self.glance.record(each) for each in found[:READ]}
        if kind.startswith("open-"):
            found = [each for each in found if not content.get(each.id, {}).keys() & {*OVER}]
        found = found if typed else found[:READ]
        found.sort(key=lambda each: _moment(each, content.get(each.id, {})), reverse=True)
        said = [(each.id, _says(each, content.get(each.id))) for each in found if _safe(each.id)]
        return [*([("last", "the newest")] if found and kind != "rule" else ()), *said]

    def _everywhere(self) -> list[Glimpse]:
        """Dated and lasting records, a later shift first."""
        found = self.glance.newest()
        for folder in FOLDERS.values():
            found += self.glance.lasting(folder)
        return sorted(found, key=lambda each: each.shift, reverse=True)

    def _prompt_sets(self) -> "list[tuple[str, dict[str, Any]]]":
        sets = self._table("prompts").items()
        return [(name, table) for name, table in sets if isinstance(table, dict)]

    def _table(self, *path: str) -> "dict[str, Any]":
        """A table of journal.toml over that of a new journal."""
        if self._content is None:
            own = self.glance.settings()
            self._content = {} if own is None else _merged(_usual(), own)
        table: Any = self._content
        for name in path:
            table = table.get(name) if isinstance(table, dict) else None
        return table if isinstance(table, dict) else {}


def _usual() -> "dict[str, Any]":
    import tomli

    with open(USUAL, "rb") as file:
        return tomli.load(file)


def _merged(base: "dict[str, Any]", over: "dict[str, Any]") -> "dict[str, Any]":
    both = {
        key: _merged(below, over[key])
        for key, below in base.items()
        if isinstance(below, dict) and isinstance(over.get(key), dict)
    }
    return base | over | both


def _named(table: "dict[str, Any]", *, every: bool = False) -> list[Candidate]:
    """The names of a table of skills or KPIs that are in use, each with what reports call it."""
    return [
        (key, _text(each, "name"))
        for key, each in table.items()
        if isinstance(each, dict) and (every or each.get("active") is not False)
    ]


def _kinds() -> list[str]:
    return list(_usual()["fields"])


def _moment(glimpse: Glimpse, content: "dict[str, Any]") -> tuple[str, str]:
    return glimpse.shift, str(content.get("at", ""))


def _says(glimpse: Glimpse, content: "dict[str, Any] | None") -> str:
    """What a record is: its kind, its day, and the beginning of what it says."""
    head = f"{glimpse.kind} {glimpse.shift}"
    said = _gist(content) if content else ""
    short = said if len(said) <= SAID else f"{said[: SAID - 1].rstrip()}…"
    return f"{head} · {short}" if short else head


def _gist(content: "dict[str, Any]") -> str:
    for key in ("title", "hypothesis", "text"):
        if said := _text(content, key):
            return said
    for key in ("answers", "skills", "ratings"):
        if isinstance(table := content.get(key), dict) and table:
            name, value = next(iter(table.items()))
            return _clean(str(value) if key == "answers" else f"{name} {value}")
    if kpi := _text(content, "kpi"):
        parts = [str(content[key]) for key in ("numerator", "denominator") if key in content]
        return f"{kpi} {'/'.join(parts) or content.get('value', '')}".strip()
    return ""


def _text(table: "dict[str, Any]", key: str) -> str:
    value = table.get(key)
    return _clean(value) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """The first line of a text, with nothing in it that steers a terminal."""
    line = text.strip().partition("\n")[0]
    return "".join(letter if letter.isprintable() else " " for letter in line).strip()


def _safe(text: str) -> bool:
    return text.isalnum()
