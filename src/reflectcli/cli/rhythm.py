"""When an agent works, as it is typed: weekdays, or a rota of days on and off."""

from datetime import date
from typing import get_args

from reflectcli.domain.filing import WEEKDAYS
from reflectcli.domain.journal import Rhythm, Weekday
from reflectcli.domain.moments import parse_day
from reflectcli.domain.schedule import is_rota
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace

ROTA = "4 on 2 off from 2026-11-02"


def with_shifts(rhythm: Rhythm, text: str, today: date) -> Rhythm:
    """The rhythm with these working days instead; empty or "none": they are not fixed.

    Raises:
        ReflectError: they are neither weekdays nor a rota.
    """
    words = text.casefold().replace(",", " ").split()
    if any(word in ("on", "off", "from") for word in words):
        return replace(rhythm, shifts=(), rota=parse_turn(text, today))
    days = parse_weekdays("" if words == ["none"] else text)
    return replace(rhythm, shifts=days, rota=None)


def shifts_text(rhythm: Rhythm) -> str:
    """The working days as they are typed; empty where they are not fixed."""
    return rhythm.rota or weekdays_text(rhythm.shifts)


def parse_turn(text: str, today: date) -> str:
    """The rota that is typed, as journal.toml has it: its first day may be said as today or mon.

    Raises:
        ReflectError: it is none.
    """
    turn, origin, first = " ".join(text.casefold().replace(",", " ").split()).rpartition("from")
    if not origin:
        raise ReflectError(
            f"{text!r} does not say from which day", hint=f"the first day of work: {ROTA}"
        )
    found = f"{turn.strip()} from {parse_day(first.strip(), today)}"
    if not is_rota(found):
        raise ReflectError(f"{text!r} is no rota", hint=f"days on, then days off: {ROTA}")
    return found


def parse_weekdays(text: str) -> tuple[Weekday, ...]:
    """The days of `mon-fri` or `mon, wed sat`, in the order of the week; empty: none.

    Raises:
        ReflectError: a word is no weekday.
    """
    found: set[int] = set()
    for word in text.replace("–", "-").replace(" - ", "-").replace(",", " ").split():
        first, dash, last = word.partition("-")
        start = _weekday(first)
        end = _weekday(last) if dash else start
        found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    days: tuple[Weekday, ...] = get_args(Weekday)
    return tuple(day for index, day in enumerate(days) if index in found)


def _weekday(word: str) -> int:
    folded = word.casefold()
    for index, day in enumerate(WEEKDAYS):
        if len(folded) >= 2 and day.startswith(folded):
            return index
    raise ReflectError(f"{word!r} is no weekday", hint=f"mon-fri, mon wed sat, or {ROTA}")


def weekdays_text(days: tuple[Weekday, ...]) -> str:
    """Weekdays as they are typed: mon tue wed."""
    return " ".join(day[:3] for day in days)
