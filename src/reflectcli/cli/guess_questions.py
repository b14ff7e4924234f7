"""Predict, then reveal: the guesses that `reflect log` asks for before the figures."""

from reflectcli.cli.actions.reading import saved_words, value_of
from reflectcli.cli.ask import Asker
from reflectcli.cli.session import Session
from reflectcli.cli.words import saved_line
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import Reading
from reflectcli.domain.values import parse_figure
from reflectcli.render.text import one_line


def ask_guesses(asker: Asker, session: Session, on: str | None, at: str | None) -> list[str]:
    """Ask for guess and figure of the KPIs of `ask_guess` that the shift has none of yet.

    Returns:
        What was saved, a line a reading. A guess without its figure is not kept.
    """
    kpis = session.config.kpis
    wanted = [key for key in session.config.rhythm.ask_guess if key in kpis]
    if not wanted:
        return []
    day = session.moment(on, at)[1]
    read = session.repository.load(day, day, kinds=["reading"]).of(Reading)
    known = {reading.kpi for reading in read}
    records = [_asked(asker, session, key, kpis[key], on, at) for key in wanted if key not in known]
    kept = [record for record in records if record is not None]
    if kept:
        session.save(*kept)
    return [saved_line(record, saved_words(record, kpis[record.kpi])) for record in kept]


def _asked(
    asker: Asker, session: Session, key: str, kpi: Kpi, on: str | None, at: str | None
) -> Reading | None:
    name = one_line(kpi.name)
    guess = asker.ask(
        f"{name} of this shift, your guess?",
        lambda text: value_of(parse_figure(text, kpi, f"the guess for {key}"), kpi),
    )
    if guess is None:
        return None
    figure = asker.ask(f"And {name} was?", lambda text: parse_figure(text, kpi, key))
    if figure is None:
        asker.tell(f"  without its figure the guess is not kept; later: reflect kpi add {key}")
        return None
    return session.new(
        Reading, on, at, kpi=key, numerator=figure.numerator, denominator=figure.denominator,
        value=figure.value, guess=guess,
    )  # fmt: skip
