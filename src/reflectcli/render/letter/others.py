"""Self and others in the letter, in words that do not shame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.analysis.agreement import SURE_PAIRS
from reflectcli.render import words
from reflectcli.render.letter.model import Chart, Finding, Section, Table
from reflectcli.render.letter.words import Scene, capital
from reflectcli.render.text import one_line

PEOPLE = {
    "customer": "customers",
    "colleague": "colleagues",
    "mentor": "the mentor",
    "manager": "managers",
}
BADGES = {
    "blind_spot": "seen differently",
    "hidden_strength": "others see more",
    "agreed_strength": "agreed: a strength",
    "shared_focus": "agreed: room to grow",
    "agreed": "agreed",
}
TONES = {"hidden_strength": "good", "agreed_strength": "good", "shared_focus": "focus"}
MILD = (
    "To see oneself a little higher than others do is usual; it is a question to talk about, not"
    " a fault."
)


def others_section(scene: Scene) -> list[Section]:
    """Each skill that a group of others has rated often enough beside the own ratings."""
    found = scene.findings["agreement"]
    told = [each for each in found if each["verdict"] != "not_enough"]
    few = len(found) - len(told)
    lacking = (
        f"{capital(words.counted(few, 'comparison'))} more could be made, but with fewer than 3"
        " ratings by others nothing is said."
    )
    notes = [lacking] if few else []
    if any(each["verdict"] == "blind_spot" for each in told):
        notes.insert(0, MILD)
    if not told:
        return []
    return [
        Section(
            id="others", title=f"{capital(scene.who)} and others", notes=tuple(notes),
            findings=tuple(_finding(scene, each) for each in told),
        )
    ]  # fmt: skip


def _finding(scene: Scene, each: Mapping[str, Any]) -> Finding:
    sure = each["strength_of_evidence"] == "established"
    name = one_line(each["name"])
    return Finding(
        key=each["key"],
        title=f"{capital(name)}, as {PEOPLE[each['source']]} see it".replace(
            "the mentor see", "the mentor sees"
        ),
        verdict=BADGES[each["verdict"]] + ("" if sure else ", so far"),
        tone=TONES.get(each["verdict"], "plain") if sure else "unsure",  # type: ignore[arg-type]
        claim=_claim(scene, each),
        means=(_sure(each) if sure else _unsure(each),),
        chart=_chart(scene, each),
        quotes=scene.quotes(each),
        own=True,
    )


def _claim(scene: Scene, each: Mapping[str, Any]) -> str:
    theirs, own = words.level(each["other_mean"]), words.level(each["self_mean"])
    who = capital(PEOPLE[each["source"]])
    give = "gives" if each["source"] == "mentor" else "give"
    return (
        f"{who} {give} {theirs}, {scene.who} {own} ({words.counted(each['n'], 'rating')} compared)."
    )


def _sure(each: Mapping[str, Any]) -> str:
    if each["interval"] is None or each["verdict"] not in ("blind_spot", "hidden_strength"):
        return "Both see the same, within one level."
    low, high = sorted(abs(end) for end in each["interval"])
    return (
        f"The gap lies between {words.level(low)} and {words.level(high)} levels: more than chance"
        " would make."
    )


def _unsure(each: Mapping[str, Any]) -> str:
    if each["n"] < SURE_PAIRS:
        return f"May still be chance: {each['n']} of the {SURE_PAIRS} ratings it takes."
    return "May still be chance: the gap comes and goes."


def _chart(scene: Scene, each: Mapping[str, Any]) -> Chart:
    own, theirs = each["self_mean"], each["other_mean"]
    who = PEOPLE[each["source"]]
    rows = ((capital(scene.who), words.level(own)), (capital(who), words.level(theirs)))
    name = one_line(each["name"])
    return Chart(
        kind="pair", values=(own, theirs), low=1, high=5, note=f"n {each['n']}",
        words=(
            f"{capital(name)} on a scale from 1 to 5: {scene.who} {words.level(own)},"
            f" {who} {words.level(theirs)}; {words.counted(each['n'], 'rating')}."
        ),
        table=Table(caption=f"{capital(name)}: two views", head=("whose", "mean"), rows=rows),
    )  # fmt: skip
