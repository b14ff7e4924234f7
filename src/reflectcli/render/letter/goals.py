"""Goals and experiments in the letter: where they stand, at which pace, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.analysis.goals import MIN_DAYS, MIN_POINTS
from reflectcli.render import words
from reflectcli.render.letter.model import Chart, Finding, Section, Table
from reflectcli.render.letter.words import Scene, capital, change_text, day, value_text
from reflectcli.render.text import clean, one_line

BADGES = {
    "met": "met",
    "ahead": "ahead",
    "on_track": "on track",
    "at_risk": "at risk",
    "overdue": "overdue",
    "not_enough": "too early to say",
    "closed": "closed",
}
TONES = {"met": "good", "ahead": "good", "on_track": "good", "at_risk": "focus", "overdue": "focus"}
TRIALS = {
    "keep": "worth keeping",
    "drop": "better dropped",
    "inconclusive": "no clear answer",
}


def goal_section(scene: Scene) -> list[Section]:
    """The goals: open ones first, then those closed in the period."""
    found = scene.findings["goals"]
    if not found:
        return []
    findings = tuple(_goal(scene, each) for each in found)
    return [Section(id="goals", title="Goals", findings=findings)]


def goal_title(goal: Mapping[str, Any]) -> str:
    """A goal with its day: Empathy to 4.0 by 31 Dec."""
    name = one_line(goal["title"])
    due = f"by {day(goal['due'])}" if goal["due"] else ""
    return f"{name} {due}" if due and due not in name else name


def goal_badge(goal: Mapping[str, Any]) -> str:
    """How a goal stands in a word or two."""
    outcome = {"met": "reached", "partly": "partly reached", "dropped": "given up"}
    if goal["status"] == "closed":
        return outcome.get(goal.get("outcome") or "", "closed")
    return BADGES[goal["status"]]


def _goal(scene: Scene, goal: Mapping[str, Any]) -> Finding:
    return Finding(
        key=goal["key"],
        title=goal_title(goal),
        verdict=goal_badge(goal),
        tone=TONES.get(goal["status"], "plain"),  # type: ignore[arg-type]
        claim=_claim(scene, goal),
        means=_means(goal),
        chart=_bar(goal),
        facts=tuple(_facts(goal)),
        steps=tuple((bool(each["done"]), _step(each)) for each in goal["plan"]),
        words=clean(goal["why"] or ""),
        quotes=scene.quotes(goal),
        own=goal["measure"].startswith("rating:"),
    )


def _claim(scene: Scene, goal: Mapping[str, Any]) -> str:
    unit = goal["unit"]
    named = (("from", "baseline"), ("now", "current"), ("to", "target"))
    parts = [
        f"{word} {value_text(goal[key], unit)}" for word, key in named if goal[key] is not None
    ]
    measured = _measured(scene, goal["measure"])
    points = words.counted(goal["points"], "point")
    if not parts:
        return f"Followed by {measured}." if goal["points"] else ""
    return f"{capital(', '.join(parts))}; by {measured} ({points})."


def _measured(scene: Scene, measure: str) -> str:
    kind, _, name = measure.partition(":")
    plain = _called(scene, kind, name)
    return {
        "rating": f"own ratings of {plain}",
        "kpi": f"the figure “{plain}”",
        "count": f"counting each {plain}",
    }.get(kind, "own check-ins")


def _called(scene: Scene, kind: str, name: str) -> str:
    """A skill or a KPI by its name, where the pack tells it."""
    kpis = {each["kpi"]: each["name"] for each in scene.findings["kpis"]}
    skills = {key: each["name"] for key, each in scene.data["rubric"].items()}
    known = kpis if kind == "kpi" else skills if kind == "rating" else {}
    return one_line(known.get(name, name.replace("_", " ")))


def _means(goal: Mapping[str, Any]) -> tuple[str, ...]:
    said = []
    if goal["status"] == "closed":
        return ()
    if goal["required_pace"] is not None:
        need = f"It needs {change_text(goal['required_pace'], goal['unit'])} a week"
        pace = goal["pace"]
        has = "" if pace is None else f" and has {change_text(pace, goal['unit'])}"
        said.append(f"{need}{has}.")
    if goal["eta"] and goal["status"] != "met":
        early, late = (day(each) for each in goal["eta"])
        said.append(f"At this pace it is reached between {early} and {late}.")
    elif goal["pace"] is not None and goal["status"] != "met":
        said.append("At this pace no day can be named.")
    elif goal["status"] == "not_enough" and goal["target"] is not None:
        said.append(f"A forecast takes {MIN_POINTS} points over {MIN_DAYS} days.")
    return tuple(said)


def _facts(goal: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = []
    if goal["helpers"]:
        facts.append(("who helps", ", ".join(map(one_line, goal["helpers"]))))
    if goal["resources"]:
        facts.append(("what helps", ", ".join(map(one_line, goal["resources"]))))
    if goal["lesson"]:
        facts.append(("what it taught", clean(goal["lesson"])))
    return facts


def _step(step: Mapping[str, Any]) -> str:
    text = one_line(step["text"])
    if step["done"]:
        return f"{text} (done {day(step['done'])})"
    return f"{text} (by {day(step['due'])})" if step["due"] else text


def _bar(goal: Mapping[str, Any]) -> Chart | None:
    share = goal["progress"]
    if share is None:
        return None
    said = f"{share:.0%} of the way".replace("-", "−")
    name, unit = one_line(goal["title"]), goal["unit"]
    rows = tuple(
        (word, value_text(goal[word], unit))
        for word in ("baseline", "current", "target")
        if goal[word] is not None
    )
    return Chart(
        kind="bar", values=(share,), low=0, high=1, note=f"{share:.0%}".replace("-", "−"),
        words=f"{name}: {said} from where it started to its target.",
        table=Table(caption=f"{name}: the figures", head=("", "value"), rows=rows),
    )  # fmt: skip


def experiment_section(scene: Scene) -> list[Section]:
    """What was tried on purpose, its test fixed beforehand."""
    found = scene.findings["experiments"]
    if not found:
        return []
    intro = "Each was fixed before it began, so that the wish does not make the result."
    findings = tuple(_experiment(scene, each) for each in found)
    return [Section(id="experiments", title="Tried out", intro=intro, findings=findings)]


def _experiment(scene: Scene, found: Mapping[str, Any]) -> Finding:
    status, verdict = found["status"], found["verdict"]
    badge = {"planned": "planned", "running": "under way", "to_judge": "to be judged"}
    points = f"{found['n']} of {found['min_n']} points on each side"
    claim = {
        "planned": f"Starts {day(found['start'])}, for {found['days']} days.",
        "running": f"Day {found['day']} of {found['days']}, {points}.",
        "to_judge": f"Ended {day(found['until'])}, {points}.",
    }.get(status) or _result(found)
    return Finding(
        key=found["key"],
        title=one_line(found["hypothesis"]),
        verdict=badge.get(status) or TRIALS[verdict or "inconclusive"],
        tone={"keep": "good", "drop": "focus"}.get(verdict or "", "plain"),  # type: ignore[arg-type]
        claim=claim,
        means=_caution(found),
        facts=(("measured by", _measured(scene, found["measure"])),),
        words=clean(found["lesson"] or ""),
        own=found["measure"].startswith("rating:"),
    )


def _result(found: Mapping[str, Any]) -> str:
    trial, unit = found["trial"], found["unit"]
    if not trial or trial["mean_before"] is None or trial["mean_after"] is None:
        return "No points on one of the two sides, so nothing can be said."
    before, after = (value_text(trial[f"mean_{side}"], unit) for side in ("before", "after"))
    told = f"{before} before ({trial['n_before']} points), {after} after ({trial['n_after']})"
    if trial["p"] is None:
        return f"{told}: too few to judge."
    sure = (
        "more than chance would make" if found["verdict"] in ("keep", "drop") else "may be chance"
    )
    return f"{told}: {sure}."


def _caution(found: Mapping[str, Any]) -> tuple[str, ...]:
    if not found["rebound"] or not found["trial"] or found["verdict"] == "drop":
        return ()
    return (
        "It began after an unusually hard week. The next ones tend to be better by themselves, so"
        " a part of the change may be that.",
    )
