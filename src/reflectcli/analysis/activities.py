"""What was done to get better: hours by group, and what moved around it.

An activity stands beside the ratings of its skills four weeks before and after it, without its own
day. Both sides need five ratings from three shifts, as a verdict does. They go together; what
moved what, figures of one person cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reflectcli.analysis.averages import mean
from reflectcli.analysis.mirror import Hours, KindGroup, Movement, Stretch
from reflectcli.analysis.skills import MEAN_WEEKS, MIN_RATINGS, MIN_SHIFTS, levels
from reflectcli.domain.fields import ActivityType
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Activity, Rating
from reflectcli.domain.rubric import Rubric

AROUND = timedelta(weeks=4)
DAY = timedelta(days=1)
GROUPS: dict[KindGroup, tuple[ActivityType, ...]] = {
    "practice": ("practice",),
    "with_others": ("coaching", "shadowing", "workshop"),
    "formal": ("training", "course", "conference", "webinar", "reading"),
    "other": ("other",),
}


def hours(logbook: Logbook, period: Period) -> list[Hours]:
    """The hours of the period by group; a group without an activity is left out."""
    done = logbook.of(Activity, period.since, period.until)
    found = ((group, [each for each in done if each.type in GROUPS[group]]) for group in GROUPS)
    return [_hours(group, activities) for group, activities in found if activities]


def _hours(group: KindGroup, activities: Sequence[Activity]) -> Hours:
    return Hours(
        group=group,
        hours=sum(each.hours or 0 for each in activities),
        activities=len(activities),
        untimed=sum(each.hours is None for each in activities),
        evidence=tuple(each.id for each in reversed(activities)),
    )


def movements(logbook: Logbook, rubric: Rubric, period: Period) -> list[Movement]:
    """What went together with each activity of the period, for each of its skills, oldest first."""
    # No further back than a report reads, so that older records change nothing.
    first = min(period.since, period.until - timedelta(days=7 * MEAN_WEEKS - 1))
    return [
        _movement(each, skill, rubric.skills[skill].name, logbook, first)
        for each in logbook.of(Activity, period.since, period.until)
        for skill in each.skills
        if skill in rubric.skills
    ]


def _movement(activity: Activity, skill: str, name: str, logbook: Logbook, first: date) -> Movement:
    day = activity.shift
    before = logbook.of(Rating, max(first, day - AROUND), day - DAY)
    after = logbook.of(Rating, day + DAY, day + AROUND)
    sides = _stretch(before, skill), _stretch(after, skill)
    behind = [each for each in before + after if isinstance(each.skills.get(skill), int)]
    return Movement(
        activity=activity.id,
        title=activity.title,
        day=day,
        skill=skill,
        name=name,
        before=sides[0],
        after=sides[1],
        enough=all(each.n >= MIN_RATINGS and each.shifts >= MIN_SHIFTS for each in sides),
        evidence=(activity.id, *(each.id for each in reversed(behind))),
    )


def _stretch(ratings: Sequence[Rating], skill: str) -> Stretch:
    own = [each for each in ratings if isinstance(each.skills.get(skill), int)]
    values = levels(own, skill)
    shifts = len({each.shift for each in own})
    return Stretch(n=len(values), shifts=shifts, mean=mean(values) if values else None)
