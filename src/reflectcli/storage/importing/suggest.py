"""A first mapping, guessed from a file's columns, for the user to correct: never used unasked."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress

from reflectcli.domain.values import parse_duration, parse_number
from reflectcli.frozen import dataclass
from reflectcli.storage.csv_source import Table
from reflectcli.storage.importing.moments import fitting_formats

_YES = ("y", "yes", "true", "1", "resolved", "solved")
_FILLED = 0.9
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """A column as it looks: its name, its cells that are not empty, the share of these."""

    name: str
    texts: Sequence[str]
    filled: float

    def named(self, *parts: str) -> bool:
        """Tell whether the name holds one of the parts."""
        return any(part in self.name.lower() for part in parts)

    def formats(self) -> list[str]:
        """The formats of dates that fit every cell, or all but a few that fit none."""
        found = fitting_formats(self.texts)
        if found or not self.named("date", "day", "time"):
            return found
        sample = self.texts[:_SAMPLE]
        dated = [text for text in sample if fitting_formats([text])]
        return fitting_formats(dated) if len(dated) > len(sample) / 2 else []

    def numbers(self) -> list[float]:
        """The cells that are numbers; none where more than a few are something else."""
        found = []
        for text in self.texts:
            with suppress(ValueError):
                found.append(parse_number(text))
        return found if len(found) >= _FILLED * len(self.texts) else []

    def are_durations(self) -> bool:
        """Tell whether every cell can be read as a duration."""
        try:
            return bool(self.texts) and all(parse_duration(text) >= 0 for text in self.texts)
        except ValueError:
            return False


def profiles(table: Table) -> list[Profile]:
    """Every column of a file as it looks."""
    found = []
    for index, name in enumerate(table.header.cells):
        texts = [text for row in table.rows if (text := row.cells[index].strip())]
        found.append(Profile(name.strip(), texts, len(texts) / max(1, len(table.rows))))
    return [each for each in found if each.name]


def suggested_options(table: Table, kpis: Collection[str]) -> list[str]:
    """The words of a command line after the file's name."""
    columns = profiles(table)
    answer = [*_score(columns), *_text(columns)]
    return [
        "--as",
        "feedback" if answer else "kpi",
        *_date(columns),
        *answer,
        *_first("--id", columns, _identifies),
        *_first("--channel", columns, lambda each: each.named("channel")),
        *_kpis([each for each in columns if each.name not in _names(answer)], kpis),
        *_where(columns),
    ]


def _names(options: Sequence[str]) -> list[str]:
    """The columns that the options name."""
    return [word.rpartition("/")[0] or word for word in options[1::2]]


def _first(option: str, columns: Iterable[Profile], fits: Callable[[Profile], bool]) -> list[str]:
    return next(([option, each.name] for each in columns if each.texts and fits(each)), [])


def _date(columns: list[Profile]) -> list[str]:
    dated = [(each, formats[0]) for each in columns if (formats := each.formats())]
    if not dated:
        return ["--date", "COLUMN:%d/%m/%Y"]
    column, written = max(
        dated, key=lambda pair: (pair[0].filled >= _FILLED, pair[0].named("date"))
    )
    chosen = ["--date", f"{column.name}:{written}" if written else column.name]
    if "%H" in written or "%I" in written:
        return chosen
    return chosen + _first("--time", columns, _is_time)


def _is_time(column: Profile) -> bool:
    clocks = all(re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text) for text in column.texts)
    return clocks and column.named("time") and not column.named("handl", "talk", "wait", "dur")


def _score(columns: list[Profile]) -> list[str]:
    for each in columns:
        if each.named("score", "rating", "csat", "satisfaction") and (numbers := each.numbers()):
            highest = next((top for top in (5, 10, 100) if max(numbers) <= top), None)
            if highest:
                return ["--score", f"{each.name}/{highest}"]
    return []


def _text(columns: list[Profile]) -> list[str]:
    words = ("remark", "comment", "verbatim", "feedback", "answer text")
    return _first("--text", columns, lambda each: each.named(*words) and not each.numbers())


def _identifies(column: Profile) -> bool:
    return (
        bool(re.search(r"(^|[^a-z])id($|[^a-z])", column.name.lower()))
        and column.filled == 1
        and len(set(column.texts)) == len(column.texts)
    )


def _kpis(columns: list[Profile], kpis: Collection[str]) -> list[str]:
    found: list[str] = []
    for each in columns:
        named = re.sub(r"\W+", "_", each.name.lower()).strip("_")
        if named in kpis and each.texts:
            found += ["--kpi", f"{named}={each.name}"]
    for kpi, parts in (("aht", ("talk", "handle time", "handling")), ("asa", ("speed of answer",))):
        fitting = (c for c in columns if c.named(*parts) and c.filled > 0.5 and c.are_durations())
        if kpi in kpis and (column := next(fitting, None)) and not _has(found, kpi):
            found += ["--kpi", f"{kpi}={column.name}"]
    for each in columns:
        yes = next((text for text in each.texts if text.lower() in _YES), None)
        if "resolution_rate" in kpis and each.named("resolved", "solved") and yes:
            if _has(found, "resolution_rate"):
                break
            found += ["--kpi", f"resolution_rate={each.name}:{yes}"]
            break
    return found + (_reply(columns) if "frt" in kpis and not _has(found, "frt") else [])


def _has(options: Sequence[str], kpi: str) -> bool:
    return any(word.startswith(f"{kpi}=") for word in options)


def _reply(columns: list[Profile]) -> list[str]:
    starts = [each for each in columns if each.named("report", "creat", "open", "received", "ask")]
    ends = [each for each in columns if each.named("repl", "respon", "answer")]
    for start in starts:
        for end in ends:
            common = [each for each in start.formats() if each in end.formats()]
            if start != end and common and (not common[0] or "%H" in common[0]):
                written = f":{common[0]}" if common[0] else ""
                return ["--duration", f"frt={start.name}..{end.name}{written}"]
    return []


def _where(columns: list[Profile]) -> list[str]:
    people = [each for each in columns if each.named("agent", "operator", "assignee", "advisor")]
    people = [each for each in people if 1 < len(set(each.texts)) <= len(each.texts) / 2]
    people.sort(key=lambda each: not each.named("name"))
    return ["--where", f"{people[0].name}={people[0].texts[0]}"] if people else []
