"""Prompt sets: the questions of a reflection."""

from collections.abc import Mapping
from typing import Annotated

from reflectcli.domain.fields import Name, Says, Text
from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptSet:
    """A named list of questions, asked in their order."""

    title: Annotated[Text, Says("As the program calls it.")]
    questions: Annotated[Mapping[Name, Text], Says("Question by the name of its answer.")]


def _set(title: str, **questions: str) -> PromptSet:
    return PromptSet(title=title, questions=questions)


DEFAULT_PROMPTS: dict[str, PromptSet] = {
    "quick": _set(
        "two minutes",
        best_moment="Best moment?",
        hardest_moment="Hardest moment?",
        repeat="One thing to repeat?",
        **{"try": "One thing to try?"},
    ),
    "rolfe": _set(
        "Rolfe: what, so what, now what",
        what="What happened?",
        so_what="So what: what does it mean?",
        now_what="Now what: what will I do?",
    ),
    "gibbs": _set(
        "Gibbs: the reflective cycle",
        description="Description: what happened?",
        feelings="Feelings: what was I thinking and feeling?",
        evaluation="Evaluation: what was good and bad about it?",
        analysis="Analysis: what sense can I make of it?",
        conclusion="Conclusion: what else could I have done?",
        action="Action: what will I do if it happens again?",
    ),
    "kolb": _set(
        "Kolb: experiential learning",
        experience="Experience: what happened?",
        observation="Observation: what did I notice?",
        concept="Concept: what does that tell me in general?",
        experiment="Experiment: where will I try it?",
    ),
    "carl": _set(
        "CARL",
        context="Context: what was the situation?",
        action="Action: what did I do?",
        results="Results: what came of it?",
        learning="Learning: what do I take from it?",
    ),
    "aar": _set(
        "After-action review",
        intended="What was intended?",
        actual="What actually happened?",
        why="Why was there a difference?",
        sustain="What do I sustain?",
        improve="What do I improve?",
    ),
    "star": _set(
        "STAR",
        situation="Situation?",
        task="Task: what was mine to do?",
        action="Action: what did I do?",
        result="Result: what came of it?",
    ),
    "4ls": _set(
        "4Ls",
        liked="Liked?",
        learned="Learned?",
        lacked="Lacked?",
        longed_for="Longed for?",
    ),
    "ssc": _set("Start, stop, continue", start="Start?", stop="Stop?", **{"continue": "Continue?"}),
    "sbi": _set(
        "SBI, for feedback",
        situation="Situation: when and where?",
        behaviour="Behaviour: what was seen?",
        impact="Impact: what did it do?",
        my_response="My response: what will I make of it?",
    ),
    "grow": _set(
        "GROW, for coaching",
        goal="Goal: what do I want?",
        reality="Reality: where do I stand?",
        options="Options: what could I do?",
        will="Will: what will I do, and when?",
    ),
    "why5": _set(
        "Five whys",
        problem="The problem?",
        why_1="Why?",
        why_2="And why that?",
        why_3="And why that?",
        why_4="And why that?",
        why_5="And why that?",
        category="Kind of cause (knowledge, communication, process …)?",
    ),
}
"""The prompt sets that a new journal knows."""
