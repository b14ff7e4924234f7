"""Figures as people write them: 18/20, 92%, 4m30s, 0:04:30, 37."""

import re
from math import isfinite

from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.domain.kpis import Kpi, Unit
    from reflectcli.domain.records import Reading

# Compiled when they are first used: a figure has one of these forms.
_AMOUNT = r"(?:\d+(?:[.,]\d+)?|\.\d+)"
_NUMBER = rf"[-+−]?{_AMOUNT}"
_THOUSANDS = r"[-+]?[1-9]\d{0,2},\d{3}"
_RATIO = rf"({_NUMBER})\s*(?:/|of|out of)\s*({_NUMBER})"
_DURATION = (
    rf"(?:({_AMOUNT})\s*d(?:ays?)?)?\s*(?:({_AMOUNT})\s*h(?:(?:ou)?rs?)?)?"
    rf"\s*(?:({_AMOUNT})\s*m(?:in(?:ute)?s?)?)?\s*(?:({_AMOUNT})\s*s(?:ec(?:ond)?s?)?)?"
)
_HOURS = r"(\d+)h([0-5]\d)"
_CLOCK = r"(\d+):(\d{2})(?::(\d{2}))?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A parsed figure: numerator over denominator, or one value."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None


def parse_number(text: str) -> float:
    """A number with a point or a comma before its decimals.

    Raises:
        ValueError: it is none, or 1,234, which means a thousand to some and not to others.
    """
    clean = text.strip().replace("−", "-")
    if _is_plain(clean):
        return int(clean)
    if not re.fullmatch(_NUMBER, clean) or re.fullmatch(_THOUSANDS, clean):
        raise ValueError(text)
    number = float(clean.replace(",", "."))
    if not isfinite(number):
        raise ValueError(text)
    return int(number) if number.is_integer() else number


def _is_plain(text: str) -> bool:
    """Tell whether it is a whole number of few digits: most are, and it takes no pattern."""
    return text.isascii() and text.isdecimal() and len(text) < 16


def parse_duration(text: str) -> float:
    """Seconds from 4m30s, 1h 5m, 1h30, 0:04:30, 4:30 (minutes and seconds) or seconds alone.

    Raises:
        ValueError: it is no duration.
    """
    clean = text.strip().lower()
    if _is_plain(clean):
        return int(clean)
    if found := re.fullmatch(_HOURS, clean):
        return int(found[1]) * 3600 + int(found[2]) * 60
    if ":" in clean and (found := re.fullmatch(_CLOCK, clean)):
        first, second, third = int(found[1]), int(found[2]), found[3]
        if second > 59 or (third and int(third) > 59):
            raise ValueError(text)
        return first * 60 + second if third is None else first * 3600 + second * 60 + int(third)
    if (found := re.fullmatch(_DURATION, clean)) and any(found.groups()):
        parts = [float(parse_number(part)) if part else 0.0 for part in found.groups()]
        units = (86400.0, 3600.0, 60.0, 1.0)
        total = sum((part * unit for part, unit in zip(parts, units, strict=True)), 0.0)
        return int(total) if total.is_integer() else total
    number = parse_number(text)
    if number < 0:
        raise ValueError(text)
    return number


def parse_figure(text: str, kpi: "Kpi", key: str) -> Figure:
    """A KPI's figure in the KPI's own unit.

    Raises:
        ReflectError: the text is no figure of that unit, or lies outside of its range; or it is
            a percentage such as 0.92, which means 92% to a spreadsheet.
    """
    try:
        figure = _figure(text.strip(), kpi)
    except ValueError:
        raise ReflectError(
            f"{key} cannot be {text!r}", hint=f"{key} is written as {_example(kpi)}"
        ) from None
    _check_range(figure, kpi, key)
    if kpi.unit == "percent" and 0 < (figure.value or 0) < 1 and not text.rstrip().endswith("%"):
        share = f"{text.strip()}%, or {figure.value or 0:.6%}"
        share = re.sub(r"\.?0+%$", "%", share)
        raise ReflectError(f"{key} could be {share}", hint="write it with its %")
    return figure


def _figure(text: str, kpi: "Kpi") -> Figure:
    if parts := _ratio(text.lower()):
        numerator, denominator = map(parse_number, parts)
        return Figure(numerator=numerator, denominator=denominator)
    if kpi.unit == "seconds":
        return Figure(value=parse_duration(text))
    if kpi.unit == "percent":
        text = text.removesuffix("%")
    return Figure(value=parse_number(text))


def _ratio(text: str) -> tuple[str, str] | None:
    one, slash, other = text.partition("/")
    if slash and _is_plain(one) and _is_plain(other):
        return one, other
    found = re.fullmatch(_RATIO, text) if slash or "of" in text else None
    return (found[1], found[2]) if found else None


def _example(kpi: "Kpi") -> str:
    return {
        "percent": "18/20 or 92%",
        "seconds": "4m30s, 0:04:30 or seconds",
        "points": "37, or 81/20 for a sum over its number of answers",
        "count": "a number such as 37",
    }[kpi.unit]


def _check_range(figure: Figure, kpi: "Kpi", key: str) -> None:
    if figure.denominator is not None and figure.denominator <= 0:
        raise ReflectError(f"{key}: the second number must be more than 0")
    value = in_unit(figure, kpi.unit)
    if not within(value, kpi.low, kpi.high):
        raise ReflectError(f"{key} must be {_span(kpi.low, kpi.high)}, not {value:g}")


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"{high:g} or less" if low is None else f"{low:g} or more"
    return f"{low:g} to {high:g}"


def in_unit(figure: "Figure | Reading", unit: "Unit") -> float:
    """A figure as one value in its KPI's unit."""
    if figure.numerator is None or figure.denominator is None:
        return figure.value or 0.0
    return figure.numerator / figure.denominator * (100 if unit == "percent" else 1)


def within(value: float, low: float | None, high: float | None) -> bool:
    """Tell whether a value lies between two ends, either of which may be open."""
    return (low is None or value >= low) and (high is None or value <= high)


def parse_score(text: str) -> tuple[float, float]:
    """A score and the highest one possible, from 4/5.

    Raises:
        ReflectError: it is none, or the score is not on its scale.
    """
    try:
        found = re.fullmatch(_RATIO, text.strip().lower())
        score, scale = (parse_number(part) for part in found.groups()) if found else (0, 0)
    except ValueError:
        found = None
    if not found:
        raise ReflectError(f"not a score: {text!r}", hint="write it as 4/5")
    if scale <= 0 or not lowest_score(scale) <= score <= scale:
        raise ReflectError(
            f"a score of {score:g} is not on a scale to {scale:g}", hint="write it as 4/5"
        )
    return score, scale


def lowest_score(scale: float) -> float:
    """The lowest score of a scale: 1 where it ends at 7 or below, 0 above (NPS, percent)."""
    return 1 if scale <= 7 else 0
