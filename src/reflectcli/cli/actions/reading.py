"""What `reflect kpi add` does."""

import re

from reflectcli.cli.lists import tags, words
from reflectcli.cli.words import saved_line
from reflectcli.domain.values import Figure, parse_figure, parse_number
from reflectcli.errors import ReflectError, nearest
from reflectcli.render.figures import figure_text, reading_text
from reflectcli.render.text import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.cli.session import Session
    from reflectcli.domain.journal import JournalConfig
    from reflectcli.domain.kpis import Kpi
    from reflectcli.domain.records import Reading


def add(
    session: "Session",
    *,
    name: str,
    value: list[str],
    of: str | None = None,
    guess: str | None = None,
    note: str | None = None,
    on: str | None = None,
    at: str | None = None,
    tag: list[str] | None = None,
    channel: str | None = None,
    ref: str | None = None,
    link: list[str] | None = None,
    private: bool = False,
    allow: bool = False,
) -> None:
    """Save a KPI's figure."""
    session.require_journal()
    key, kpi = known_kpi(session.config, name)
    figure = _figure(_joined(value), of, kpi, key)
    guessed = value_of(parse_figure(guess, kpi, f"the guess for {key}"), kpi) if guess else None
    record: Reading = session.new_of(
        "reading", on, at, kpi=key, numerator=figure.numerator, denominator=figure.denominator,
        value=figure.value, guess=guessed, text=note or None, tags=tags(tag),
        channel=channel, reference=ref, links=words(link), private=private,
    )  # fmt: skip
    session.save(record, allow=allow)
    session.out(saved_line(record, saved_words(record, kpi)))
    _mention_total(session, figure, kpi)


def known_kpi(config: "JournalConfig", name: str) -> "tuple[str, Kpi]":
    """The ID and definition of the KPI that the user named, by its ID or its name.

    Raises:
        ReflectError: there is none; the error names the nearest.
    """
    wanted = name.strip().lower()
    for key, kpi in config.kpis.items():
        if wanted.replace("-", "_") == key or wanted == kpi.name.lower():
            return key, kpi
    from reflectcli.domain.measures import unknown

    raise ReflectError(
        unknown("KPI", name, list(config.kpis)),
        hint="reflect kpi list --all shows them; reflect kpi define makes a new one",
    )


def value_of(figure: Figure, kpi: "Kpi") -> float:
    """A figure as one value in the KPI's unit."""
    if figure.numerator is None or not figure.denominator:
        return figure.value or 0
    value = figure.numerator / figure.denominator * (100 if kpi.unit == "percent" else 1)
    return round(value, 6)


def _joined(words: list[str]) -> str:
    for word in words:
        if word.startswith("--"):
            options = ("--of", "--guess", "--note", "--on", "--at", "--tag", "--channel", "--ref")
            near = nearest(word, options)
            hint = f"did you mean {near}?" if near else "reflect kpi add --help"
            raise ReflectError(f"no such option: {word}", hint=hint)
    return " ".join(words)


def _figure(text: str, of: str | None, kpi: "Kpi", key: str) -> Figure:
    if of is None and "of" in text and (found := re.fullmatch(r"(.+%)\s*of\s*(\S+)", text)):
        text, of = found[1], found[2]
    if of is None:
        return parse_figure(text, kpi, key)
    if kpi.aggregate in ("median", "sum"):
        raise ReflectError(f"{key} is a {kpi.aggregate}, which has no total; leave --of away")
    try:
        total = parse_number(of)
    except ValueError:
        raise ReflectError(f"--of cannot be {of!r}", hint="write it as --of 25") from None
    if kpi.unit == "percent" and not text.endswith("%"):
        return parse_figure(f"{text}/{of}", kpi, key)
    value = parse_figure(text, kpi, key).value
    if value is None:
        raise ReflectError(f"{text} has its total already; leave --of away")
    if total <= 0:
        raise ReflectError(f"--of must be more than 0, not {of}")
    if kpi.unit != "percent":
        return Figure(numerator=value * total, denominator=total)
    return Figure(numerator=_share(text, value, total), denominator=total)


def _share(text: str, percent: float, total: float) -> float:
    """The count behind a percentage: a whole number where the percentage is one rounded."""
    exact = percent * total / 100
    decimals = len(re.split("[.,]", text.rstrip("% "))[1]) if re.search("[.,]", text) else 0
    whole = round(exact)
    rounded = abs(whole / total * 100 - percent) <= 0.5 * 10**-decimals + 1e-9
    return whole if rounded else round(exact, 6)


def guess_words(record: "Reading", kpi: "Kpi") -> str:
    """What was guessed and how far off it was: guessed 85%, 5 points low."""
    from reflectcli.analysis.calibration import gap
    from reflectcli.render.calibration import gap_words

    off = gap(record, kpi)
    said = "" if off is None else f", {gap_words(off, kpi.unit)}"
    return f"guessed {figure_text(record.guess or 0, kpi.unit)}{said}"


def saved_words(record: "Reading", kpi: "Kpi") -> str:
    """The line about a reading that was saved, with how far off the guess was."""
    day = "" if record.at.date() == record.shift else f" · {record.shift}"
    guess = "" if record.guess is None else f" · {guess_words(record, kpi)}"
    return f"{one_line(kpi.name)} {reading_text(record, kpi)}{guess}{day}"


def _mention_total(session: "Session", figure: Figure, kpi: "Kpi") -> None:
    if kpi.aggregate != "proportion" or figure.value is None:
        return
    shown = figure_text(figure.value, kpi.unit)
    session.say(f"hint: {shown} has no total: 18/20 or --of 20 gives an interval")
