"""What the user says about a file's columns, as words: from flags or from journal.toml."""

from collections.abc import Mapping
from typing import Any

from reflectcli.errors import ReflectError, nearest
from reflectcli.frozen import dataclass, fields, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMapping:
    """A mapping as it is written; None and () are what was not said."""

    records: str | None = None
    date: str | None = None
    time: str | None = None
    score: str | None = None
    text: str | None = None
    id: str | None = None
    where: tuple[str, ...] = ()
    channel: str | None = None
    source: str | None = None
    skills: tuple[str, ...] = ()
    duration: tuple[str, ...] = ()
    kpi: tuple[str, ...] = ()
    kpi_total: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    kpi_unit: tuple[str, ...] = ()
    score_is: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing about columns."""
        reading = ("delimiter", "encoding", "records", "source", "skills", "score_is", "kpi_unit")
        return not any(getattr(self, e.name) for e in fields(self) if e.name not in reading)

    @property
    def only_reads(self) -> bool:
        """Tell whether it says no more than how dates, moods and letters are written."""
        said = {each.name for each in fields(self) if getattr(self, each.name)}
        dated = self.date is None or self.date.startswith(":")
        return dated and said <= {"date", "score_is", "encoding"}

    def levels(self) -> dict[str, float | None]:
        """The score that each word stands for; None for a word that is none.

        Raises:
            ReflectError: one is not WORD=N.
        """
        found: dict[str, float | None] = {}
        for text in self.score_is:
            word, equals, number = text.rpartition("=")
            try:
                found[word.strip().casefold()] = float(number) if number.strip() else None
            except ValueError:
                equals = ""
            if not equals:
                raise ReflectError(f"--score-is {text!r} is not WORD=N", hint="--score-is Great=5")
        return found

    def moods(self) -> dict[str, int]:
        """The level of a mood, from 1 to 5, that each word stands for.

        Raises:
            ReflectError: one is none.
        """
        found = {}
        for word, level in self.levels().items():
            if level not in (1, 2, 3, 4, 5):
                raise ReflectError(f"the mood {word!r} must be 1 to 5", hint=f"'{word}=4'")
            found[word] = int(level)
        return found

    def over(self, saved: "ImportMapping") -> "ImportMapping":
        """This mapping where it says something, the saved one elsewhere."""
        said = {each.name: value for each in fields(self) if (value := getattr(self, each.name))}
        return replace(saved, **said)

    def data(self) -> dict[str, Any]:
        """The table of journal.toml: what was said, lists as lists."""
        said = {_key(each.name): getattr(self, each.name) for each in fields(self)}
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in said.items()
            if value
        }


def _key(name: str) -> str:
    return "as" if name == "records" else name


def mapping_of(data: Mapping[str, Any], name: str) -> ImportMapping:
    """The mapping that a table of journal.toml holds.

    Raises:
        ReflectError: it says something that no mapping has.
    """
    lists = {each.name for each in fields(ImportMapping) if each.default == ()}
    known = {_key(each.name): each.name for each in fields(ImportMapping)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            near = nearest(key, list(known))
            meant = f"; did you mean {near}?" if near else f"; there are {', '.join(known)}"
            raise _wrong(name, f"unknown key {key!r}{meant}")
        field = known[key]
        if field in lists:
            values[field] = (value,) if isinstance(value, str) else tuple(value)
        elif isinstance(value, str):
            values[field] = value
        else:
            raise _wrong(name, f"{key} must be text, not a list")
    return ImportMapping(**values)


def _wrong(name: str, reason: str) -> ReflectError:
    from reflectcli.errors import ExitCode, SourceLocation

    return ReflectError(
        f"mapping {name!r}: {reason}",
        location=SourceLocation("journal.toml"),
        hint=f"correct [mappings.{name}]",
        code=ExitCode.BAD_DATA,
    )
