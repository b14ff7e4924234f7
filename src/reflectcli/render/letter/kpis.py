"""KPIs in the letter: figure, interval, target, lever, and what single weeks may do by chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.render import words
from reflectcli.render.figures import figure_text, number_text
from reflectcli.render.letter.model import Chart, Finding, Section, Table
from reflectcli.render.letter.words import Scene, capital, day, middle, trend_said
from reflectcli.render.text import one_line

BADGES = {
    "met": "target met",
    "missed": "target missed",
    "compatible": "too close to tell",
    "no_target": "no target",
    "not_enough": "not enough yet",
}
TONES = {"met": "good", "missed": "focus", "not_enough": "unsure", "compatible": "unsure"}
LEVERS = {
    "mine": "{whose} own to move",
    "shared": "{who} has a share in it",
    "system": "not in {whose} hands: it depends on how the work is set up",
}
ENOUGH_WEEKS = 2


def kpi_section(scene: Scene) -> list[Section]:
    """The KPIs with a reading in the window, in the journal's order."""
    found = scene.findings["kpis"]
    if not found:
        return []
    return [
        Section(
            id="figures", title="The figures",
            intro=(
                "A figure from few cases moves by chance. So each stands with the range in which"
                " the true value likely lies (95%); a target counts as met or missed only when"
                " it lies outside that range."
            ),
            findings=tuple(_finding(scene, each) for each in found),
        )
    ]  # fmt: skip


def _finding(scene: Scene, kpi: Mapping[str, Any]) -> Finding:
    lever = LEVERS[kpi["control"]].format(who=scene.who, whose=scene.whose)
    return Finding(
        key=kpi["key"],
        title=capital(one_line(kpi["name"])),
        verdict=BADGES[kpi["status"]] if kpi["value"] is not None else "no figure",
        tone=TONES.get(kpi["status"], "plain"),  # type: ignore[arg-type]
        claim=_claim(scene, kpi),
        means=_means(kpi),
        chart=_chart(kpi),
        facts=(
            ("counted as", one_line(kpi["formula"])),
            ("lever", lever),
        ),
    )


def _claim(scene: Scene, kpi: Mapping[str, Any]) -> str:
    unit, count = kpi["unit"], words.counted(kpi["n"], "reading")
    target = target_text(kpi)
    aim = f" Target: {target}." if target else ""
    if kpi["value"] is None:
        whole = kpi["window"]
        usual = "" if whole["value"] is None else figure_text(whole["value"], unit)
        return f"No reading in this time; {usual} over {scene.weeks} ({whole['n']} readings).{aim}"
    made = ""
    if unit == "percent" and kpi["denominator"]:
        made = f"{number_text(kpi['numerator'] or 0)} of {number_text(kpi['denominator'])}, "
    between = ""
    if kpi["interval"]:
        low, high = (_end(end, unit) for end in kpi["interval"])
        between = f", likely between {low} and {high}"
    return f"{figure_text(kpi['value'], unit)} ({made}{count}){between}.{aim}"


def _end(value: float, unit: Any) -> str:
    """An end of a range: of a percentage without decimals, which it does not deserve."""
    return f"{value:.0f}%" if unit == "percent" else figure_text(value, unit)


def target_text(kpi: Mapping[str, Any]) -> str:
    """The target with the side that is good: at least 85%, at most 5m, or 6m to 8m."""
    if kpi["target"] is None:
        return ""
    low = figure_text(kpi["target"], kpi["unit"])
    if kpi["direction"] == "band":
        high = kpi["target_high"]
        return low if high is None else f"{low} to {figure_text(high, kpi['unit'])}"
    return f"at least {low}" if kpi["direction"] == "up" else f"at most {low}"


def _means(kpi: Mapping[str, Any]) -> tuple[str, ...]:
    said = {
        "met": "The whole likely range is on the good side of the target.",
        "missed": "The whole likely range is on the wrong side of the target.",
        "compatible": "The target lies within the likely range: met and missed are both possible.",
        "not_enough": "Too few readings to hold against the target.",
        "no_target": "",
    }[kpi["status"]]
    lines = (said, trend_said(kpi["trend"], kpi["unit"], "week"), _weeks(kpi))
    return tuple(each for each in lines if each)


def _weeks(kpi: Mapping[str, Any]) -> str:
    """What single weeks say: all within the usual range, or which were not."""
    limits = kpi["limits"]
    if not limits or limits["state"] == "none" or limits["lower"] is None:
        return ""
    low, high = (_end(limits[name], kpi["unit"]) for name in ("lower", "upper"))
    ends = f"{low} to {high}"
    if not kpi["signals"]:
        return f"Every week lies in the usual range ({ends}), so no single week needs a reason."
    last = kpi["signals"][-1]
    first, values = day(last["weeks"][0]), last["values"]
    if last["kind"] == "outside":
        value = figure_text(values[0], kpi["unit"])
        return f"The week of {first} stood out: {value}, {last['side']} the usual {ends}."
    count, until = len(values), day(last["weeks"][-1])
    way = {"above": "above the middle", "below": "below the middle"}.get(last["side"], last["side"])
    return f"{count} weeks from {first} to {until} were {way}: more than chance would make."


def _chart(kpi: Mapping[str, Any]) -> Chart | None:
    weeks, unit = kpi["weeks"], kpi["unit"]
    if len(weeks) < ENOUGH_WEEKS:
        return None
    values = tuple(each["value"] for each in weeks)
    limits = kpi["limits"] or {}
    ends = (limits.get("lower"), limits.get("upper"))
    centre = limits.get("centre")
    centre = middle(values) if centre is None else centre
    targets = tuple(each for each in (kpi["target"], kpi["target_high"]) if each is not None)
    around = [*values, *(each for each in ends if each is not None), *targets]
    low, high = min(around), max(around)
    name = one_line(kpi["name"])
    between = ""
    if ends[0] is not None and ends[1] is not None:
        between = f", usual range {_end(ends[0], unit)} to {_end(ends[1], unit)}"
    aim = f", target {target_text(kpi)}" if targets else ""
    return Chart(
        kind="line", values=values, low=low, high=high, median=centre,
        limits=None if ends[0] is None or ends[1] is None else (ends[0], ends[1]),
        targets=targets, note=f"{len(values)} weeks",
        words=(
            f"{name}, a figure a week over {words.counted(len(values), 'week')}: middle"
            f" {figure_text(centre or 0, unit)}{between}{aim}; last"
            f" {figure_text(values[-1], unit)}."
        ),
        table=Table(
            caption=f"{name}: week by week", head=("week of", "figure"),
            rows=tuple((day(each["day"]), figure_text(each["value"], unit)) for each in weeks),
        ),
    )  # fmt: skip
