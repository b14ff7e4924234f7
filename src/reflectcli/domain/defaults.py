"""The skills and KPIs that a new journal starts with, as plain data.

`reflectcli.domain.rubric` and `kpis` make their classes of it; the quick way needs only this.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Table = dict[str, Any]


def _skill(name: str, low: str, middle: str, high: str) -> "Table":
    return {"name": name, "low": low, "middle": middle, "high": high}


def _percent(name: str, formula: str, control: str, direction: str = "up") -> "Table":
    return {
        "name": name, "unit": "percent", "formula": formula, "direction": direction,
        "aggregate": "proportion", "control": control, "low": 0, "high": 100,
    }  # fmt: skip


def _duration(
    name: str, formula: str, control: str, aggregate: str, direction: str = "down"
) -> "Table":
    return {
        "name": name, "unit": "seconds", "formula": formula, "direction": direction,
        "aggregate": aggregate, "control": control, "low": 0,
    }  # fmt: skip


SKILLS: dict[str, "Table"] = {
    "listening": _skill(
        "listening",
        "talked over the customer, asked again for what was said",
        "understood after checking",
        "summed up in own words, heard the need that was not said",
    ),
    "verbal": _skill(
        "verbal communication",
        "confusing or curt",
        "clear, courteous",
        "plain, warm, at the caller's pace",
    ),
    "writing": _skill(
        "writing",
        "errors hide the meaning",
        "correct, readable",
        "concise, right tone, answers the next question too",
    ),
    "adaptability": _skill(
        "adaptability",
        "the same script for everyone",
        "changed style when prompted",
        "matched the customer's style early",
    ),
    "problem_solving": _skill(
        "problem solving",
        "treated a symptom, guessed",
        "right fix by the process",
        "confirmed the cause, fixed it, kept it from coming back",
    ),
    "empathy": _skill(
        "empathy",
        "feelings passed over",
        "acknowledged",
        "named them, and handled the case differently for it",
    ),
    "composure": _skill(
        "composure",
        "visibly rattled",
        "stayed civil",
        "steady, recovered quickly",
    ),
    "de_escalation": _skill(
        "de-escalation",
        "tension rose",
        "tension held",
        "calmed, next steps agreed",
    ),
    "anticipation": _skill(
        "anticipation",
        "the next contact was foreseeable",
        "answered what was asked",
        "took care of the likely next question",
    ),
    "product_knowledge": _skill(
        "product knowledge",
        "wrong or stuck",
        "right after looking it up",
        "sure, and taught the customer something",
    ),
    "ownership": _skill(
        "ownership",
        "a promise dropped",
        "promises kept",
        "updated before being asked, documented",
    ),
    "compliance": {
        "name": "compliance",
        "low": "a required step missed",
        "middle": "all steps done",
        "high": "all done, and explained",
        "critical": True,
        "active": False,
    },
}
"""Skill by its ID."""

KPIS: dict[str, "Table"] = {
    "csat": _percent("CSAT", "answers of 4 or 5 / answers", "shared"),
    "nps": {
        "name": "NPS", "unit": "points", "formula": "% of 9-10 minus % of 0-6",
        "low": -100, "high": 100,
    },
    "ces": {
        "name": "customer effort", "unit": "points", "formula": "mean ease, 1-7",
        "low": 1, "high": 7,
    },
    "fcr": _percent("first contact resolution", "solved with no second contact / solved", "shared"),
    "resolution_rate": _percent("resolution rate", "solved / handled", "shared"),
    "reopen_rate": _percent("reopen rate", "reopened / solved", "shared", "down"),
    "escalation_rate": _percent("escalation rate", "escalated / handled", "shared", "down"),
    "transfer_rate": _percent("transfer rate", "transferred / handled", "shared", "down"),
    "frt": _duration("first reply", "median of first human reply - created", "mine", "median"),
    "resolution_time": _duration(
        "resolution time", "median of solved - created", "shared", "median"
    ),
    "aht": _duration("handle time", "(talk + hold + wrap) / handled", "shared", "mean", "band"),
    "asa": _duration("speed of answer", "waiting / answered", "system", "mean"),
    "qa_score": _percent("QA score", "points of the reviewer's scorecard / points", "shared"),
    "adherence": _percent("adherence", "minutes in adherence / scheduled", "mine"),
    "retention": _percent("retention", "(customers at the end - new) / at the start", "system"),
    "contacts": {
        "name": "contacts", "unit": "count", "formula": "contacts handled", "aggregate": "sum",
        "control": "system", "low": 0,
    },
}  # fmt: skip
"""KPI by its ID."""
