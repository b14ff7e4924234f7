"""Where challenges come from: causes by whose lever they are, and what to raise upstream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reflectcli.analysis.patterns import CauseFinding, Causes, ControlShare, Told, Upstream
from reflectcli.analysis.recurrence import recurs
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.domain.fields import Cause, Control
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Challenge


def find_causes(logbook: Logbook, period: Period) -> Causes:
    """The causes of the findings window that ends with the period, the most shifts first."""
    window = period.window(WINDOW_WEEKS)
    hard = logbook.of(Challenge, window.since, window.until)
    groups: dict[tuple[Cause, Control | None], list[Challenge]] = defaultdict(list)
    for each in reversed(hard):
        for cause in dict.fromkeys(each.causes):
            groups[cause, each.control].append(each)
    found = sorted(
        (_finding(cause, control, group) for (cause, control), group in groups.items()),
        key=lambda cause: (-cause.shifts, cause.category, cause.control or ""),
    )
    return Causes(
        challenges=len(hard),
        unsaid=sum(1 for each in hard if each.control is None),
        found=tuple(found),
        split=_split(hard),
        upstream=tuple(
            Upstream(
                category=cause.category,
                shifts=cause.shifts,
                told=tuple(_told(each) for each in groups[cause.category, "system"]),
            )
            for cause in found
            if cause.control == "system" and cause.recurring
        ),
    )


def _finding(cause: Cause, control: Control | None, group: Sequence[Challenge]) -> CauseFinding:
    days = {each.shift for each in group}
    return CauseFinding(
        category=cause,
        control=control,
        shifts=len(days),
        recurring=recurs(days),
        evidence=tuple(each.id for each in group),
    )


def _split(hard: Sequence[Challenge]) -> tuple[ControlShare, ...]:
    said = [each.control for each in hard if each.control is not None]
    levers: tuple[Control, ...] = ("mine", "shared", "system")
    return tuple(
        ControlShare(
            control=lever, challenges=said.count(lever), share=said.count(lever) / len(said)
        )
        for lever in levers
        if said
    )


def _told(challenge: Challenge) -> Told:
    return Told(id=challenge.id, day=challenge.shift, text=challenge.text)
