"""What is about to leave: a choice of the agent's as a pack, without what stays at home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from reflectcli.analysis.comparison import compare_periods
from reflectcli.analysis.findings import Report
from reflectcli.analysis.pack import Wishes, pack_data
from reflectcli.analysis.report import build_report
from reflectcli.cli.findings import choose_period, load_for, with_comparison, without_private
from reflectcli.cli.session import Session
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import between
from reflectcli.domain.personal.standins import STRUCTURE, Redactor
from reflectcli.domain.plain import is_unicode
from reflectcli.domain.withheld import withhold
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass, replace
from reflectcli.storage.packs import PACK, day_of, kept

FEELINGS = ("mood", "energy")
WARNINGS = "warnings"
SINCE = timedelta(days=7)
UNTOUCHED = frozenset(("quoted", "label", "rule", "formula", "kinds_of_field"))
"""Keys whose values are the program's own words and IDs, beside `STRUCTURE`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line says of a pack; `named` is what would else stay at home.

    With `everything` nothing stays at home.
    """

    period: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    compare: str | None = None
    asked: tuple[str, ...] = ()
    blind: bool = False
    named: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A pack's data as it would leave, and what was replaced in it."""

    data: dict[str, Any]
    redactor: Redactor


def outgoing(session: Session, choice: Choice) -> Outgoing:
    """The pack of a choice, with stand-ins for customers' personal data."""
    config = session.config
    redactor = Redactor(config.sharing, [config.agent.name or ""])
    data = redactor.redact_data(_whole(session, choice), STRUCTURE | UNTOUCHED)
    return Outgoing({**data, "redacted": _replaced(redactor)}, redactor)


def _replaced(redactor: Redactor) -> dict[str, int]:
    """How many people, numbers and addresses were replaced, by kind, wherever each stood."""
    pairs = {
        (each.kind, each.original if each.kind == "card" else each.stand_in)
        for each in redactor.replacements
    }
    return dict(sorted(Counter(kind for kind, _ in pairs).items()))


def _whole(session: Session, choice: Choice) -> dict[str, Any]:
    as_of = session.day(choice.as_of) or session.today
    period = choose_period(session, choice.period, None, choice.since, choice.until, as_of)
    named = (*FEELINGS, WARNINGS) if choice.everything else choice.named
    records = _records(session, named)
    hold_back = () if choice.everything else session.config.sharing.hold_back
    logbook, held_back = load_for(session, period, as_of), 0
    if not choice.everything:
        logbook, held_back = without_private(logbook, period, records)
        logbook = _without(logbook, hold_back)
    feelings = tuple(each for each in FEELINGS if each in named)
    report = build_report(
        logbook, session.config, period, as_of, private=bool(feelings), warn=WARNINGS in named
    )
    report = _compared(session, report, choice, records)
    session.mention(report.problems)
    wishes = Wishes(
        asked=_questions(choice.asked), blind=choice.blind, feelings=feelings,
        held_back=hold_back, private_records=held_back,
    )  # fmt: skip
    return pack_data(report, logbook, session.config, wishes)


def _compared(session: Session, report: Report, choice: Choice, named: Collection[str]) -> Report:
    """The report beside the period that was asked for, or since the last pack, if there is one."""
    whole = choice.everything
    if choice.compare is not None:
        return with_comparison(session, report, choice.compare, private=whole, named=named)
    last = _last_day(session, report.as_of)
    if last is None:
        return report
    now = between(last + timedelta(days=1), report.as_of)
    before = between(last - timedelta(days=now.days - 1), last)
    logbook = session.repository.load(before.since, now.until)
    if not whole:
        logbook, _ = without_private(logbook, now, named)
    return replace(report, comparison=compare_periods(logbook, session.config, before, now))


def _last_day(session: Session, as_of: date) -> date | None:
    """The day of the last pack that is old enough for anything to have changed since."""
    days = (day_of(path) for path in kept(session.repository.root, PACK))
    return max((day for day in days if day and as_of - day >= SINCE), default=None)


def _without(logbook: Logbook, names: tuple[str, ...]) -> Logbook:
    """The logbook without the fields that never leave."""
    if not names:
        return logbook
    return Logbook(tuple(withhold(each, names) for each in logbook), logbook.problems)


def _records(session: Session, named: tuple[str, ...]) -> frozenset[str]:
    """The IDs of the private records that are named."""
    others = [each for each in named if each not in (*FEELINGS, WARNINGS)]
    return frozenset(session.repository.find(each).id for each in others)


def _questions(asked: tuple[str, ...]) -> tuple[str, ...]:
    texts = tuple(each.strip() for each in asked)
    if not all(texts):
        raise ReflectError("--ask needs a question", hint='--ask "How do I end such a call?"')
    if not all(is_unicode(each) for each in texts):
        raise ReflectError("--ask holds bytes that are no text", hint="write it in UTF-8")
    return texts
