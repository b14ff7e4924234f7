"""The first page: an agenda for fifteen minutes, wins first, then goal, reality, options, will."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.render import words
from reflectcli.render.figures import figure_text
from reflectcli.render.letter.goals import goal_badge, goal_title
from reflectcli.render.letter.model import Point, Question, Topic
from reflectcli.render.letter.patterns import CAUSES
from reflectcli.render.letter.skills import skill_chart
from reflectcli.render.letter.words import Scene, capital, day, speaker
from reflectcli.render.text import clean, one_line


def _no_focus(scene: Scene) -> str:
    """Why no skill is named: there are too few ratings to tell, or none is below the others."""
    if all(each["verdict"] == "not_enough" for each in scene.findings["skills"]):
        return "Not enough ratings yet to name one."
    return "No skill stands out below the others."


def topics(scene: Scene) -> tuple[Topic, ...]:
    """The parts of the talk, in order, with the minutes that each may take."""
    agenda = scene.data["agenda"]
    return (
        Topic(
            id="celebrate", title="To celebrate", minutes=2,
            points=tuple(_win(scene, each) for each in agenda["wins"]),
            empty="Nothing was written down in this time; ask what went well.",
        ),
        Topic(
            id="goal", title="Goals", minutes=3,
            points=tuple(_goal(scene, each) for each in agenda["goals"]),
            empty="No goal is open. Which one would be worth having?",
        ),
        Topic(
            id="reality", title="The one focus", minutes=4,
            points=tuple(_focus(scene, agenda["focus"])),
            empty=_no_focus(scene),
        ),
        Topic(
            id="options", title="Questions", minutes=4,
            points=tuple(_question(each) for each in questions(scene))
            + tuple(_upstream(scene, each) for each in agenda["upstream"]),
            empty="None this time.",
        ),
        Topic(
            id="will", title="What we agree", minutes=2, points=(),
            empty="Who does what until when.",
        ),
    )  # fmt: skip


def questions(scene: Scene) -> tuple[Question, ...]:
    """The agent's questions to the mentor."""
    return tuple(
        Question(
            key=each["key"], text=clean(each["text"]),
            day=day(each["day"], weekday=True) if each["day"] else "",
        )
        for each in scene.data["agenda"]["questions"]
    )  # fmt: skip


def _win(scene: Scene, win: Mapping[str, Any]) -> Point:
    return Point(
        text=clean(win["text"]), lead=speaker(win, scene.who), about=win["key"],
        note=day(win["day"], weekday=True), quoted=True,
    )  # fmt: skip


def _goal(scene: Scene, goal: Mapping[str, Any]) -> Point:
    following = f"next: {one_line(goal['next_step'])}" if goal["next_step"] else ""
    note = [following] if _is_covered(scene, goal) else [_standing(goal), following]
    text = "; ".join(each for each in note if each)
    return Point(text=goal_title(goal), note=text, about=goal["key"])


def _is_covered(scene: Scene, goal: Mapping[str, Any]) -> bool:
    """Tell whether how a goal stands would tell own levels that a blind pack covers."""
    measures = {each["key"]: each["measure"] for each in scene.findings["goals"]}
    return bool(scene.data["blind"]) and measures[goal["key"]].startswith("rating:")


def _standing(goal: Mapping[str, Any]) -> str:
    share = "" if goal["progress"] is None else f", {goal['progress']:.0%} of the way"
    return f"{goal_badge(goal)}{share}".replace("-", "−")


def _focus(scene: Scene, focus: Mapping[str, Any] | None) -> list[Point]:
    if focus is None:
        return []
    skill = next(each for each in scene.findings["skills"] if each["key"] == focus["key"])
    basis = f"{words.counted(focus['n'], 'rating')} in {words.counted(focus['shifts'], 'shift')}"
    own = bool(scene.data["blind"])
    points = [
        Point(
            text=capital(one_line(focus["name"])), about=focus["key"], own=own,
            note=f"{words.level(focus['mean'])} of 5 by own ratings, {basis}, {scene.weeks}",
            chart=skill_chart(scene, skill),
        )
    ]  # fmt: skip
    if promise := focus["promise"]:
        tried = f"worked {promise['worked']} of {words.counted(promise['tried'], 'try', 'tries')}"
        points.append(
            Point(
                text=clean(promise["text"]), lead=f"{capital(scene.whose)} rule",
                quoted=True, own=own,
                note=tried if promise["tried"] else "not tried yet",
            )
        )  # fmt: skip
    return points


def _question(question: Question) -> Point:
    return Point(text=question.text, about=question.key, note=question.day, quoted=True)


def _upstream(scene: Scene, each: Mapping[str, Any]) -> Point:
    lead = "To raise upstream"
    if "category" in each:
        lever = "the system's lever" if each["controls"] == ["system"] else "a shared lever"
        note = f"{words.counted(each['shifts'], 'shift')}, {scene.weeks}; {lever}"
        text = CAUSES.get(each["category"], each["category"])
        return Point(text=text, lead=lead, note=note, about=each["key"])
    value, target = (figure_text(each[name], each["unit"]) for name in ("value", "target"))
    note = f"{value}, target {target} (n {each['n']}); not in {scene.whose} hands"
    return Point(text=one_line(each["name"]), lead=lead, note=note, about=each["key"])
