"""What journal.toml says about what leaves: names and patterns to replace, fields to hold back."""

from collections.abc import Mapping
from typing import Annotated

from reflectcli.domain.fields import Name, Named, Names, Says, Text, Texts
from reflectcli.frozen import dataclass, field

LONGEST_PATTERN = 200


def is_pattern(text: str) -> bool:
    """Tell whether the text is a regular expression that is quick on any text."""
    from reflectcli.domain.personal.own_patterns import is_safe

    return len(text) <= LONGEST_PATTERN and is_safe(text)


Pattern = Annotated[
    Text,
    Named(
        is_pattern,
        "must be a regular expression of 2 letters or more, without repeats inside of repeats",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What is replaced, and what stays home, when something is exported for others."""

    names: Annotated[Texts, Says("Customers' and colleagues' names to replace.")] = ()
    patterns: Annotated[
        Mapping[Name, Pattern], Says("Your own numbers to replace: regular expression by name.")
    ] = field(default_factory=dict)
    hold_back: Annotated[Names, Says("Fields that never leave, such as own_part.")] = ()
