"""The types of the records' fields, each with its constraint as an annotation.

The annotations are read in two places: by the codec, which has pydantic check what comes from
files, and by `reflectcli.domain.check`, which checks what the commands build without it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from reflectcli.domain.plain import (
    ID_LETTERS,
    is_finite,
    is_id,
    is_name,
    is_unicode,
    offset_is_known,
)
from reflectcli.frozen import dataclass


class Exact:
    """No conversion: the text "4" is not the number 4, nor is true the number 1.

    Pydantic asks for the method below by its name, so that the domain need not import it.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Make the field's own schema strict."""
        schema = handler(source)
        schema["strict"] = True
        return schema


@dataclass(frozen=True, slots=True)
class Says:
    """What a field means, in words: shown by editors through the JSON Schema."""

    text: str

    def __get_pydantic_json_schema__(
        self, core_schema: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        """Add the words to the field's JSON schema."""
        return handler(core_schema) | {"description": self.text}


class Named:
    """A check that pydantic and `reflectcli.domain.check` call alike: right, or a reason."""

    def __init__(self, right: Callable[[Any], bool], reason: str) -> None:
        self.right = right
        self.reason = reason

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Run the check after the field's own."""

        def verify(value: Any) -> Any:
            if not self.right(value):
                raise ValueError(self.reason)
            return value

        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": verify},
            "schema": handler(source),
        }


class Bound:
    """A limit of a number, or of how long a text is, by the name that pydantic has for it."""

    def __init__(self, name: Literal["ge", "le", "gt", "min_length"], limit: int) -> None:
        self.name = name
        self.limit = limit

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Put the limit into the field's own schema, below the checks that run after it."""
        schema = handler(source)
        own = schema
        while own["type"] == "function-after":
            own = own["schema"]
        own[self.name] = self.limit
        return schema


def at_least(limit: int) -> Bound:
    """The number is this or more."""
    return Bound("ge", limit)


def at_most(limit: int) -> Bound:
    """The number is this or less."""
    return Bound("le", limit)


def more_than(limit: int) -> Bound:
    """The number is more than this."""
    return Bound("gt", limit)


EXACT = Exact()

Text = Annotated[str, EXACT, Named(is_unicode, "must be valid Unicode"), Bound("min_length", 1)]
Flag = Annotated[bool, EXACT]
Whole = Annotated[int, EXACT, at_least(0)]
Level = Annotated[int, EXACT, at_least(1), at_most(5)]
Number = Annotated[float, EXACT, Named(is_finite, "must be a finite number")]
Amount = Annotated[Number, at_least(0)]
Positive = Annotated[Number, more_than(0)]
Day = Annotated[date, EXACT, Named(lambda day: not isinstance(day, datetime), "must be a date")]
Moment = Annotated[
    datetime,
    EXACT,
    Named(offset_is_known, "must carry its offset from UTC, as in 2026-11-22T16:40:00+01:00"),
]
RecordId = Annotated[
    str, EXACT, Named(is_id, f"must be an ID: 4 to 24 of the letters {ID_LETTERS}")
]
Name = Annotated[str, EXACT, Named(is_name, "must be a name: lower case letters, digits and _")]
Texts = tuple[Text, ...]
Names = tuple[Name, ...]
RecordIds = tuple[RecordId, ...]
Ratings = Mapping[Name, Level | Literal["n/a"]]
Rated = int | Literal["n/a"]
"""A level of `Ratings`, as type checkers see it."""

Control = Literal["mine", "shared", "system"]
Cause = Literal[
    "knowledge",
    "communication",
    "emotion_energy",
    "process_policy",
    "tool_system",
    "handoff",
    "product_defect",
    "customer_context",
    "workload",
]
Source = Literal["customer", "colleague", "mentor", "manager"]
FeedbackType = Literal["suggestion", "concern", "compliment", "criticism"]
ActivityType = Literal[
    "training",
    "workshop",
    "course",
    "conference",
    "webinar",
    "coaching",
    "practice",
    "shadowing",
    "reading",
    "other",
]
Outcome = Literal["met", "partly", "dropped"]
ExperimentVerdict = Literal["keep", "drop", "inconclusive"]


def choices(literal: Any) -> tuple[str, ...]:
    """The words that a literal type such as `Source` allows, in their order."""
    from typing import get_args

    return get_args(literal)
