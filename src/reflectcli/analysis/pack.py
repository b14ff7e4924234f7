"""The mentor's pack as data: what one file for one talk holds, and all that is rendered from it.

The shapes of the findings are the JSON report's, each with a `key` by which the mentor's reply
names it, and with `quoted`: the records that are quoted behind it. What is for the agent alone
(notes, open loops, guesses, commands) is not in it, nor is anything that was held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reflectcli.analysis.findings import Report
from reflectcli.analysis.pack_agenda import agenda_data
from reflectcli.analysis.pack_findings import findings_data
from reflectcli.analysis.pack_quotes import Quotes
from reflectcli.domain.canonical import settled
from reflectcli.domain.data import to_plain
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.frozen import dataclass

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the agent wants of a pack beside its report.

    `feelings` (mood, energy) are in it only where they are named; `held_back` are the fields that
    were taken out of the records before, `private_records` how many records stayed at home.
    """

    asked: tuple[str, ...] = ()
    blind: bool = False
    feelings: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    private_records: int = 0


def pack_data(
    report: Report, logbook: Logbook, config: JournalConfig, wishes: Wishes
) -> dict[str, Any]:
    """The pack of a report; `logbook` holds the records that the report was made from."""
    known = logbook.up_to(report.as_of)
    quotes = Quotes(known, report.window)
    findings = findings_data(report, known, quotes, wishes.feelings)
    period = report.period
    data = {
        "schema": SCHEMA,
        "agent": {"name": report.agent.name, "role": report.agent.role},
        "period": {
            "since": period.since,
            "until": period.until,
            "label": period.label,
            "as_of": report.as_of,
        },
        "window": {"since": report.window.since, "until": report.window.until},
        "as_of": report.as_of,
        "blind": wishes.blind,
        "activity": to_plain(report.activity),
        "rubric": _rubric(report, config),
        "agenda": agenda_data(report, known, findings, wishes.asked),
        "findings": findings,
        "quotes": quotes.taken(),
        "held_back": {
            "private_records": wishes.private_records,
            "kinds_of_field": _held_back(report, wishes),
        },
        "redacted": {},
    }
    whole: dict[str, Any] = settled(data)
    return whole


def _rubric(report: Report, config: JournalConfig) -> dict[str, Any]:
    """The words of the levels, so that the mentor rates by the same ones."""
    shown = [each.skill for each in report.skills]
    skills = config.rubric.skills
    return {
        key: {name: getattr(skill, name) for name in ("name", "low", "middle", "high")}
        for key, skill in skills.items()
        if key in shown
    }


def _held_back(report: Report, wishes: Wishes) -> Sequence[str]:
    unnamed = [each for each in ("mood", "energy") if each not in wishes.feelings]
    warnings = [] if report.warnings is not None else ["warnings"]
    return [*unnamed, *warnings, *sorted(wishes.held_back)]
