"""What self-ratings say of each skill: strength, focus, steady, or not enough data.

Means are shrunk towards the agent's own overall mean, so that one good evening makes no strength
(STATISTICS: m = (sum + 4 m0) / (n + 4)).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reflectcli.analysis.findings import Overall, SkillFinding, SkillVerdict
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Feedback, Rating
from reflectcli.domain.rubric import Rubric

PRIOR = 4
"""How many ratings the agent's own mean weighs."""
MIN_RATINGS, MIN_SHIFTS = 5, 3
MEAN_WEEKS = 26
"""The own overall mean is taken over half a year."""
MIN_FOR_MEAN, NEUTRAL_MEAN = 10, 3.0
WINDOW_WEEKS = 12


def levels(ratings: Sequence[Rating], skill: str) -> list[int]:
    """The levels of a skill; "n/a" does not count."""
    return [
        level for rating in ratings if isinstance(level := rating.skills.get(skill, "n/a"), int)
    ]


def ratings_of(
    logbook: Logbook, skill: str, since: date | None = None, until: date | None = None
) -> list[Rating]:
    """The ratings that give a skill a level."""
    return logbook.about(Rating, "rated", skill, since, until)


def own_mean(ratings: Sequence[Rating]) -> float:
    """The mean of all levels of all skills, or 3.0 where there are fewer than ten."""
    every = [level for rating in ratings for level in rating.skills.values() if level != "n/a"]
    return sum(every) / len(every) if len(every) >= MIN_FOR_MEAN else NEUTRAL_MEAN


def shrunk_mean(values: Sequence[float], m0: float) -> float:
    """The mean drawn towards m0 as if four more ratings had been m0."""
    return (sum(values) + PRIOR * m0) / (len(values) + PRIOR)


def verdict(values: Sequence[float], shifts: int, m0: float) -> SkillVerdict:
    """What may be said of a skill with these levels from so many shifts."""
    if len(values) < MIN_RATINGS or shifts < MIN_SHIFTS:
        return "not_enough"
    shrunk = shrunk_mean(values, m0)
    if _at_least(shrunk, 4.0) or (_at_least(shrunk, m0 + 0.4) and _at_least(shrunk, 3.5)):
        return "strength"
    if _at_least(2.75, shrunk) or _at_least(m0 - 0.4, shrunk):
        return "focus"
    return "steady"


def _at_least(value: float, bound: float) -> bool:
    # 3.2 + 0.4 is not 3.6 in binary; a skill must not miss its verdict by that.
    return value >= bound - 1e-9


def skill_findings(logbook: Logbook, rubric: Rubric, period: Period) -> list[SkillFinding]:
    """A finding for each active skill, and for each other one that was rated in the window."""
    window = period.window(WINDOW_WEEKS)
    half_year = period.until - timedelta(days=7 * MEAN_WEEKS - 1)
    m0 = own_mean(logbook.of(Rating, half_year, period.until))
    feedback = logbook.of(Feedback, window.since, window.until)
    about: dict[str, list[str]] = {}
    for each in feedback:
        for skill in {*each.skills, *each.ratings} if each.skills or each.ratings else ():
            about.setdefault(skill, []).append(each.id)
    findings = [
        _finding(skill, rubric, own, about.get(skill, ()), period, window, m0)
        for skill, definition in rubric.skills.items()
        if (own := ratings_of(logbook, skill, window.since, window.until)) or definition.active
    ]
    return sorted(findings, key=_order)


def _order(finding: SkillFinding) -> tuple[bool, float, str]:
    unclear = finding.verdict == "not_enough"
    return unclear, -(finding.mean or 0) if unclear else -(finding.shrunk or 0), finding.skill


def _finding(
    skill: str,
    rubric: Rubric,
    own: Sequence[Rating],
    about: Sequence[str],
    period: Period,
    window: Period,
    m0: float,
) -> SkillFinding:
    values = levels(own, skill)
    shifts = len({rating.shift for rating in own})
    here = levels([rating for rating in own if rating.shift in period], skill)
    word = verdict(values, shifts, m0)
    return SkillFinding(
        skill=skill,
        name=rubric.skills[skill].name,
        verdict=word,
        n=len(values),
        shifts=shifts,
        mean=_mean(values),
        shrunk=shrunk_mean(values, m0) if word != "not_enough" else None,
        m0=m0,
        period_n=len(here),
        period_mean=_mean(here),
        weekly=_weekly(own, skill, window),
        evidence=tuple(rating.id for rating in reversed(own)),
        feedback=tuple(reversed(about)),
        rule=_rule(word, m0),
    )


def _rule(word: SkillVerdict, m0: float) -> str:
    if word == "not_enough":
        return f"needs {MIN_RATINGS} ratings from {MIN_SHIFTS} shifts"
    reasons = {
        "strength": f"at least 4.0, or 0.4 above your mean of {m0:.1f} and at least 3.5",
        "focus": f"at most 2.75, or 0.4 below your mean of {m0:.1f}",
        "steady": "neither a strength nor a focus",
    }
    return f"{reasons[word]}; few ratings count for less (drawn to your mean of {m0:.1f})"


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _weekly(ratings: Sequence[Rating], skill: str, window: Period) -> tuple[float | None, ...]:
    weeks: list[list[int]] = [[] for _ in range((window.days + 6) // 7)]
    # Counted from the end: the last week is whole, the first one may be short.
    last, until = len(weeks) - 1, window.until
    for rating in ratings:
        level = rating.skills[skill]
        if level != "n/a":
            weeks[last - (until - rating.shift).days // 7].append(level)
    return tuple(_mean(week) for week in weeks)


def overall(findings: Sequence[SkillFinding], rubric: Rubric) -> Overall | None:
    """The weighted score of the skills that have a verdict; None when none has."""
    sure = [
        (rubric.skills[finding.skill], finding.name, finding.mean)
        for finding in findings
        if finding.verdict != "not_enough" and finding.mean is not None
    ]
    weight = sum(skill.weight for skill, _, _ in sure)
    if not weight:
        return None
    score = sum(skill.weight * (mean - 1) / 4 for skill, _, mean in sure) / weight * 100
    failed = tuple(name for skill, name, mean in sure if skill.critical and mean < 3)
    return Overall(score=0.0 if failed else score, unzeroed=score, skills=len(sure), failed=failed)


def focus_of(findings: Sequence[SkillFinding]) -> SkillFinding | None:
    """The one focus: the lowest of the skills that are a focus, never just the lowest skill."""
    focuses = [finding for finding in findings if finding.verdict == "focus"]
    return min(
        focuses, key=lambda finding: (finding.shrunk, -finding.n, finding.skill), default=None
    )
