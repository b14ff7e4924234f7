"""The report as JSON: key names and enumerations are a contract, keys may be added."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.desk import Desk
from reflectcli.analysis.findings import Report
from reflectcli.analysis.shapes import (
    activity_shapes,
    experiment_shape,
    goal_shape,
    kpi_shape,
    skill_shape,
)
from reflectcli.domain.data import to_plain
from reflectcli.render.calibration import calibration_json
from reflectcli.render.comparison import comparison_json
from reflectcli.render.forecasts import forecasts_json
from reflectcli.render.json import render_json
from reflectcli.render.themes import themes_json
from reflectcli.render.warnings import warnings_json
from reflectcli.render.wellbeing import wellbeing_json


def json_report(report: Report) -> str:
    """The report in the documented shape (percentages 0-100, progress 0-1, seconds)."""
    period = report.period
    content = {
        "period": {
            "since": period.since,
            "until": period.until,
            "label": period.label,
            "as_of": report.as_of,
        },
        "window": {"since": report.window.since, "until": report.window.until},
        "activity": to_plain(report.activity),
        "skills": [skill_shape(finding) for finding in report.skills],
        "focus": report.focus.skill if report.focus else None,
        "promise": to_plain(report.focus_promise) if report.focus_promise else None,
        "overall": to_plain(report.overall) if report.overall else None,
        "agreement": [to_plain(each) for each in report.agreement],
        "kpis": [kpi_shape(finding) for finding in report.kpis],
        "comparison": comparison_json(report),
        "wellbeing": wellbeing_json(report),
        **themes_json(report),
        "goals": [goal_shape(finding) for finding in report.goals],
        "calibration": calibration_json(report),
        "forecasts": forecasts_json(report),
        "experiments": [experiment_shape(each) for each in report.experiments],
        "wins": [to_plain(each) for each in report.wins],
        "challenges": [to_plain(each) for each in report.challenges],
        "heard": [to_plain(each) for each in report.heard],
        "notes": [to_plain(each) for each in report.notes],
        "activities": activity_shapes(report),
        "hours": [to_plain(each) for each in report.hours],
        "open_loops": [to_plain(each) for each in report.open_loops],
        "agreed": [to_plain(each) for each in report.agreed],
        "due": [to_plain(each) for each in report.due],
        **warnings_json(report),
    }
    return render_json(content, report.problems)


def json_desk(desk: Desk) -> str:
    """Today as JSON: `reflect --json`."""
    data: dict[str, Any] = to_plain(desk)
    content = {key: value for key, value in data.items() if key not in ("problems", "empty")}
    content |= {
        "shift_of_week": desk.rhythm.number,
        "reflected": desk.streak.reflected,
        "shifts": desk.streak.of,
        "focus": desk.focus.skill if desk.focus else None,
    }
    return render_json({"today": content}, desk.problems)
