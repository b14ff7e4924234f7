"""The rest of the letter: a former period, what was named to be in it, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.render import words
from reflectcli.render.figures import figure_text
from reflectcli.render.letter.model import Finding, Section, Table
from reflectcli.render.letter.words import (
    Scene,
    capital,
    change_text,
    full_day,
    period_of,
    trend_said,
)
from reflectcli.render.text import one_line

CHANGES = {
    "better": "better, beyond chance",
    "worse": "worse, beyond chance",
    "no_change": "no change beyond chance",
    "not_enough": "not enough to compare",
}
FIELDS = {
    "mood": "mood",
    "energy": "energy",
    "warnings": "the journal's private hints to its writer",
}
REPLACED = {
    "customer": ("name",),
    "email": ("e-mail address", "e-mail addresses"),
    "phone": ("phone number",),
    "card": ("card number",),
    "iban": ("bank account number",),
    "order": ("order or account number",),
    "address": ("postal address", "postal addresses"),
}
CANNOT = (
    "A program finds numbers and addresses, and names that something announces; a name that"
    " nothing announces, or a story by which somebody can be told, it does not find."
)


def comparison_section(scene: Scene) -> list[Section]:
    """The period beside an earlier one, where one was asked for."""
    found = scene.findings["comparison"]
    if found is None:
        return []
    before, now = (words.span(period_of(found[side])) for side in ("before", "now"))
    rows = tuple(_contrast(each) for each in found["contrasts"])
    (won, wins), (hard, harder) = found["successes"], found["challenges"]
    title = "Since the last time"
    return [
        Section(
            id="compared", title=title,
            intro=f"{before} beside {now}. Written down: successes {won}, now {wins}; challenges"
            f" {hard}, now {harder}.",
            table=Table(
                caption=title, head=("", before, now, "change", "what it says"), rows=rows
            ),
        )
    ]  # fmt: skip


def _contrast(each: Mapping[str, Any]) -> tuple[str, ...]:
    difference = each["difference"]
    return (
        capital(one_line(each["name"])),
        _side(each, each["before"]),
        _side(each, each["now"]),
        "–" if difference is None else change_text(difference, each["unit"]),
        CHANGES[each["verdict"]],
    )


def _side(each: Mapping[str, Any], side: Mapping[str, Any]) -> str:
    if side["value"] is None:
        return "–"
    unit = each["unit"]
    value = figure_text(side["value"], unit) if unit else words.level(side["value"])
    return f"{value} (n {side['n']})"


def named_sections(scene: Scene) -> list[Section]:
    """Mood, energy and warnings: only what the agent named to be in it."""
    found = []
    if feelings := scene.findings.get("wellbeing"):
        findings = tuple(_feeling(scene, each) for each in feelings)
        found.append(Section(id="feelings", title="Mood and energy", findings=findings))
    if hints := scene.findings.get("warnings"):
        notes = tuple(f"{one_line(each['what'])} (n {each['n']}; {each['rule']})" for each in hints)
        title = f"What {scene.whose} journal points out"
        found.append(Section(id="hints", title=title, notes=notes))
    return found


def _feeling(scene: Scene, each: Mapping[str, Any]) -> Finding:
    shifts = words.counted(each["n"], "shift")
    return Finding(
        key=each["key"],
        title=capital(each["name"]),
        claim=f"{words.level(each['mean'])} of 5 on average ({shifts}, {scene.weeks}).",
        means=(trend_said(each["trend"], None, "shift"),),
    )


def about(scene: Scene) -> tuple[str, ...]:
    """Where the figures are from, what stayed at home, and what was replaced."""
    data = scene.data
    since = words.span(period_of(data["window"]))
    lines = [
        f"Made on {full_day(data['as_of'])} from the reflective journal of"
        f" {one_line(data['agent']['name'] or '') or 'its agent'}. Skills, trends and usual ranges"
        f" are of {since}; the figures are of {words.span(period_of(data['period']))}.",
        "A verdict is given only where there is enough behind it and chance would rarely make it:"
        " improving and declining are called so strictly that at most one letter in ten holds a"
        " false one. In each line of points the thin line is the middle, the grey band the usual"
        " range, the dashed line the target; n is how many ratings or readings it rests on.",
        f"What is set in a book's type are {scene.whose} own words, or others' as {scene.who} wrote"
        " them down. The small signs at a quote's end name the entry in the journal.",
    ]
    return (*lines, _home(data["held_back"]), *_stand_ins(data["redacted"]))


def _home(held: Mapping[str, Any]) -> str:
    fields = [FIELDS.get(each, each.replace("_", " ")) for each in held["kinds_of_field"]]
    count = held["private_records"]
    records = [f"{words.counted(count, 'private entry', 'private entries')}"] if count else []
    kept = [*records, *fields]
    return f"Stayed at home: {_listed(kept)}." if kept else "Nothing was held back."


def _stand_ins(redacted: Mapping[str, int]) -> tuple[str, ...]:
    kinds = [
        words.counted(count, *REPLACED.get(kind, (kind.replace("_", " "),)))
        for kind, count in redacted.items()
    ]
    if not kinds:
        return ()
    return (
        f"Customers' data was replaced by stand-ins: {_listed(kinds)}. The same customer has the"
        f" same stand-in throughout. {CANNOT}",
    )


def _listed(things: list[str]) -> str:
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} and {things[-1]}"
