"""A pack's data as a letter: what the page, the Markdown and the PDF all say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli.render import words
from reflectcli.render.letter.agenda import questions, topics
from reflectcli.render.letter.besides import about, comparison_section, named_sections
from reflectcli.render.letter.goals import experiment_section, goal_section, goal_title
from reflectcli.render.letter.kpis import kpi_section
from reflectcli.render.letter.model import Letter, Section, Skill
from reflectcli.render.letter.others import others_section
from reflectcli.render.letter.patterns import learning_section, moment_sections, pattern_sections
from reflectcli.render.letter.skills import skill_sections
from reflectcli.render.letter.words import Scene, capital, full_day, period_of, scene_of
from reflectcli.render.text import one_line


def letter_of(data: Mapping[str, Any]) -> Letter:
    """The letter of a pack, from its data alone."""
    scene = scene_of(data)
    agent, period = data["agent"], period_of(data["period"])
    return Letter(
        agent=scene.who,
        named=scene.named,
        role=capital(one_line(agent["role"] or "")),
        title=one_line(agent["name"] or "") or "A reflective journal",
        span=words.span(period),
        written=_written(data["activity"]),
        as_of=full_day(data["as_of"]),
        blind=data["blind"],
        topics=topics(scene),
        sections=tuple(_sections(scene)),
        questions=questions(scene),
        skills=tuple(
            Skill(key=key, **{name: one_line(text) for name, text in skill.items()})
            for key, skill in data["rubric"].items()
        ),
        goals=tuple(
            (each["key"], goal_title(each))
            for each in data["findings"]["goals"]
            if each["status"] != "closed"
        ),
        about=about(scene),
    )


def _sections(scene: Scene) -> list[Section]:
    good, hard, heard = _split(moment_sections(scene))
    skills = skill_sections(scene)
    return [
        *(each for each in skills if each.id == "strengths"),
        *good,
        *(each for each in skills if each.id == "focus"),
        *hard,
        *(each for each in skills if each.id == "skills"),
        *others_section(scene),
        *heard,
        *kpi_section(scene),
        *goal_section(scene),
        *experiment_section(scene),
        *pattern_sections(scene),
        *learning_section(scene),
        *comparison_section(scene),
        *named_sections(scene),
    ]


def _split(moments: list[Section]) -> tuple[list[Section], list[Section], list[Section]]:
    good, hard, heard = (
        [each for each in moments if each.id == key] for key in ("moments", "hard", "heard")
    )
    return good, hard, heard


def _written(counts: Mapping[str, int]) -> str:
    parts = [
        words.counted(counts["shifts"], "shift"),
        words.counted(counts["entries"], "reflection"),
        words.counted(counts["notes"], "note"),
    ]
    if counts["feedback"]:
        parts.append(
            f"{counts['feedback']} pieces of feedback"
            if counts["feedback"] > 1
            else "1 piece of feedback"
        )
    return ", ".join(parts)
