"""What is about to leave: a choice of the agent's as a pack, without what stays at home."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.pack import Wishes, pack_data
from reflectcli.analysis.report import build_report
from reflectcli.cli.findings import choose_period, load_for, with_comparison, without_private
from reflectcli.cli.session import Session
from reflectcli.domain.plain import is_unicode
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass

FEELINGS = ("mood", "energy")
WARNINGS = "warnings"


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


def outgoing(session: Session, choice: Choice) -> dict[str, Any]:
    """The pack's data as it would leave."""
    as_of = session.day(choice.as_of) or session.today
    period = choose_period(session, choice.period, None, choice.since, choice.until, as_of)
    named = (*FEELINGS, WARNINGS) if choice.everything else choice.named
    records = _records(session, named)
    logbook, held_back = load_for(session, period, as_of), 0
    if not choice.everything:
        logbook, held_back = without_private(logbook, period, records)
    feelings = tuple(each for each in FEELINGS if each in named)
    report = build_report(
        logbook, session.config, period, as_of,
        private=bool(feelings), warn=WARNINGS in named,
    )  # fmt: skip
    report = with_comparison(
        session, report, choice.compare, private=choice.everything, named=records
    )
    session.mention(report.problems)
    wishes = Wishes(
        asked=_questions(choice.asked), blind=choice.blind, feelings=feelings,
        private_records=held_back,
    )  # fmt: skip
    return pack_data(report, logbook, session.config, wishes)


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
