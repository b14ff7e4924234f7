"""Findings as plain data in the shape of the JSON report, which is a contract (DESIGN, 5)."""

from __future__ import annotations

from typing import Any

from reflectcli.analysis.findings import GoalFinding, KpiFinding, Report, SkillFinding
from reflectcli.analysis.trial_findings import ExperimentFinding
from reflectcli.domain.data import to_plain


def skill_shape(finding: SkillFinding) -> dict[str, Any]:
    """A skill; `period` holds what the report's period alone has."""
    data: dict[str, Any] = to_plain(finding)
    here = {"n": data.pop("period_n"), "mean": data.pop("period_mean")}
    return data | {"period": here}


def kpi_shape(finding: KpiFinding) -> dict[str, Any]:
    """A KPI; `window` holds the figure of the findings window."""
    data: dict[str, Any] = to_plain(finding)
    keys = ("value", "interval", "n", "evidence")
    window = {key: data.pop(f"window_{key}") for key in keys}
    return data | {"window": window}


def goal_shape(finding: GoalFinding) -> dict[str, Any]:
    """A goal; `steps` says how many there are and how many are done."""
    data: dict[str, Any] = to_plain(finding)
    steps = {"done": data.pop("steps_done"), "total": data.pop("steps_total")}
    return data | {"steps": steps, "next_step": data.pop("next_step")}


def experiment_shape(found: ExperimentFinding) -> dict[str, Any]:
    """An experiment; `window` is the stretch before it and the trial's own."""
    data: dict[str, Any] = to_plain(found)
    since, until = data.pop("before")
    after = {"since": found.start, "until": found.finished or found.until}
    return data | {"window": {"before": {"since": since, "until": until}, "after": after}}


def activity_shapes(report: Report) -> list[dict[str, Any]]:
    """The activities, each with what moved around it; `enough` says whether n allows to show it."""
    found = []
    for done in report.activities:
        moved = [to_plain(each) for each in report.movements if each.activity == done.id]
        for each in moved:
            del each["activity"], each["title"], each["day"]
        found.append(to_plain(done) | {"moved": moved})
    return found
