"""What recurs in the letter: moments, themes, causes by whose lever they are, the learning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.render import words
from reflectcli.render.letter.model import Chart, Finding, Quote, Section, Table
from reflectcli.render.letter.words import Scene, capital, day, period_of, speaker
from reflectcli.render.text import clean, one_line

CAUSES = {
    "knowledge": "Not knowing something",
    "communication": "How it was said",
    "emotion_energy": "Feelings and energy",
    "process_policy": "A process or policy",
    "tool_system": "A tool or system",
    "handoff": "A handover",
    "product_defect": "A defect of the product",
    "customer_context": "The customer's situation",
    "workload": "Too much at once",
}
LEVERS = {
    "mine": "{whose} own",
    "shared": "shared",
    "system": "the system's",
    None: "not said",
}
GROUPS = {
    "practice": "practice",
    "with_others": "with others",
    "formal": "courses and reading",
    "other": "other",
}
TOGETHER = {
    "success": "more with what went well",
    "challenge": "more with what was hard",
    "both": "with both what went well and what was hard",
}


def moment_sections(scene: Scene) -> list[Section]:
    """Moments in the agent's own words and in others': good ones, hard ones, and what was said."""
    named = (
        ("moments", "Moments that went well", "wins"),
        ("hard", "Moments that were hard", "challenges"),
        ("heard", "What others said", "heard"),
    )
    return [
        Section(
            id=key, title=title,
            findings=tuple(_moment(scene, each) for each in scene.findings[name]),
        )
        for key, title, name in named
        if scene.findings[name]
    ]  # fmt: skip


def _moment(scene: Scene, each: Mapping[str, Any]) -> Finding:
    held = scene.data["quotes"].get(each["id"]) or {}
    quote = Quote(
        ref=each["id"], day=day(each["day"], weekday=True), text=clean(each["text"]),
        who=speaker({**each, "author": held.get("author")}, scene.who),
        more=scene.quote(each["id"], held).more if held else (),
    )  # fmt: skip
    return Finding(key=each["key"], title=quote.day, words=quote.text, quotes=(quote,))


def pattern_sections(scene: Scene) -> list[Section]:
    """Themes that recur, and the causes of what was hard."""
    return [*_themes(scene), *_causes(scene)]


def _themes(scene: Scene) -> list[Section]:
    found = scene.findings["themes"]
    if not found:
        return []
    intro = "A word counts as recurring from three shifts within 28 days on, in two weeks or more."
    findings = tuple(_theme(scene, each) for each in found)
    return [Section(id="themes", title="What keeps coming back", intro=intro, findings=findings)]


def _theme(scene: Scene, theme: Mapping[str, Any]) -> Finding:
    shifts = words.counted(theme["shifts"], "shift")
    name = one_line(theme["theme"])
    whose = "" if theme["source"] == "own" else ", in what others said"
    beside = f"{theme['with_success']} with successes, {theme['with_challenge']} with challenges"
    side = TOGETHER[theme["goes_with"]] if theme["goes_with"] else ""
    return Finding(
        key=theme["key"],
        title=f"“{name}”",
        claim=f"In {shifts} of {scene.weeks}{whose}.",
        means=(f"Goes together {side} ({beside}); no more is claimed.",) if side else (),
        chart=_days(scene, theme, name),
        quotes=scene.quotes(theme),
    )


def _days(scene: Scene, theme: Mapping[str, Any], name: str) -> Chart:
    window = period_of(scene.data["window"])
    places = tuple(
        (period_of({"since": each, "until": each}).since - window.since).days / window.days
        for each in theme["days"]
    )
    shown = tuple((day(each, weekday=True),) for each in theme["days"])
    return Chart(
        kind="days", values=places, low=0, high=1, note=f"n {len(places)}",
        words=f"“{name}” in {words.counted(len(places), 'shift')}, the last on {shown[-1][0]}.",
        table=Table(caption=f"“{name}”: the shifts", head=("shift",), rows=shown),
    )  # fmt: skip


def _causes(scene: Scene) -> list[Section]:
    found = scene.findings["causes"]
    if not found:
        return []
    split = scene.findings["control_split"]
    said = sum(each["challenges"] for each in split)
    parts = ", ".join(f"{_lever(scene, each['control'])} {each['challenges']}" for each in split)
    notes = (
        (f"Whose lever it was, in {words.counted(said, 'challenge')}: {parts}.",) if said else ()
    )
    findings = tuple(_cause(scene, each) for each in found)
    return [Section(id="causes", title="What was behind it", findings=findings, notes=notes)]


def _lever(scene: Scene, control: str | None) -> str:
    return LEVERS[control].format(whose=capital(scene.whose))


def _cause(scene: Scene, cause: Mapping[str, Any]) -> Finding:
    parts = ", ".join(
        f"{_lever(scene, each['control'])} ({words.counted(each['shifts'], 'shift')})"
        for each in cause["controls"]
    )
    return Finding(
        key=cause["key"],
        title=CAUSES.get(cause["category"], cause["category"]),
        verdict="recurring" if cause["recurring"] else "",
        claim=f"In {words.counted(cause['shifts'], 'shift')} of {scene.weeks}; lever: {parts}.",
        quotes=scene.quotes(cause),
    )


def learning_section(scene: Scene) -> list[Section]:
    """What was done to get better, and the hours of it."""
    found = scene.findings["activities"]
    if not found:
        return []
    hours = ", ".join(
        f"{GROUPS[each['group']]} {each['hours']:g} h" if each["hours"] else
        f"{GROUPS[each['group']]} {words.counted(each['activities'], 'time')}"
        for each in scene.findings["hours"]
    )  # fmt: skip
    return [
        Section(
            id="learning", title="Learning and practice", intro=f"{capital(hours)}.",
            findings=tuple(_activity(scene, each) for each in found),
        )
    ]  # fmt: skip


def _activity(scene: Scene, each: Mapping[str, Any]) -> Finding:
    hours = f", {each['hours']:g} h" if each["hours"] is not None else ""
    moved = [part for part in each["moved"] if part["enough"]]
    return Finding(
        key=each["key"],
        title=one_line(each["title"]),
        claim=f"{capital(each['type'])}, {day(each['day'])}{hours}.",
        means=tuple(_moved(scene, part) for part in moved),
        words=clean(each["takeaway"] or ""),
        own=bool(moved),
    )


def _moved(scene: Scene, part: Mapping[str, Any]) -> str:
    before, after = (
        f"{words.level(part[side]['mean'])} ({words.counted(part[side]['n'], 'rating')})"
        for side in ("before", "after")
    )
    return (
        f"{capital(scene.whose)} ratings of {one_line(part['name'])} were {before} in the four"
        f" weeks before and {after} in the four after; much else happened in them."
    )
