"""Open loops of development: what was begun in the findings window and not closed since.

Feedback leads to a goal, a goal to practice, practice to a second look, an if-then rule to a try
(DOMAIN: identify, set the goal, train, practise and ask again, adjust). Each step has two weeks
before it counts as open, but feedback, whose goal can be set at once; days away do not count. What
closes a loop may be written at any time up to the day of the report.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from reflectcli.analysis.highlights import if_then
from reflectcli.analysis.interactions import rated
from reflectcli.analysis.mirror import OpenLoop
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Activity, Challenge, Feedback, Goal, Rating
from reflectcli.domain.schedule import Schedule
from reflectcli.frozen import dataclass

GRACE = 14
POOR_LEVEL = 2
OVERDUE = 2
"""Reassessment is overdue after twice the rhythm of journal.toml; `due` names it after once."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all loops are looked for in: the records known on a day, and the window."""

    logbook: Logbook
    config: JournalConfig
    window: Period
    as_of: date
    schedule: Schedule

    def name(self, skill: str) -> str:
        return self.config.rubric.skills[skill].name

    def skills(self, named: tuple[str, ...]) -> list[str]:
        return [skill for skill in named if skill in self.config.rubric.skills]

    def rested(self, day: date) -> bool:
        return self.schedule.days_since(day, self.as_of) >= GRACE


def open_loops(
    logbook: Logbook, config: JournalConfig, period: Period, as_of: date
) -> list[OpenLoop]:
    """The loops that are open on the day `as_of`, oldest first."""
    scene = _Scene(logbook, config, period.window(WINDOW_WEEKS), as_of, config.rhythm.schedule)
    found = [
        *_feedback(scene),
        *_goals(scene),
        *_practice(scene),
        *_asked_again(scene),
        *_promises(scene),
        *(_reassessment(scene) if as_of in period else ()),
    ]
    return sorted(found, key=lambda loop: (loop.since, loop.kind, loop.evidence))


def asks_for_work(feedback: Feedback) -> list[str]:
    """The skills that a feedback asks to work on.

    Those that a concern, criticism, suggestion or a score of half or less is about, and those
    rated 1 or 2.
    """
    poor = (
        feedback.score is not None
        and feedback.scale is not None
        and feedback.score <= feedback.scale / 2
    )
    asked = feedback.skills if poor or feedback.type not in (None, "compliment") else ()
    low = [
        skill
        for skill, level in feedback.ratings.items()
        if isinstance(level, int) and level <= POOR_LEVEL
    ]
    return list(dict.fromkeys((*asked, *low)))


def goal_skills(goal: Goal) -> set[str]:
    """The skills of a goal: those that it names and the one that it is measured by."""
    kind, _, name = goal.measure.partition(":")
    return {*goal.skills, *([name] if kind == "rating" else [])}


def _wanting(scene: _Scene) -> dict[str, list[Feedback]]:
    """Each skill with the feedback of the window that asks to work on it, oldest first."""
    found: dict[str, list[Feedback]] = {}
    for each in scene.logbook.of(Feedback, scene.window.since, scene.window.until):
        for skill in scene.skills(tuple(asks_for_work(each))):
            found.setdefault(skill, []).append(each)
    return found


def _feedback(scene: _Scene) -> Iterator[OpenLoop]:
    goals = scene.logbook.of(Goal)
    for skill, said in _wanting(scene).items():
        about = [goal for goal in goals if skill in goal_skills(goal)]
        left = [
            each
            for each in said
            # A goal that was closed afterwards has answered it too.
            if not any(goal.closed is None or goal.closed >= each.shift for goal in about)
        ]
        if left:
            who = ", ".join(dict.fromkeys(each.source for each in left))
            title = f"work on {skill.replace('_', ' ')}"
            yield OpenLoop(
                kind="feedback_without_goal",
                what=f"feedback about {scene.name(skill)} ({who}) has no goal yet",
                since=left[0].shift,
                command=f'reflect goal add "{title}" --measure rating:{skill} --target 4',
                evidence=tuple(each.id for each in reversed(left)),
                skill=skill,
            )


def _goals(scene: _Scene) -> Iterator[OpenLoop]:
    done = scene.logbook.of(Activity)
    for goal in scene.logbook.of(Goal):
        skills = goal_skills(goal)
        if not skills or not scene.rested(goal.shift) or goal.closed is not None:
            continue
        practised = any(
            activity.shift >= goal.shift
            and (skills & set(activity.skills) or goal.id in activity.links)
            for activity in done
        )
        if not practised and not any(step.done for step in goal.steps):
            yield OpenLoop(
                kind="goal_without_practice",
                what=f'goal "{goal.title}" has seen no practice yet',
                since=goal.shift,
                command='reflect activity add "what I practised" --type practice'
                f" --about {','.join(sorted(skills))}",
                evidence=(goal.id,),
            )


def _practice(scene: _Scene) -> Iterator[OpenLoop]:
    """Activities after which a skill of theirs was neither rated nor spoken of by others."""
    for activity in scene.logbook.of(Activity, scene.window.since, scene.window.until):
        if not scene.rested(activity.shift):
            continue
        left = [
            skill
            for skill in scene.skills(activity.skills)
            if not _rated_since(scene, skill, activity.shift)
            and not _told_since(scene, skill, activity.shift)
        ]
        if left:
            names = " and ".join(scene.name(skill) for skill in left)
            yield OpenLoop(
                kind="practice_without_second_look",
                what=f'{names} not looked at again since "{activity.title}"',
                since=activity.shift,
                command="reflect rate",
                evidence=(activity.id,),
                skill=left[0],
            )


def _asked_again(scene: _Scene) -> Iterator[OpenLoop]:
    """Skills that others asked to work on, that were practised since, and nobody asked again."""
    for skill, said in _wanting(scene).items():
        done = [each for each in scene.logbook.of(Activity, said[-1].shift) if skill in each.skills]
        after = [each for each in done if each.at > said[-1].at]
        if after and scene.rested(after[0].shift) and not _told_since(scene, skill, after[0].shift):
            yield OpenLoop(
                kind="not_asked_again",
                what=f"{scene.name(skill)}: practised since the feedback, nobody asked again",
                since=after[0].shift,
                command=f"reflect feedback add --asked --about {skill}",
                evidence=(after[0].id, *(each.id for each in reversed(said))),
                skill=skill,
            )


def _rated_since(scene: _Scene, skill: str, day: date) -> bool:
    later = scene.logbook.of(Rating, day + timedelta(days=1))
    return any(isinstance(each.skills.get(skill), int) for each in later)


def _told_since(scene: _Scene, skill: str, day: date) -> bool:
    later = scene.logbook.of(Feedback, day + timedelta(days=1))
    return any(skill in each.skills or skill in rated(each) for each in later)


def _promises(scene: _Scene) -> Iterator[OpenLoop]:
    tried = {link: each.at for each in scene.logbook for link in each.links}
    for made in scene.logbook.of(Challenge, scene.window.since, scene.window.until):
        rule = if_then(made)
        # The logbook is in order of time, so that the last link to a record is the latest.
        if rule is None or not scene.rested(made.shift) or tried.get(made.id, made.at) > made.at:
            continue
        yield OpenLoop(
            kind="promise_not_tried",
            what=rule,
            since=made.shift,
            command=f"reflect worked {made.id} yes",
            evidence=(made.id,),
        )


def _reassessment(scene: _Scene) -> Iterator[OpenLoop]:
    every = scene.config.rhythm.rate_every_days
    last: dict[str, Rating] = {}
    for rating in scene.logbook.of(Rating, scene.window.since):
        last |= {key: rating for key, level in rating.skills.items() if isinstance(level, int)}
    stale = {
        skill: last[skill]
        for skill in scene.config.rubric.active
        if every
        and skill in last
        and scene.schedule.days_since(last[skill].shift, scene.as_of) >= OVERDUE * every
    }
    if stale:
        oldest = min(each.shift for each in stale.values())
        yield OpenLoop(
            kind="reassessment_overdue",
            what=f"not rated for {OVERDUE * every} days or longer: "
            + ", ".join(scene.name(skill) for skill in stale),
            since=oldest + timedelta(days=every),
            command="reflect rate",
            evidence=tuple(dict.fromkeys(each.id for each in stale.values())),
        )
