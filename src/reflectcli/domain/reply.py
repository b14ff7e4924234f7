"""A mentor's reply to a pack as data: comments, ratings, answers, agreed actions, a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from reflectcli.domain.fields import EXACT, Day, Named, Ratings
from reflectcli.domain.plain import is_unicode
from reflectcli.frozen import dataclass, field

FORMAT = 1
"""The version of the reply's form that this program reads."""
MAX_LETTERS = 10_000
"""No text of a reply is longer."""
MAX_ITEMS = 500
"""No reply has more comments, ratings, answers and actions together."""
MAX_SHOWN = 5_000
_MAX_NAME = 200


def _is_key(text: str) -> bool:
    sort, colon, rest = text.partition(":")
    return bool(sort.isalpha() and colon and rest) and len(text) <= 2 * _MAX_NAME


def _is_hex(letters: int) -> Named:
    def right(text: str) -> bool:
        return len(text) == letters and set(text) <= set("0123456789abcdef")

    return Named(right, f"must be {letters} of the letters 0-9 and a-f")


Said = Annotated[
    str,
    EXACT,
    Named(is_unicode, "must be valid Unicode"),
    Named(lambda text: len(text) <= MAX_LETTERS, f"must have at most {MAX_LETTERS:,} letters"),
]
Short = Annotated[
    str,
    EXACT,
    Named(is_unicode, "must be valid Unicode"),
    Named(lambda text: len(text) <= _MAX_NAME, f"must have at most {_MAX_NAME} letters"),
]
Key = Annotated[str, EXACT, Named(_is_key, "must be the key of a finding, such as skill:empathy")]
Verdict = Literal["agree", "disagree"]
Owner = Literal["agent", "mentor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the mentor says of one finding."""

    about: Key
    verdict: Verdict | None = None
    text: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a question of the agent's."""

    question: Key
    text: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something agreed: what, by when, for which goal, and who does it."""

    text: Said = ""
    due: Day | None = None
    goal: Key | None = None
    owner: Owner = "agent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The reply whole; `shown` are the keys of what the page held."""

    pack: Annotated[str, EXACT, _is_hex(10)]
    hash: Annotated[str, EXACT, _is_hex(64)]
    agent: Short = ""
    signed: Short = ""
    date: Day | None = None
    program: Short = ""
    shown: tuple[Key, ...] = ()
    comments: tuple[Comment, ...] = ()
    ratings: Ratings = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def by(self) -> str:
        """Who signed it, or what stands for a name that is missing."""
        return " ".join(harmless(self.signed).split()) or "your mentor"


def harmless(text: str) -> str:
    """A text that cannot steer a screen or turn the text around it; line ends and tabs stay.

    Control characters become visible, bidirectional ones go, since they show nothing.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines if lines.isprintable() else lines.translate(_NEUTRAL)


_NEUTRAL: Mapping[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"},
    **dict.fromkeys(range(0x7F, 0xA0), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    0x2028: "\n",
    0x2029: "\n",
}
