"""Dates, times, periods, numbers, scores: as people type them, and as nobody would."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.domain.kpis import DEFAULT_KPIS
from reflectcli.domain.moments import parse_clock, parse_day, parse_when
from reflectcli.domain.periods import parse_period, previous
from reflectcli.domain.schedule import is_away, is_rota, parse_away, parse_rota
from reflectcli.domain.sharing import is_pattern
from reflectcli.domain.values import parse_duration, parse_figure, parse_number, parse_score
from reflectcli.errors import ReflectError
from reflectcli.storage.importing.moments import (
    UnreadableError,
    checked_format,
    fitting_formats,
    parse_moment,
)
from tests.fuzz.bend import DATES, NUMBERS, bent, odd, pick
from tests.fuzz.harness import main, require

WORDS = (
    "today", "yesterday", "tomorrow", "now", "last", "this", "next", "previous", "on", "at", "ago",
    "in", "a", "an", "the", "three", "day", "days", "week", "weeks", "month", "months", "quarter",
    "year", "mon", "Tuesday", "wed.", "friday", "nov", "November", "Sept", "1st", "22nd", "3d",
    "2w", "noon", "midnight", "6pm", "6:30", "18:30", "12am", "0:00 pm", "morning", "night",
    "before", "end", "of", "-1", "-9999", "−2", "0", "2026-W47", "2026w53", "2026-Q4", "2026-11",
    "2026", "0000", "9999", "..", "...", "to", "since", ",", ".", "4 on 2 off from 2026-11-02",
    "on", "off", "from", "999999999", "12/24", "24/12", "24.12.", "24.12.2026", "1/1/1", "%d/%m/%Y",
    "%H:%M", "%y", "%b", "%Z", "%%", "%", "4m30s", "1h", "90", "s", "4/5", "18 of 20", "92%", "n/a",
)  # fmt: skip
TELLING: list[Callable[[str, date], Any]] = [
    lambda text, today: parse_number(text),
    lambda text, today: parse_duration(text),
    lambda text, today: parse_away(text, text),
    lambda text, today: parse_rota(text),
    lambda text, today: parse_moment(text, None, "date"),
]
"""Those that say by a ValueError that the text is none."""
PARSERS: list[Callable[[str, date], Any]] = [
    parse_when,
    lambda text, today: parse_when(text, today, ahead=True),
    parse_day,
    lambda text, today: parse_clock(text),
    lambda text, today: parse_score(text),
    lambda text, today: [parse_figure(text, DEFAULT_KPIS[key], key) for key in DEFAULT_KPIS],
    lambda text, today: checked_format(text, dated=True),
    *TELLING,
]


TODAYS = (date(2026, 11, 22), date(2024, 2, 29), date(1970, 1, 1), date(2099, 12, 31))


def dates(random: Random, folder: Path) -> None:
    """Whatever is typed is read, or refused with a sentence; what is read can be said again."""
    text = _typed(random)
    today = random.choice(TODAYS)
    for parse in PARSERS:
        try:
            parse(text, today)
        except ReflectError as error:
            require(str(error), text)
        except ValueError:
            require(parse in TELLING, text)
    is_away(text), is_rota(text), is_pattern(text[:300]), fitting_formats([text, _typed(random)])
    _again(text, today)
    _formatted(random, text)
    _period(random, text, today)


def _typed(random: Random) -> str:
    pools = (WORDS, WORDS, WORDS, DATES, NUMBERS)
    words = [pick(random, *pools) for _ in range(random.randint(1, 5))]
    text = random.choice((" ", " ", "", "  ")).join(words)
    if random.random() < 0.3:
        text = bent(random, text, WORDS)
    return odd(random) if random.random() < 0.02 else text


def _again(text: str, today: date) -> None:
    """Capitals and white space say nothing; the day that was found can be typed as it is."""
    try:
        when = parse_when(text, today)
    except ReflectError:
        return
    require(parse_when(f"  {text.upper()} ", today) == when or not text.isascii(), text, when)
    require(parse_day(when.day.isoformat(), today) == when.day, text, when)


def _formatted(random: Random, text: str) -> None:
    written = random.choice(
        ("%d/%m/%Y", "%d-%b-%y", "%H:%M", "%Y-%m-%d %H:%M:%S%z", _typed(random))
    )
    try:
        parse_moment(text, checked_format(written, dated=True), "date")
    except (ReflectError, UnreadableError):
        return


def _period(random: Random, text: str, today: date) -> None:
    unit = random.choice((None, "week", "month", "quarter", "year"))
    starts: Any = random.choice(WEEKDAYS)
    try:
        found = parse_period(text, today, unit, starts)
    except ReflectError:
        return
    require(found.since <= found.until and found.days > 0, text, found)
    if re.fullmatch(r"\d{4}(-[WQ]?\d+)?|\S+\.\.\S+", found.label) and today.year == 2026:
        require(parse_period(found.label, today) == found, text, found)
    if found.since > date.min + timedelta(days=800) and found.until < date.max:
        before = previous(found)
        require(before.until == found.since - timedelta(days=1), text, found, before)
        require(before.since <= before.until, text, found, before)


if __name__ == "__main__":
    main(dates)
