"""The findings of a pack: the JSON report's shapes, each with its key and its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reflectcli.analysis.findings import Highlight, Report
from reflectcli.analysis.pack_quotes import Quotes
from reflectcli.analysis.recurrence import recurs
from reflectcli.analysis.shapes import (
    activity_shapes,
    experiment_shape,
    goal_shape,
    kpi_shape,
    skill_shape,
)
from reflectcli.domain.data import to_plain
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Checkin, Goal

MOMENTS = 8
"""How many moments of each sort a pack holds; the latest, and poor scores first."""
THEMES = 8
FEW = 3


def findings_data(
    report: Report, logbook: Logbook, quotes: Quotes, feelings: Sequence[str]
) -> dict[str, Any]:
    """All findings that a mentor may answer, by section."""
    found = {
        "skills": _skills(report, quotes),
        "overall": to_plain(report.overall) if report.overall else None,
        "agreement": _agreement(report, quotes),
        "kpis": [{"key": f"kpi:{each.kpi}", **kpi_shape(each)} for each in report.kpis],
        "goals": _goals(report, logbook, quotes),
        "experiments": [
            {"key": f"experiment:{each.id}", **experiment_shape(each)}
            for each in report.experiments
        ],
        "wins": _moments(report.wins, quotes),
        "challenges": _moments(report.challenges, quotes),
        "heard": _moments(report.heard, quotes),
        "themes": _themes(report, quotes),
        "causes": _causes(report, logbook, quotes),
        "control_split": [to_plain(each) for each in report.causes.split],
        "activities": [
            {"key": f"activity:{each['id']}", **each} for each in activity_shapes(report)
        ],
        "hours": [to_plain(each) for each in report.hours],
        "comparison": to_plain(report.comparison) if report.comparison else None,
    }
    return found | _unasked(report, feelings)


def _unasked(report: Report, feelings: Sequence[str]) -> dict[str, Any]:
    """What stays at home unless it is named: mood, energy, and the warnings to oneself."""
    found: dict[str, Any] = {}
    if feelings and report.wellbeing is not None:
        named = {name: getattr(report.wellbeing, name) for name in feelings}
        found["wellbeing"] = [
            {"key": f"feeling:{name}", "name": name, **to_plain(feeling)}
            for name, feeling in named.items()
            if feeling is not None
        ]
    if report.warnings is not None:
        found["warnings"] = [to_plain(each) for each in report.warnings]
    return found


def _skills(report: Report, quotes: Quotes) -> list[dict[str, Any]]:
    return [
        {"key": f"skill:{each.skill}", **skill_shape(each)}
        | {
            "quoted": quotes.about_skill(
                each.skill, each.feedback, hard_first=each.verdict == "focus"
            )
        }
        for each in report.skills
    ]


def _agreement(report: Report, quotes: Quotes) -> list[dict[str, Any]]:
    return [
        {"key": f"agreement:{each.skill}:{each.source}", **to_plain(each)}
        | {"quoted": quotes.take(each.evidence, FEW)}
        for each in report.agreement
    ]


def _goals(report: Report, logbook: Logbook, quotes: Quotes) -> list[dict[str, Any]]:
    goals = {goal.id: goal for goal in logbook.of(Goal)}
    found = []
    for each in report.goals:
        checkins = logbook.about(Checkin, "goal", each.id)
        goal = goals[each.id]
        found.append(
            {"key": f"goal:{each.id}", **goal_shape(each)}
            | {
                "plan": to_plain(goal.steps),
                "resources": goal.resources,
                "helpers": goal.helpers,
                "lesson": goal.lesson,
                "quoted": quotes.take((record.id for record in reversed(checkins)), FEW),
            }
        )
    return found


def _moments(found: Sequence[Highlight], quotes: Quotes) -> list[dict[str, Any]]:
    """The moments that are told, oldest first; one record once, whatever it answered."""
    own = {each.id: each for each in found}
    shown = sorted(ranked(own.values())[:MOMENTS], key=lambda each: (each.day, each.id))
    return [
        {"key": f"moment:{each.id}", **to_plain(each), "quoted": quotes.take([each.id])}
        for each in shown
    ]


def ranked(found: Iterable[Highlight]) -> list[Highlight]:
    """Moments with those to tell first: poor scores, whole records before answers, the latest."""
    return sorted(
        found, key=lambda each: (_is_poor(each), each.kind != "shift", each.day, each.id)
    )[::-1]


def _is_poor(each: Highlight) -> bool:
    if each.score is None or each.scale is None:
        return False
    return each.score <= each.scale / 2


def _themes(report: Report, quotes: Quotes) -> list[dict[str, Any]]:
    recurring = [each for each in report.themes if each.recurring]
    keys: dict[str, Any] = {}
    for each in recurring:
        # The same words may recur in the agent's own texts and in feedback.
        source = "" if each.source == "own" else f":{each.source}"
        keys.setdefault(f"theme:{each.theme}{source}", each)
    return [
        {"key": key, **to_plain(each), "quoted": quotes.take(each.evidence, FEW)}
        for key, each in list(keys.items())[:THEMES]
    ]


def _causes(report: Report, logbook: Logbook, quotes: Quotes) -> list[dict[str, Any]]:
    """The kinds of cause, each with the levers it came under and the shifts of all of them."""
    days = {record.id: record.shift for record in logbook}
    groups: dict[str, list[Any]] = {}
    for each in report.causes.found:
        groups.setdefault(each.category, []).append(each)
    found = []
    for category, parts in groups.items():
        whole = {record for part in parts for record in part.evidence}
        evidence = sorted(whole, key=lambda each: (days[each], each), reverse=True)
        shifts = {days[each] for each in whole}
        found.append(
            {
                "key": f"cause:{category}",
                "category": category,
                "shifts": len(shifts),
                "recurring": recurs(shifts),
                "controls": [to_plain(part) for part in parts],
                "evidence": evidence,
                "quoted": quotes.take(evidence, FEW),
            }
        )
    return sorted(found, key=lambda each: (-each["shifts"], each["category"]))
