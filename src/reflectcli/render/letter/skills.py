"""Skills in the letter: strengths, the focus, the others; and where others see it differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from reflectcli.analysis.skills import MIN_RATINGS, MIN_SHIFTS
from reflectcli.render import words
from reflectcli.render.letter.model import Chart, Finding, Section, Table
from reflectcli.render.letter.words import Scene, capital, middle, period_of, trend_said
from reflectcli.render.text import one_line

TONES = {"strength": "good", "focus": "focus", "steady": "plain", "not_enough": "unsure"}
BADGES = {
    "strength": "a strength",
    "focus": "room to grow",
    "steady": "steady",
    "not_enough": "not enough yet",
}


def skill_sections(scene: Scene) -> list[Section]:
    """Strengths, focus and the rest; in a blind pack one list, so that no heading tells."""
    skills = scene.findings["skills"]
    rated = [each for each in skills if each["n"]]
    unrated = [one_line(each["name"]) for each in skills if not each["n"]]
    notes = (f"Not rated in this time: {', '.join(unrated)}.",) if unrated else ()
    if scene.data["blind"]:
        intro = (
            f"{capital(scene.who)} asks you to rate first. What stands here is covered until you"
            " have, or until you choose to look."
        )
        ordered = sorted(rated, key=lambda each: str(each["name"]))
        return [_section(scene, "skills", "Skills", ordered, intro, notes)]
    groups = (
        ("strengths", "What goes well", "strength"),
        ("focus", "Where there is room to grow", "focus"),
    )
    found = [
        _section(scene, key, title, [each for each in rated if each["verdict"] == verdict])
        for key, title, verdict in groups
    ]
    rest = [each for each in rated if each["verdict"] in ("steady", "not_enough")]
    last = _section(scene, "skills", "The other skills", rest, "", notes)
    return [each for each in (*found, last) if each.findings or each.notes]


def _section(
    scene: Scene, key: str, title: str, skills: Sequence[Mapping[str, Any]], intro: str = "",
    notes: tuple[str, ...] = (),
) -> Section:  # fmt: skip
    findings = tuple(_finding(scene, each) for each in skills)
    return Section(id=key, title=title, intro=intro, findings=findings, notes=notes)


def _finding(scene: Scene, skill: Mapping[str, Any]) -> Finding:
    return Finding(
        key=skill["key"],
        title=capital(one_line(skill["name"])),
        verdict=BADGES[skill["verdict"]],
        tone=TONES[skill["verdict"]],  # type: ignore[arg-type]
        claim=_claim(scene, skill),
        means=_means(scene, skill),
        chart=skill_chart(scene, skill),
        quotes=scene.quotes(skill),
        own=True,
    )


def _claim(scene: Scene, skill: Mapping[str, Any]) -> str:
    basis = _basis(skill)
    if skill["verdict"] == "not_enough":
        return f"{capital(scene.who)} has rated this too seldom to say anything: {basis}."
    return f"{words.level(skill['mean'])} of 5 by {scene.whose} own ratings ({basis})."


def _basis(skill: Mapping[str, Any]) -> str:
    return f"{words.counted(skill['n'], 'rating')} in {words.counted(skill['shifts'], 'shift')}"


def _means(scene: Scene, skill: Mapping[str, Any]) -> tuple[str, ...]:
    usual = words.level(skill["m0"])
    trend = trend_said(skill["trend"], None, "shift")
    match skill["verdict"]:
        case "strength":
            return f"Clearly above {scene.whose} usual {usual}, or 4 and more.", trend
        case "focus":
            return f"Clearly below {scene.whose} usual {usual}, or 2.75 and less.", trend
        case "steady":
            return f"Close to {scene.whose} usual {usual}.", trend
    return (f"It takes {MIN_RATINGS} ratings from {MIN_SHIFTS} shifts.",)


def skill_chart(scene: Scene, skill: Mapping[str, Any]) -> Chart | None:
    """The means of the weeks on the scale from 1 to 5, with their median."""
    values = tuple(skill["weekly"])
    centre = middle(values)
    if centre is None or skill["verdict"] == "not_enough":
        return None
    name = one_line(skill["name"])
    rows = tuple(
        (label, "–" if value is None else words.level(value))
        for label, value in zip(_weeks(scene, len(values)), values, strict=True)
    )
    there = [value for value in values if value is not None]
    return Chart(
        kind="line", values=values, low=1, high=5, median=centre, note=f"n {skill['n']}",
        words=(
            f"{capital(name)}, mean of each week on a scale from 1 to 5: median"
            f" {words.level(centre)}, lowest {words.level(min(there))}, highest"
            f" {words.level(max(there))}, last {words.level(there[-1])}; {_basis(skill)}."
        ),
        table=Table(
            caption=f"{capital(name)}: the mean of each week", head=("week of", "mean"), rows=rows
        ),
    )  # fmt: skip


def _weeks(scene: Scene, count: int) -> Iterable[str]:
    """The first days of the window's weeks, counted from its end."""
    until = period_of(scene.data["window"]).until
    for back in range(count - 1, -1, -1):
        yield words.day(until - timedelta(days=7 * back + 6))
