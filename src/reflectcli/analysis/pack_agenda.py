"""The agenda of a one-to-one: wins, the one focus, goals, questions, what to raise upstream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reflectcli.analysis.findings import Highlight, Report
from reflectcli.analysis.pack_findings import ranked
from reflectcli.domain.data import to_plain
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Record

TAGS = frozenset(("mentor", "question", "ask-mentor"))
"""A record with one of these tags, written in the period, is a question for the mentor."""
WINS, TOLD = 3, 2


def agenda_data(
    report: Report, logbook: Logbook, findings: dict[str, Any], asked: Sequence[str]
) -> dict[str, Any]:
    """What the first page says, each point with the key of the finding that it is from."""
    return {
        "wins": [_win(each) for each in _chosen(report.wins)],
        "focus": _focus(report),
        "goals": [_goal(each) for each in findings["goals"] if each["status"] != "closed"],
        "questions": [*_asked(asked), *_tagged(report, logbook)],
        "upstream": [*_causes(findings), *_kpis(findings)],
    }


def _chosen(found: Sequence[Highlight]) -> list[Highlight]:
    """Three wins: others' praise, an own success, and the latest of the rest."""
    best = ranked({each.id: each for each in found}.values())
    firsts = [next((each for each in best if bool(each.source) == praise), None)
              for praise in (True, False)]  # fmt: skip
    chosen = [each for each in firsts if each is not None]
    chosen += [each for each in best if each not in chosen][: WINS - len(chosen)]
    return sorted(chosen, key=lambda each: (each.day, each.id))


def _win(each: Highlight) -> dict[str, Any]:
    return {"key": f"moment:{each.id}", **to_plain(each)}


def _focus(report: Report) -> dict[str, Any] | None:
    focus, promise = report.focus, report.focus_promise
    if focus is None:
        return None
    return {
        "key": f"skill:{focus.skill}",
        "skill": focus.skill,
        "name": focus.name,
        "mean": focus.mean,
        "n": focus.n,
        "shifts": focus.shifts,
        "promise": to_plain(promise) if promise else None,
    }


def _goal(goal: dict[str, Any]) -> dict[str, Any]:
    names = ("key", "id", "title", "status", "due", "progress", "next_step")
    return {name: goal[name] for name in names}


def _asked(asked: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"key": f"question:{number}", "text": text, "record": None, "day": None}
        for number, text in enumerate(asked, start=1)
    ]


def _tagged(report: Report, logbook: Logbook) -> list[dict[str, Any]]:
    found = []
    for record in logbook:
        text = getattr(record, "text", None)
        if record.shift in report.period and text and _is_question(record):
            key = f"question:{record.id}"
            found.append({"key": key, "text": text, "record": record.id, "day": record.shift})
    return found


def _is_question(record: Record) -> bool:
    return any(tag.casefold().lstrip("#") in TAGS for tag in record.tags)


def _causes(findings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Causes that recur where the lever is not the agent's own alone."""
    for cause in findings["causes"]:
        levers = [part for part in cause["controls"] if part["control"] in ("system", "shared")]
        if any(part["recurring"] for part in levers):
            yield {
                "key": cause["key"],
                "category": cause["category"],
                "shifts": cause["shifts"],
                "controls": sorted(part["control"] for part in levers),
                "quoted": cause["quoted"][:TOLD],
            }


def _kpis(findings: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """KPIs that miss their target where the agent has no lever."""
    for kpi in findings["kpis"]:
        if kpi["control"] == "system" and kpi["status"] == "missed":
            names = ("key", "kpi", "name", "unit", "value", "target", "n")
            yield {name: kpi[name] for name in names}
